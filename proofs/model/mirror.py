# SPDX-License-Identifier: MIT
"""core/ with the small numbers of a model, as an object that the search program calls.

proofs/model/mirror.c makes each step of the model in core/ too, and compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from codegen.bound.profile import bounded, read_specs
from codegen.check.machine import Checked
from codegen.ir.model import Model
from codegen.ir.profile import Profile, Role, Sending, Socket
from codegen.load import fsm_tree as tree
from codegen.load.drops import load_drops
from codegen.lower.features import features, machine_features
from codegen.machines import machine_files, record_layout
from codegen.packets import packet_headers
from codegen.print.memory import memory_files
from codegen.print.profile import profile_files

HERE = Path(__file__).resolve().parent
MTU_MORE = 40  # our MSS is so much less: core/connection.h
TIMES = ("RTO_INIT", "RTO_MIN", "RTO_MAX", "RTO_AFTER_SYN", "MSL2", "FIN_WAIT", "LIFE_MAX",
         "KEEPALIVE", "KEEP_AGAIN", "MAX_RETRIES")  # fmt: skip
RING = 4  # times what may be in flight


def small(profile: Profile, size: int, in_flight: int) -> Profile:
    """One server, one client, a slot each, and `size` bytes of text in a segment."""
    sockets = tuple(
        found for role in Role for found in [_socket(profile, role, in_flight)] if found is not None
    )
    switched = features(profile)
    tcp = replace(profile.tcp, mss=size, congestion=switched["congestion"])
    return replace(
        profile, sockets=sockets, tcp=tcp, link=replace(profile.link, mtu=size + MTU_MORE)
    )


def _socket(profile: Profile, role: Role, in_flight: int) -> Socket | None:
    """A server's text comes from a source if the profile has one, a client's from a ring."""
    first = {Role.SERVER: Sending.SOURCE, Role.CLIENT: Sending.RING}[role]
    mine = [each for each in profile.tcp_sockets if each.role is role]
    if not mine:
        return None
    best = next((each for each in mine if each.sending is first), mine[0])
    source = best.sending is Sending.SOURCE
    return replace(
        best,
        name=role.value,
        ring_bytes=0 if source else RING * in_flight,
        in_flight=in_flight if source else 0,
        receive_bytes=0,
        connections=1,
        shares="",
        diffserv=0,
    )


def headers(
    profile: Profile, fsm: Path, spec: Path, params: Mapping[str, int]
) -> dict[str, str]:
    """The drop-in set of a small profile, by file. Raises SpecError when the machine is wrong."""
    switched = machine_features(profile)
    record = lambda _, on: sum(n for _, n in record_layout(fsm, params, on))  # noqa: E731
    made = bounded(profile, read_specs(spec, record))
    files = {
        **packet_headers(spec),
        **machine_files(fsm, params, switched),
        **profile_files(profile, load_drops(spec)),
        **memory_files(profile, made.structs, made.counts, made.ram),
    }
    text = files["profile.h"]
    for name in TIMES:
        text = re.sub(rf"\bPROFILE_{name} = [1-9]\d*", f"PROFILE_{name} = {params[name]}", text)
    shown = {**files, "profile.h": text, "mirror.c": (HERE / "mirror.c").read_text("utf-8")}
    return {name: text for name, text in shown.items() if "/" not in name}


def numbers(checked: Checked, model: Model) -> list[tuple[str, bool]]:
    """What is compared: each variable that the model keeps, and whether it is a sequence number."""
    names = checked.names
    kinds: dict[str, tree.Var | tree.Timer] = {**names.vars, **names.timers}
    here = (name for name in model.kept if name in kinds)
    return [(name, kinds[name].type.text.startswith("seq")) for name in here]


def table(checked: Checked, model: Model, profile: Profile, kinds: Sequence[str]) -> str:
    """mirror.h."""
    each = numbers(checked, model)
    of = {"SERVER": Role.SERVER, "CLIENT": Role.CLIENT}
    sockets = {
        name: next((n for n, s in enumerate(profile.sockets) if s.role is role), 255)
        for name, role in of.items()
    }
    port = next((s.port for s in profile.sockets if s.role is Role.SERVER), 7)
    at = [name for name, _ in each].index("snd_una")
    members = " ".join(f"{'CIRCULAR' if circular else 'NUMBER'}({name})" for name, circular in each)
    upper = checked.whole.name.text.upper()
    whole = sorted(checked.whole.states, key=lambda word: word.text != checked.whole.initial.text)
    states = ", ".join(f"{upper}_{word}" for word in whole)
    lines = (
        "/* SPDX-License-Identifier: MIT */",
        f"#define MEMBERS {members}",
        f"#define MIRROR_BEGIN {model.prefix}mirror_begin",
        f"#define MIRROR_END {model.prefix}mirror_end",
        f"enum {{ {', '.join(f'{kind} = {code}' for code, kind in enumerate(kinds, 1))} }};",
        f"enum {{ {', '.join(f'{name} = {number}' for name, number in sockets.items())} }};",
        f"static const unsigned char states[] = {{{states}}}; /* by their numbers in the model */",
        f"enum {{ profile_port = {port}, AT_SND_UNA = {at} }};",
    )
    return "\n".join(lines) + "\n"


def calls(models: Sequence[tuple[Checked, Model]]) -> list[str]:
    """The search program's side: a step's beginning and end, for either peer."""
    lines = ["c_decl {", "struct end { int out, told, got, held, owes, begun; };"]
    for _, model in models:
        lines += [
            f"extern void {model.prefix}mirror_begin(const unsigned char *, const int *);",
            f"extern int {model.prefix}mirror_end(const unsigned char *, const struct end *);",
        ]
    lines += ["static int started;", "}", "c_code {", "static struct connection old;"]
    for checked, model in models:
        each = ["c->state", *(f"c->{name}" for name, _ in numbers(checked, model))]
        lines += [
            f"static void {model.prefix}begin(const struct connection *c, const int *given)",
            f"{{ const unsigned char v[] = {{{', '.join(each)}}};"
            f" {model.prefix}mirror_begin(v, given); }}",
            f"static int {model.prefix}end(const struct connection *c, const struct end *model)",
            f"{{ const unsigned char v[] = {{{', '.join(each)}}};"
            f" return {model.prefix}mirror_end(v, model); }}",
        ]
    first, last = models[0][1].prefix, models[-1][1].prefix
    return [
        *lines,
        "static void mirror_begin(int me)",
        "{",
        "    const int given[] = {kind, kind == ARRIVAL ? coming : 0,",
        "        me ? TEXT_1 : TEXT_0, WINDOW, NAGLE, now.life[me] < (me ? LIVES_1 : LIVES_0),",
        "        (me ? OPENS_1 : OPENS_0) != 0, now.held[me], me ? HOLDS_1 : HOLDS_0, now.got[me],",
        "        now.told[me], now.life[me], now.life[1 - me]};",
        f"    (me ? {last}begin : {first}begin)(&now.c[me], given);",
        "    started = now.life[me];",
        "    old = now.c[me];",
        "}",
        "static int meddled(int me) /* with more than what is owed: an answer in the same frame */",
        "{",
        "    struct connection here = now.c[me];",
        "",
        "    here.ack_due = old.ack_due, here.ack_soon = old.ack_soon, here.owes = old.owes;",
        "    here.challenged = old.challenged;",
        "    return !old.owes && memcmp(&here, &old, sizeof here) != 0;",
        "}",
        "static int mirror_end(int me)",
        "{",
        "    const struct end model = {now.out, now.told[me], now.got[me], now.held[me],",
        "        now.c[me].owes, now.life[me] != started};",
        f"    return (me ? {last}end : {first}end)(&now.c[me], &model);",
        "}",
        "}",
    ]
