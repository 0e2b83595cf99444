// SPDX-License-Identifier: MIT
// SEGMENT ARRIVES, fifth and later checks: ACKs, windows, text and FINs. RFC 9293 3.10.7.4.
#include <cstdint>

#include <doctest/doctest.h>

#include "support/machine_peer.hpp"

TEST_CASE("an ACK is acceptable from 65535 below the oldest to the newest number: RFC 5961 5.2")
{
    struct row { int past; bool dropped; }; // from snd_una on; 100 bytes are out
    const row rows[] = {
        {-65536, true}, {-65535, false}, {-1, false}, {0, false},
        {50, false},    {100, false},    {101, true}, {65536, true},
    };
    for (const row &r : rows) {
        CAPTURE(r.past);
        peer p = established().text_goes_out(100);
        const tcp_segment seg = p.acking(static_cast<uint32_t>(r.past), p.segment(TCP_SEG_ACK));
        CHECK(p.arrives(seg) == (r.dropped ? TCP_DROP : TCP_CONTINUE));
        CHECK(p.s.challenges == (r.dropped ? 1 : 0));
    }
}

TEST_CASE("a new ACK restarts the timer while text is out, and stops it when none is")
{
    peer p = established().text_goes_out(100);
    p.c.rexmt = 3;
    p.arrives(p.acking(50, p.segment(TCP_SEG_ACK)));
    CHECK(p.c.snd_una == 5051);
    CHECK(p.c.rexmt == 11);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.snd_una == 5101);
    CHECK(p.c.rexmt == 0);
    CHECK(p.s.acked == 2);
}

TEST_CASE("an ACK without any news while text is out is a duplicate: RFC 5681 2")
{
    struct row { int flags, text; uint16_t window, out; unsigned duplicates; };
    const row rows[] = {
        {TCP_SEG_ACK, 0, 500, 100, 1},
        {TCP_SEG_ACK, 0, 499, 100, 0}, // a new window
        {TCP_SEG_ACK, 1, 500, 100, 0}, // text
        {TCP_SEG_ACK | TCP_SEG_FIN, 0, 500, 100, 0},
        {TCP_SEG_ACK, 0, 500, 0, 0}, // nothing is out
    };
    for (const row &r : rows) {
        CAPTURE(r.flags);
        CAPTURE(r.window);
        peer p = established().text_goes_out(r.out);
        tcp_segment seg = p.acking(0, p.segment(r.flags, r.text));
        seg.window = r.window;
        p.arrives(seg);
        CHECK(p.s.duplicates == r.duplicates);
    }
}

TEST_CASE("only a newer segment moves the send window, and no old ACK does")
{
    struct row { int past, acked; uint16_t window; };
    const row rows[] = {
        {1, 50, 300},   // newer ACK, newer number
        {0, 50, 300},   // the same number again, a newer ACK
        {0, 0, 300},    // the same of both: the window alone is news
        {-1, 0, 500},   // an older number
        {1, -10, 500},  // newer number, but an ACK below snd_una
    };
    for (const row &r : rows) {
        CAPTURE(r.past);
        CAPTURE(r.acked);
        peer p = established().text_goes_out(100);
        p.arrives(p.acking(10, p.segment(TCP_SEG_ACK)));
        REQUIRE(p.c.snd_wnd == 500);
        tcp_segment second = p.placed(static_cast<uint32_t>(r.past), p.segment(TCP_SEG_ACK, 2));
        second = p.acking(static_cast<uint32_t>(r.acked), second);
        second.window = 300;
        p.arrives(second);
        CHECK(p.c.snd_wnd == r.window);
    }
}

TEST_CASE("LAST-ACK still takes a window: text may be unsent behind it")
{
    peer p = close_wait();
    p.c.snd_wnd = 0;
    tcp_close_call(&p.s, &p.c);
    REQUIRE(p.c.state == TCP_LAST_ACK);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.state == TCP_LAST_ACK); // nothing was sent yet, so this is not the ACK of our FIN
    CHECK(p.c.snd_wnd == 500);
}

TEST_CASE("a CLOSE before the handshake ends waits for it: FIN-WAIT-1 then")
{
    peer p = syn_received();
    CHECK(tcp_close_call(&p.s, &p.c) == TCP_OK);
    CHECK(tcp_close_call(&p.s, &p.c) == TCP_ERROR_CLOSING_ALREADY);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.state == TCP_FIN_WAIT_1);
    CHECK(p.s.told == TCP_SIGNAL_CONNECTED);
}

TEST_CASE("no room: text is refused and acknowledged, but its ACK counts")
{
    peer p = established().text_goes_out(100);
    p.c.rcv_wnd = 0;
    const uint32_t before = p.c.rcv_nxt;
    CHECK(p.arrives(TCP_SEG_ACK, 10) == TCP_CONTINUE);
    CHECK(p.c.rcv_nxt == before);
    CHECK(p.c.snd_una == 5101);
    CHECK(p.c.ack_due == 1);
}

TEST_CASE("a FIN is taken only when all text before it was")
{
    peer p = established();
    p.c.rcv_wnd = 5;
    p.arrives(TCP_SEG_ACK | TCP_SEG_FIN, 10); // the stub takes all or nothing
    CHECK(p.c.state == TCP_ESTAB);
    p.c.rcv_wnd = 100;
    p.arrives(TCP_SEG_ACK | TCP_SEG_FIN, 10);
    CHECK(p.c.state == TCP_CLOSE_WAIT);
    CHECK(p.s.accepted == 10);
    CHECK(p.s.told == TCP_SIGNAL_PEER_CLOSED);
}
