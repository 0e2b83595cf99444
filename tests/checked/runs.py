# SPDX-License-Identifier: MIT
"""Programs on the headers that check their own contracts: doctests, scripted devices, fuzz targets.

What has ended well is not run again until the program or its input changes. With THIMBLE_LONG=1
scripts are played on every profile.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import build
from tools.parts import LONG, doctest_sources
from tools.shell import BUILD, PYTHON, ROOT, run

from proofs.checked.write import CONTRADICTED

sys.path.insert(0, str(ROOT / "tests" / "scripts"))  # its player is ours too
import facts  # noqa: E402
import suite  # noqa: E402
from devices import Broken, Host  # noqa: E402
from notation import Script  # noqa: E402
from player import Failed, Player  # noqa: E402

PROGRAMS = BUILD / "checked"
RUNS = PROGRAMS / "runs"
UNREAL = Path(__file__).with_name("unreal.txt")
PROFILES = facts.names() if os.environ.get(LONG) == "1" else ["everything", "services", "tiny"]
AT_ONCE = 2

Job = Callable[[], str]  # what is wrong, "" when nothing


def lines_of(path: Path) -> list[str]:
    """Without comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]


def heart(output: str) -> str:
    """From the contract on; without one, the end."""
    at = re.search(r"^\S+: \w+: (?:contract broken|cannot be checked)", output, re.MULTILINE)
    lines = output[at.start() if at else 0 :].splitlines()
    return "\n".join(lines[:12] if at else lines[-20:])


def doctests() -> list[str]:
    """Names of the programs; tests/hostile has a build of its own."""
    sources = [path.relative_to(ROOT / "tests") for path in doctest_sources(ROOT / "tests")]
    return ["test_" + "_".join(path.with_suffix("").parts) for path in sources
            if path.parts[0] != "hostile"]


def corpora() -> dict[str, list[Path]]:
    """Each fuzz target's inputs."""
    return {f"fuzz_{folder.name}": sorted(folder.iterdir())
            for folder in sorted((ROOT / "fuzz" / "corpus").iterdir())}


def scripts(profile: str) -> list[Script]:
    """Those that the profile can run."""
    return [script for script in suite.scripts()
            if not script.pending and not suite.why_not(script, facts.load(profile))]


def made() -> str:
    """Headers and programs; what went wrong."""
    ran = run([PYTHON, "-m", "proofs.checked"])
    if ran.code == 0:
        names = [*doctests(), *corpora(), *(f"scripted_{profile}" for profile in PROFILES)]
        ran = build.compile_preset("checked", *names)
    return "" if ran.code == 0 else ran.output[-4000:]


@dataclass
class Results:
    """What each program came to."""

    wrong: dict[str, str] = field(default_factory=dict)

    def run(self, jobs: dict[str, Job]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self.wrong |= dict(zip(jobs, pool.map(lambda job: job(), jobs.values()), strict=True))


def jobs() -> dict[str, Job]:
    """All that is run, the longest first."""
    found: dict[str, Job] = {f"scripted_{profile}": played(profile) for profile in PROFILES}
    found |= {name: program(name, paths) for name, paths in corpora().items()}
    return found | {name: program(name, []) for name in doctests()}


def program(name: str, inputs: list[Path]) -> Job:
    """A program that must end well."""

    def once() -> str:
        ran = run([PROGRAMS / name, *inputs], seconds=300, env=logged(name))
        return "" if ran.code == 0 else heart(ran.output)

    return lambda: unless_known(name, inputs, once)


def played(profile: str) -> Job:
    """All scripts on the profile's device; each has to pass, on a device of its own."""
    name = f"scripted_{profile}"

    def once() -> str:
        wrong = [play(script, profile, PROGRAMS / name, logged(name)) for script in scripts(profile)]
        return "\n".join(each for each in wrong if each)

    return lambda: unless_known(name, sorted((ROOT / "tests" / "scripts").glob("*.*")), once)


def play(script: Script, profile: str, device: Path, env: dict[str, str]) -> str:
    """What is wrong."""
    with Host(device, env) as host:
        try:
            Player(script, facts.load(profile), host).play()
        except (Failed, Broken) as failed:
            return f"{script.path} on {profile}:\n{heart(str(failed))}"
    return ""


def logged(name: str) -> dict[str, str]:
    return {"THIMBLE_CHECKED_LOG": str(RUNS / f"{name}.log")}


def unless_known(name: str, inputs: Iterable[Path], once: Job) -> str:
    """Runs it, unless it ended well before, with the same program and the same inputs."""
    digest = hashlib.sha256()
    for path in (PROGRAMS / name, *inputs):
        digest.update(path.read_bytes())
    known = RUNS / f"{name}.passed"
    if known.exists() and known.read_text() == digest.hexdigest():
        return ""
    RUNS.mkdir(exist_ok=True)
    known.unlink(missing_ok=True)
    (RUNS / f"{name}.log").unlink(missing_ok=True)
    wrong = once()
    if not wrong:
        known.write_text(digest.hexdigest())
    return wrong


def said() -> list[str]:
    """The logs of all runs."""
    return [line for path in sorted(RUNS.glob("*.log")) for line in path.read_text().splitlines()]


def looked_at(log: Iterable[str]) -> set[tuple[str, str]]:
    """(file:line, function) of each contract that was looked at."""
    return {(words[1], words[2]) for line in log if (words := line.split())[0] == "looked"}


def needless(entries: Iterable[str], log: Iterable[str]) -> list[str]:
    """Lines of contradicted.txt that no run contradicts any more."""
    seen = [line.split(" ", 2)[2] for line in log if line.startswith("contradicted ")]
    return [f"{CONTRADICTED.name}: no run contradicts it any more; take it out: {entry}"
            for entry in entries if not any(entry.startswith(each) for each in seen)]
