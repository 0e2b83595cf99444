// SPDX-License-Identifier: MIT
// Time: back-off, giving up, and tcp_elapse with one timer, with several, and very late.
// A tick is 100 ms.
#include <cstdint>

#include <doctest/doctest.h>

#include "support/machine_peer.hpp"

namespace {

// Ticks until the retransmission timer fires, counted one by one.
int ticks_to_timeout(peer &p)
{
    int ticks = 0;
    while (!p.c.rexmt_due && p.c.state != TCP_CLOSED && ticks < 10000) {
        tcp_elapse(&p.s, &p.c, 1);
        ticks++;
    }
    return ticks;
}

} // namespace

TEST_CASE("the timer doubles up to its limit; the ninth timeout ends the connection: RFC 6298")
{
    peer p = established().text_goes_out(10);
    const int waits[] = {10, 20, 40, 80, 160, 320, 600, 600};
    for (int wait : waits) {
        CHECK(ticks_to_timeout(p) == wait);
        CHECK(p.c.state == TCP_ESTAB);
        CHECK(p.c.rexmt == 0); // runs again when the retransmission has been sent
        p.paid();
    }
    CHECK(p.c.retries == 8);
    CHECK(ticks_to_timeout(p) == 600);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("a SYN is tried for three minutes at least: RFC 9293 MUST-23")
{
    peer p = syn_sent();
    int ticks = 0;
    while (p.c.state == TCP_SYN_SENT) {
        ticks += ticks_to_timeout(p);
        if (p.c.state == TCP_SYN_SENT) {
            p.paid();
        }
    }
    CHECK(ticks == 2430);
    CHECK(ticks >= 1800);
}

TEST_CASE("a new ACK ends the back-off")
{
    peer p = established().text_goes_out(10);
    ticks_to_timeout(p);
    p.paid();
    ticks_to_timeout(p);
    p.paid();
    CHECK(p.c.rexmt == 40);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.retries == 0);
    p.text_goes_out(10);
    CHECK(p.c.rexmt == 10);
}

TEST_CASE("a shut window is probed for ever while the peer answers: RFC 9293 3.8.6.1")
{
    peer p = established();
    tcp_segment shut = p.segment(TCP_SEG_ACK);
    shut.window = 0;
    p.arrives(shut);
    REQUIRE(p.c.snd_wnd == 0);
    tcp_rexmt_needed(&p.s, &p.c);
    const int waits[] = {10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600, 600};
    for (int wait : waits) {
        CHECK(ticks_to_timeout(p) == wait);
        p.paid();
        p.arrives(shut);
        CHECK(p.c.state == TCP_ESTAB);
    }
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.snd_wnd == 500);
    CHECK(p.c.retries == 0);
    CHECK(p.c.rexmt == 10);
}

TEST_CASE("a shut window whose peer is gone ends the connection")
{
    peer p = established();
    p.c.snd_wnd = 0;
    tcp_rexmt_needed(&p.s, &p.c);
    for (int probe = 0; probe < 8; probe++) {
        ticks_to_timeout(p);
        p.paid();
    }
    ticks_to_timeout(p);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("a running timer is not started again by what is sent after it")
{
    peer p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 4);
    p.text_goes_out(10);
    CHECK(p.c.rexmt == 6);
}

TEST_CASE("no time passes in 0 ticks, and a stopped timer never fires")
{
    peer p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 0);
    CHECK(p.c.rexmt == 10);
    CHECK(p.c.rexmt_due == 0);
    p = established();
    tcp_elapse(&p.s, &p.c, 65535);
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.c.rexmt_due == 0);
}

TEST_CASE("a timer fires at exactly its tick, and once however late that is seen")
{
    peer p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 9);
    CHECK(p.c.rexmt_due == 0);
    tcp_elapse(&p.s, &p.c, 1);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.c.retries == 1);

    p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 65535);
    CHECK(p.c.retries == 1);
    CHECK(p.c.state == TCP_ESTAB);
}

TEST_CASE("TIME-WAIT ends silently after two segment lifetimes")
{
    peer p = time_wait();
    CHECK(p.c.msl2 == 600);
    tcp_elapse(&p.s, &p.c, 599);
    CHECK(p.c.state == TCP_TIME_WAIT);
    tcp_elapse(&p.s, &p.c, 1);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == 0);
}

TEST_CASE("FIN-WAIT-2 waits for a FIN as long as the user timeout, anew with all text that comes")
{
    peer p = fin_wait_2();
    CHECK(p.c.user == 3000);
    tcp_elapse(&p.s, &p.c, 2999);
    CHECK(p.c.state == TCP_FIN_WAIT_2);
    p.arrives(TCP_SEG_ACK, 10);
    CHECK(p.c.user == 3000);
    tcp_elapse(&p.s, &p.c, 3000);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("several timers due at once: the first that ends the connection stops the others")
{
    peer p = established().text_goes_out(10);
    p.c.retries = TCP_MAX_RETRIES;
    p.c.user = 5;
    p.c.msl2 = 5;
    tcp_elapse(&p.s, &p.c, 100);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.c.user == 0);
    CHECK(p.c.msl2 == 0);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);

    p = established().text_goes_out(10);
    p.c.user = 50;
    tcp_elapse(&p.s, &p.c, 20);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.c.user == 30);
    CHECK(p.c.state == TCP_ESTAB);
}
