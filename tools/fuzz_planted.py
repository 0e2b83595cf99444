# SPDX-License-Identifier: MIT
"""Known bugs, put into a copy of the sources: each is found from the committed seeds.

fuzz/planted/*.yaml lists them: in `file` the one `right` (behind `after`, if that is said)
becomes `wrong`. All of a target's bugs are in one binary, which has the one whose number is in
the environment: an expression becomes `(planted == 7 ? wrong : right)`, a statement an `if`.
"""

from __future__ import annotations

import re
import resource
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.shell import ROOT, Failure, Ran, run

PLANTED = ROOT / "fuzz" / "planted"
SECONDS = 60  # to find one, on one core
VARIABLE = "THIMBLE_PLANTED"
NUMBER = "planted.hpp"
COPIED = ("core", "generated/workbench", "fuzz", "examples/services")
INCLUDES = ("generated/workbench", "core", "fuzz", "fuzz/reference/tables/workbench")
FLAGS = ("-std=c++17", "-g1", "-O2", "-fsanitize=fuzzer,address,undefined",
         "-fno-sanitize-recover=all", "-fno-sanitize-coverage=trace-cmp")  # fmt: skip
ORACLES = (  # what a report says, who says it, and what of it goes into the table
    (r"tcp\.fsm:\d+: (\w+) in state \d+: +(.*?):? (?:-?\d+ in the device|;)", "lock step"),
    (r"does not hold: (.*)", "promise"),
    (r"runtime error: (\w+(?: \w+){0,4})", "UBSan"),
    (r"AddressSanitizer: ([\w-]+)", "ASan"),
    (r"libFuzzer: (timeout)", "libFuzzer"),
)


@dataclass(frozen=True)
class Bug:
    """`number` is what the environment says to have it."""

    number: int
    name: str
    target: str
    file: str
    right: str
    wrong: str
    after: str = ""


@dataclass(frozen=True)
class Found:
    """`oracle`: who saw it; `says`: in its words. `how`: replay or search; no oracle: not found."""

    bug: Bug
    oracle: str
    says: str
    how: str
    seconds: float


def read(folder: Path = PLANTED) -> list[Bug]:
    """All there are, numbered from 1."""
    entries = [
        each
        for path in sorted(folder.glob("*.yaml"))
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return [
        Bug(n, each["bug"], each.get("target", "stack"), each["file"], each["right"],
            each["wrong"], each.get("after", ""))
        for n, each in enumerate(entries, 1)
    ]  # fmt: skip


def place(bug: Bug, text: str) -> tuple[int, int]:
    """Where its `right` lies; as much white space and as high line numbers as the file has."""
    spots = list(re.finditer(f"{loose(bug.after)}(?P<right>{loose(bug.right)})", text))
    if len(spots) != 1:
        raise Failure(
            f"planted bug '{bug.name}': {bug.file} has its place {len(spots)} times; what is there"
            " now goes into fuzz/planted/"
        )
    return spots[0].span("right")


def loose(code: str) -> str:
    """A pattern for it."""
    words = [re.escape(word).replace("fsm:N", r"fsm:\d+") for word in code.split()]
    return r"\s+".join(words) + (r"\s*" if code[-1:].isspace() else "")


def woven(bugs: Iterable[Bug], text: str) -> str:
    """One file with all of its bugs, each behind its number."""
    spans: dict[tuple[int, int], str] = {}
    for bug in bugs:
        span = place(bug, text)
        if any(other[0] < span[1] and span[0] < other[1] for other in spans if other != span):
            raise Failure(f"planted bug '{bug.name}' overlaps another in {bug.file}")
        spans[span] = joined(bug, spans.get(span, text[slice(*span)]))
    for (first, end), both in sorted(spans.items(), reverse=True):
        text = text[:first] + both + text[end:]
    return text


def joined(bug: Bug, right: str) -> str:
    """`right`, or what is wrong when the bug is asked for."""
    if bug.right.rstrip().endswith((";", "}")):
        return f"if (planted == {bug.number}) {{ {bug.wrong} }} else {{ {right} }}"
    return f"(planted == {bug.number} ? ({bug.wrong}) : ({right}))"


def plant(bugs: Sequence[Bug], into: Path) -> None:
    """A copy of the sources that has them."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, into / folder, dirs_exist_ok=True)
    for file in sorted({bug.file for bug in bugs}):
        path = into / file
        text = path.read_text(encoding="utf-8")
        path.write_text(woven([bug for bug in bugs if bug.file == file], text), encoding="utf-8")
    (into / NUMBER).write_text(
        "#include <cstdlib>\n"
        f'inline const int planted = std::getenv("{VARIABLE}") == nullptr ? 0'
        f' : std::atoi(std::getenv("{VARIABLE}"));\n',
        encoding="utf-8",
    )


def compiled(target: str, tree: Path) -> Path:
    """The target with its bugs."""
    includes = [f"-I{tree / part}" for part in (*INCLUDES, "examples/services")]
    program = tree / target
    ran = run(["clang++-19", *FLAGS, "-include", str(tree / NUMBER), *includes,
               str(tree / f"fuzz/{target}.cpp"), "-o", str(program)], seconds=600)  # fmt: skip
    if ran.code != 0:
        raise Failure(f"{ran.output}\n{target} with its planted bugs does not build")
    return program


def programs_of(bugs: Sequence[Bug], tree: Path) -> Mapping[str, Path]:
    """Target -> its program with all of its bugs, of which none shows while none is asked for."""
    plant(bugs, tree)
    programs = {name: compiled(name, tree) for name in sorted({bug.target for bug in bugs})}
    for program in programs.values():
        ran = ran_with(0, program, "-runs=0")
        if ran.code != 0:
            raise Failure(f"{ran.output[-3000:]}\n{program.name} stops without a planted bug")
    return programs


def ran_with(number: int, program: Path, *options: str) -> Ran:
    corpus, found = ROOT / "fuzz/corpus" / program.name, program.parent / f"{number}.found"
    found.mkdir(exist_ok=True)
    dictionary = ROOT / "fuzz" / f"{program.name}.dict"
    words = [f"-dict={dictionary}"] if dictionary.exists() else []
    command = [str(program), str(found), str(corpus), "-max_len=600", "-timeout=3",
               "-detect_leaks=0", f"-artifact_prefix={program.parent}/", *words, *options]  # fmt: skip
    env = {VARIABLE: str(number), "ASAN_OPTIONS": "symbolize=0"}
    return run(command, seconds=SECONDS + 60, env=env)


def sought(bug: Bug, program: Path, seconds: int = SECONDS) -> Found:
    """First every seed as it is, then libFuzzer's search. Seconds are a processor's."""
    began = spent()
    how, ran = "replay", ran_with(bug.number, program, "-runs=0")
    if ran.code == 0:
        how = "search"
        ran = ran_with(bug.number, program, f"-max_total_time={seconds}", "-seed=1")
    oracle, says = oracle_of(ran.output) if ran.code != 0 else ("", "")
    return Found(bug, oracle, says, how if oracle else "", spent() - began)


def spent() -> float:
    """What the programs that we ran have used of a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def oracle_of(output: str) -> tuple[str, str]:
    """Who saw it, and its words; the first of them that spoke."""
    spoken = [(found.start(), oracle, ": ".join(found.groups()))
              for pattern, oracle in ORACLES
              for found in [re.search(pattern, output)] if found]  # fmt: skip
    return min(spoken)[1:] if spoken else ("something else", output.strip().splitlines()[-1])
