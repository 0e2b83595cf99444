# SPDX-License-Identifier: MIT
"""What no analysis can find out and a person states. annotations.json says nothing, and has to stay
so for our own code; it is for firmwares that contain other people's.

    {"calls": {"run_task": ["blink", "beep"]},      the targets of its calls through registers
     "frames": {"print_line": 80},                  most bytes of its variable-length arrays
     "recursion": {"walk_tree": 12}}                most activations of it at one time
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofs.avr.image import Image
from proofs.avr.symbols import Function
from proofs.refused import Refused

DEFAULT = Path(__file__).parent / "annotations.json"
KEYS = ("calls", "frames", "recursion")
MOST_ACTIVATIONS = 200


@dataclass(frozen=True)
class Annotations:
    """Each by the address of the function it is about."""

    image: Image
    calls: Mapping[int, list[int]] = field(default_factory=dict)
    frames: Mapping[int, int] = field(default_factory=dict)
    recursion: Mapping[int, int] = field(default_factory=dict)

    def targets_at(self, address: int) -> list[int]:
        """Of an indirect call or jump; empty: not stated."""
        return self.calls.get(self._function(address), [])

    def frame_at(self, address: int) -> int | None:
        """Bytes of variable-length arrays of the function that this is in; None: not stated."""
        return self.frames.get(self._function(address)) if self.frames else None

    def _function(self, address: int) -> int:
        function = self.image.function_at(address)
        return function.address if function is not None else -1

    def said(self) -> list[str]:
        """One assumption for each."""
        name = self.image.name_of
        return [
            *(
                f"{name(at)} calls through a register only {', '.join(map(name, to))} (annotated)"
                for at, to in self.calls.items()
            ),
            *(
                f"the arrays of variable length of {name(at)} take at most {most} bytes (annotated)"
                for at, most in self.frames.items()
            ),
            *(
                f"{name(at)} is active at most {most} times at once (annotated)"
                for at, most in self.recursion.items()
            ),
        ]


def read(path: Path, image: Image) -> Annotations:
    """The file, for one firmware; Refused when it is not as said above, or names nobody."""
    try:
        said: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise Refused(f"{path}: not JSON: {error}") from None
    if not isinstance(said, dict) or not all(isinstance(one, dict) for one in said.values()):
        raise Refused(f"{path}: an object of objects was expected: {', '.join(KEYS)}")
    for key in said:
        if key not in KEYS:
            raise Refused(f"{path}: '{key}' is not known; {', '.join(KEYS)} are")
    reader = _Reader(path, image)
    return Annotations(
        image,
        {reader.one(n).address: reader.targets(n, to) for n, to in said.get("calls", {}).items()},
        {reader.one(n).address: reader.number(n, b) for n, b in said.get("frames", {}).items()},
        {
            reader.one(n).address: reader.number(n, most, MOST_ACTIVATIONS)
            for n, most in said.get("recursion", {}).items()
        },
    )


@dataclass(frozen=True)
class _Reader:
    path: Path
    image: Image

    def one(self, name: str) -> Function:
        found = [f for f in self.image.functions if name in (f.name, f.raw, *f.aliases)]
        if len(found) != 1:
            many = "names several functions; use its name in the file" if found else "no function"
            raise Refused(f"{self.path}: '{name}': {many} of {self.image.path}")
        return found[0]

    def targets(self, name: str, listed: Any) -> list[int]:
        if not isinstance(listed, list) or not listed:
            raise Refused(f"{self.path}: '{name}': a list of functions was expected")
        return [self.one(str(target)).address for target in listed]

    def number(self, name: str, value: Any, most: int = 0xFFFF) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise Refused(f"{self.path}: '{name}': a number from 1 to {most} was expected")
        return value
