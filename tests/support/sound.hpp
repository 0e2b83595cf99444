// SPDX-License-Identifier: MIT
// Sound connections of each state, and the invariant of tcp.fsm that a change of one breaks; for
// every profile. What it lacks is not checked there.
#ifndef THIMBLE_TESTS_SOUND_HPP
#define THIMBLE_TESTS_SOUND_HPP

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "memory.h"
#include "profile.h"
#include "tcp_machine.h"

namespace sound {

using namespace thimble;
using conn = tcp_connection;

// A connection in some state in which all holds.
inline conn in(std::uint8_t state)
{
    conn c{};
    const bool quiet = tcp_state_quiet(state);

    c.state = state;
    c.rto = TCP_RTO_MIN;
    c.rcv_wnd = c.rcv_max = 100;
    c.flight = quiet ? 0 : 1;
    c.rexmt = quiet ? 0 : TCP_RTO_MIN;
    tcp_set_by_peer(&c, true);
    c.mss = 1;
    if (state == TCP_TIME_WAIT || state == TCP_FIN_WAIT_2) {
        c.life = 1;
        c.fin_sent = 1;
    }
    c.fin_req = state == TCP_FIN_WAIT_1 || state == TCP_FIN_WAIT_2 || state == TCP_CLOSING
                || state == TCP_LAST_ACK;
    return c;
}

// The invariant whose line this is, by its name in tcp.fsm; "" when there is none.
inline std::string named(unsigned line)
{
    const std::string here = __FILE__;
    std::ifstream spec(here.substr(0, here.rfind("tests/")) + "spec/machines/tcp.fsm");
    std::string text;
    for (unsigned n = 0; n < line; n++) {
        std::getline(spec, text);
    }
    return line == 0 ? "" : text.substr(10, text.find(' ', 10) - 10);
}

template <class Change> std::string breaks(std::uint8_t state, Change change)
{
    conn c = in(state);
    change(c);
    return named(tcp_broken(&c));
}

inline void check_each_state()
{
    for (std::uint8_t state = 0; state < TCP_STATES; state++) {
        const conn c = in(state);
        CHECK(tcp_broken(&c) == 0);
    }
}

inline void check_each_invariant()
{
    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.life = 0; }) == "wait_ends");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.life = 0; }) == "wait_ends");
    CHECK(breaks(TCP_FIN_WAIT_1, [](conn &c) { c.life = 9; }) == "life_used");
    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.rexmt = 9; }) == "quiet_timer");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.rexmt_due = 1; }) == "quiet_debt");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rexmt = 0; }) == "timed");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rto = 0; }) == "rto_floor");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.flight = 1; }) == "fin_acked");
    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.fin_sent = 0; }) == "fin_acked");
    CHECK(breaks(TCP_LAST_ACK, [](conn &c) { c.fin_sent = 1, c.flight = 0; }) == "fin_awaited");
    CHECK(breaks(TCP_CLOSING, [](conn &c) { c.fin_req = 0; }) == "closing_asked");
    CHECK(breaks(TCP_CLOSE_WAIT, [](conn &c) { c.fin_req = 1; }) == "none_asked");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.fin_req = 1; }) == "asked_closes");
    CHECK(breaks(TCP_SYN_RCVD, [](conn &c) { c.fin_sent = 1; }) == "no_fin_yet");
    CHECK(breaks(TCP_SYN_RCVD, [](conn &c) { c.flight = 2; }) == "syn_in_flight");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.flight = TCP_SEND_MAX + 1; }) == "in_flight");
    CHECK(breaks(TCP_FIN_WAIT_1, [](conn &c) { c.flight = TCP_SEND_MAX + 1, c.fin_sent = 1; }) == "");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rtt_mark = 2; }) == "measured");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.srtt = 7; }) == "measuring");
    CHECK(breaks(TCP_FIN_WAIT_1, [](conn &c) { c.mss = 0; }) == "spoken");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rcv_wnd = 101; }) == "promised");
    CHECK(breaks(TCP_CLOSED, [](conn &c) { c.rcv_wnd = 65535; }) == "window_near");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rst_due = 1; }) == "reset_last");
    if (PROFILE_PASSIVE) {
        const std::uint8_t called = PROFILE_ACTIVE ? TCP_LISTEN : TCP_SYN_RCVD;
        CHECK(breaks(TCP_LISTEN, [](conn &c) { tcp_set_by_peer(&c, false); }) == "called");
        CHECK(breaks(called, [](conn &c) { tcp_set_by_peer(&c, false); }) == "called");
    }
    if (PROFILE_ACTIVE) {
        CHECK(breaks(TCP_SYN_SENT, [](conn &c) { c.flight = 2; }) == "syn_in_flight");
        CHECK(breaks(TCP_SYN_SENT, [](conn &c) { c.fin_req = 1; }) == "none_asked");
    }
    if (PROFILE_PIPELINE) {
        CHECK(breaks(TCP_ESTAB, [](conn &c) { tcp_set_recover(&c, 2); }) == "doubt");
        CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { tcp_set_recover(&c, 1); }) == "");
        if (PROFILE_PASSIVE) {
            CHECK(breaks(TCP_LISTEN, [](conn &c) { tcp_set_recover(&c, 2); }) == "no_doubt");
        }
    }
    if (PROFILE_RECEIVE_RING) {
        const auto early = [](std::uint16_t at, std::uint16_t bytes) {
            return breaks(TCP_ESTAB, [=](conn &c) {
                tcp_set_early_at(&c, at);
                tcp_set_early_bytes(&c, bytes);
            });
        };
        CHECK(early(0, 1) == "early");
        CHECK(early(1, 99) == "");
        CHECK(early(1, 100) == "early");
    }
}

// fin_awaited says more of a connection between events; within one this is asked alone.
inline void check_nothing_again()
{
    conn c = in(TCP_FIN_WAIT_1);
    c.fin_sent = 1;
    c.rexmt_due = 1;
    CHECK(tcp_keeps_nothing_again(&c));
    c.flight = 0;
    CHECK(!tcp_keeps_nothing_again(&c));
    c.rexmt_due = 0;
    CHECK(tcp_keeps_nothing_again(&c));
}

// RFC 9293 3.10.2.
inline void check_send_call()
{
    for (std::uint8_t state = 0; state < TCP_STATES; state++) {
        CAPTURE(static_cast<int>(state));
        stack s{};
        conn c = in(state);
        const bool early = state == TCP_SYN_SENT || state == TCP_SYN_RCVD;
        const bool can = early || state == TCP_ESTAB || state == TCP_CLOSE_WAIT;
        const tcp_error answer = state == TCP_CLOSED   ? TCP_ERROR_NO_CONNECTION
                                 : state == TCP_LISTEN ? TCP_ERROR_UNSPECIFIED_PEER
                                 : can                 ? TCP_OK
                                                       : TCP_ERROR_CLOSING_ALREADY;
        CHECK(tcp_send_call(&s, &c) == answer);
        CHECK(c.state == state);
    }
}

} // namespace sound

#endif
