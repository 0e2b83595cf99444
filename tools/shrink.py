# SPDX-License-Identifier: MIT
"""The smallest change of a profile that saves so many bytes of RAM: one number made smaller.

Each trial is the user's own file with another number in its place, read and checked as the
generator does, so nothing is proposed that the generator would refuse.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.bound.profile import Bounded, Specs, bounded, read_specs
from codegen.check.profile import check_profile
from codegen.diagnostic import SpecError
from codegen.load.profile import ProfileFile, load_profile
from codegen.yaml_loc import ScalarNode
from tools.plan.records import Records
from tools.shell import ROOT

SPEC = ROOT / "spec"
GALLOP = 8  # bytes that a narrower counter may save beside the buffer itself


@dataclass(frozen=True)
class Change:
    """`send of echo 216 -> 151`."""

    what: str
    was: int
    now: int

    @property
    def lost(self) -> int:
        return self.was - self.now

    def __str__(self) -> str:
        return f"{self.what} {self.was} -> {self.now}"


@dataclass(frozen=True)
class Knob:
    """A number of the profile that stands for RAM; shared ones stand in several places."""

    what: str
    nodes: tuple[ScalarNode, ...]
    value: int
    each: int  # bytes of RAM for one of it


def smallest_changes(path: Path, over: int) -> list[Change]:
    """Those that suffice alone, the one that loses the least first; `over` bytes are to be saved.
    """
    profile, file = load_profile(path, SPEC, path.name)
    specs = read_specs(SPEC, Records())
    made = bounded(profile, specs)
    found = []
    for knob in knobs(made, file):
        trial = Trial(path, specs, knob, made.ram.total - over)
        value = trial.largest()
        if value is not None:
            found.append(Change(knob.what, knob.value, value))
    return sorted(found, key=lambda change: change.lost)


def knobs(made: Bounded, file: ProfileFile) -> Iterator[Knob]:
    """What is worth turning, rings first: they are what a user chooses most freely."""
    for socket in made.profile.tcp_sockets:
        if socket.connections:
            users = [s.name for s in made.profile.tcp_sockets if socket.name in (s.name, s.shares)]
            for key in ("send", "receive"):
                paths = [("sockets", user, key) for user in users]
                yield from _knob(file, f"{key} of {socket.name}", paths, socket.connections)
    yield from _knob(file, "in", [("link", "in")], 1)
    if not file.has("link", "in") and made.profile.link.in_bytes:
        yield from _knob(file, "mtu", [("link", "mtu")], 1)
    if not made.profile.link.out_bytes and made.profile.link.in_bytes:
        yield from _knob(file, "mss", [("tcp", "mss")], 1)
    yield from _knob(file, "out", [("link", "out")], 1)
    yield from _knob(file, "fragments", [("net", "fragments")], 1)
    yield from _knob(file, "application", [("budget", "application")], 1)


def _knob(
    file: ProfileFile, what: str, paths: Sequence[tuple[str, ...]], each: int
) -> Iterator[Knob]:
    """Nothing when the profile does not say it."""
    found = (file.node(*path) for path in paths)
    nodes = [node for node in found if isinstance(node, ScalarNode) and type(node.value) is int]
    if nodes:
        yield Knob(what, tuple(nodes), int(str(nodes[0].value)), each)


@dataclass(frozen=True)
class Trial:
    """One knob turned down until the static RAM is at most `limit`."""

    path: Path
    specs: Specs
    knob: Knob
    limit: int

    def largest(self) -> int | None:
        """The largest value that suffices and breaks no rule."""
        need = self._total(self.knob.value)
        assert need is not None
        value = self.knob.value + -(need - self.limit) // self.knob.each
        if value <= 0 or not self._suffices(value):
            return None
        for _ in range(GALLOP):
            if value + 1 < self.knob.value and self._suffices(value + 1):
                value += 1
        return value

    def _suffices(self, value: int) -> bool:
        total = self._total(value)
        return total is not None and total <= self.limit

    def _total(self, value: int) -> int | None:
        """Static RAM with another value; None when some rule says no."""
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / self.path.name
            other.write_text(self._text(value), encoding="utf-8")
            if (self.path.parent / "parts").is_dir():
                os.symlink((self.path.parent / "parts").resolve(), Path(folder) / "parts")
            try:
                profile, file = load_profile(other, SPEC, self.path.name)
                check_profile(profile, file, self.path.stem)
                return bounded(profile, self.specs).ram.total
            except SpecError:
                return None

    def _text(self, value: int) -> str:
        lines = self.path.read_text(encoding="utf-8").split("\n")
        for node in sorted(self.knob.nodes, key=lambda node: node.text_at, reverse=True):
            line, at = lines[node.text_at.line - 1], node.text_at.col - 1
            lines[node.text_at.line - 1] = f"{line[:at]}{value}{line[at + len(node.text):]}"
        return "\n".join(lines)
