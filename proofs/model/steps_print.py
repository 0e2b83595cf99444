# SPDX-License-Identifier: MIT
"""Prints what the comparison of the steps is built of: a driver for spin, and tables for C."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codegen.check.machine import Checked
from codegen.ir.model import Model
from codegen.load import fsm_tree as tree
from codegen.lower.machine_model import DONE
from codegen.print.env import environment
from proofs.model.assemble import HERE, constants

CALL = 10000  # in a log: larger than any line of the spec


@dataclass(frozen=True)
class Number:
    """A variable of the connection, or a field of what arrives, as steps.c sees it."""

    of: str  # `c`, or the input's name
    name: str
    kind: str = "CIRCULAR"
    most: int = 0

    @property
    def model(self) -> str:
        """Where it is in spin's C."""
        return f"now.c[0].{self.name}" if self.of == "c" else f"{self.of}_{self.name}"


@dataclass(frozen=True)
class Sides:
    """The machine of a level as both: the model's printed parts and the C header."""

    checked: Checked
    model: Model
    header: str

    @property
    def event(self) -> tree.Event:
        """The one that brings something."""
        (event,) = (each for each in self.checked.names.machine.events if each.input is not None)
        return event

    @property
    def given(self) -> tree.Input:
        assert self.event.input is not None
        return self.checked.names.inputs[self.event.input.text]

    def variables(self) -> dict[str, Number]:
        """The model's are bytes."""
        names, found = self.checked.names, {}
        kinds: dict[str, tree.Var | tree.Timer] = {**names.vars, **names.timers}
        for name, each in kinds.items():
            bound = self.checked.bounds.get(name)
            most = min(bound.hi if bound is not None else 1, 255)
            circular = each.type.text.startswith("seq")
            found[name] = Number("c", name) if circular else Number("c", name, "NUMBER", most)
        return found

    def fields(self) -> dict[str, Number]:
        """Without the flags, which each case sets, and the text, at which no step looks."""
        of = self.given.name.text
        return {
            each.name.text: Number(of, each.name.text)
            if each.type.text == "seq32"
            else Number(of, each.name.text, "FIELD", 255)
            for each in self.given.fields
            if not each.bits and each.type.text != "bytes"
        }

    def all(self) -> list[Number]:
        return [*self.variables().values(), *self.fields().values()]

    def writes(self, prim: tree.Prim) -> Iterator[Number]:
        """What a prim may write, as far as this level has it."""
        variables, fields = self.variables(), self.fields()
        for word in prim.writes:
            of, _, name = word.text.rpartition(".")
            if of:
                yield fields.get(name, Number(of, name, "NUMBER", 255))
            elif name in variables:
                yield variables[name]


def files(sides: Sides) -> dict[str, str]:
    """By name; spin reads model.pml, the compiler steps.c."""
    return {
        "tcp_machine.h": sides.header,
        "steps.h": "\n".join(_tables(sides)) + "\n",
        "steps.c": (HERE / "steps.c").read_text(encoding="utf-8"),
        "numbers.pml": (HERE / "numbers.pml").read_text(encoding="utf-8"),
        "machine_a.pml": environment().get_template("machine.pml.j2").render(model=sides.model),
        "model.pml": "\n".join(_driver(sides)) + "\n",
    }


# ---- steps.h ----


def _tables(sides: Sides) -> Iterator[str]:
    """Numbers, names, and the calls out in C."""
    checked, machine = sides.checked, sides.checked.names.machine
    events = [each.name.text for each in machine.events]
    rows = [row.row.at.line for flow in checked.flows for s in flow.steps for row in s.rows]
    yield "/* SPDX-License-Identifier: MIT */"
    yield (
        f"enum {{ STATES = {len(checked.names.states)}, EVENTS = {len(events)},"
        f" LINES = {1 + max(rows)}, SEGMENT = {1 + events.index(sides.event.name.text)},"
        f" DONE = {DONE}, CALL = {CALL} }};"
    )
    each = " ".join(f"X({x.of}.{x.name}, {x.kind})" for x in sides.all())
    yield f"#define NUMBERS(X) {each}"
    yield "static const struct dimension dimensions[] = {"
    yield from (f'    {{"{x.of}.{x.name}", {x.kind}, {x.most}}},' for x in sides.all())
    yield "};"
    yield f"static const char *const events[] = {{{_quoted(['', *events])}}};"
    yield f"static const char *const prims[] = {{{_quoted(checked.names.prims)}}};"
    yield from _happens(machine)
    for index, prim in enumerate(checked.names.prims.values()):
        yield from _prim_in_c(sides, prim, index)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _happens(machine: tree.Machine) -> Iterator[str]:
    name = machine.name
    yield "static unsigned happens(unsigned event, struct {0}_connection *c,".format(name)
    yield "                        struct {0}_segment *seg)\n{{".format(name)
    for number, each in enumerate(machine.events, 1):
        head = f"{name}_{each.name}"
        call = f"{head}_arrives(0, c, seg)" if each.input is not None else f"{head}(0, c)"
        yield f"    if (event == {number}) return {call};"
    yield "    return 0;\n}"


def _prim_in_c(sides: Sides, prim: tree.Prim, index: int) -> Iterator[str]:
    name, given = sides.checked.names.machine.name, sides.given.name.text
    brings = any(word.text == given for word in prim.parameters)
    plain = any(word.text != given for word in prim.parameters)
    head = f"struct stack *s, struct {name}_connection *c"
    head += f", struct {name}_segment *{given}" * brings + ", uint8_t what" * plain
    yield f"{'uint32_t' if prim.result else 'void'} {name}_{prim.name}({head})"
    yield f"{{\n    (void)s; (void)c; {f'(void){given};' * brings}"
    yield f"    steps_log(C, CALL + 256 * {index} + {'what' if plain else '0'});"
    for each in sides.writes(prim):
        yield f"    {each.of}->{each.name} = wide({each.kind}, {each.most});"
    yield "    return wide(CIRCULAR, 0);\n}" if prim.result else "}"


# ---- model.pml ----


def _driver(sides: Sides) -> Iterator[str]:
    """One connection, and one step that makes all cases one behind the other."""
    of, machine = sides.given.name.text, sides.checked.names.machine
    yield "/* SPDX-License-Identifier: MIT */"
    yield from (f"#define {name} {value}" for name, value in constants(machine).items())
    for field in sides.given.fields:
        for bit, word in enumerate(field.bits):
            yield f"#define {of.upper()}_{word.text.upper()} {1 << bit}"
    yield "#define me 0"
    yield "#define ROW(line) c_code { steps_log(0, line); }"
    yield f"typedef connection {{ byte state, {', '.join(sides.variables())}; }};"
    yield "connection c[1];"
    yield f"hidden int {', '.join(f'{of}_{each}' for each in [*sides.fields(), 'flags'])};"
    yield "hidden int kind, at, answer, result, argument;"
    yield from _spins_c(sides)
    yield '#include "numbers.pml"'
    for prim in sides.checked.names.prims.values():
        plain = any(word.text not in sides.checked.names.inputs for word in prim.parameters)
        yield f"inline a_{prim.name}({'what' * plain})"
        yield f"{{ argument = {'(what)' if plain else '0'}; c_code {{ call_{prim.name}(); }}; }}"
    yield '#include "machine_a.pml"'
    yield "init { d_step { c_code { load(); }; do :: kind != 0 -> if"
    for number, each in enumerate(machine.events, 1):
        yield f"    :: kind == {number} -> a_{each.name}();"
    yield "    fi; c_code { check(); load(); }; :: else -> break od } }"


def _spins_c(sides: Sides) -> Iterator[str]:
    """A case into spin's variables, and back; the calls out on this side."""
    names = [each.model for each in sides.all()]
    names += ["now.c[0].state", f"{sides.given.name}_flags"]
    yield "c_decl {"
    yield "extern unsigned steps_next(unsigned *), steps_drawn(int, unsigned, unsigned);"
    yield "extern void steps_log(int, int);"
    yield "extern int steps_differ(const unsigned *, unsigned, unsigned);"
    yield f"enum {{ NUMBER, CIRCULAR, FIELD, ALL = {len(names)} }};\n}}\nc_code {{"
    yield "static void load(void)\n{\n    unsigned start[ALL];\n\n    at = answer = 0;"
    yield "    kind = steps_next(start);"
    yield from (f"    {each} = start[{index}];" for index, each in enumerate(names))
    yield "}\nstatic void check(void)\n{"
    yield f"    const unsigned end[ALL] = {{{', '.join(names)}}};\n"
    yield "    if (steps_differ(end, at, answer)) exit(1);\n}"
    for index, prim in enumerate(sides.checked.names.prims.values()):
        yield f"static void call_{prim.name}(void)\n{{"
        yield f"    steps_log(0, {CALL + 256 * index} + argument);"
        for each in sides.writes(prim):
            yield f"    {each.model} = steps_drawn(0, {each.kind}, {each.most});"
        yield "    result = steps_drawn(0, CIRCULAR, 0);\n}" if prim.result else "}"
    yield "}"
