# SPDX-License-Identifier: MIT
"""The proof file of a packet that nobody wrote one for: what joins the functions of its header.

Thimble's own packets have theirs in proofs/, by hand. A packet of the user's gets this one when
`./thimble prove product.yaml` proves it: each writer's field is read back, a whole header that was
written is accepted and read back, and every part of an accepted packet lies inside it.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from codegen.ir.packet import Field, Packet, Part
from codegen.print.env import environment
from codegen.print.layout import signature
from codegen.print.packet import packet_view
from codegen.print.packet_emit import is_size, promises_validity
from codegen.print.view import View

COLUMNS = 114


@dataclass(frozen=True)
class Inside:
    """A part of the packet, and what its size reader is asked with."""

    name: str
    arguments: str


def print_packet_proof(packet: Packet) -> str:
    """The whole text of <name>_packet.c."""
    view = packet_view(packet)
    checked = promises_validity(packet)
    return environment().get_template("packet_proof.c.j2").render(
        v=view,
        theorems=_theorems(packet, view, checked=checked),
        round_trips=[each for each in view.writers if not _is_bool(packet, each.name)],
        checked=checked,
        emit_requires=_requires(packet, view),
        emit_signature="\n".join(_signature(packet)),
        emit_call=f"{packet.name}_emit({', '.join(['at', *_arguments(packet)])});",
        emit_conditions=_conditions(packet, checked=checked),
        parts=[Inside(part.name, _asked_with(part)) for part in packet.parts],
    )


def _is_bool(packet: Packet, name: str) -> bool:
    return any(field.name == name and field.is_bool for field in packet.fields)


def _theorems(packet: Packet, view: View, *, checked: bool) -> list[str]:
    """One item for each kind of function that the header has; tools/proof_theorems.py reads them."""
    name = packet.name
    readers = [each.name for each in [*view.readers, *view.part_readers]]
    items = [
        (f"every function of {name}_packet.h stays in the bytes that its contract names", ["*"]),
        (f"{name}_check accepts exactly what {packet.source} describes", [f"{name}_check"]),
        (f"each field of {name} is read as the bytes that the format says", readers),
        (
            f"a writer of a field of {name} changes its own bytes and no others, and what it stored is read",
            [f"{name}_set_*", f"{name}_*_round_trip"] if view.writers else [],
        ),
        (
            f"what {name}_emit writes is {'accepted by the check and ' if checked else ''}read back",
            [f"{name}_emit", f"{name}_emit_then_read"],
        ),
        (
            f"every part of an accepted {name} lies inside it",
            [f"{name}_parts_are_inside"] if packet.parts else [],
        ),
    ]
    items += [
        (
            f"{o.name}_check accepts exactly the option lists that {packet.source} describes",
            [f"{o.name}_check", f"{o.name}_check_then_walk"],
        )
        for o in view.options
    ]
    return [line for words, names in items if names for line in _item(words, names)]


def _item(words: str, names: list[str]) -> list[str]:
    return textwrap.wrap(
        f"- {words} [{', '.join(names)}]",
        COLUMNS,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _sizes(packet: Packet) -> list[str]:
    return [each.name for each in packet.arguments if is_size(each, packet)]


def _requires(packet: Packet, view: View) -> list[str]:
    total = " + ".join([str(packet.header_bytes), *_sizes(packet)])
    fits = [f"{total} <= 65535"] if _sizes(packet) else []
    return [*view.emit.requires, *fits, f"\\valid(at + (0 .. {view.last_byte}))"] + (
        [f"\\valid_read(at + (0 .. {total} - 1))"] if _sizes(packet) else []
    )


def _arguments(packet: Packet) -> list[str]:
    return [each.name for each in packet.arguments]


def _signature(packet: Packet) -> list[str]:
    return signature(
        f"int {packet.name}_emit_then_read",
        ["uint8_t *at", *(f"uint{each.bits}_t {each.name}" for each in packet.arguments)],
    )


def _conditions(packet: Packet, *, checked: bool) -> list[str]:
    """What would be wrong, one line each."""
    room = " + ".join([f"{packet.header_bytes}u", *_sizes(packet)])
    lines = [f"{packet.name}_check(at, (uint16_t)({room})) != WIRE_OK"] if checked else []
    written = {each.name for each in packet.arguments}
    return lines + [_differs(packet, each) for each in packet.fields if each.used and each.name in written]


def _differs(packet: Packet, field: Field) -> str:
    read = f"{packet.name}_{field.name}(at)"
    return f"{read} != ({field.name} != 0)" if field.is_bool else f"{read} != {field.name}"


def _asked_with(part: Part) -> str:
    return "at" if part.size is not None else "at, room"
