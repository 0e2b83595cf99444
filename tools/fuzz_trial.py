# SPDX-License-Identifier: MIT
"""One mutant of a spec, generated: refused with file and line, or code that compiles; all else is a
finding.
"""

from __future__ import annotations

import signal
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from codegen.diagnostic import SpecError
from codegen.packets import packet_headers
from codegen.profiles import generate
from tools.fuzz_mutant import Mutant
from tools.shell import run

PROFILE = Path("profiles") / "services.yaml"  # what a mutant that is no profile is generated for
LONGEST_S = 60
COMPILERS = (("gcc", "-std=c99", "-xc"), ("g++", "-std=c++11", "-xc++"))


class TooLong(Exception):
    """It has not ended in time."""


@dataclass(frozen=True)
class Finding:
    kind: str
    told: str
    report: str


class Trial:
    """Specs of its own in a folder, in which one file at a time is a mutant."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.spec = folder, folder / "spec"
        self.refused, self.made = 0, 0
        self.plain: dict[Path, dict[str, str]] = {}  # what the specs yield as they are

    def of(self, one: Mutant) -> Finding | None:
        path = self.spec / one.file
        before = path.read_bytes()
        self.files(one.file)
        path.write_bytes(one.text)
        try:
            return self._tried(one)
        finally:
            path.write_bytes(before)

    def again(self, one: Mutant, kind: str) -> bool:
        """Whether this one shows the same."""
        found = self.of(one)
        return found is not None and found.kind == kind

    def files(self, file: Path) -> dict[str, str]:
        """What the specs yield as far as this file goes, as they are."""
        if file not in self.plain:
            self.plain[file] = generated(self.spec, file)
        return self.plain[file]

    def _tried(self, one: Mutant) -> Finding | None:
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(LONGEST_S)
        try:
            files = generated(self.spec, one.file)
        except SpecError as error:
            self.refused += 1
            good = error.line >= 1 and error.col >= 1 and Path(error.path).is_file()
            return None if good else Finding("NoLine", f"no line: {error}", str(error))
        except Exception as error:  # whatever it is: the user would have seen a traceback
            frame = traceback.extract_tb(error.__traceback__)[-1]
            told = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
            return Finding(type(error).__name__, told, traceback.format_exc())
        finally:
            signal.alarm(0)
        self.made += 1
        return self._compiled(files, self.files(one.file))

    def _compiled(self, files: dict[str, str], plain: dict[str, str]) -> Finding | None:
        """Only what differs has to be tried."""
        made = {name: text for name, text in files.items() if name.endswith(".h")}
        headers = [name for name, text in made.items() if plain.get(name) != text]
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        for name, text in made.items():
            (out / name).write_text(text, encoding="utf-8")
        lines = [f'#include "{name}"\n' for name in headers]
        (out / "all.c").write_text("".join(lines), encoding="utf-8")
        for command in COMPILERS if headers else ():
            ran = run([*command, "-fsyntax-only", "-Wall", out / "all.c"], seconds=120)
            if ran.code != 0:
                return Finding("NotCompiled", f"{command[0]} refuses what was made", ran.output)
        return None


def generated(spec: Path, file: Path) -> dict[str, str]:
    """The headers of a packet; of all else, the whole set of a profile."""
    if file.suffix == ".ksy":
        return packet_headers(spec)
    own = file.parent == PROFILE.parent and file.suffix == ".yaml"
    profile = file if own else PROFILE
    return generate(spec / profile, spec, f"spec/{profile.as_posix()}").files


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong(f"not done after {LONGEST_S} s")
