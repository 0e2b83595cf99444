# SPDX-License-Identifier: MIT
"""The searches' negative twins: each is tcp.fsm with one mistake, which the generator accepts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Change, case_of, searched
from proofs.model.assemble import FSM
from proofs.model.search import ENDS, STUCK, Broken, build, search
from proofs.model.untaken import complaints, read

# What is wrong, the text and what stands there instead, the case that finds it, what it finds.
M = "client to minimal"
TWINS: dict[str, tuple[str, str, str, str, str]] = {
    "a wrong successor": (
        "| ESTAB                   : fin_req = 1; rest() -> FIN_WAIT_1",
        "| ESTAB                   : fin_req = 1; rest() -> LAST_ACK",
        M, "calm",
        "closed on both sides: both have all of the other's text",
    ),
    "a FIN that is not acknowledged": (
        "action take_fin     = rcv_nxt = rcv_nxt + 1; ack_due",
        "action take_fin     = ack_due",
        M, "calm",
        "without a loss nobody gives up",
    ),
    "TIME-WAIT skipped": (
        "| FIN_WAIT_2              : wait_2msl(); take_fin() -> TIME_WAIT",
        "| FIN_WAIT_2              : take_fin(); forget(); signal(CLOSED_BOTH) -> CLOSED",
        M, "text",
        "nobody is reset without a cause",
    ),
    "an old acknowledgment establishes": (
        "| SYN_RCVD if not ack_new : reset(seg); drop ",
        "| SYN_RCVD if not ack_new : connect() -> ESTAB ",
        M, "again",
        ENDS,
    ),
    "any reset is believed": (
        "| if seg.rst              : drop\n| TIME_WAIT if",
        "| if seg.rst              : forget(); signal(RESET) -> CLOSED; drop\n| TIME_WAIT if",
        M, "again",
        "after its end a connection tells nothing",
    ),
    "a reset beside rcv_nxt": (
        "| if seg.ahead != 0       : challenge(); drop",
        "| if seg.ahead > 1        : challenge(); drop",
        M, "attacked",
        "nobody is reset without a cause",
    ),
    "a window from anybody": (
        "| if not ack_ok           : challenge(); drop",
        "| if not ack_ok           : take_window(seg); drop",
        M, "attacked",
        "a blind attacker changes nothing",
    ),
    "no retransmission timer": (
        "| if rexmt == 0           : start rexmt = flight == 0 and snd_wnd != 0 ? RTO_MIN : rto",
        "| if rexmt == 0 and flight == 0 : start rexmt = flight == 0 and snd_wnd != 0 ? RTO_MIN : rto",
        M, "text",
        "what is on its way has a timer",
    ),
    "text sent under other numbers": (
        "| if ack_new              : take_acked(seg); retries = 0; start rexmt",
        "| if ack_new              : take_acked(seg); iss = iss + 1; retries = 0; start rexmt",
        M, "calm",
        "what is delivered is a prefix of what was sent",
    ),
    "delivered, and not counted": (
        "| else                    : accept_text(seg)",
        "| else                    : accept_text(seg); rcv_nxt = seg.seqno",
        M, "calm",
        "without a loss nobody gives up",
    ),
    "a row dropped": (
        "| LAST_ACK                : forget(); signal(CLOSED_BOTH) -> CLOSED; drop\n",
        "",
        M, "calm",
        STUCK,
    ),
    "never given up": (
        "retries >= max_retries  ",
        "retries >= 255  ",
        M, "text",
        ENDS,
    ),
    "a closed connection that comes back": (
        "| else                    : challenged = 0",
        "| CLOSED if fin_sent      : challenged = 0 -> ESTAB\n| else : challenged = 0",
        M, "text",
        "a closed connection stays closed",
    ),
    "told twice": (
        "| LAST_ACK                : forget(); signal(CLOSED_BOTH)",
        "| LAST_ACK                : forget(); signal(CONNECTED)",
        M, "calm",
        "nothing is told twice",
    ),
    "a FIN that waits for nobody": (
        "step our_fin if fin_sent and flight == 0 ",
        "step our_fin if fin_sent ",
        M, "text",
        "closed on both sides: both have all of the other's text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("twin", TWINS)
def test_the_mistake_is_found(twin: str, changed: Change, tmp_path: Path) -> None:
    before, after, pair, name, what = TWINS[twin]
    found = searched(case_of(pair, name), tmp_path / "model", changed(before, after))
    assert found.violated == what


def test_a_row_that_nobody_takes_is_found(changed: Change, tmp_path: Path) -> None:
    before = "| FIN_WAIT_1              : take_fin() -> CLOSING\n"
    path = changed(before, f"| FIN_WAIT_1 if retries == 9 : wait\n{before}")
    line = path.read_text(encoding="utf-8").partition("if retries == 9")[0].count("\n") + 1
    case = case_of(M, "calm")
    program = build(case.pair, tmp_path / "model", path, optimize="-O0")
    found = search(program, case)
    assert found.violated == ""
    wrong = complaints(program.printed.rows, {"sensor": found.taken, "tiny": found.taken}, read())
    assert (
        f"tcp.fsm:{line}: no search of tiny takes this row"
        " (segment: fin | FIN_WAIT_1 if retries == 9);"
        " mend the row, or say in proofs/model/untaken.txt why none can"
    ) in wrong


def test_other_names_are_the_same_machine(tmp_path: Path) -> None:
    text = FSM.read_text(encoding="utf-8")
    for before, after in (("forget", "tidy"), ("our_fin", "fin_there"), ("ack_new", "ack_fresh")):
        text = re.sub(rf"\b{before}\b", after, text)
    path = tmp_path / "tcp.fsm"
    path.write_text(text, encoding="utf-8")
    case = case_of(M, "text")
    here = searched(case, tmp_path / "here", FSM)
    there = searched(case, tmp_path / "there", path)
    assert (here.violated, there.violated) == ("", "")
    assert (here.states, here.taken) == (there.states, there.taken)


def test_what_is_no_search_is_an_error(changed: Change, tmp_path: Path) -> None:
    """A prim that nobody has written for the model: spin's words, and no verdict."""
    path = changed(
        "prim reset(seg)              writes seg.flags\n",
        "prim reset(seg)              writes seg.flags\nprim hide()   writes ack_due\n"
        "action hidden = hide()\n",
    )
    text = path.read_text(encoding="utf-8")
    step = "step listen in LISTEN"
    path.write_text(text.replace(step, f"step hid in LISTEN\n| else : hidden()\n\n{step}"))
    with pytest.raises(Broken, match="hide"):
        searched(case_of(M, "calm"), tmp_path / "model", path)
