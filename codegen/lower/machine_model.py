# SPDX-License-Identifier: MIT
"""A checked machine as Promela: the same rows, guards and assignments that become C.

Calls out are inlines written by hand (proofs/model/). What is not kept is found here, not listed: a
variable is left out when no guard, no value of a variable that is kept, and none of the names in
`read` depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.check.machine import Checked
from codegen.check.machine_flow import DROP, GOTO, EventFlow, RowFlow, StepFlow
from codegen.check.machine_writes import expressions, flattened, mentioned
from codegen.expr import tree as expr_tree
from codegen.expr.infer import Typed
from codegen.expr.promelaprint import promela
from codegen.expr.tree import Expr
from codegen.ir.model import Define, Inline, Model, Row
from codegen.load import fsm_tree as tree
from codegen.load.fsm_tree import Statement

DONE = 99  # behind every step


def lower_model(
    checked: Checked,
    features: Mapping[str, bool],
    source: str,
    level: str,
    prefix: str,
    read: set[str],
) -> Model:
    """`read`: the variables that the hand-written side reads. Names begin with `prefix`."""
    return _Printer(checked, features, prefix, read).model(source, level)


class _Printer:
    def __init__(
        self, checked: Checked, features: Mapping[str, bool], prefix: str, read: set[str]
    ) -> None:
        self.checked = checked
        self.switches = features
        self.names = checked.names
        self.prefix = prefix
        declared = {*self.names.vars, *self.names.timers}
        self.kept = _kept(checked, declared, read & declared)
        self.left_out = tuple(name for name in self.names.vars if name not in self.kept)

    def model(self, source: str, level: str) -> Model:
        machine = self.names.machine
        actions = (self.action(each) for each in _called_first(checked=self.checked))
        events = (self.event(flow) for flow in self.checked.flows)
        return Model(
            prefix=self.prefix,
            source=source,
            level=level,
            defines=(*self.features(), *self.sets(), *(self.define(x) for x in machine.lets)),
            inlines=(*actions, *events, *self.absent()),
            rows=tuple(
                Row(row.row.at.line, _where(flow, step))
                for flow in self.checked.flows
                for step in flow.steps
                for row in step.rows
            ),
            kept=tuple(sorted(self.kept)),
            left_out=self.left_out,
        )

    # ---- expressions ----

    def text(self, expr: Expr) -> str:
        return promela(self.checked.scope().typed(expr), self.leaf)

    def leaf(self, typed: Typed) -> str:
        match typed.expr:
            case expr_tree.Name(name=name):
                return self.name(name)
            case expr_tree.Member(of=expr_tree.Name(name=given), name=name):
                return self.member(given, name)
            case expr_tree.Call(function=expr_tree.Name(name="low")):
                return promela(typed.parts[1], self.leaf)
            case expr_tree.Call(function=expr_tree.Name(name=name)):
                arguments = ", ".join(promela(part, self.leaf) for part in typed.parts[1:])
                return f"{name.upper()}({arguments})"
        raise AssertionError(typed.expr)

    def name(self, name: str) -> str:
        if name in self.names.params:
            return str(self.checked.params[name])
        if name in self.names.signals:
            return f"SIGNAL_{name}"
        return f"{self.prefix}{name}" if name in self.names.lets else f"c[me].{name}"

    def member(self, given: str, name: str) -> str:
        for field in self.names.inputs[given].fields:
            if name in (word.text for word in field.bits):
                return f"(({given}_{field.name} & {given.upper()}_{name.upper()}) != 0)"
        return f"{given}_{name}"

    def define(self, each: tree.Let) -> Define:
        return Define(f"{self.prefix}{each.name}", f"({self.text(each.value)})", each.name.at.short)

    def features(self) -> tuple[Define, ...]:
        """What the hand-written side asks: A_HAS_reuse is 0 or 1."""
        return tuple(
            Define(f"{self.prefix}HAS_{word}", str(int(self.switches[word.text])))
            for word in self.checked.whole.features
        )

    def sets(self) -> tuple[Define, ...]:
        """A set that is empty at this level is false."""
        here = self.names.sets
        return tuple(
            Define(
                f"{self.prefix}IN_{each.name}",
                f"({self.states(here.get(each.name.text, ())) or 'false'})",
            )
            for each in self.checked.whole.sets
        )

    def absent(self) -> tuple[Inline, ...]:
        """Events that this level does not have do nothing."""
        return tuple(
            Inline(f"{event.name.at.short}  absent", f"{self.prefix}{event.name}", ("skip;",))
            for event in self.checked.whole.events
            if event.name.text not in self.names.events
        )

    def states(self, states: Sequence[str]) -> str:
        return " || ".join(f"c[me].state == {state}" for state in states)

    # ---- statements ----

    def statements(self, body: Iterable[Statement]) -> list[str]:
        return [line for statement in body for line in self.statement(statement)]

    def statement(self, statement: Statement) -> list[str]:
        match statement:
            case tree.Assign(target=target, value=value):
                return self.assigned(target.text, value)
            case tree.Start(timer=timer, value=value):
                return [f"c[me].{timer} = {self.text(value)};"]
            case tree.Stop(timer=timer):
                return [f"c[me].{timer} = 0;"]
            case tree.Call(function=word, arguments=arguments):
                return [f"{self.called(word.text, arguments)};"]
            case tree.Become(state=state):
                return [f"c[me].state = {state};"]
            case tree.Fail(error=error):
                return [f"answer = ERROR_{error};"]
        return []

    def assigned(self, target: str, value: Expr) -> list[str]:
        prim = _prim(value, self.checked)
        if prim is not None:
            kept = [f"c[me].{target} = result;"] if target in self.kept else []
            return [f"{self.called(prim.name.text, ())};", *kept]
        return [f"c[me].{target} = {self.text(value)};"] if target in self.kept else []

    def called(self, name: str, arguments: Sequence[Expr]) -> str:
        if name in self.names.actions:
            return f"{self.prefix}{name}()"
        inputs = self.names.inputs
        given = (x for x in arguments if not isinstance(x, expr_tree.Name) or x.name not in inputs)
        return f"{self.prefix}{name}({', '.join(self.text(each) for each in given)})"

    def action(self, each: tree.Action) -> Inline:
        body = self.statements(each.body) or ["skip;"]
        return Inline(each.name.at.short, f"{self.prefix}{each.name}", tuple(body))

    # ---- rows ----

    def event(self, flow: EventFlow) -> Inline:
        name = f"{self.prefix}{flow.event.name}"
        about = f"{flow.event.name.at.short}  {flow.event.section}"
        if not flow.event.steps:
            (only,) = flow.steps
            return Inline(about, name, ("answer = 0;", *self.rows(only, ())))
        order = tuple(step.name for step in flow.steps)
        body = ["at = 0;"]
        for index, step in enumerate(flow.steps):
            body += self.step(step, index, order)
        return Inline(about, name, tuple(body))

    def step(self, step: StepFlow, index: int, order: Sequence[str]) -> list[str]:
        guard = [f"at <= {index}"] if index else []
        if len(step.entered) < len(self.names.states):
            guard.append(f"({self.states(step.entered)})")
        if step.guard is not None:
            guard.append(f"({self.text(step.guard)})")
        rows = self.rows(step, order)
        if not guard:
            return [f"/* step {step.name} */", *rows]
        inside = [f"   {line}" for line in rows]
        test = f":: {' && '.join(guard)} ->"
        return [f"/* step {step.name} */", "if", test, *inside, ":: else", "fi;"]

    def rows(self, step: StepFlow, order: Sequence[str]) -> list[str]:
        """The first row that fits: each stands in the `else` of the one above it."""
        lines: list[str] = []
        for depth, flow in enumerate(step.rows):
            test = self.test(flow)
            lines += ["if", f":: {test or 'true'} ->", *self.taken(flow, order)]
            if test:
                lines += [":: else ->" if depth + 1 < len(step.rows) else ":: else"]
        return [*lines, " ".join(["fi"] * len(step.rows)) + ";"]

    def test(self, flow: RowFlow) -> str:
        row = flow.row
        tests = [f"({self.states(self.names.expand(row.states))})"] if row.states else []
        tests += [f"({self.text(row.guard)})"] if row.guard is not None else []
        return " && ".join(tests)

    def taken(self, flow: RowFlow, order: Sequence[str]) -> list[str]:
        body = [f"ROW({flow.row.at.line});", *self.statements(flow.row.body)]
        if flow.verdict == DROP:
            body.append(f"at = {DONE};")
        elif flow.verdict.startswith(GOTO):
            body.append(f"at = {order.index(flow.verdict.removeprefix(GOTO))};")
        return [f"   {line}" for line in body]


def _called_first(checked: Checked) -> Iterator[tree.Action]:
    """Each action behind those it calls: an inline is known from its place on."""
    done: set[str] = set()
    actions = checked.names.actions

    def visit(each: tree.Action) -> Iterator[tree.Action]:
        if each.name.text not in done:
            done.add(each.name.text)
            for statement in each.body:
                if isinstance(statement, tree.Call) and statement.function.text in actions:
                    yield from visit(actions[statement.function.text])
            yield each

    for each in checked.names.machine.actions:
        yield from visit(each)


def _where(flow: EventFlow, step: StepFlow) -> str:
    event = flow.event.name.text
    return f"{event}: {step.name}" if flow.event.steps else event


def _prim(value: Expr, checked: Checked) -> tree.Prim | None:
    if isinstance(value, expr_tree.Call) and isinstance(value.function, expr_tree.Name):
        return checked.names.prims.get(value.function.name)
    return None


def _kept(checked: Checked, declared: set[str], read: set[str]) -> set[str]:
    """What guards, calls and the hand-written side look at, and what that depends on."""
    names = checked.names
    steps = [step for flow in checked.flows for step in flow.steps]
    rows = [row.row for step in steps for row in step.rows]
    tests = [*(step.guard for step in steps), *(row.guard for row in rows)]
    guards = [guard for guard in tests if guard is not None]
    bodies = [list(flattened(row.body, names)) for row in rows]
    statements = [each for body in bodies for each in body]
    calls = [x for each in statements if isinstance(each, tree.Call) for x in each.arguments]
    timers = [each.value for each in statements if isinstance(each, tree.Start)]
    found = read | set(names.timers) | (mentioned([*guards, *calls, *timers], names) & declared)
    while True:
        more = set(found)
        for each in statements:
            if isinstance(each, tree.Assign) and each.target.text in found:
                more |= mentioned(expressions(each), names) & declared
        if more == found:
            return found
        found = more
