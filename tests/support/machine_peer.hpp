// SPDX-License-Identifier: MIT
// Stubs for what the state machine calls, and one builder for each state, made from the one before.
//
// Our first sequence number is 5000, the peer's 100. "Paid" means: what the rows made us owe has
// been sent.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>

#include "tcp_machine.h"

namespace thimble {

struct stack {
    unsigned told = 0;       // signals, one bit each
    unsigned acked = 0;      // calls of take_acked
    unsigned duplicates = 0; // calls of take_duplicate
    unsigned lost = 0;       // calls of lose
    unsigned challenges = 0;
    unsigned urgent = 0;
    unsigned accepted = 0;   // bytes of text taken
    uint16_t room = 1000;    // what offer_window promises
};

// a - b, or 65535 when that is not within 0 .. 65534: as core computes what the machine compares.
inline uint16_t relative(uint32_t a, uint32_t b)
{
    return a - b < 65535 ? static_cast<uint16_t>(a - b) : uint16_t{65535};
}

uint32_t tcp_new_iss(stack *, tcp_connection *) { return 5000; }

void tcp_offer_window(stack *s, tcp_connection *c) { c->rcv_wnd = s->room; }

void tcp_take_window(stack *, tcp_connection *c, tcp_segment *seg)
{
    c->snd_wnd = seg->window;
    c->snd_wl1 = static_cast<uint16_t>(seg->seqno);
}

// What comes with a SYN follows the number it takes.
void tcp_take_syn(stack *, tcp_connection *c, tcp_segment *seg)
{
    c->rcv_nxt = seg->seqno + 1;
    tcp_set_mss(c, std::min<uint16_t>(seg->mss == 0 ? 1 : seg->mss, TCP_MSS));
    seg->ahead = 65535;
    seg->end = static_cast<uint16_t>(seg->len - 1);
}

void tcp_take_acked(stack *s, tcp_connection *c, tcp_segment *seg)
{
    c->snd_una += seg->acked;
    c->flight = static_cast<uint16_t>(c->flight - seg->acked);
    c->rto = TCP_RTO_INIT;
    s->acked++;
}

void tcp_take_duplicate(stack *s, tcp_connection *) { s->duplicates++; }
void tcp_lose(stack *s, tcp_connection *) { s->lost++; }
void tcp_first_window(stack *, tcp_connection *) {}
void tcp_take_urgent(stack *s, tcp_connection *, tcp_segment *) { s->urgent++; }
void tcp_signal(stack *s, tcp_connection *, uint8_t what) { s->told |= what; }

void tcp_challenge(stack *s, tcp_connection *c)
{
    c->ack_due = 1;
    s->challenges++;
}

void tcp_reset(stack *, tcp_connection *, tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_RST)) {
        seg->flags = static_cast<uint8_t>(seg->flags | TCP_SEG_RESET);
    }
}

// All of the text or nothing; `end` counts from rcv_nxt, which moves.
void tcp_accept_text(stack *s, tcp_connection *c, tcp_segment *seg)
{
    const bool syn = (seg->flags & TCP_SEG_SYN) != 0;
    c->ack_due = 1;
    if (seg->seqno + syn == c->rcv_nxt && seg->size <= c->rcv_wnd) {
        c->rcv_nxt += seg->size;
        c->rcv_wnd = static_cast<uint16_t>(c->rcv_wnd - seg->size);
        s->accepted += seg->size;
    }
    seg->end = relative(seg->seqno + seg->len, c->rcv_nxt);
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
        tcp_set_keep_due(&c, 0);
        if (c.rexmt_due) {
            c.rexmt_due = 0;
            tcp_rexmt_needed(&s, &c);
        }
        return *this;
    }

    // In order, and acknowledging all that is out.
    tcp_segment segment(int flags, int text = 0)
    {
        tcp_segment seg{};
        seg.seqno = c.rcv_nxt;
        seg.window = 500;
        seg.mss = 536;
        seg.flags = static_cast<uint8_t>(flags);
        seg.size = static_cast<uint16_t>(text);
        seg.len = static_cast<uint16_t>(text + ((flags & TCP_SEG_SYN) != 0) +
                                        ((flags & TCP_SEG_FIN) != 0));
        return acking(c.flight, placed(0, seg));
    }

    // The same segment, so far behind rcv_nxt.
    tcp_segment placed(uint32_t past, tcp_segment seg)
    {
        seg.seqno = c.rcv_nxt + past;
        seg.ahead = relative(seg.seqno, c.rcv_nxt);
        seg.end = relative(seg.seqno + seg.len, c.rcv_nxt);
        return seg;
    }

    // The same segment, acknowledging so many numbers from snd_una on.
    tcp_segment acking(uint32_t numbers, tcp_segment seg)
    {
        const bool late = numbers != 0 && 0u - numbers <= 65535;
        seg.acked = relative(numbers, 0);
        seg.flags = static_cast<uint8_t>((seg.flags & ~TCP_SEG_LATE) | (late ? TCP_SEG_LATE : 0));
        return seg;
    }

    tcp_verdict arrives(tcp_segment seg) { return tcp_segment_arrives(&s, &c, &seg); }
    tcp_verdict arrives(int flags, int text = 0) { return arrives(segment(flags, text)); }

    // What core/tcp_send.h does when all text is out and the user has closed.
    peer &fin_goes_out()
    {
        c.flight++;
        c.fin_sent = 1;
        tcp_rexmt_needed(&s, &c);
        return *this;
    }

    // So many bytes of text are sent and not acknowledged.
    peer &text_goes_out(uint16_t bytes)
    {
        c.flight = static_cast<uint16_t>(c.flight + bytes);
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
    p.arrives(p.acking(0, p.segment(TCP_SEG_ACK | TCP_SEG_FIN)));
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
