# SPDX-License-Identifier: MIT
"""Who may refuse a mutant without a prover: each doctest program, each fuzz target on its corpus, the
scripts on each profile's device. All are built once, on the scheme; each knows which changed
functions it enters, and is not asked about others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tools.mutate.scheme import REACHED, SWITCH, Scheme
from tools.parts import doctest_sources
from tools.shell import PYTHON, ROOT, Failure, Ran, run

SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
QUIET = {"ASAN_OPTIONS": "detect_leaks=0"}
DEFAULT_PROFILE = "workbench"  # CMakeLists.txt
LWIP_INCLUDE = "/usr/include/lwip"  # Debian's, as in fuzz/profiles.cmake
SCRIPT_PROFILES = ("services", "everything", "tiny", "telemetry_update", "sensor")
PLAY = ROOT / "tests" / "mutants" / "play.py"
SECONDS = 10.0  # for a program that takes no time when it ends at all


@dataclass
class Judge:
    """One program. What it says of the code as it is must be nothing."""

    name: str  # the file that a person would open
    program: Path
    build: list[str]
    arguments: list[str] = field(default_factory=list)
    reached: set[int] = field(default_factory=set)
    seconds: float = 0.0

    def make(self) -> None:
        self.program.parent.mkdir(parents=True, exist_ok=True)
        self.program.unlink(missing_ok=True)
        ran = run(self.build, seconds=1200)
        if ran.code != 0:
            raise Failure(f"{ran.output[-3000:]}\n{self.name} does not build with the mutants")

    def get_ready(self) -> None:
        """On the code as it is: nothing is refused; which functions does it enter?"""
        told = self.program.with_suffix(".reached")
        told.unlink(missing_ok=True)
        ran = run(self.command(), env={**QUIET, REACHED: str(told)}, seconds=600)
        if (wrong := self.refusal(ran)) is not None:
            raise Failure(f"{ran.output[-2000:]}\n{wrong}: refuses the code without a mutant")
        self.seconds = ran.seconds
        if told.exists():
            self.reached = {int(word) for word in told.read_text().split()}

    def command(self) -> list[str]:
        return [str(self.program), *self.arguments]

    def judge(self, number: int, function: int) -> str | None:
        """Who refuses the mutant, None when nobody does here."""
        if function not in self.reached:
            return None
        limit = SECONDS + 10 * self.seconds
        env = {**QUIET, SWITCH: str(number)}
        return self.refusal(run(self.command(), env=env, seconds=limit))

    def refusal(self, ran: Ran) -> str | None:
        """In a few words, from how the program ended."""
        if ran.code == 0:
            return None
        case = re.search(r"^TEST CASE:\s+(.+)$", ran.output, re.MULTILINE)
        checked = "ERROR: " in ran.output.partition("TEST CASE:")[2].partition("Sanitizer")[0]
        if case and checked:
            return f"{self.name}: {case[1].strip()}"
        if ran.code == -9:
            return f"{self.name}: does not end"
        found = re.search(r"runtime error: (.+)|(AddressSanitizer: [\w-]+)", ran.output)
        if found:
            return f"{self.name}: {found[2] or found[1]}"
        held = re.search(r"does not hold: .+", ran.output)
        return f"{self.name}: {held[0] if held else f'exit {ran.code}'}"


@dataclass
class Scripts(Judge):
    """All scripts of one profile; each has functions of its own that it enters."""

    profile: str = ""
    enters: dict[str, set[int]] = field(default_factory=dict)

    def driver(self, *words: str, env: dict[str, str], seconds: float) -> Ran:
        command = [PYTHON, str(PLAY), str(self.program), self.profile, *words]
        path = f"{ROOT}:{ROOT / 'tests' / 'scripts'}"
        return run(command, env={**QUIET, "PYTHONPATH": path, **env}, seconds=seconds)

    def get_ready(self) -> None:
        told = self.program.with_suffix(".reached")
        ran = self.driver(env={REACHED: str(told)}, seconds=1200)
        if ran.code != 0:
            raise Failure(f"{ran.output[-2000:]}\n{self.name}: a script fails without a mutant")
        self.seconds = ran.seconds
        self.enters = {name: set(ids) for name, ids in json.loads(ran.output).items()}
        self.reached = set().union(*self.enters.values())

    def judge(self, number: int, function: int) -> str | None:
        mine = [name for name, ids in self.enters.items() if function in ids]
        if not mine:
            return None
        limit = SECONDS + 10 * self.seconds
        ran = self.driver(*mine, env={SWITCH: str(number)}, seconds=limit)
        if ran.code == 0:
            return None
        found = re.search(r"^REFUSED (\S+)$", ran.output, re.MULTILINE)
        what = f"tests/scripts/{found[1]}.script" if found else f"{self.name}: does not end"
        return f"{what} on {self.profile}"


def compiler(scheme: Scheme, profile: str, *folders: Path) -> list[str]:
    """g++ as the tests' build calls it, but without optimising: it is the compiler that takes long."""
    include = [*scheme.include(profile), *(f"-I{folder}" for folder in folders)]
    return ["g++", "-std=c++17", "-O0", "-g0", "-w", *SANITIZE, *include,
            "-include", str(scheme.prelude)]  # fmt: skip


def profile_of(source: Path, scheme: Scheme) -> str | None:
    """tests/<profile>/x.cpp is for that one, tests/x.cpp for workbench; others are built otherwise."""
    parts = source.parts[:-1]
    if not parts:
        profiles = scheme.profiles()
        return DEFAULT_PROFILE if DEFAULT_PROFILE in profiles else profiles[0]
    return parts[0] if len(parts) == 1 and parts[0] in scheme.profiles() else None


def doctests(scheme: Scheme, work: Path) -> list[Judge]:
    """One for each program of tests/CMakeLists.txt that has test cases for a device's profile."""
    tests = scheme.root / "tests"
    main = tests / "doctest_main.cpp"
    examples = scheme.root / "examples"
    found = []
    for source in doctest_sources(tests):
        name = source.relative_to(tests)
        profile = profile_of(name, scheme)
        if profile is None:
            continue
        program = work / "_".join(name.with_suffix("").parts)
        folders = (tests, examples / "services", examples / "telemetry_update")
        command = [*compiler(scheme, profile, *folders), str(source), str(main)]
        shared = work / "doctest_main.o"
        if shared.exists():
            command[-1] = str(shared)
        command += ["-o", str(program)]
        arguments = ["--no-colors=true", "--abort-after=1"]
        found.append(Judge(f"tests/{name}", program, command, arguments))
    return found


def doctest_main(scheme: Scheme, work: Path) -> None:
    """Compiled once for all."""
    work.mkdir(parents=True, exist_ok=True)
    main = scheme.root / "tests" / "doctest_main.cpp"
    made = work / "doctest_main.o"
    if made.exists() and made.stat().st_mtime > main.stat().st_mtime:
        return
    ran = run(["g++", "-std=c++17", "-c", str(main), "-o", str(made)], seconds=600)
    if ran.code != 0:
        raise Failure(ran.output[-2000:])


def fuzz_profiles(fuzz: Path) -> dict[str, str]:
    """Of targets that are for another profile than DEFAULT_PROFILE."""
    names = fuzz / "profiles.cmake"
    text = names.read_text(encoding="utf-8") if names.exists() else ""  # a tree without targets
    return dict(re.findall(r"^set\(PROFILE_OF_(\w+) (\w+)\)", text, re.MULTILINE))


def corpora(scheme: Scheme, work: Path) -> list[Judge]:
    """Each fuzz target, once over the inputs that are kept."""
    found = []
    fuzz = scheme.root / "fuzz"
    profiles = fuzz_profiles(fuzz)
    for source in sorted(fuzz.glob("*.cpp")):
        inputs = sorted((fuzz / "corpus" / source.stem).glob("*"))
        program = work / f"fuzz_{source.stem}"
        profile = profiles.get(source.stem, DEFAULT_PROFILE)
        tables = fuzz / "reference" / "tables" / profile
        folders = (fuzz, tables, scheme.root / "examples" / "services")
        command = compiler(scheme, profile, *folders)
        command[0] = "clang++-19"
        command += ["-fsanitize=fuzzer", str(source), "-o", str(program)]
        if source.stem == "lwip":
            command += ["-isystem", LWIP_INCLUDE, "-llwip"]
        if inputs:
            found.append(Judge(f"fuzz/{source.name}", program, command, [str(p) for p in inputs]))
    return found


def scripts(scheme: Scheme, work: Path) -> list[Judge]:
    """The scripted device of each profile that plays other scripts than the rest."""
    source = scheme.root / "tests" / "scripts" / "device.cpp"
    if not source.exists():
        return []
    found: list[Judge] = []
    for profile in SCRIPT_PROFILES:
        program = work / f"scripted_{profile}"
        command = [*compiler(scheme, profile), str(source), "-o", str(program)]
        found.append(Scripts(f"scripts on {profile}", program, command, profile=profile))
    return found


def thin(judges: Iterable[Judge]) -> None:
    """Each script on `services`, the same again only on `everything`, which has more of everything."""
    played: set[str] = set()
    for judge in judges:
        if isinstance(judge, Scripts):
            known = played if judge.profile != "everything" else set()
            judge.enters = {name: ids for name, ids in judge.enters.items() if name not in known}
            judge.reached = set().union(*judge.enters.values())
            played |= set(judge.enters)


def all_judges(scheme: Scheme, work: Path) -> list[Judge]:
    """In the order of what asking them costs."""
    doctest_main(scheme, work)
    return [*doctests(scheme, work), *corpora(scheme, work), *scripts(scheme, work)]


def in_order(judges: Iterable[Judge], file: str) -> list[Judge]:
    """The tests of the file's own name first, what takes long last."""
    stem = Path(file).stem
    return sorted(
        judges, key=lambda each: (each.seconds > 2, not Path(each.name).stem.startswith(stem))
    )
