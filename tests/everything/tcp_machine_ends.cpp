// SPDX-License-Identifier: MIT
// How long a connection lives when nothing comes any more and nobody calls: the table of
// spec/profiles/README.md, "How long a connection can last".
#include <doctest/doctest.h>

#include "support/machine_peer.hpp"

namespace {

enum { FOR_EVER = -1, LONG = 100000 };

// Ticks until the slot is free, or back in LISTEN; the sender pays at once what rows owe.
int ticks_to_end(peer p)
{
    const int began = p.c.state;
    for (int ticks = 0; ticks < LONG; ticks++) {
        if (p.c.state == TCP_CLOSED || (p.c.state == TCP_LISTEN && began != TCP_LISTEN)) {
            return ticks;
        }
        tcp_elapse(&p.s, &p.c, 1);
        p.paid();
    }
    return FOR_EVER;
}

// Nine waits of one RTO, each twice the one before, and at most RTO_MAX.
int all_retransmissions()
{
    int sum = 0;
    int rto = TCP_RTO_INIT;
    for (int n = 0; n <= TCP_MAX_RETRIES; n++) {
        sum += rto;
        rto = std::min<int>(2 * rto, TCP_RTO_MAX);
    }
    return sum;
}

} // namespace

TEST_CASE("a peer that falls silent holds a connection for a bounded time, wherever it was")
{
    for (int state : {TCP_SYN_SENT, TCP_SYN_RCVD, TCP_FIN_WAIT_1, TCP_CLOSING, TCP_LAST_ACK}) {
        CAPTURE(state);
        CHECK(ticks_to_end(in_state(state)) == all_retransmissions());
    }
    CHECK(ticks_to_end(in_state(TCP_FIN_WAIT_2)) == TCP_FIN_WAIT);
    CHECK(ticks_to_end(in_state(TCP_TIME_WAIT)) == TCP_MSL2);
}

TEST_CASE("while text waits for its ACK, the states of open connections end as well")
{
    for (int state : {TCP_ESTAB, TCP_CLOSE_WAIT}) {
        CAPTURE(state);
        CHECK(ticks_to_end(in_state(state).text_goes_out(10)) == all_retransmissions());
    }
}

TEST_CASE("the RFC's own exceptions: nobody is waited for in LISTEN and on an idle connection")
{
    for (int state : {TCP_LISTEN, TCP_ESTAB, TCP_CLOSE_WAIT}) {
        CAPTURE(state);
        CHECK(ticks_to_end(in_state(state)) == FOR_EVER);
    }
}

TEST_CASE("keep-alives, where they are asked for, end an idle connection too: 3.8.4")
{
    for (int state : {TCP_ESTAB, TCP_CLOSE_WAIT}) {
        CAPTURE(state);
        peer p = in_state(state);
        tcp_keep_alive_call(&p.s, &p.c);
        const int ticks = ticks_to_end(p);
        CHECK(ticks > TCP_KEEPALIVE);
        CHECK(ticks <= TCP_KEEPALIVE + (TCP_MAX_RETRIES + 1) * TCP_KEEP_AGAIN);
    }
}
