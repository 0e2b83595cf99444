# SPDX-License-Identifier: MIT
"""The shipped machine: it passes every check, and each of these changes to it is refused with its
place.
"""

from __future__ import annotations

import pytest
from fsm_text import TCP, TCP_PARAMS, tcp_refusal

from codegen.check.machine import check_machine
from codegen.check.machine_timers import running_timers
from codegen.load.fsm import load

STATES = (
    "CLOSED",
    "LISTEN",
    "SYN_SENT",
    "SYN_RCVD",
    "ESTAB",
    "FIN_WAIT_1",
    "FIN_WAIT_2",
    "CLOSE_WAIT",
    "CLOSING",
    "LAST_ACK",
    "TIME_WAIT",
)

MUTATIONS = {
    "the else row of CLOSE is removed": (
        "| CLOSE_WAIT              : fin_req = 1 -> LAST_ACK\n"
        "| else                    : error CLOSING_ALREADY\n",
        "| CLOSE_WAIT              : fin_req = 1 -> LAST_ACK\n",
        "event 'close_call' has no row for FIN_WAIT_1 FIN_WAIT_2 CLOSING LAST_ACK TIME_WAIT "
        "when no guard holds; "
        "an 'else' row closes it",
    ),
    "a typo in a target state": (
        "start user = USER_TIMEOUT -> FIN_WAIT_2",
        "start user = USER_TIMEOUT -> FINWAIT2",
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
        "fin_req = 1 -> LAST_ACK",
        "fin_req = 1",
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
        "| if not last_try         : retries = retries + 1; rexmt_due = 1\n",
        "| SYN_SENT ESTAB          : retries = retries + 1; rexmt_due = 1\n",
        "'retries' can leave its range 0 .. 8 here: it gets 1 .. 9",
    ),
    "a back-off without its limit": (
        "let backoff     = min(RTO_INIT << retries, RTO_MAX)",
        "let backoff     = RTO_INIT << retries",
        "'rexmt' can leave its range 0 .. 600 here: it gets 10 .. 2560",
    ),
    "TIME-WAIT entered with the retransmission timer running": (
        "action wait_2msl    = forget(); ack_due = 1;",
        "action wait_2msl    = ack_due = 1;",
        "timer 'rexmt' can still run in TIME_WAIT, where 'rexmt_timeout' only waits; "
        "stop it on the way there or give TIME_WAIT a row",
    ),
    "SYN-SENT goes back to the sequence check": (
        "step syn_sent in SYN_SENT",
        "step sequence_again in SYN_SENT\n| else : goto listen\nstep syn_sent in SYN_SENT",
        "'listen' is not a later step, and goto only leads forward; "
        "expected one of: ack, fin, our_fin, rst, sequence, syn, syn_sent, text, window",
    ),
    "CLOSING has no row for the ACK of its FIN": (
        "| CLOSING                 : wait_2msl() -> TIME_WAIT; drop\n",
        "",
        "step 'our_fin' has no row for CLOSING; add one, or 'else', or take it out of the set",
    ),
    "a window compared as if it were a sequence number": (
        "seg.seqno < rcv_nxt + rcv_wnd",
        "seg.seqno < rcv_wnd",
        "'<' compares a sequence number with a number in 0 .. 65535; two sequence numbers "
        "were expected",
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutation_is_refused(mutation: str) -> None:
    old, new, message = MUTATIONS[mutation]
    place, _, said = tcp_refusal(old, new).partition(": ")
    assert said == message
    assert place.startswith("tcp.fsm:")


def test_shipped_machine_has_the_eleven_states_of_the_rfc() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS)
    assert checked.names.states == STATES


def test_timers_run_only_where_they_are_handled() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS)
    running = {
        state: sorted(timers)
        for state, timers in running_timers(checked.names, checked.flows).items()
    }
    assert running == {
        "CLOSED": [],
        "LISTEN": [],
        "SYN_SENT": ["rexmt"],
        "SYN_RCVD": ["rexmt"],
        "ESTAB": ["rexmt"],
        "FIN_WAIT_1": ["rexmt"],
        "FIN_WAIT_2": ["user"],
        "CLOSE_WAIT": ["rexmt"],
        "CLOSING": ["rexmt"],
        "LAST_ACK": ["rexmt"],
        "TIME_WAIT": ["msl2"],
    }


def test_segment_leads_where_the_rfc_says() -> None:
    checked = check_machine(load(TCP), TCP_PARAMS)
    segment = next(flow for flow in checked.flows if flow.event.name.text == "segment")
    ends = segment.successors(checked.names)
    assert ends["ESTAB"] == ("CLOSED", "ESTAB", "CLOSE_WAIT")
    assert ends["FIN_WAIT_2"] == ("CLOSED", "FIN_WAIT_2", "TIME_WAIT")
    assert ends["LAST_ACK"] == ("CLOSED", "LAST_ACK")
    assert ends["CLOSED"] == ("CLOSED",)


def test_profile_without_a_parameter() -> None:
    params = {name: value for name, value in TCP_PARAMS.items() if name != "RTO_MAX"}
    with pytest.raises(Exception, match="the profile gives no value for parameter 'RTO_MAX'"):
        check_machine(load(TCP), params)


def test_profile_value_that_does_not_fit() -> None:
    with pytest.raises(
        Exception, match="'MAX_RETRIES' is 300 in the profile, which does not fit u8"
    ):
        check_machine(load(TCP), {**TCP_PARAMS, "MAX_RETRIES": 300})
