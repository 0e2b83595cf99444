# SPDX-License-Identifier: MIT
"""core/ makes each step of a search too: a mistake on either side is found, and what differs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import case_of
from proofs.model.assemble import HAND_WRITTEN, HERE
from proofs.model.search import CORE, build, search

F, M, C = "full", "client to minimal", "clients"

# The file, the text and what stands there instead, pair and case, what is said to differ.
MODEL: dict[str, tuple[str, str, str, str, str, str]] = {
    "an acknowledgment of all": (
        "prims.pml", "c[me].flight = c[me].flight - seg_acked;", "c[me].flight = 0;", F, "wide",
        "state is 4 in core/, 3 in the model",
    ),
    "an older window": (
        "prims.pml", "window = LESS(c[me].snd_wnd, seg_acked); c[me].snd_wnd = window;",
        "window = c[me].snd_wnd;", F, "reordered",
        "snd_wnd is 1 in core/, 2 in the model",
    ),
    "an ACK that is not put off": (
        "prims.pml", "soon = P(HAS_delayed_ack) && more == bytes && !c[me].ack_soon;",
        "soon = 0;", F, "wide",
        r"\w+ is \d+ in core/, \d+ in the model",
    ),
    "text that waits for nobody": (
        "peer.pml", "need = (NAGLE && !again && c[me].flight != 0 &&", "need = (false &&",
        M, "wide",
        "what is owed is 0 in core/, 1 in the model",
    ),
    "a poll that has nothing to do": (
        "peer.pml", "c[me].rexmt_due || (P(IN_CAN_RECV)", "(P(IN_CAN_RECV)", C, "both",
        "what is owed is 1 in core/, 0 in the model",
    ),
}  # fmt: skip

CHANGED: dict[str, tuple[str, str, str, str, str, str]] = {
    "the window of an older segment": (
        "tcp_ack.h", "        window = tcp_less(c->snd_wnd, acked);",
        "        window = c->snd_wnd;", F, "reordered",
        "snd_wnd is 2 in core/, 1 in the model",
    ),
    "a FIN before the end of the text": (
        "tcp_send.h", "    if (found < room && c->fin_req) {", "    if (c->fin_req) {", M, "wide",
        r"\w+ is \d+ in core/, \d+ in the model",
    ),
    "what lies behind the text": (
        "tcp_arrival.h", "seg->end = tcp_near(ahead + seg->len);", "seg->end = tcp_near(ahead);",
        M, "wide",
        r"\w+ is \d+ in core/, \d+ in the model",
    ),
}  # fmt: skip


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize("twin", MODEL)
def test_a_mistake_in_the_model_is_found(twin: str, tmp_path: Path) -> None:
    file, before, after, pair, name, what = MODEL[twin]
    for each in HAND_WRITTEN:
        shutil.copy(HERE / each, tmp_path)
    replaced(tmp_path / file, before, after)
    case = case_of(pair, name)
    program = build(case.pair, tmp_path / "model", optimize="-O0", hand=tmp_path)
    found = search(program, case).violated
    assert re.fullmatch(f"core/ does the same: {what}", found), f"SAID {found}"


@pytest.mark.parametrize("twin", CHANGED)
def test_a_mistake_in_core_is_found(twin: str, tmp_path: Path) -> None:
    file, before, after, pair, name, what = CHANGED[twin]
    shutil.copytree(CORE, tmp_path / "core")
    replaced(tmp_path / "core" / file, before, after)
    case = case_of(pair, name)
    program = build(case.pair, tmp_path / "model", optimize="-O0", core=tmp_path / "core")
    found = search(program, case).violated
    assert re.fullmatch(f"core/ does the same: {what}", found), f"SAID {found}"
