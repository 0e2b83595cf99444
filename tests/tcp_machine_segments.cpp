// SPDX-License-Identifier: MIT
// SEGMENT ARRIVES row by row where one letter of the matrix is not enough: RFC 9293 3.10.7.
#include <cstdint>

#include <doctest/doctest.h>

#include "support/machine_peer.hpp"

TEST_CASE("no connection: all but a reset is answered with one, and no connection is looked at")
{
    stack s;
    tcp_segment seg{};
    seg.flags = TCP_SEG_ACK;
    CHECK(tcp_segment_closed(&s, nullptr, &seg) == TCP_DROP);
    CHECK(seg.flags == (TCP_SEG_ACK | TCP_SEG_RESET));
    seg.flags = TCP_SEG_RST;
    CHECK(tcp_segment_closed(&s, nullptr, &seg) == TCP_DROP);
    CHECK(seg.flags == TCP_SEG_RST);
}

TEST_CASE("LISTEN: a SYN fills the connection in and owes SYN+ACK")
{
    peer p = listening();
    tcp_segment syn = p.segment(TCP_SEG_SYN);
    syn.seqno = 100;
    syn.mss = 100;
    CHECK(p.arrives(syn) == TCP_DROP);
    CHECK(p.c.state == TCP_SYN_RCVD);
    CHECK(p.c.rcv_nxt == 101);
    CHECK(p.c.iss == 5000);
    CHECK(p.c.snd_una == 5000);
    CHECK(p.c.snd_nxt == 5001);
    CHECK(p.c.snd_wnd == 500);
    CHECK(p.c.rcv_wnd == 1000);
    CHECK(p.c.mss == 100);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.s.told == 0);
}

TEST_CASE("the peer's MSS is taken between 1 and ours")
{
    struct row { uint16_t offered, taken; };
    const row rows[] = {{0, 1}, {1, 1}, {100, 100}, {216, 216}, {536, 216}, {65535, 216}};
    for (const row &r : rows) {
        CAPTURE(r.offered);
        peer p = listening();
        tcp_segment syn = p.segment(TCP_SEG_SYN);
        syn.mss = r.offered;
        p.arrives(syn);
        CHECK(p.c.mss == r.taken);
    }
}

TEST_CASE("SYN-SENT: SYN+ACK establishes, and its FIN and text are taken at once (goto text)")
{
    peer p = syn_sent();
    tcp_segment seg = p.segment(TCP_SEG_SYN | TCP_SEG_ACK | TCP_SEG_FIN, 10);
    seg.seqno = 100;
    CHECK(p.arrives(seg) == TCP_CONTINUE);
    CHECK(p.c.state == TCP_CLOSE_WAIT);
    CHECK(p.s.accepted == 10);
    CHECK(p.c.rcv_nxt == 112); // SYN 100, text 101 .. 110, FIN 111
    CHECK(p.s.told == (TCP_SIGNAL_CONNECTED | TCP_SIGNAL_PEER_CLOSED));

    p = syn_sent();
    seg = p.segment(TCP_SEG_SYN | TCP_SEG_ACK);
    seg.seqno = 100;
    p.arrives(seg);
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.c.rcv_nxt == 101);
    CHECK(p.c.snd_una == 5001);
    CHECK(p.c.rexmt == 0);
    CHECK(p.c.ack_due == 1);
    CHECK(p.s.told == TCP_SIGNAL_CONNECTED);
}

TEST_CASE("SYN-SENT: an ACK of something else is answered with a reset, unless it is one")
{
    struct row { uint32_t ackno; int flags; char answer; };
    const row rows[] = {
        {5000, TCP_SEG_ACK, 'x'},
        {5002, TCP_SEG_ACK, 'x'},
        {5000, TCP_SEG_ACK | TCP_SEG_RST, '.'},
        {5001, TCP_SEG_ACK | TCP_SEG_RST, 'C'},
        {5001, TCP_SEG_ACK, '.'},
    };
    for (const row &r : rows) {
        CAPTURE(r.ackno);
        CAPTURE(r.flags);
        peer p = syn_sent();
        tcp_segment seg = p.segment(r.flags);
        seg.ackno = r.ackno;
        tcp_segment_arrives(&p.s, &p.c, &seg);
        CHECK(((seg.flags & TCP_SEG_RESET) != 0) == (r.answer == 'x'));
        CHECK((p.c.state == TCP_CLOSED) == (r.answer == 'C'));
        CHECK(p.s.told == (r.answer == 'C' ? unsigned{TCP_SIGNAL_REFUSED} : 0u));
    }
}

TEST_CASE("a reset counts only at the next number; elsewhere in the window it is challenged")
{
    struct row { uint32_t past; int state; int ack; };
    const row rows[] = {
        {0, TCP_CLOSED, 0},
        {1, TCP_ESTAB, 1},
        {999, TCP_ESTAB, 1},
        {1000, TCP_ESTAB, 0}, // outside: silence
        {0xffffffff, TCP_ESTAB, 0},
    };
    for (const row &r : rows) {
        CAPTURE(r.past);
        peer p = established();
        tcp_segment seg = p.segment(TCP_SEG_RST);
        seg.seqno += r.past;
        CHECK(p.arrives(seg) == TCP_DROP);
        CHECK(p.c.state == r.state);
        CHECK(p.c.ack_due == r.ack);
        CHECK(p.s.told == (r.state == TCP_CLOSED ? unsigned{TCP_SIGNAL_RESET} : 0u));
    }
}

TEST_CASE("a reset of a half-open connection: back to LISTEN, or refused, as it was opened")
{
    peer p = syn_received();
    p.arrives(TCP_SEG_RST);
    CHECK(p.c.state == TCP_LISTEN);
    CHECK(p.s.told == 0);

    p = syn_received_actively();
    REQUIRE(p.c.state == TCP_SYN_RCVD);
    p.arrives(TCP_SEG_RST);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == TCP_SIGNAL_REFUSED);

    p = syn_received(); // the user has closed meanwhile: there is nobody left to listen for
    tcp_close_call(&p.s, &p.c);
    p.arrives(TCP_SEG_RST);
    CHECK(p.c.state == TCP_CLOSED);
}

TEST_CASE("text that is lost with a reset is told, a reset after both have closed is not")
{
    const int told[] = {TCP_CLOSING, TCP_LAST_ACK, TCP_CLOSE_WAIT, TCP_FIN_WAIT_2};
    for (int state : told) {
        peer p = in_state(state);
        p.arrives(TCP_SEG_RST);
        CHECK(p.c.state == TCP_CLOSED);
        CHECK(p.s.told == TCP_SIGNAL_RESET);
    }
    peer p = time_wait();
    p.arrives(TCP_SEG_RST);
    CHECK(p.c.state == TCP_CLOSED);
    CHECK(p.s.told == 0);
}

TEST_CASE("an ACK is acceptable from 65535 below the oldest to the newest number: RFC 5961 5.2")
{
    struct row { uint32_t ackno; bool dropped; };
    const row rows[] = {
        // 100 bytes are out: 5001 .. 5100, snd_nxt 5101
        {5001u - 65536u, true}, {5001u - 65535u, false}, {5000, false}, {5001, false},
        {5050, false},          {5101, false},           {5102, true},
    };
    for (const row &r : rows) {
        CAPTURE(r.ackno);
        peer p = established().text_goes_out(100);
        tcp_segment seg = p.segment(TCP_SEG_ACK);
        seg.ackno = r.ackno;
        CHECK(p.arrives(seg) == (r.dropped ? TCP_DROP : TCP_CONTINUE));
        CHECK(p.c.ack_due == (r.dropped ? 1 : 0));
    }
}

TEST_CASE("a new ACK restarts the timer while text is out, and stops it when none is")
{
    peer p = established().text_goes_out(100);
    p.c.rexmt = 3;
    tcp_segment part = p.segment(TCP_SEG_ACK);
    part.ackno = 5051;
    p.arrives(part);
    CHECK(p.c.snd_una == 5051);
    CHECK(p.c.rexmt == 10);
    p.arrives(TCP_SEG_ACK);
    CHECK(p.c.snd_una == 5101);
    CHECK(p.c.rexmt == 0);
    CHECK(p.s.released == 2);
}

TEST_CASE("only a newer segment moves the send window, and no old ACK does")
{
    struct row { uint32_t seqno_past, ackno; uint16_t window; };
    const row rows[] = {
        {0, 5051, 300}, // newer ACK, same number
        {1, 5051, 300}, // newer number
        {0, 5050, 500}, // older ACK than the one that set it, same number
        {1, 4000, 500}, // newer number, but an ACK below snd_una
    };
    for (const row &r : rows) {
        CAPTURE(r.seqno_past);
        CAPTURE(r.ackno);
        peer p = established().text_goes_out(100);
        tcp_segment first = p.segment(TCP_SEG_ACK);
        first.ackno = 5051;
        p.arrives(first);
        REQUIRE(p.c.snd_wnd == 500);
        tcp_segment second = first;
        second.seqno += r.seqno_past;
        second.ackno = r.ackno;
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

TEST_CASE("TIME-WAIT: a FIN that comes again is acknowledged and the wait begins anew")
{
    peer p = time_wait();
    p.c.msl2 = 7;
    tcp_segment fin = p.segment(TCP_SEG_ACK | TCP_SEG_FIN);
    fin.seqno = p.c.rcv_nxt - 1;
    p.arrives(fin);
    CHECK(p.c.state == TCP_TIME_WAIT);
    CHECK(p.c.msl2 == 600);
    CHECK(p.c.ack_due == 1);
}
