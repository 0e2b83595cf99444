# SPDX-License-Identifier: MIT
"""The shipped machine: it passes every check, and each of these changes to it is refused with its
place.
"""

from __future__ import annotations

import pytest
from fsm_text import TCP, TCP_FEATURES, TCP_PARAMS, changed, tcp_refusal

from codegen.check.machine import check_machine
from codegen.check.machine_timers import running_timers
from codegen.diagnostic import SpecError
from codegen.load.fsm import load, parse

SHIPPED = TCP.read_text(encoding="utf-8")

STATES = (
    "CLOSED",
    "LISTEN",
    "TIME_WAIT",
    "FIN_WAIT_2",
    "FIN_WAIT_1",
    "ESTAB",
    "CLOSE_WAIT",
    "LAST_ACK",
    "CLOSING",
    "SYN_RCVD",
    "SYN_SENT",
)

MUTATIONS = {
    "the else row of CLOSE is removed": (
        "| CLOSE_WAIT              : fin_req = 1; rest() -> LAST_ACK\n"
        "| else                    : error CLOSING_ALREADY\n",
        "| CLOSE_WAIT              : fin_req = 1; rest() -> LAST_ACK\n",
        "event 'close_call' has no row for TIME_WAIT FIN_WAIT_2 FIN_WAIT_1 LAST_ACK CLOSING "
        "when no guard holds; "
        "an 'else' row closes it",
    ),
    "a typo in a target state": (
        "start life = FIN_WAIT -> FIN_WAIT_2",
        "start life = FIN_WAIT -> FINWAIT2",
        "'FINWAIT2' is not a state; expected one of: " + ", ".join(sorted(STATES)),
    ),
    "the else row of ABORT comes first": (
        "| SYN_RCVD OPEN           : forget(); rst_due = 1 -> CLOSED\n"
        "| else                    : forget() -> CLOSED",
        "| else                    : forget() -> CLOSED\n"
        "| SYN_RCVD OPEN           : forget(); rst_due = 1 -> CLOSED",
        "this row is never taken: the rows above take every case",
    ),
    "nothing leads to LAST_ACK": (
        "fin_req = 1; rest() -> LAST_ACK",
        "fin_req = 1; rest()",
        "state LAST_ACK cannot be reached from CLOSED",
    ),
    "a row is written twice": (
        "| LISTEN SYN_SENT         : forget() -> CLOSED\n",
        "| LISTEN SYN_SENT         : forget() -> CLOSED\n"
        "| LISTEN SYN_SENT         : forget() -> CLOSED\n",
        "this row is never taken: the rows above take every case",
    ),
    "the eighth step lists SYN-RECEIVED, which the fifth has moved on": (
        "| ESTAB                   : take_fin() -> CLOSE_WAIT",
        "| SYN_RCVD ESTAB          : take_fin() -> CLOSE_WAIT",
        "this row is never taken in SYN_RCVD; leave the state out",
    ),
    "retries are counted without a limit": (
        "action again        = retries = min(retries, 253) + 1;",
        "action again        = retries = retries + 1;",
        "'retries' can leave its range 0 .. 255 here: it gets 1 .. 256",
    ),
    "a back-off without its limit": (
        "rto = min(rto * 2, RTO_MAX);",
        "rto = rto * 2;",
        "'rto' can leave its range 0 .. 600 here: it gets 0 .. 1200",
    ),
    "TIME-WAIT entered with the retransmission timer running": (
        "action wait_2msl    = forget(); start life",
        "action wait_2msl    = start life",
        "timer 'rexmt' can still run in TIME_WAIT, where 'rexmt_timeout' only waits; "
        "stop it on the way there or give TIME_WAIT a row",
    ),
    "SYN-SENT goes back to the sequence check": (
        "step syn_sent in SYN_SENT",
        "step sequence_again in SYN_SENT\n| else : goto listen\nstep syn_sent in SYN_SENT",
        "'listen' is not a later step, and goto only leads forward; "
        "expected one of: ack, alive, closing, fin, our_fin, rst, sequence, syn, syn_sent, text, "
        "urgent, window",
    ),
    "a step for three states has rows for two": (
        'step our_fin if fin_sent and flight == 0 "3.10.7.4 fifth"\n'
        "| FIN_WAIT_1              : stop rexmt; start life = FIN_WAIT -> FIN_WAIT_2\n"
        "| CLOSING                 : wait_2msl() -> TIME_WAIT; drop\n",
        "step our_fin in FIN_WAIT_1 CLOSING LAST_ACK if fin_sent and flight == 0\n"
        "| FIN_WAIT_1              : stop rexmt; start life = FIN_WAIT -> FIN_WAIT_2\n",
        "step 'our_fin' has no row for CLOSING; add one, or 'else', or take it out of the set",
    ),
    "a window compared as if it were a sequence number": (
        "seg.ahead < rcv_wnd or",
        "seg.seqno < rcv_wnd or",
        "'<' compares a sequence number with a number in 0 .. 65535; two sequence numbers "
        "were expected",
    ),
    "a low half compared with a whole sequence number": (
        "snd_wl1 <= low(seg.seqno)",
        "snd_wl1 <= seg.seqno",
        "'<=' cannot compare the low half of a sequence number with a sequence number",
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutation_is_refused(mutation: str) -> None:
    old, new, message = MUTATIONS[mutation]
    place, _, said = tcp_refusal(old, new).partition(": ")
    assert said == message
    assert place.startswith("tcp.fsm:")


def test_shipped_machine_has_the_eleven_states_of_the_rfc() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS, TCP_FEATURES)
    assert checked.names.states == STATES


def test_timers_run_only_where_they_are_handled() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS, TCP_FEATURES)
    running = {
        state: sorted(timers)
        for state, timers in running_timers(checked.names, checked.flows).items()
    }
    assert running == {
        "CLOSED": [],
        "LISTEN": [],
        "SYN_SENT": ["rexmt"],
        "SYN_RCVD": ["rexmt"],
        "ESTAB": ["life", "rexmt"],
        "FIN_WAIT_1": ["rexmt"],
        "FIN_WAIT_2": ["life"],
        "CLOSE_WAIT": ["life", "rexmt"],
        "CLOSING": ["rexmt"],
        "LAST_ACK": ["rexmt"],
        "TIME_WAIT": ["life"],
    }


def test_segment_leads_where_the_rfc_says() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS, TCP_FEATURES)
    segment = next(flow for flow in checked.flows if flow.event.name.text == "segment")
    ends = segment.successors(checked.names)
    assert ends["SYN_SENT"] == ("CLOSED", "ESTAB", "CLOSE_WAIT", "SYN_RCVD", "SYN_SENT")
    assert ends["FIN_WAIT_2"] == ("CLOSED", "TIME_WAIT", "FIN_WAIT_2")
    assert ends["LAST_ACK"] == ("CLOSED", "LAST_ACK")
    assert ends["CLOSED"] == ("CLOSED",)


@pytest.mark.parametrize("off", TCP_FEATURES)
def test_each_feature_can_be_left_out_alone(off: str) -> None:
    features = {**TCP_FEATURES, off: False}
    if off == "pipeline":
        features["congestion"] = False  # which needs it
    checked = check_machine(load(TCP), TCP_PARAMS, features)
    assert len(checked.names.machine.events) >= 11


@pytest.mark.parametrize("one", ["passive", "active"])
def test_everything_but_one_way_to_open_can_be_left_out(one: str) -> None:
    features = {**dict.fromkeys(TCP_FEATURES, False), one: True}
    checked = check_machine(load(TCP), TCP_PARAMS, features)
    gone = {"passive": "SYN_SENT", "active": "LISTEN"}[one]
    assert checked.names.states == tuple(state for state in STATES if state != gone)


def test_what_is_left_out_cannot_be_read() -> None:
    mistake = "let last_try    = dupacks == 3 or retries"
    text = changed("let last_try    = retries", mistake, SHIPPED)
    check_machine(parse(text, "tcp.fsm"), TCP_PARAMS, TCP_FEATURES)
    with pytest.raises(SpecError, match="'dupacks' is absent in this profile"):
        check_machine(parse(text, "tcp.fsm"), TCP_PARAMS, {**TCP_FEATURES, "congestion": False})


def test_nobody_opens() -> None:
    with pytest.raises(SpecError, match="state TIME_WAIT cannot be reached from CLOSED"):
        check_machine(load(TCP), TCP_PARAMS, dict.fromkeys(TCP_FEATURES, False))


def test_profile_without_a_parameter() -> None:
    params = {name: value for name, value in TCP_PARAMS.items() if name != "RTO_MAX"}
    with pytest.raises(Exception, match="the profile gives no value for parameter 'RTO_MAX'"):
        check_machine(load(TCP), params, TCP_FEATURES)


def test_profile_value_that_does_not_fit() -> None:
    with pytest.raises(
        Exception, match="'MAX_RETRIES' is 300 in the profile, which does not fit u8"
    ):
        check_machine(load(TCP), {**TCP_PARAMS, "MAX_RETRIES": 300}, TCP_FEATURES)
