# SPDX-License-Identifier: MIT
"""All mutants at once: a copy of core/ and generated/ in which every changed function holds its
variants, and the environment says which of them runs. So that each test is compiled once for all
mutants, not once for each.

    static inline bool seq_before(uint32_t a, uint32_t b)
    {
        ::mutant_enter(7);
        switch (::mutant) {
        case 12: { ... return (uint32_t)(a - b) > 0x80000000u; } break;
        default: break;
        }
        ... the function as it is ...
    }
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.headers import is_for
from tools.mutate.mutant import Mutant, copies, same_function
from tools.mutate.source import Function, Source
from tools.shell import Failure, run

SWITCH = "THIMBLE_MUTANT"  # the number of the mutant that runs; none: the code as it is
REACHED = "THIMBLE_REACHED"  # a file that gets the number of each changed function that is entered

PRELUDE = f"""\
// Which variant of each function runs. Put before every file that is compiled.
#pragma once
#include <stdio.h>
#include <stdlib.h>

static inline int mutant_number(void)
{{
    const char *const said = getenv("{SWITCH}");
    return said ? atoi(said) : -1;
}}
static const int mutant = mutant_number();

static inline void mutant_enter(int function)
{{
    static unsigned char known[8192];
    static const char *const path = getenv("{REACHED}");

    if (path == nullptr || known[function] != 0) {{
        return;
    }}
    known[function] = 1;
    if (FILE *const file = fopen(path, "a")) {{
        fprintf(file, "%d\\n", function);
        fclose(file);
    }}
}}
"""
BARE_PRELUDE = """\
static const int mutant = -1;
static inline void mutant_enter(int function) { (void)function; }
"""
# What every compiler of the project is asked for (CMakeLists.txt). The scheme's own lines warn of
# nothing; one about a variant is that mutant's.
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror", "-fsyntax-only"]
PLACE = re.compile(r"^(\S+?):(\d+):\d+: (?:fatal )?error: ", re.MULTILINE)


@dataclass
class Scheme:
    """The mutants by number, the functions by number, and which lines belong to whom."""

    root: Path  # of the tree that is changed
    tree: Path  # of the copy
    mutants: dict[int, Mutant]
    functions: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def prelude(self) -> Path:
        return self.tree / "mutant.hpp"

    def function_of(self, number: int) -> int:
        one = self.mutants[number]
        return self.functions[one.file, one.function]

    def unit(self, profile: str) -> Path:
        return self.tree / f"all_{profile}.cpp"

    def profiles(self) -> list[str]:
        return sorted(path.parent.name for path in self.tree.glob("generated/*/profile.h"))

    def include(self, profile: str) -> list[str]:
        return [f"-I{self.tree / 'generated' / profile}", f"-I{self.tree / 'core'}"]

    def write(self) -> None:
        """The whole copy anew."""
        shutil.rmtree(self.tree, ignore_errors=True)
        for folder in ("core", "generated"):
            shutil.copytree(self.root / folder, self.tree / folder)
        self.prelude.write_text(PRELUDE)
        (self.tree / "bare.hpp").write_text(BARE_PRELUDE)
        self.lines.clear()
        by_file: dict[str, list[int]] = {}
        for number, one in sorted(self.mutants.items()):
            self.functions.setdefault((one.file, one.function), len(self.functions))
            by_file.setdefault(one.file, []).append(number)
        for name, numbers in by_file.items():
            for copy in copies(self.root, name):
                self.write_file(copy, numbers)
        for profile in self.profiles():
            self.unit(profile).write_text(every_header(self.tree, profile))

    def write_file(self, name: str, numbers: Sequence[int]) -> None:
        """One header with the variants of its functions."""
        source = Source.read(self.root, name)
        variants: dict[Function, list[int]] = {}
        for number in numbers:
            function = same_function(source, self.mutants[number])
            if function is not None:
                variants.setdefault(function, []).append(number)
        text, at = "", 0
        for function in sorted(variants, key=lambda each: each.start):
            text += source.text[at : function.body]
            at = function.body
            text += f"\n    ::mutant_enter({self.function_of(variants[function][0])});"
            text += "\n    switch (::mutant) {\n"
            for number in variants[function]:
                begins = text.count("\n") + 1
                leave = "return;" if function.is_void else "::abort();"
                text += f"    case {number}: {{{self.mutants[number].body}}}\n        {leave}\n"
                for line in range(begins, text.count("\n") + 1):
                    self.lines[name, line] = number
            text += "    default: break;\n    }"
        (self.tree / name).write_text(text + source.text[at:], encoding="utf-8")

    def drop_uncompilable(self) -> dict[int, str]:
        """Takes out what a compiler refuses under any profile, warnings included; the messages."""
        refused: dict[int, str] = {}
        for command in self.compilers():
            while found := self.refused_by(command):
                refused |= found
                for number in found:
                    del self.mutants[number]
                self.write()
        return refused

    def compilers(self) -> list[list[str]]:
        """g++ and avr-g++ on one file that includes every header, for each profile."""
        every = []
        for profile in self.profiles():
            rest = [*WARNINGS, "-include", str(self.tree / "bare.hpp"), *self.include(profile)]
            rest.append(str(self.unit(profile)))
            every.append(["g++", "-std=c++17", *rest])
            every.append(["avr-g++", "-std=gnu++11", "-mmcu=atmega328p", *rest])
        return every

    def refused_by(self, command: list[str]) -> dict[int, str]:
        """The mutants that one compiler complains of."""
        ran = run(command, seconds=300)
        found: dict[int, str] = {}
        for place in PLACE.finditer(ran.output):
            path = Path(place[1]).resolve()
            if path.is_relative_to(self.tree):
                name = path.relative_to(self.tree).as_posix()
                number = self.lines.get((name, int(place[2])))
                if number is not None:
                    found[number] = ran.output[place.end() :].split("\n", 1)[0]
        if ran.code != 0 and not found:
            raise Failure(f"{ran.output[-3000:]}\nthe mutated headers do not compile")
        return found


def every_header(tree: Path, profile: str) -> str:
    """A file that includes all that a profile's program could."""
    headers = sorted((tree / "generated" / profile).glob("*.h"))
    core = sorted((tree / "core").glob("*.h"))
    headers += [header for header in core if is_for(header, tree / "generated" / profile)]
    text = "#include <stdlib.h>\n"
    for header in headers:
        line = f'#include "{header.name}"\n'
        for_host = "#error" in header.read_text(encoding="utf-8")
        text += f"#ifndef __AVR__\n{line}#endif\n" if for_host else line
    return text
