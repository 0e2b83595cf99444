// SPDX-License-Identifier: MIT
// Time: back-off, giving up, and tcp_elapse with one timer, with several, and very late.
// A tick is 100 ms, and the one in which a timer starts is not counted: 11 are a second.
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
    const int waits[] = {11, 22, 44, 88, 176, 352, 601, 601};
    for (int wait : waits) {
        CHECK(ticks_to_timeout(p) == wait);
        CHECK(p.c.state == TCP_ESTAB);
        CHECK(p.c.rexmt == 0); // runs again when the retransmission has been sent
        p.paid();
    }
    CHECK(p.c.retries == 8);
    CHECK(ticks_to_timeout(p) == 601);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("a SYN is tried for three minutes at least, and R1 is told: RFC 9293 MUST-22, MUST-23")
{
    peer p = syn_sent();
    int ticks = 0;
    unsigned told = 0;
    while (p.c.state == TCP_SYN_SENT) {
        ticks += ticks_to_timeout(p);
        told |= p.s.told;
        if (p.c.state == TCP_SYN_SENT) {
            p.paid();
        }
    }
    CHECK(ticks == 2496);
    CHECK((told & TCP_SIGNAL_DELAYED) != 0);
    CHECK(ticks >= 1800);
}

TEST_CASE("a new ACK ends the back-off")
{
    peer p = established().text_goes_out(10);
    ticks_to_timeout(p);
    p.paid();
    ticks_to_timeout(p);
    p.paid();
    CHECK(p.c.rexmt == 44);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.retries == 0);
    p.text_goes_out(10);
    CHECK(p.c.rexmt == 11);
}

TEST_CASE("a shut window is probed for ever while the peer answers: RFC 9293 3.8.6.1")
{
    peer p = established();
    tcp_segment shut = p.segment(TCP_SEG_ACK);
    shut.window = 0;
    p.arrives(shut);
    REQUIRE(p.c.snd_wnd == 0);
    tcp_rexmt_needed(&p.s, &p.c);
    const int waits[] = {11, 22, 44, 88, 176, 352, 601, 601, 601, 601, 601, 601};
    for (int wait : waits) {
        CHECK(ticks_to_timeout(p) == wait);
        p.paid();
        p.arrives(shut);
        CHECK(p.c.state == TCP_ESTAB);
    }
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.snd_wnd == 500);
    CHECK(p.c.retries == 0);
    CHECK(p.c.rexmt == 0); // nothing was out but the probe, which is answered
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
    CHECK(p.c.rexmt == 7);
}

TEST_CASE("no time passes in 0 ticks, and a stopped timer never fires")
{
    peer p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 0);
    CHECK(p.c.rexmt == 11);
    CHECK(p.c.rexmt_due == 0);
    p = established();
    tcp_elapse(&p.s, &p.c, 65535);
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.c.rexmt_due == 0);
}

TEST_CASE("a timer fires at exactly its tick, and once however late that is seen")
{
    peer p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 10);
    CHECK(p.c.rexmt_due == 0);
    tcp_elapse(&p.s, &p.c, 1);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.c.retries == 1);

    p = established().text_goes_out(10);
    tcp_elapse(&p.s, &p.c, 65535);
    CHECK(p.c.retries == 1);
    CHECK(p.c.state == TCP_ESTAB);
}

// The tick in which a wait begins is not a whole one: RFC 9293 3.10 counts at least this long.
TEST_CASE("TIME-WAIT ends silently after two segment lifetimes, and never before")
{
    peer p = time_wait();
    CHECK(p.c.life == 601);
    tcp_elapse(&p.s, &p.c, 600);
    CHECK(p.c.state == TCP_TIME_WAIT);
    tcp_elapse(&p.s, &p.c, 1);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == 0);
}

TEST_CASE("FIN-WAIT-2 waits for a FIN for a minute, anew with all that comes")
{
    peer p = fin_wait_2();
    CHECK(p.c.life == 601);
    tcp_elapse(&p.s, &p.c, 600);
    CHECK(p.c.state == TCP_FIN_WAIT_2);
    p.arrives(TCP_SEG_ACK, 10);
    CHECK(p.c.life == 601);
    tcp_elapse(&p.s, &p.c, 601);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("several timers due at once: the first that ends the connection stops the other")
{
    peer p = established().text_goes_out(10);
    p.c.retries = TCP_MAX_RETRIES;
    p.c.life = 5;
    tcp_elapse(&p.s, &p.c, 100);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.c.life == 0);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);

    p = established().text_goes_out(10);
    p.c.life = 50;
    tcp_elapse(&p.s, &p.c, 20);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.c.life == 30);
    CHECK(p.c.state == TCP_ESTAB);
}

TEST_CASE("a listener's SYN+ACK is tried again without a word, then it listens again")
{
    peer p = syn_received();
    for (int again = 0; again < TCP_MAX_RETRIES; again++) {
        ticks_to_timeout(p);
        CHECK(p.s.told == 0);
        p.paid();
    }
    CHECK(p.s.lost == 0);
    p.c.rexmt = 1;
    tcp_elapse(&p.s, &p.c, 1);
    CHECK(p.c.state == TCP_LISTEN);
}

TEST_CASE("retransmission: R1 is told once, R2 ends it, and 255 tries for ever: 3.8.3")
{
    peer p = established().text_goes_out(10);
    for (int again = 1; again <= 4; again++) {
        ticks_to_timeout(p);
        CHECK(p.s.told == (again == 3 ? unsigned{TCP_SIGNAL_DELAYED} : 0u));
        CHECK(p.s.lost == 1);
        p.paid();
    }
    p.c.max_retries = 255;
    for (int again = 0; again < 300; again++) {
        ticks_to_timeout(p);
        p.paid();
    }
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.c.retries == 254);
}

TEST_CASE("a sliver that waited for the override is sent, and nothing counts as lost")
{
    peer p = established();
    tcp_rexmt_needed(&p.s, &p.c);
    CHECK(p.c.rexmt == TCP_RTO_MIN);
    tcp_elapse(&p.s, &p.c, TCP_RTO_MIN);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.c.retries == 0);
    CHECK(p.s.lost == 0);
}

TEST_CASE("keep-alive: asked for, probed, answered, and given up: 3.8.4")
{
    peer p = established();
    tcp_elapse(&p.s, &p.c, 60000); // nobody has asked for it
    CHECK(p.c.life == 0);
    tcp_keep_alive_call(&p.s, &p.c);
    CHECK(p.c.life == TCP_KEEPALIVE);
    tcp_elapse(&p.s, &p.c, TCP_KEEPALIVE);
    CHECK(p.c.keep_due == 1);
    CHECK(p.c.life == TCP_KEEP_AGAIN);
    p.arrives(TCP_SEG_ACK); // an answer: all is well for as long again
    CHECK(p.c.life == TCP_KEEPALIVE);
    CHECK(p.c.retries == 0);

    p.text_goes_out(10); // what is out is asked for by its own timer
    tcp_life_timeout(&p.s, &p.c);
    CHECK(p.c.life == TCP_KEEPALIVE);
    CHECK(p.c.retries == 0);

    p = established();
    tcp_keep_alive_call(&p.s, &p.c);
    for (int probe = 0; probe < TCP_MAX_RETRIES; probe++) {
        p.c.keep_due = 0;
        tcp_life_timeout(&p.s, &p.c);
        CHECK(p.c.keep_due == 1);
    }
    p.c.keep_due = 0;
    tcp_life_timeout(&p.s, &p.c);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_TIMED_OUT);
}

TEST_CASE("keep-alive: a poll that comes late finds one probe to send, not a dead peer: MUST-29")
{
    peer p = established();
    tcp_keep_alive_call(&p.s, &p.c);
    for (int late = 0; late < 100; late++) {
        tcp_elapse(&p.s, &p.c, 65535);
    }
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.c.keep_due == 1);
    CHECK(p.c.retries == 1);
}

TEST_CASE("keep-alive ends with our FIN, and can be asked for before the handshake ends")
{
    peer p = syn_sent();
    CHECK(tcp_keep_alive_call(&p.s, &p.c) == TCP_OK);
    CHECK(p.c.life == 0);
    p.arrives(TCP_SEG_SYN | TCP_SEG_ACK);
    CHECK(p.c.life == TCP_KEEPALIVE);
    p.paid();
    tcp_close_call(&p.s, &p.c);
    CHECK(p.c.life == 0);
    tcp_life_timeout(&p.s, &p.c);
    CHECK(p.c.state == TCP_FIN_WAIT_1);
}

TEST_CASE("an ACK that was put off is owed when the tick ends: 3.8.6.3")
{
    peer p = established();
    tcp_tick(&p.s, &p.c);
    CHECK(p.c.ack_due == 0);
    p.c.ack_soon = 1;
    tcp_tick(&p.s, &p.c);
    CHECK(p.c.ack_due == 1);
    CHECK(p.c.ack_soon == 0);
}
