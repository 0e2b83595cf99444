// SPDX-License-Identifier: MIT
// What holds between events (`invariant` in tcp.fsm), as the test's function has it: a sound
// connection passes, and one that breaks a single invariant is found, with that line.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "tcp_machine.h"

using namespace thimble;

namespace {

// A connection in some state in which all holds.
tcp_connection sound(std::uint8_t state)
{
    tcp_connection c{};
    const bool quiet = tcp_state_quiet(state);

    c.state = state;
    c.rto = TCP_RTO_MIN;
    c.rcv_wnd = c.rcv_max = 100;
    c.flight = quiet ? 0 : 1;
    c.rexmt = quiet ? 0 : TCP_RTO_MIN;
    c.by_peer = 1;
    c.mss = 1;
    if (state == TCP_TIME_WAIT || state == TCP_FIN_WAIT_2) {
        c.life = 1;
        c.fin_sent = 1;
    }
    c.fin_req = state == TCP_FIN_WAIT_1 || state == TCP_FIN_WAIT_2 || state == TCP_CLOSING
                || state == TCP_LAST_ACK;
    return c;
}

// The invariant whose line this is, by its name in tcp.fsm.
std::string named(unsigned line)
{
    const std::string here = __FILE__;
    std::ifstream spec(here.substr(0, here.rfind("tests/")) + "spec/machines/tcp.fsm");
    std::string text;
    for (unsigned n = 0; n < line; n++) {
        std::getline(spec, text);
    }
    return text.substr(0, text.find(' ', 10));
}

} // namespace

TEST_CASE("in each state a sound connection passes")
{
    for (std::uint8_t state = 0; state < TCP_STATES; state++) {
        const tcp_connection c = sound(state);
        CHECK(tcp_broken(&c) == 0);
    }
}

TEST_CASE("each invariant is missed by name")
{
    const auto breaks = [](std::uint8_t state, auto change) {
        tcp_connection c = sound(state);
        change(c);
        return named(tcp_broken(&c));
    };
    using conn = tcp_connection;

    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.life = 0; }) == "invariant wait_ends");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.life = 0; }) == "invariant wait_ends");
    CHECK(breaks(TCP_FIN_WAIT_1, [](conn &c) { c.life = 9; }) == "invariant life_used");
    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.rexmt = 9; }) == "invariant quiet_timer");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.rexmt_due = 1; }) == "invariant quiet_debt");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rexmt = 0; }) == "invariant timed");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rto = 0; }) == "invariant rto_floor");
    CHECK(breaks(TCP_FIN_WAIT_2, [](conn &c) { c.flight = 1; }) == "invariant fin_acked");
    CHECK(breaks(TCP_TIME_WAIT, [](conn &c) { c.fin_sent = 0; }) == "invariant fin_acked");
    CHECK(breaks(TCP_LAST_ACK, [](conn &c) { c.fin_sent = 1, c.flight = 0; })
          == "invariant fin_awaited");
    CHECK(breaks(TCP_CLOSING, [](conn &c) { c.fin_req = 0; }) == "invariant closing_asked");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.fin_req = 1; }) == "invariant asked_closes");
    CHECK(breaks(TCP_SYN_RCVD, [](conn &c) { c.fin_sent = 1; }) == "invariant no_fin_yet");
    CHECK(breaks(TCP_SYN_SENT, [](conn &c) { c.flight = 2; }) == "invariant syn_in_flight");
    CHECK(breaks(TCP_LISTEN, [](conn &c) { c.by_peer = 0; }) == "invariant called");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.flight = TCP_SEND_MAX + 1; })
          == "invariant in_flight");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.recover = 2; }) == "invariant doubt");
    CHECK(breaks(TCP_LISTEN, [](conn &c) { c.recover = 2; }) == "invariant no_doubt");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rtt_mark = 2; }) == "invariant measured");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.srtt = 7; }) == "invariant measuring");
    CHECK(breaks(TCP_FIN_WAIT_1, [](conn &c) { c.mss = 0; }) == "invariant spoken");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rcv_wnd = 101; }) == "invariant promised");
    CHECK(breaks(TCP_CLOSED, [](conn &c) { c.rcv_wnd = 65535; }) == "invariant window_near");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.early_bytes = 1; }) == "invariant early");
    CHECK(breaks(TCP_ESTAB, [](conn &c) { c.rst_due = 1; }) == "invariant reset_last");
}
