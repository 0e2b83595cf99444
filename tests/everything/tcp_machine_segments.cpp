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
    CHECK(p.c.flight == 1);
    CHECK(p.c.snd_wnd == 500);
    CHECK(p.c.rcv_wnd == 1000);
    CHECK(p.c.mss == 100);
    CHECK(p.c.rexmt_due == 1);
    CHECK(p.s.told == 0);
}

TEST_CASE("the peer's MSS is taken between 1 and ours")
{
    struct row { uint16_t offered, taken; };
    const row rows[] = {{0, 1}, {1, 1}, {100, 100}, {128, 128}, {536, 128}, {65535, 128}};
    for (const row &r : rows) {
        CAPTURE(r.offered);
        peer p = listening();
        tcp_segment syn = p.segment(TCP_SEG_SYN);
        syn.mss = r.offered;
        p.arrives(syn);
        CHECK(p.c.mss == r.taken);
    }
}

TEST_CASE("SYN-SENT: SYN+ACK establishes, and its FIN and text are taken at once (goto alive)")
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
    struct row { uint32_t acked; int flags; char answer; };
    const row rows[] = {
        {0, TCP_SEG_ACK, 'x'},
        {2, TCP_SEG_ACK, 'x'},
        {0, TCP_SEG_ACK | TCP_SEG_RST, '.'},
        {1, TCP_SEG_ACK | TCP_SEG_RST, 'C'},
        {1, TCP_SEG_ACK, '.'},
        {1, TCP_SEG_RST, '.'}, // without an ACK nobody knows whose reset it is
    };
    for (const row &r : rows) {
        CAPTURE(r.acked);
        CAPTURE(r.flags);
        peer p = syn_sent();
        tcp_segment seg = p.acking(r.acked, p.segment(r.flags));
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
        CHECK(p.arrives(p.placed(r.past, p.segment(TCP_SEG_RST))) == TCP_DROP);
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

    p = syn_received(); // the request to close goes with the slot
    tcp_close_call(&p.s, &p.c);
    p.arrives(TCP_SEG_RST);
    CHECK(p.c.state == TCP_LISTEN);
}

TEST_CASE("a connection that took the place of one in TIME-WAIT goes back there: MAY-2")
{
    peer p = syn_received_actively();
    p.c.waited = 1;
    p.arrives(TCP_SEG_RST); // the SYN was an old duplicate
    CHECK(p.c.state == TCP_TIME_WAIT);
    CHECK(p.c.life == TCP_MSL2);

    p = syn_received_actively();
    p.c.waited = 1;
    p.c.retries = p.c.max_retries;
    tcp_rexmt_timeout(&p.s, &p.c);
    CHECK(p.c.state == TCP_TIME_WAIT);

    p = syn_received_actively();
    p.c.waited = 1;
    p.arrives(TCP_SEG_SYN); // another number than that of the first
    CHECK(p.c.state == TCP_TIME_WAIT);

    p = syn_received_actively();
    p.c.waited = 1;
    tcp_refused(&p.s, &p.c);
    CHECK(p.c.state == TCP_TIME_WAIT);
    CHECK(p.s.told == 0);
}

TEST_CASE("SYN-RECEIVED: the same SYN once more is acknowledged, and only its text counts")
{
    peer p = syn_received();
    CHECK(p.arrives(p.placed(0xffffffff, p.segment(TCP_SEG_SYN))) == TCP_DROP);
    CHECK(p.c.state == TCP_SYN_RCVD);
    CHECK(p.c.ack_due == 1);
    p.arrives(p.placed(0xffffffff, p.segment(TCP_SEG_SYN | TCP_SEG_ACK, 10)));
    CHECK(p.c.state == TCP_ESTAB);
    CHECK(p.s.accepted == 10);
}

TEST_CASE("ICMP says that nobody is there: believed only before anybody has answered")
{
    struct row { peer before; int state; unsigned told; };
    const row rows[] = {
        {syn_sent(), TCP_CLOSED, TCP_SIGNAL_REFUSED},
        {syn_received(), TCP_LISTEN, 0},
        {syn_received_actively(), TCP_CLOSED, TCP_SIGNAL_REFUSED},
        {established(), TCP_ESTAB, TCP_SIGNAL_DELAYED},
        {last_ack(), TCP_LAST_ACK, TCP_SIGNAL_DELAYED},
    };
    for (const row &r : rows) {
        peer p = r.before;
        tcp_refused(&p.s, &p.c);
        CHECK(p.c.state == r.state);
        CHECK(p.s.told == r.told);
    }
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

TEST_CASE("TIME-WAIT: a FIN that comes again is acknowledged and the wait begins anew")
{
    peer p = time_wait();
    p.c.life = 7;
    p.arrives(p.placed(0xffffffff, p.segment(TCP_SEG_ACK | TCP_SEG_FIN)));
    CHECK(p.c.state == TCP_TIME_WAIT);
    CHECK(p.c.life == TCP_MSL2);
    CHECK(p.c.ack_due == 1);
}

TEST_CASE("what lies outside the window is acknowledged, a reset there is ignored")
{
    peer p = established();
    CHECK(p.arrives(p.placed(5000, p.segment(TCP_SEG_ACK, 10))) == TCP_DROP);
    CHECK(p.c.ack_due == 1);
    CHECK(p.s.challenges == 1); // so seldom that two ends cannot answer each other for ever
    p.paid();
    CHECK(p.arrives(p.placed(0u - 10, p.segment(TCP_SEG_ACK, 10))) == TCP_DROP);
    CHECK(p.c.ack_due == 1);
    CHECK(p.s.challenges == 1); // our ACK was lost, maybe: one in a tick says so
    p.paid();
    CHECK(p.arrives(p.placed(5000, p.segment(TCP_SEG_RST))) == TCP_DROP);
    CHECK(p.c.ack_due == 0);
}

TEST_CASE("no room: an ACK without text is no reason for another")
{
    peer p = established();
    p.c.rcv_wnd = 0;
    CHECK(p.arrives(TCP_SEG_ACK) == TCP_CONTINUE);
    CHECK(p.c.ack_due == 0);
}

TEST_CASE("no room: text is a reason for an ACK, also where no text can arrive any more")
{
    peer p = close_wait();
    p.c.rcv_wnd = 0;
    CHECK(p.arrives(TCP_SEG_ACK, 10) == TCP_CONTINUE);
    CHECK(p.c.ack_due == 1);
    CHECK(p.s.accepted == 0);
}

TEST_CASE("the urgent pointer is read where text can arrive: 3.10.7.4 sixth")
{
    peer p = established();
    p.arrives(TCP_SEG_ACK | TCP_SEG_URG);
    CHECK(p.s.urgent == 1);
    p = close_wait();
    p.arrives(TCP_SEG_ACK | TCP_SEG_URG);
    CHECK(p.s.urgent == 0);
}

TEST_CASE("FIN-WAIT-2 waits for a FIN anew with all that comes")
{
    peer p = fin_wait_2();
    p.c.life = 3;
    p.arrives(TCP_SEG_ACK, 10);
    CHECK(p.c.life == TCP_FIN_WAIT);
}

TEST_CASE("what is neither a SYN nor an ACK nor a reset opens nothing and changes nothing")
{
    peer p = listening();
    CHECK(p.arrives(TCP_SEG_FIN, 10) == TCP_DROP);
    CHECK(p.c.state == TCP_LISTEN);
    p = established();
    CHECK(p.arrives(0, 10) == TCP_DROP);
    CHECK(p.s.accepted == 0);
    CHECK(p.c.ack_due == 0);
}

// No way leads here: these states come from a CLOSE. The rows give every state its answer.
TEST_CASE("a connection whose FIN is on its way takes no SEND and no CLOSE, whatever its flags say")
{
    peer p = fin_wait_1();
    p.c.fin_req = 0;
    CHECK(tcp_send_call(&p.s, &p.c) == TCP_ERROR_CLOSING_ALREADY);
    CHECK(tcp_close_call(&p.s, &p.c) == TCP_ERROR_CLOSING_ALREADY);
}
