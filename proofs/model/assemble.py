# SPDX-License-Identifier: MIT
"""Prints the model of one case: two machines from the same .fsm, and what is written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.check.machine import Checked
from codegen.ir.model import Model, Row
from codegen.ir.profile import Profile
from codegen.load.fsm_tree import Machine
from codegen.load.profile import load_profile
from codegen.lower.features import machine_features, machine_params
from codegen.lower.machine import banner_path
from codegen.lower.machine_model import lower_model
from codegen.machines import check_file
from codegen.print.env import environment
from proofs.model import mirror
from proofs.model.cases import NET_MAX, Case, Pair

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
SPEC = ROOT / "spec"
FSM = SPEC / "machines" / "tcp.fsm"
KINDS = ("ARRIVAL", "OPEN", "CLOSE", "ABORT", "READ", "TROUBLE", "TICK", "REXMT", "LIFE", "POLL")
HAND_WRITTEN = ("numbers.pml", "world.pml", "prims.pml", "peer.pml")

# The smallest numbers that leave every row its meaning. Times are one tick: see world.pml.
SMALL = dict.fromkeys(
    (
        "RTO_INIT", "RTO_MIN", "RTO_MAX", "RTO_AFTER_SYN", "MSL2", "FIN_WAIT", "LIFE_MAX",
        "KEEPALIVE", "KEEP_AGAIN", "RING_MAX", "RECEIVE_MAX",
    ),
    1,
)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """The files of one model by name, and the rows of each side's machine."""

    files: Mapping[str, str]
    cores: Mapping[str, Mapping[str, str]]  # by folder: what core/ is compiled with
    rows: Mapping[str, Mapping[int, str]]  # by profile, the text of each row by its line


def assemble(pair: Pair, fsm: Path = FSM, hand: Path = HERE) -> Printed:
    """Raises SpecError when the machine is wrong. `hand`: where the hand-written files are."""
    read = _read()
    sides = (0, 1) if pair.profiles[0] != pair.profiles[1] else (0,)
    all_sides = [_machine(pair, side, fsm, read) for side in sides]
    machines = [(side.checked, side.model) for side in all_sides]
    env = environment().get_template("machine.pml.j2")
    models = [model for _, model in machines]
    files = {f"machine_{m.prefix[0]}.pml": env.render(model=m) for m in models}
    files |= {name: (hand / name).read_text() for name in HAND_WRITTEN}
    files["model.pml"] = _main(pair, machines)
    cores = {f"core_{side.model.prefix[0]}": _core(pair, side, fsm) for side in all_sides}
    text = fsm.read_text(encoding="utf-8").splitlines()
    rows = {m.level: {r.line: _shown(r, text) for r in m.rows} for m in models}
    return Printed(files, cores, rows)


def _shown(row: Row, text: Sequence[str]) -> str:
    """`segment: rst | SYN_RCVD if active`: the same wherever the row stands."""
    head = text[row.line - 1].partition("|")[2].partition(" :")[0]
    return f"{row.where} | {' '.join(head.split())}"


def _read() -> set[str]:
    """The members of the connection that the hand-written side looks at."""
    text = "".join((HERE / name).read_text() for name in HAND_WRITTEN)
    return set(re.findall(r"\bc\[(?:me|you|0|1)\]\.(\w+)", text))


@dataclass(frozen=True)
class _Side:
    checked: Checked
    model: Model
    profile: Profile
    params: Mapping[str, int]


def _core(pair: Pair, side: _Side, fsm: Path) -> dict[str, str]:
    small = mirror.small(side.profile, pair.size, pair.in_flight)
    asked = [word.text for word in side.checked.whole.features]
    here, there = machine_features(small), machine_features(side.profile)
    assert all(here[name] == there[name] for name in asked), "a small profile of another level"
    files = mirror.headers(small, fsm, SPEC, side.params)
    return {**files, "mirror.h": mirror.table(side.checked, side.model, small, KINDS)}


def _machine(pair: Pair, side: int, fsm: Path, read: set[str]) -> _Side:
    name = pair.profiles[side]
    path = SPEC / "profiles" / f"{name}.yaml"
    profile, _ = load_profile(path, SPEC, f"spec/profiles/{name}.yaml")
    features = machine_features(profile)
    params = {
        **machine_params(profile),
        **SMALL,
        "MSS": pair.size,
        "SEND_MAX": pair.in_flight,
        "MAX_RETRIES": pair.retries,
    }
    checked = check_file(fsm, params, features)
    prefix = "ab"[side] + "_"
    model = lower_model(checked, features, banner_path(fsm), name, prefix, read)
    return _Side(checked, model, profile, params)


def _main(pair: Pair, machines: Sequence[tuple[Checked, Model]]) -> str:
    """The file that spin reads: constants, the record of a connection, both peers, their start."""
    checked, models = machines[0][0], [model for _, model in machines]
    members = ["state", *sorted({name for model in models for name in model.kept} | _read())]
    members = list(dict.fromkeys(members))
    settings = list(Case("", "", pair).settings())
    peers = [line for model in models for line in _peer(model, members)]
    read = " ".join(f'{name} = atoi(getenv("{name}"));' for name in settings)
    counts = ("repeats", "aborts", "troubles", "probes", "attacks")
    start = " ".join(f"{name} = {name.upper()};" for name in counts)
    runs = f"run {models[0].prefix}peer(0); run {models[-1].prefix}peer(1);"
    lines = (
        "/* SPDX-License-Identifier: MIT */",
        f"/* {pair.name}: {pair.profiles[0]} and {pair.profiles[1]} */",
        *_constants(pair, checked.whole),
        f"#define LINES {1 + max(row.line for model in models for row in model.rows)}",
        f"hidden byte {', '.join(settings)};",
        *("typedef connection {", *(f"    byte {name};" for name in members), "};"),
        '#include "world.pml"',
        *mirror.calls(machines),
        *peers,
        f"init {{ atomic {{ c_code {{ atexit(report); {read} }}; {start} {runs} }} }}",
    )
    return "\n".join(lines) + "\n"


def constants(whole: Machine) -> dict[str, int]:
    """States by their numbers, the initial one 0; signals as bits."""
    initial = whole.initial.text
    states = [initial, *(word.text for word in whole.states if word.text != initial)]
    numbers = {name: code for code, name in enumerate(states)}
    numbers |= {f"SIGNAL_{word}": 1 << bit for bit, word in enumerate(whole.signals)}
    return numbers | {f"ERROR_{word}": 1 + code for code, word in enumerate(whole.errors)}


def _constants(pair: Pair, whole: Machine) -> list[str]:
    numbers = {"SIZE": pair.size, "IN_FLIGHT": pair.in_flight, "NET_MAX": NET_MAX}
    numbers |= constants(whole)
    numbers |= {kind: 1 + code for code, kind in enumerate(KINDS)}
    words = ", ".join(f'"{kind}"' for kind in ("", *KINDS))
    defines = [f"#define {name} {value}" for name, value in numbers.items()]
    return [*defines, f"#define KINDS {{{words}}}"]


def _peer(model: Model, members: Sequence[str]) -> list[str]:
    """One machine and what stands around it; all its names begin with the model's prefix."""
    prefix = model.prefix
    return [
        f"#define P(name) {prefix}##name",
        f"#define {prefix}me P{prefix}peer->me",
        f"inline P(core_clear)() {{ {' '.join(f'c[me].{name} = 0;' for name in members)} }}",
        f'#include "machine_{prefix[0]}.pml"',
        '#include "prims.pml"',
        '#include "peer.pml"',
        "#undef P",
    ]
