# SPDX-License-Identifier: MIT
"""What the packet template lays out: C and ACSL text, nothing left to decide."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    """A line of the table in the banner."""

    offset: str
    size: str
    name: str
    note: str

    def aligned(self, rows: list[Row]) -> Row:
        """The row in the columns of all rows."""
        offset, size, name = (
            max(len(getattr(row, key)) for row in rows) for key in ("offset", "size", "name")
        )
        return replace(
            self,
            offset=self.offset.rjust(offset),
            size=self.size.rjust(size),
            name=self.name.ljust(name) if self.note else self.name,
        )


@dataclass(frozen=True)
class Check:
    locals: list[str]
    condition: str
    verdict: str
    place: str


@dataclass(frozen=True)
class Verdict:
    """A verdict that a check can give, and exactly when."""

    name: str
    when: list[str]  # lines


@dataclass(frozen=True)
class Reader:
    type: str
    name: str
    parameters: str
    result: str
    requires: list[str]
    body: str
    unused: list[str]


@dataclass(frozen=True)
class Writer:
    name: str
    type: str
    first: int
    last: int
    result: str
    body: str


@dataclass(frozen=True)
class Capture:
    """A field of an option that the walk keeps."""

    member: str
    type: str
    default: str
    default_formula: int
    read: str
    formula: str


@dataclass(frozen=True)
class CaseView:
    """An option of a known kind."""

    name: str
    constant: str
    kind: int
    size: int
    captures: list[Capture]
    place: str
    emits: bool
    emit_signature: list[str]
    emit_results: list[str]
    emit_body: list[str]

    def after(self, captures: list[Capture]) -> str:
        """The captured values behind this option, in ACSL, each behind a comma."""
        mine = {each.member: each.formula for each in self.captures}
        return "".join(f", {mine.get(each.member, each.member)}" for each in captures)


@dataclass(frozen=True)
class OptionsView:
    """The walk over a list of options."""

    name: str
    signature: list[str]
    offset_formula: str
    end_formula: str
    most: int  # bytes of the list, and so options
    most_end: int
    index: str
    has_length: str
    has_length_formula: str
    least: int
    last: str
    last_formula: str
    kind: str
    length: str
    cases: list[CaseView]
    captures: list[Capture]
    place: str
    length_place: str
    last_place: str

    @property
    def values(self) -> str:
        """What is captured so far, as arguments."""
        return "".join(f", {each.member}" for each in self.captures)

    @property
    def results(self) -> str:
        """What is captured in the end, as arguments."""
        return "".join(f", m_{each.member}" for each in self.captures)

    @property
    def defaults(self) -> str:
        return "".join(f", {each.default_formula}" for each in self.captures)

    @property
    def found(self) -> str:
        return "".join(f", found->{each.member}" for each in self.captures)

    @property
    def declared(self) -> str:
        """The same as parameters of a logic predicate: before, and in the end."""
        return "".join(f", integer {each.member}" for each in self.captures) + "".join(
            f", integer m_{each.member}" for each in self.captures
        )

    @property
    def quantified(self) -> str:
        """Variables of a rule, behind `integer end, i`."""
        return self.values + self.results

    @property
    def every_result(self) -> str:
        """`\\forall` over what is captured in the end; nothing when nothing is."""
        if not self.captures:
            return ""
        return " \\forall integer " + ", ".join(f"m_{each.member}" for each in self.captures) + ";"

    @property
    def unknown(self) -> str:
        """No known kind stands at `i`."""
        return "".join(f" && at[i] != {case.kind}" for case in self.cases)


@dataclass(frozen=True)
class EmitView:
    signature: list[str]
    requires: list[str]
    results: list[str]
    body: list[str]


@dataclass(frozen=True)
class ChecksumView:
    field: str
    byte: int
    formula: str
    covers: str
    zero_absent: bool
    prefix_signature: list[str]
    prefix_words: list[str]
    prefix_formula: str


@dataclass(frozen=True)
class View:
    name: str
    guard: str
    title: str
    rfc: str
    source: str
    rows: list[Row]
    header_bytes: int
    last_byte: int
    enums: list[str]  # lines
    sound: list[str]
    fits: list[str]
    checks: list[Check]
    verdicts: list[Verdict]
    readers: list[Reader]
    part_readers: list[Reader]
    writers: list[Writer]
    options: list[OptionsView]
    emit: EmitView
    checksum: ChecksumView | None
