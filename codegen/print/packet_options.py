# SPDX-License-Identifier: MIT
"""The walk over a list of options, and the writers of single options."""

from __future__ import annotations

from codegen.expr.cprint import c_condition, literal
from codegen.expr.types import IntType
from codegen.ir.packet import Copied, OptionCase, OptionList, Packet, Part
from codegen.print.layout import signature
from codegen.print.packet_names import AcslNames, ReaderNames, bytes_in_acsl, moved
from codegen.print.view import Capture, CaseView, OptionsView

HEAD = 2  # kind and length


def options_view(packet: Packet, part: Part, options: OptionList) -> OptionsView:
    """Contract and body of <name>_<list>_check."""
    names = ReaderNames(packet, also={options.kind: 8})
    formula = AcslNames(packet, {options.kind: "at[i]"})
    captures = [_capture(each) for case in options.cases for each in case.copied]
    assert part.end is not None and isinstance(part.end.type, IntType)
    return OptionsView(
        name=f"{packet.name}_{part.name}",
        signature=signature(
            f"static inline enum wire_verdict {packet.name}_{part.name}_check",
            ["const uint8_t *at"]
            + ([f"struct {packet.name}_{part.name} *found"] if captures else []),
        ),
        offset_formula=AcslNames(packet).text(part.offset),
        end_formula=AcslNames(packet).text(part.end),
        most=part.most,
        most_end=part.end.type.hi,
        index="uint8_t" if part.end.type.hi <= 0xFF else "uint16_t",
        has_length=c_condition(options.has_length, names),
        has_length_formula=formula.text(options.has_length),
        least=options.least_length,
        last=c_condition(options.last, names),
        last_formula=formula.text(options.last),
        kind=options.kind,
        length=options.length,
        cases=[_case(packet, each) for each in options.cases],
        captures=captures,
        place=options.at.short,
        length_place=options.length_at.short,
        last_place=options.last_at.short,
    )


def _capture(copied: Copied) -> Capture:
    byte = HEAD + copied.byte
    read = f"item[{byte}]" if copied.bytes == 1 else f"wire_get_u{8 * copied.bytes}(item + {byte})"
    formula = " + ".join(
        f"at[i + {byte + i}]{factor}" for i, factor in enumerate(_factors(copied.bytes))
    )
    bits = 8 * copied.bytes
    return Capture(
        copied.name, f"uint{bits}_t", literal(copied.default), copied.default, read, formula
    )


def _factors(size: int) -> list[str]:
    return [f" * {256 ** (size - 1 - i)}" if i < size - 1 else "" for i in range(size)]


def _case(packet: Packet, case: OptionCase) -> CaseView:
    size = HEAD + case.body_bytes
    fixed = all(each.bytes in (1, 2, 4) for each in case.copied)
    whole = sum(each.bytes for each in case.copied) == case.body_bytes
    constant = f"{packet.name}_{case.kind_name}".upper()
    return CaseView(
        name=f"{packet.name}_{case.name}",
        constant=constant,
        kind=case.kind,
        size=size,
        captures=[_capture(each) for each in case.copied],
        place=case.at.short,
        emits=fixed and whole,
        emit_signature=signature(
            f"static inline void {packet.name}_{case.name}_emit",
            [
                "uint8_t *at",
                *(f"uint{8 * each.bytes}_t {_label(case, each)}" for each in case.copied),
            ],
        ),
        emit_results=[f"at[0] == {case.kind}", f"at[1] == {size}"]
        + [
            f"{bytes_in_acsl(HEAD + each.byte, each.bytes)} == {_label(case, each)}"
            for each in case.copied
        ],
        emit_body=[f"at[0] = {constant};", f"at[1] = {size};"]
        + [_write(HEAD + each.byte, each.bytes, _label(case, each)) for each in case.copied],
    )


def _label(case: OptionCase, copied: Copied) -> str:
    return "value" if len(case.copied) == 1 else copied.name.removeprefix(f"{case.name}_")


def _write(byte: int, size: int, value: str) -> str:
    return (
        f"at[{byte}] = {value};"
        if size == 1
        else f"wire_set_u{8 * size}({moved('at', byte)}, {value});"
    )
