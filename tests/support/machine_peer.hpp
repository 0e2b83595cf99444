// SPDX-License-Identifier: MIT
// Stubs for what the state machine calls, and one builder for each state, made from the one before.
//
// Our first sequence number is 5000, the peer's 100. "Paid" means: what the rows made us owe has
// been sent.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "tcp_machine.h"

namespace thimble {

struct stack {
    unsigned told = 0;      // signals, one bit each
    unsigned released = 0;  // calls of release_acked
    unsigned accepted = 0;  // bytes of text taken
    uint16_t room = 1000;   // what offer_window promises
};

uint32_t tcp_new_iss(stack *, tcp_connection *) { return 5000; }

void tcp_offer_window(stack *s, tcp_connection *c) { c->rcv_wnd = s->room; }

void tcp_release_acked(stack *s, tcp_connection *, tcp_segment *) { s->released++; }

void tcp_signal(stack *s, tcp_connection *, uint8_t what) { s->told |= what; }

void tcp_reset(stack *, tcp_connection *, tcp_segment *seg)
{
    seg->flags = static_cast<uint8_t>(seg->flags | TCP_SEG_RESET);
}

void tcp_accept_text(stack *s, tcp_connection *c, tcp_segment *seg)
{
    const bool syn = (seg->flags & TCP_SEG_SYN) != 0;
    const bool fin = (seg->flags & TCP_SEG_FIN) != 0;
    const auto text = static_cast<uint16_t>(seg->len - syn - fin);
    if (seg->seqno + syn == c->rcv_nxt && text <= c->rcv_wnd) {
        c->rcv_nxt += text;
        c->rcv_wnd = static_cast<uint16_t>(c->rcv_wnd - text);
        s->accepted += text;
    }
}

} // namespace thimble

using namespace thimble;

struct peer {
    stack s;
    tcp_connection c{};

    peer &paid()
    {
        s = stack();
        c.ack_due = 0;
        if (c.rexmt_due) {
            c.rexmt_due = 0;
            tcp_rexmt_needed(&s, &c);
        }
        return *this;
    }

    tcp_segment segment(int flags, int text = 0)
    {
        tcp_segment seg{};
        seg.seqno = c.rcv_nxt;
        seg.ackno = c.snd_nxt;
        seg.window = 500;
        seg.mss = 536;
        seg.flags = static_cast<uint8_t>(flags);
        seg.len = static_cast<uint16_t>(text + ((flags & TCP_SEG_SYN) != 0) +
                                        ((flags & TCP_SEG_FIN) != 0));
        return seg;
    }

    tcp_verdict arrives(tcp_segment seg) { return tcp_segment_arrives(&s, &c, &seg); }
    tcp_verdict arrives(int flags, int text = 0) { return arrives(segment(flags, text)); }

    // What core/tcp_send.h does when all text is out and the user has closed.
    peer &fin_goes_out()
    {
        c.snd_nxt++;
        c.fin_sent = 1;
        tcp_rexmt_needed(&s, &c);
        return *this;
    }

    // So many bytes of text are sent and not acknowledged.
    peer &text_goes_out(uint32_t bytes)
    {
        c.snd_nxt += bytes;
        tcp_rexmt_needed(&s, &c);
        return *this;
    }
};

inline peer closed() { return peer(); }

inline peer listening()
{
    peer p = closed();
    tcp_open_passive(&p.s, &p.c);
    return p.paid();
}

inline peer syn_sent()
{
    peer p = closed();
    tcp_open_active(&p.s, &p.c);
    return p.paid();
}

inline peer syn_received()
{
    peer p = listening();
    p.c.rcv_nxt = 100;
    p.arrives(TCP_SEG_SYN);
    return p.paid();
}

inline peer syn_received_actively()
{
    peer p = syn_sent();
    p.c.rcv_nxt = 100;
    p.arrives(TCP_SEG_SYN);
    return p.paid();
}

inline peer established()
{
    peer p = syn_received();
    p.arrives(TCP_SEG_ACK);
    return p.paid();
}

inline peer fin_wait_1()
{
    peer p = established();
    tcp_close_call(&p.s, &p.c);
    return p.fin_goes_out().paid();
}

inline peer fin_wait_2()
{
    peer p = fin_wait_1();
    p.arrives(TCP_SEG_ACK);
    return p.paid();
}

inline peer close_wait()
{
    peer p = established();
    p.arrives(TCP_SEG_ACK | TCP_SEG_FIN);
    return p.paid();
}

inline peer closing()
{
    peer p = fin_wait_1();
    tcp_segment fin = p.segment(TCP_SEG_ACK | TCP_SEG_FIN);
    fin.ackno = p.c.snd_una;
    p.arrives(fin);
    return p.paid();
}

inline peer last_ack()
{
    peer p = close_wait();
    tcp_close_call(&p.s, &p.c);
    return p.fin_goes_out().paid();
}

inline peer time_wait()
{
    peer p = fin_wait_2();
    p.arrives(TCP_SEG_ACK | TCP_SEG_FIN);
    return p.paid();
}

inline peer in_state(int state)
{
    switch (state) {
    case TCP_LISTEN: return listening();
    case TCP_SYN_SENT: return syn_sent();
    case TCP_SYN_RCVD: return syn_received();
    case TCP_ESTAB: return established();
    case TCP_FIN_WAIT_1: return fin_wait_1();
    case TCP_FIN_WAIT_2: return fin_wait_2();
    case TCP_CLOSE_WAIT: return close_wait();
    case TCP_CLOSING: return closing();
    case TCP_LAST_ACK: return last_ack();
    case TCP_TIME_WAIT: return time_wait();
    default: return closed();
    }
}
