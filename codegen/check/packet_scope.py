# SPDX-License-Identifier: MIT
"""What the names in a type of a .ksy file mean, and which values they can have."""

from __future__ import annotations

from codegen.check.linear import Facts, linear
from codegen.check.packet_world import Chain, World
from codegen.diagnostic import SpecError, one_of
from codegen.expr import tree
from codegen.expr.infer import Typed, infer
from codegen.expr.interval import MIRRORED, narrowed
from codegen.expr.rewrite import conjuncts
from codegen.expr.tree import Expr
from codegen.expr.types import (
    ANY,
    BOOL,
    BYTES,
    REAL,
    STR,
    STREAM,
    U16,
    U32,
    AnyType,
    ArrayType,
    BoolType,
    BytesType,
    EnumType,
    IntType,
    RealType,
    RecordType,
    StreamType,
    StrType,
    Type,
    join,
    signed,
    unsigned,
)
from codegen.load.ksy_tree import (
    ArrayOf,
    Attribute,
    Bits,
    ByteArray,
    Number,
    Special,
    Switch,
    TextType,
    TypeRef,
    User,
    Valid,
)

# A stream is one packet, which is never longer than IPv4 can carry.
_STREAM: dict[str, Type] = {"size": U16, "pos": U16, "eof": BOOL}
_NUMBER: dict[str, Type] = {"to_s": STR}
_TEXT: dict[str, Type] = {"length": U32, "to_i": IntType(-(2**31), 2**31 - 1), "reverse": STR}
_BYTES: dict[str, Type] = {
    "length": U32,
    "size": U32,
    "first": IntType(0, 255),
    "last": IntType(0, 255),
    "to_s": STR,
}


class KsyScope:
    """The Scope (codegen/expr/infer.py) of expressions inside one type."""

    def __init__(self, world: World, chain: Chain, extra: dict[str, Type] | None = None) -> None:
        self.world = world
        self.chain = chain
        self.extra = extra or {}
        self.facts = Facts(self.bounds)
        self._open: list[str] = []  # instances being typed, to find circles

    @property
    def type(self) -> Type:
        return RecordType(self.world.full_name(self.chain))

    def with_names(self, extra: dict[str, Type]) -> KsyScope:
        """The same place with more names, such as `_` inside `valid`."""
        scope = KsyScope(self.world, self.chain, {**self.extra, **extra})
        scope.facts.known = self.facts.known
        return scope

    # What expressions ask -------------------------------------------------------------------------

    def name(self, expr: tree.Name) -> Type:
        name = expr.name
        if name in self.extra:
            return self.extra[name]
        if name == "_io":
            return STREAM
        if name == "_root":
            return RecordType(self.world.root.id)
        if name == "_parent":
            return self.world.parent(self.chain)
        if name in ("_index", "_sizeof"):
            return U32
        known = self.member_of(self.chain, name)
        if known is None:
            raise SpecError(
                expr.at, f"'{name}' is not known here; {one_of(self.names(self.chain))}"
            )
        return known

    def member(self, expr: tree.Member, of: Type) -> Type:
        found: Type | None = None
        match of:
            case AnyType():
                return ANY
            case StreamType():
                found = _STREAM.get(expr.name)
            case RecordType(name=full):
                found = self._record_member(full, expr.name)
            case EnumType(stored=stored):
                found = stored if expr.name == "to_i" else None
            case BoolType():
                found = IntType(0, 1) if expr.name == "to_i" else None
            case IntType() | RealType():
                found = U32 if expr.name == "to_i" else _NUMBER.get(expr.name)
            case StrType():
                found = _TEXT.get(expr.name)
            case BytesType():
                found = _BYTES.get(expr.name)
            case ArrayType(element=element):
                found = element if expr.name in ("first", "last", "min", "max") else None
                found = U32 if expr.name in ("size", "length") else found
        if found is None:
            raise SpecError(expr.at, f"{of} has no '{expr.name}'")
        return found

    def _record_member(self, full: str, name: str) -> Type | None:
        if name == "_io":
            return STREAM
        if name == "_root":
            return RecordType(self.world.root.id)
        chain = self.world.by_name(full)
        if name == "_parent":
            return self.world.parent(chain)
        return KsyScope(self.world, chain).member_of(chain, name)

    def enum_value(self, expr: tree.EnumValue) -> Type:
        enum, full = self.world.enum(self.chain, expr.enum, expr.at)
        if expr.value not in (entry.id for entry in enum.entries):
            names = [entry.id for entry in enum.entries]
            raise SpecError(
                expr.at, f"'{expr.value}' is not a value of enum '{enum.id}'; {one_of(names)}"
            )
        return EnumType(full, U32)

    def call(self, expr: tree.Call, arguments: tuple[Typed, ...]) -> Type:
        if isinstance(expr.function, tree.Member):
            methods: dict[str, Type] = {"substring": STR, "to_i": U32, "to_s": STR}
            if expr.function.name in methods:
                return methods[expr.function.name]
        raise SpecError(expr.at, f"'{expr.function.name}' is not a function of packet specs")

    def implies_not_less(self, a: Expr, b: Expr) -> bool:
        return self.facts.not_negative(linear(a).plus(linear(b), -1))

    # What fields are ------------------------------------------------------------------------------

    def names(self, chain: Chain) -> list[str]:
        here = chain[-1]
        parameters = [each.id for each in here.parameters]
        return parameters + [each.id for each in (*here.seq, *here.instances)]

    def member_of(self, chain: Chain, name: str) -> Type | None:
        """The type of a parameter, field or instance of a type."""
        here = chain[-1]
        for parameter in here.parameters:
            if parameter.id == name:
                return self.with_enum(
                    chain, parameter.enum, self.reference(chain, parameter.type), parameter.type
                )
        for attribute in (*here.seq, *here.instances):
            if attribute.id == name:
                return self.attribute(chain, attribute)
        return None

    def attribute(self, chain: Chain, attribute: Attribute) -> Type:
        """The type of a whole field: a list when it repeats."""
        one = self.element(chain, attribute)
        return ArrayType(one) if attribute.repeat else one

    def element(self, chain: Chain, attribute: Attribute) -> Type:
        """The type of one item of a field, narrowed by what its `valid` lets through."""
        if attribute.value is not None:
            return self._value(chain, attribute)
        of = self.reference(chain, attribute.type)
        if attribute.contents is not None:
            return BYTES
        of = self.with_enum(chain, attribute.enum, of, attribute.type)
        if isinstance(of, IntType) and attribute.valid and attribute.ours.otherwise in ("", "drop"):
            return self.narrow(of, attribute.valid)
        return of

    def _value(self, chain: Chain, attribute: Attribute) -> Type:
        assert attribute.value is not None
        if attribute.id in self._open:
            raise SpecError(attribute.at, f"instance '{attribute.id}' is computed from itself")
        self._open.append(attribute.id)
        inner = self if chain == self.chain else KsyScope(self.world, chain)
        found = infer(attribute.value, inner).type
        self._open.pop()
        return self.with_enum(chain, attribute.enum, found, attribute.type)

    def with_enum(self, chain: Chain, path: tuple[str, ...], of: Type, ref: TypeRef) -> Type:
        if not path:
            return of
        _, full = self.world.enum(chain, path, ref.at)
        if isinstance(of, (IntType, BytesType)):
            return EnumType(full, of if isinstance(of, IntType) else U32)
        if of == BOOL:
            return EnumType(full, unsigned(1))
        raise SpecError(ref.at, f"{of} cannot be of an enum; a number was expected")

    def reference(self, chain: Chain, ref: TypeRef) -> Type:
        match ref:
            case Number(kind="f"):
                return REAL
            case Number(kind=kind, bytes=size):
                return unsigned(8 * size) if kind == "u" else signed(8 * size)
            case Bits(bits=bits):
                return BOOL if bits == 1 else unsigned(bits)
            case TextType():
                return STR
            case ByteArray():
                return BYTES
            case Special(name=name):
                special: dict[str, Type] = {"bool": BOOL, "io": STREAM}
                return special.get(name, ANY)
            case ArrayOf(element=element):
                return ArrayType(self.reference(chain, element))
            case User() if self.world.is_imported(chain, ref):
                return ANY
            case User(path=path, at=at):
                return RecordType(self.world.full_name(self.world.find(chain, path, at)))
            case Switch(cases=cases):
                found: Type | None = None
                for case in cases:
                    one = self.reference(chain, case.type)
                    found = one if found is None else join(found, one) or ANY
                return (
                    found if found is not None and any(case.when is None for case in cases) else ANY
                )
        raise AssertionError(ref)

    # What values they have ------------------------------------------------------------------------

    def narrow(self, of: IntType, valid: Valid) -> IntType:
        """The values a `valid` lets through, as far as bounds can say."""
        forms = [("==", valid.equal), (">=", valid.lowest), ("<=", valid.highest)]
        found: IntType | None = of
        for operator, bound in forms:
            if bound is not None and found is not None:
                limit = self.bounds(bound)
                found = narrowed(operator, found, limit) if limit else found
        for part in conjuncts(valid.expr) if valid.expr is not None else ():
            found = self._narrow_by(found, part) if found else None
        if found is None:
            raise SpecError(
                valid.at, f"'valid' lets no value through; the field lies in {of.lo} .. {of.hi}"
            )
        return found

    def _narrow_by(self, of: IntType, part: Expr) -> IntType | None:
        if not isinstance(part, tree.Binary) or part.operator not in MIRRORED:
            return of
        left, right, operator = part.left, part.right, part.operator
        if isinstance(right, tree.Name) and right.name == "_":
            left, right, operator = right, left, MIRRORED[operator]
        if not (isinstance(left, tree.Name) and left.name == "_"):
            return of
        limit = self.bounds(right)
        return narrowed(operator, of, limit) if limit else of

    def bounds(self, expr: Expr) -> IntType | None:
        """The bounds of an expression, when it is a number whose parts are known."""
        try:
            found = infer(expr, self).type
        except SpecError:
            return None
        return found if isinstance(found, IntType) else None
