# SPDX-License-Identifier: MIT
"""What a fuzzer begins with, from a packet's spec: a dictionary of the numbers that mean something
in it, and some packets as a writer would build them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from codegen.check.packet_valid import holds_for
from codegen.check.packet_world import World
from codegen.diagnostic import NOWHERE
from codegen.expr import tree
from codegen.expr.tree import Expr
from codegen.ir.packet import OptionCase, Packet
from codegen.load.ksy_tree import Attribute, Bits, Number, TypeDef

Look = Callable[[str], int]  # a field's number

TEXT = bytes(range(1, 13))  # in a part that is bytes
ALIGNED = 4  # where a list of options has to end, in most headers


def dictionary(root: TypeDef, packet: Packet) -> str:
    """The text of a libFuzzer dictionary."""
    words = dict.fromkeys(word for word in _words(root, packet) if word)
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words]
    head = (
        "# SPDX-License-Identifier: MIT",
        f"# GENERATED from {packet.source}: what means something in it.",
    )
    return "\n".join([*head, *lines, ""])


def _words(root: TypeDef, packet: Packet) -> Iterator[bytes]:
    world = World(root)
    for field in root.seq:
        size = _bits(field)
        if size == 0 or size % 8:
            continue
        numbers = [each.value for each in _numbers(field)]
        if field.enum:
            enum, _ = world.enum((root,), field.enum, field.at)
            numbers += [each.value for each in enum.entries]
        fitting = [number for number in numbers if 0 <= number < 2**size]
        yield from (number.to_bytes(size // 8, "big") for number in fitting)
    header = seeds(root, packet)["bare"][: packet.header_bytes]
    packed = sorted({each.byte for each in packet.fields if not each.aligned})
    yield from (header[at : at + 1] for at in packed)
    for case in _cases(packet):
        yield _option(case)
        yield bytes([case.kind, 0])
        yield bytes([case.kind, 255])


def _numbers(field: Attribute) -> Iterator[tree.Int]:
    """The numbers in a `valid`."""
    if field.valid is not None:
        holds = holds_for(field.valid, tree.Name(field.id, NOWHERE))
        inside = tree.walk(holds) if holds else ()
        yield from (each for each in inside if isinstance(each, tree.Int))


def seeds(root: TypeDef, packet: Packet) -> dict[str, bytes]:
    """Packets by name. A field that nobody computes is zero, or the least that its `valid` lets
    through; then each of its enum's values in turn, and each option.
    """
    world = World(root)
    made = {"bare": built(root, {}, {}), "filled": built(root, {}, _filled(packet))}
    for field in root.seq:
        if field.enum and field.ours.build is None and _bits(field):
            for entry in world.enum((root,), field.enum, field.at)[0].entries:
                name = f"{field.id}_{entry.id}"
                made[name] = built(root, {field.id: entry.value}, _filled(packet))
    for part in packet.parts:
        for case in part.options.cases if part.options else ():
            listed = {part.name: _aligned(_option(case))}
            made[case.name] = built(root, {}, _filled(packet) | listed)
    first = {text: name for name, text in reversed(made.items())}
    return {name: text for text, name in reversed(first.items())}


def _filled(packet: Packet) -> dict[str, bytes]:
    return {
        part.name: bytes(ALIGNED) if part.options else TEXT[: part.most] for part in packet.parts
    }


def _cases(packet: Packet) -> Iterator[OptionCase]:
    for part in packet.parts:
        yield from part.options.cases if part.options else ()


def _option(case: OptionCase) -> bytes:
    body = bytearray(case.body_bytes)
    for each in case.copied:
        body[each.byte : each.byte + each.bytes] = each.default.to_bytes(each.bytes, "big")
    return bytes([case.kind, 2 + len(body)]) + bytes(body)


def _aligned(option: bytes) -> bytes:
    return option + bytes(-len(option) % ALIGNED)


def built(root: TypeDef, given: Mapping[str, int], parts: Mapping[str, bytes]) -> bytes:
    """One packet. A part that the header gives another size than it has is cut or filled up."""
    sizes = {name: len(content) for name, content in parts.items()}
    whole = values_of(root, given, sizes)
    text, bits = 0, 0
    behind = b""
    for field in root.seq:
        size = _bits(field)
        if size:
            text, bits = text << size | whole[field.id] % 2**size, bits + size
            continue
        content = parts.get(field.id, b"")
        if field.size is not None:
            count = max(0, min(value(field.size, whole.__getitem__, sizes), 1500))
            content = content[:count].ljust(count, b"\0")
        behind += content
    return text.to_bytes(bits // 8, "big") + behind


def values_of(root: TypeDef, given: Mapping[str, int], sizes: Mapping[str, int]) -> dict[str, int]:
    """Every field's number: given, built, or the least that is valid."""
    whole = dict(given)
    builds = {each.id: each.ours.build for each in root.seq if each.ours.build is not None}

    def number(name: str) -> int:
        if name not in whole:
            build = builds.get(name)
            whole[name] = 0 if build is None else value(build, number, sizes)
        return whole[name]

    for field in root.seq:
        if _bits(field) and field.id not in given:
            known = field.id in builds
            whole[field.id] = number(field.id) if known else _least(field, number, sizes)
    return whole


def _least(field: Attribute, number: Look, sizes: Mapping[str, int]) -> int:
    holds = holds_for(field.valid, tree.Name(field.id, NOWHERE)) if field.valid else None

    def good(one: int) -> bool:
        def look(name: str) -> int:
            return one if name == field.id else number(name)

        return holds is None or bool(value(holds, look, sizes))

    candidates = (0, *sorted(each.value for each in _numbers(field)))
    return next((one for one in candidates if good(one)), 0)


def _bits(field: Attribute) -> int:
    """Of a field in the fixed part; 0 for what stands behind it."""
    match field.type:
        case Number(bytes=size):
            return 8 * size
        case Bits(bits=bits):
            return bits
    return 0


def value(expr: Expr, number: Look, sizes: Mapping[str, int]) -> int:
    """What an expression of the fixed part is; of a part's size, the size it shall have."""
    match expr:
        case tree.Int() | tree.Bool():
            return int(expr.value)
        case tree.Name(name=name):
            return number(name)
        case tree.Member(of=tree.Name(name=name), name="size"):
            return 0xFFFF if name == "_io" else sizes.get(name, 0)
        case tree.Member(of=of, name="to_i"):
            return value(of, number, sizes)
        case tree.Unary(operator=operator, operand=operand):
            inner = value(operand, number, sizes)
            return {"-": -inner, "~": ~inner, "not": int(not inner)}[operator]
        case tree.Binary(operator=operator, left=left, right=right):
            return _applied(operator, value(left, number, sizes), value(right, number, sizes))
        case tree.Ternary(condition=condition, yes=yes, no=no):
            return value(yes if value(condition, number, sizes) else no, number, sizes)
    return 0  # an enum's value: only a seed is worse for it


def _applied(operator: str, a: int, b: int) -> int:
    match operator:
        case "/" | "%":
            return 0 if b == 0 else a // b if operator == "/" else a % b
        case "<<" | ">>":
            return a << min(b, 64) if operator == "<<" else a >> b
    table = {
        "*": a * b, "+": a + b, "-": a - b, "&": a & b, "^": a ^ b, "|": a | b,
        "==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
        "and": a and b, "or": a or b,
    }  # fmt: skip
    return int(table[operator])
