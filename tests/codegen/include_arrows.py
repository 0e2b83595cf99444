# SPDX-License-Identifier: MIT
"""Who includes whom, and who may. Folders include only what lies before them:

    spec -> codegen -> generated -> core -> examples

Proofs, fuzz and tests look in; nobody includes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAY_INCLUDE = {
    "generated": {"generated"},
    "core": {"generated", "core"},
    "proofs": {"generated", "core", "proofs"},
    "fuzz": {"generated", "core", "fuzz"},
    "tests": {"generated", "core", "tests"},
    "examples": {"generated", "core", "examples"},
}

# What `generated` may include beyond itself.
GENERATED_SYSTEM = {"stdint.h", "stdbool.h"}

SOURCES = {".h", ".hpp", ".c", ".cpp", ".S"}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(["<])([^">]+)[">]', re.MULTILINE)


@dataclass(frozen=True)
class Arrow:
    """One #include: from a file, line, to a name in quotes or angle brackets."""

    path: Path  # from the top of the tree
    line: int
    name: str
    in_quotes: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: includes {self.name}"


def arrows(root: Path) -> Iterator[Arrow]:
    """Every #include of every source file in the folders of the table."""
    for folder in MAY_INCLUDE:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SOURCES and path.is_file():
                yield from _of_file(path, path.relative_to(root))


def _of_file(path: Path, shown: Path) -> Iterator[Arrow]:
    text = path.read_text(encoding="utf-8", errors="replace")
    for match in _INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Arrow(shown, line, match[2], match[1] == '"')


def mistakes(root: Path) -> list[str]:
    """A line for each arrow that points the wrong way or nowhere."""
    return [text for arrow in arrows(root) if (text := _mistake(root, arrow))]


def _mistake(root: Path, arrow: Arrow) -> str:
    here = arrow.path.parts[0]
    if not arrow.in_quotes:
        if here == "generated" and arrow.name not in GENERATED_SYSTEM:
            return f"{arrow}, but generated needs only itself, <stdint.h> and <stdbool.h>"
        return ""
    found = _folders_with(root, arrow)
    if not found:
        return f"{arrow}, which is in no folder of the tree"
    if not found & MAY_INCLUDE[here]:
        allowed = ", ".join(sorted(MAY_INCLUDE[here]))
        return f"{arrow} of {'/'.join(sorted(found))}; {here} may include {allowed}"
    if here == "generated" and "/" in arrow.name:
        return f"{arrow}, which is not in the same set"
    return ""


def _folders_with(root: Path, arrow: Arrow) -> set[str]:
    """The top folders in which a file of this name could be meant."""
    beside = ((root / arrow.path).parent / arrow.name).resolve()
    if beside.is_file():
        return {beside.relative_to(root.resolve()).parts[0]}
    found = set()
    for folder in MAY_INCLUDE:
        if any(
            path.is_file()
            for path in (root / folder).rglob(Path(arrow.name).name)
            if path.as_posix().endswith("/" + arrow.name.removeprefix("../"))
        ):
            found.add(folder)
    if not found and arrow.path.parts[0] == "proofs" and _is_printed(root, arrow):
        found.add("proofs")
    return found


def _is_printed(root: Path, arrow: Arrow) -> bool:
    """A program beside the file writes one of this name: proofs/model prints what its C needs."""
    return any(
        f'"{arrow.name}"' in path.read_text(encoding="utf-8")
        for path in (root / arrow.path).parent.glob("*.py")
    )
