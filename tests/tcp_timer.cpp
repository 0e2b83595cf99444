// SPDX-License-Identifier: MIT
// Ticks out of milliseconds, and what the timers do when they end.
#include "support/world.hpp"

using namespace thimble;

TEST_CASE("ticks are counted once, and what is left of one is kept for the next")
{
    world w;
    CHECK(tcp_elapse_ticks(&w.s, 99) == 0);
    CHECK(tcp_elapse_ticks(&w.s, 100) == 1);
    CHECK(tcp_elapse_ticks(&w.s, 100) == 0);
    CHECK(tcp_elapse_ticks(&w.s, 350) == 2);
    CHECK(tcp_elapse_ticks(&w.s, 400) == 1);
}

TEST_CASE("the clock may wrap")
{
    world w;
    w.s.polled_ms = 0xffffff9c; // 100 ms before
    CHECK(tcp_elapse_ticks(&w.s, 0xfffffffe) == 0);
    CHECK(tcp_elapse_ticks(&w.s, 0) == 1);
    CHECK(tcp_elapse_ticks(&w.s, 99) == 0);
    CHECK(tcp_elapse_ticks(&w.s, 100) == 1);
}

TEST_CASE("a clock that starts anywhere leaves nothing to catch up with")
{
    world w;
    CHECK(tcp_elapse_ticks(&w.s, 3000000000u) == 0xffff);
    CHECK(tcp_elapse_ticks(&w.s, 3000000000u) == 0);
    CHECK(tcp_elapse_ticks(&w.s, 3000000100u) == 1);
}

TEST_CASE("a round trip of 255 ticks is too long for the byte that times it, whatever the clock says")
{
    world w;
    tcp_connection &c = w.s.connection[0];
    for (const unsigned start : {0u, 3u, 0x1234u, 0xff80u}) {
        CAPTURE(start);
        c.rtt_mark = 5;
        c.rtt_start = static_cast<std::uint8_t>(start);
        for (const unsigned passed : {1u, 254u, 255u}) {
            w.s.ticks = static_cast<std::uint16_t>(start + passed);
            tcp_elapse_tick(&w.s);
            CHECK(c.rtt_mark == (passed < 255 ? 5 : 0));
        }
    }
}

TEST_CASE("TIME-WAIT lasts 60 seconds, then its slot is free")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0);
    CHECK((only(t.w.poll()).flags & FIN) != 0);
    t.theirs++;
    CHECK(t.say(ACK).empty());
    CHECK(t.w.connection().state == TCP_FIN_WAIT_2);
    CHECK(only(t.say(FIN | ACK)).flags == ACK);
    CHECK(t.w.connection().state == TCP_TIME_WAIT);
    CHECK(t.w.wait(60000).empty());
    CHECK(t.w.connection().state == TCP_TIME_WAIT);
    CHECK(t.w.wait(200).empty());
    CHECK(t.w.connection().state == TCP_CLOSED);
    CHECK(app::sides[0].events == "CPB");
}

TEST_CASE("a FIN that comes again in TIME-WAIT is acknowledged, and the wait starts over")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0);
    t.w.poll();
    t.theirs++;
    t.say(FIN | ACK);
    CHECK(t.w.connection().state == TCP_TIME_WAIT);
    CHECK(t.w.wait(50000).empty());
    t.mine--;
    CHECK(only(t.say(FIN | ACK)).ack == t.mine);
    CHECK(t.w.wait(50000).empty());
    CHECK(t.w.connection().state == TCP_TIME_WAIT);
}

TEST_CASE("a peer that vanishes in FIN-WAIT-2 is forgotten after the profile's wait")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0);
    t.w.poll();
    t.theirs++;
    t.say(ACK);
    CHECK(t.w.wait(59000).empty());
    CHECK(t.w.connection().state == TCP_FIN_WAIT_2);
    t.w.wait(1100);
    CHECK(t.w.connection().state == TCP_CLOSED);
    CHECK(app::sides[0].events == "CT");
}

TEST_CASE(
    "an unanswered SYN and ACK is repeated and its slot given back to the listener, in silence")
{
    talk t;
    syn_received(t);
    unsigned repeats = 0;
    while (t.w.connection().state != TCP_CLOSED && t.w.now < 1000000) {
        for (const segment &again : t.w.wait(100)) {
            CHECK(again.flags == (SYN | ACK));
            CHECK(again.seq == t.theirs - 1);
            CHECK(wire::text(again.options) == "02040218");
            repeats++;
        }
    }
    CHECK(repeats == 8);
    CHECK(app::sides[0].events == "");
}
