# SPDX-License-Identifier: MIT
"""Reads spec/requirements: the ledgers, one or more files an RFC, and the complete lists of ids.

A list of ids (ids/rfcN.txt) was taken from the RFC itself, so a row that a ledger lost is missed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from codegen.diagnostic import Place, SpecError
from codegen.load.schema import load_checked
from codegen.yaml_loc import ListNode, MapNode, Node, ScalarNode

FOLDER = Path("spec") / "requirements"
STATUSES = ("met", "n/a", "declined", "departs", "open")

_ID_LINE = re.compile(
    r"(?P<id>\S+) +(?P<section>\S+) +(?P<strength>(?:MUST|SHOULD|MAY)(?: NOT)?)\b"
)


@dataclass(frozen=True)
class Row:
    """One requirement. `places` says where each reference of met and test stands."""

    id: str
    section: str
    strength: str
    what: str
    status: str
    met: tuple[str, ...]
    test: tuple[str, ...]
    reason: str
    note: str
    place: str
    places: dict[str, str]

    def as_json(self) -> dict[str, object]:
        """The row without its places."""
        return {
            "id": self.id,
            "section": self.section,
            "strength": self.strength,
            "what": self.what,
            "status": self.status,
            "met": list(self.met),
            "test": list(self.test),
            "not": self.reason,
            "note": self.note,
        }


@dataclass(frozen=True)
class Listed:
    """A line of ids/rfcN.txt."""

    id: str
    section: str
    strength: str
    place: str


@dataclass(frozen=True)
class Ledger:
    """What one RFC asks, with the list of ids that its rows must match."""

    rfc: int
    title: str
    rows: tuple[Row, ...]
    ids: tuple[Listed, ...]
    ids_path: str


def ledgers(root: Path) -> list[Ledger]:
    """All of them, RFC 9293 first. A file that cannot be read ends it: SpecError."""
    folder = root / FOLDER
    schema = folder / "ledger.schema.json"
    parts: dict[int, list[tuple[str, tuple[Row, ...]]]] = {}
    for path in sorted(folder.rglob("*.yaml"), key=natural):
        tree = load_checked(path, schema)
        rfc = _number(tree.get("rfc"))
        rows = tree.get("rows")
        assert isinstance(rows, ListNode)
        read = tuple(_row(root, item) for item in rows.items)
        parts.setdefault(rfc, []).append((_text(tree.get("title")), read))
    found = []
    for rfc, files in parts.items():
        rows_of = tuple(row for _, rows_read in files for row in rows_read)
        ids_path = FOLDER / "ids" / f"rfc{rfc}.txt"
        found.append(Ledger(rfc, files[0][0], rows_of, ids(root, ids_path), ids_path.as_posix()))
    return sorted(found, key=lambda ledger: (ledger.rfc != 9293, ledger.rfc))


def natural(path: Path) -> list[object]:
    """Sections in their order: 3.9 before 3.10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.as_posix())]


def ids(root: Path, path: Path) -> tuple[Listed, ...]:
    """The lines of an id list that are no comment: id, section, strength, then words for people."""
    shown = path.as_posix()
    if not (root / path).is_file():
        raise SpecError(Place(shown, 1, 1), "is not there; the ids of the RFC were expected in it")
    found = []
    for number, line in enumerate((root / path).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _ID_LINE.match(line)
        if match is None:
            raise SpecError(Place(shown, number, 1), "expected: id, section, strength, some words")
        found.append(Listed(match["id"], match["section"], match["strength"], f"{shown}:{number}"))
    return tuple(found)


def _row(root: Path, node: Node) -> Row:
    assert isinstance(node, MapNode)
    met, test = _texts(node.get("met")), _texts(node.get("test"))
    return Row(
        id=_text(node.get("id")),
        section=_text(node.get("section")),
        strength=_text(node.get("strength")),
        what=_text(node.get("what")),
        status=_text(node.get("status")),
        met=tuple(_text(item) for item in met),
        test=tuple(_text(item) for item in test),
        reason=_text(node.get("not")),
        note=_text(node.get("note")),
        place=_place(root, node),
        places={_text(item): _place(root, item) for item in (*met, *test)},
    )


def _texts(node: Node | None) -> tuple[Node, ...]:
    """One text, or a list of them."""
    if node is None:
        return ()
    return node.items if isinstance(node, ListNode) else (node,)


def _text(node: Node | None) -> str:
    return " ".join(str(node.value).split()) if isinstance(node, ScalarNode) else ""


def _number(node: Node | None) -> int:
    assert isinstance(node, ScalarNode) and isinstance(node.value, int)
    return node.value


def _place(root: Path, node: Node) -> str:
    shown = str(node.at.path).removeprefix(f"{root}/")
    return f"{shown}:{node.at.line}:{node.at.col}"
