// SPDX-License-Identifier: MIT
// One stack, what was seen of it before, and what must hold of it always.
#ifndef THIMBLE_FUZZ_STACK_WORLD_HPP
#define THIMBLE_FUZZ_STACK_WORLD_HPP

#include <cstring>

#include "reference/lockstep.hpp"
#include "stack.h"
#include "stack_application.hpp"
#include "stack_arrivals.hpp"
#include "stack_debts.hpp"
#include "stack_frames.hpp"
#include "stack_numbers.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

using thimble::tcp_connection;
enum { SLOTS = thimble::PROFILE_TCP_CONNECTIONS };

struct seen { // what a connection had promised and was allowed
    std::uint8_t state = 0;
    std::uint32_t iss = 0, in_edge = 0, out_edge = 0;
    bool looked = false; // and was this, the last time somebody looked
    bool connected = false;
    std::uint16_t room = 0;
    tcp_connection then;
};

struct world {
    struct guarded {
        std::uint8_t before[64];
        thimble::stack stack;
        std::uint8_t after[64];
    };
    static guarded home; // there is one world at a time, and the heap takes longer
    thimble::stack *s = &home.stack;
    std::uint32_t now = 1000;
    exact built{thimble::PROFILE_SLIP_OUT_BYTES}; // by polls: each finds what the last one left
    seen last[SLOTS];
    debts owed[SLOTS];
    beginnings begun;

    world()
    {
        std::memset(built.at, 0xd5, built.count);
        std::memset(&home, 0xd5, sizeof home); // stack_init must not count on zeroes
        const std::uint8_t secret[16] = {0x5e, 0xc2, 0xe7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        thimble::stack_init(s, secret);
        for (slot &a : slots) {
            a = slot{};
        }
    }

    void check_canaries() const // RAM round the stack is as it was
    {
        std::uint8_t fresh[sizeof home.before];
        std::memset(fresh, 0xd5, sizeof fresh);
        MUST(std::memcmp(home.before, fresh, sizeof fresh) == 0);
        MUST(std::memcmp(home.after, fresh, sizeof fresh) == 0);
    }

    unsigned drops() const
    {
        unsigned total = 0;
        for (const std::uint8_t count : s->dropped) {
            total += count;
        }
        return total;
    }

    bool saturated() const
    {
        for (const std::uint8_t count : s->dropped) {
            if (count == 255) {
                return true;
            }
        }
        return false;
    }

    // ---- what goes out ----

    void check_segment(const outgoing &out)
    {
        for (std::uint8_t n = 0; n < SLOTS; n++) {
            const tcp_connection &c = s->connection[n];
            if (!is_between(c, out)) {
                continue;
            }
            for (std::size_t i = 0; i < out.text.size(); i++) {
                MUST(out.text[i]
                     == out_byte(out.tcp.seqno - c.iss - 1 + static_cast<std::uint32_t>(i)));
            }
            const auto end = static_cast<std::uint32_t>(out.tcp.seqno + out.text.size());
            const std::uint32_t edge = before(last[n].out_edge, c.snd_una + c.snd_wnd)
                                           ? c.snd_una + c.snd_wnd : last[n].out_edge;
            MUST(out.text.empty() || !before(edge + 1, end)); // a probe of one byte goes beyond
            if (!(out.tcp.flags & RST)) {
                MUST((out.tcp.flags & SYN) || (out.tcp.flags & ACK));
                MUST(!(out.tcp.flags & ACK) || out.tcp.ackno == c.rcv_nxt);
                MUST(out.tcp.window == c.rcv_wnd);
                check_numbers(c, out);
                check_urgent(out, c.iss + 1 + slots[n].urgent, slots[n].urgent != 0);
            }
            owed[n].sent(c, out, n);
            return;
        }
        MUST(out.dst == 0); // a segment that belongs to no connection
    }

    bool is_ours(const outgoing &out) const // the reset of one of our connections
    {
        return std::any_of(s->connection, s->connection + SLOTS,
                           [&](const tcp_connection &c) { return is_reset_of(c, out); });
    }

    // Text before the end of the urgent text says where that is (RFC 9293 3.8.5).
    static void check_urgent(const outgoing &out, std::uint32_t end, bool any)
    {
        const bool urgent = out.tcp.flags & URG;
        MUST(urgent == (any && !out.text.empty() && before(out.tcp.seqno, end)));
        MUST(!urgent || out.tcp.seqno + out.tcp.urgent == end);
    }

    void poll()
    {
        for (int turns = 0;; turns++) {
            MUST(turns < SLOTS * (APP_SOURCE + 8)); // even with one byte a segment it goes quiet
            const std::uint16_t count = thimble::stack_poll(s, built.at, now);
            if (count == 0) {
                break;
            }
            MUST(count <= thimble::PROFILE_SLIP_OUT_BYTES);
            const outgoing out = read(built.at, count);
            MUST(!(out.tcp.flags & RST) || is_ours(out));
            check_segment(out);
            look();
        }
        for (const tcp_connection &c : s->connection) { // nothing can be waited for in vain
            const bool open = c.state != thimble::TCP_CLOSED && c.state != thimble::TCP_LISTEN;
            MUST(!open || c.flight == 0 || c.rexmt != 0);
            MUST(c.state != thimble::TCP_TIME_WAIT || c.life != 0);
            MUST(c.state != thimble::TCP_FIN_WAIT_2 || c.life != 0 || c.rcv_wnd == 0);
            MUST(!c.ack_due && !c.rst_due && !c.rexmt_due && c.signals == 0 && c.calls == 0);
            const auto n = static_cast<std::uint8_t>(&c - s->connection);
            owed[n].look(c, s->ticks);
            owed[n].quiet(c, n);
        }
    }

    // ---- what goes in: the frame has no byte of room around it, or room for an answer ----

    octets receive(const octets &frame)
    {
        const unsigned dropped = drops();
        const arrival in(frame.data(), frame.size());
        const std::size_t room =
            frame.size() % 3 == 0 ? std::max<std::size_t>(frame.size(), thimble::PROFILE_MTU)
                                  : frame.size();
        exact place(room);
        std::uint8_t *const at = place.at;
        std::copy(frame.begin(), frame.end(), at);
        const auto count =
            thimble::stack_receive(s, at, static_cast<std::uint16_t>(frame.size()),
                                   static_cast<std::uint16_t>(room));
        MUST(count <= room);
        MUST(saturated() || drops() - dropped <= 1);
        check_answer(in, frame.data(), frame.size(), at, count);
        for (int n = 0; in.plain_syn && n < SLOTS; n++) {
            if (last[n].iss != s->connection[n].iss) { // it has begun with this
                check_default(frame.data() + in.header, s->connection[n]);
            }
        }
        if (count == 0) {
            return {};
        }
        const outgoing out = read(at, count);
        // What is refused is answered by TCP or as unreachable, and counted.
        MUST(drops() == dropped || out.protocol == TCP || (out.protocol == ICMP && out.payload[0] == 3));
        MUST(out.dst == number(&frame[12], 4));
        if (out.protocol == TCP && out.tcp.flags & RST) {
            MUST(is_reset_for(frame.data(), out) || is_ours(out));
        } else if (out.protocol == TCP) {
            check_segment(out);
        }
        return {at, at + count};
    }

    // ---- what must hold, always ----

    static bool is_synchronised(std::uint8_t state)
    {
        return state != thimble::TCP_CLOSED && state != thimble::TCP_LISTEN
               && state != thimble::TCP_SYN_SENT && state != thimble::TCP_SYN_RCVD;
    }

    void look_at(const tcp_connection &c, std::uint8_t n)
    {
        seen &was = last[n];
        const bool synchronised = is_synchronised(c.state);

        MUST(c.state < thimble::TCP_STATES);
        MUST(thimble::tcp_broken(&c) == 0); // else the line of tcp.fsm
        MUST(c.rexmt <= thimble::PROFILE_RTO_MAX && c.life <= thimble::PROFILE_LIFE_MAX);
        MUST(c.retries <= thimble::PROFILE_MAX_RETRIES || slots[n].patient);
        MUST(c.ring_used <= thimble::profile_ring_bytes(n));
        MUST(c.ring_start == 0 || c.ring_start < thimble::profile_ring_bytes(n));
        if (c.state != thimble::TCP_CLOSED) {
            MUST(n >= thimble::profile_slot_first(c.socket));
            MUST(n < thimble::profile_slot_first(c.socket) + thimble::profile_slot_count(c.socket));
            // What a peer began and never ended is free: its slot waits for the next.
            MUST(c.state != thimble::TCP_LISTEN || thimble::connection_is_free(&c));
            MUST(c.flight <= thimble::PROFILE_SEND_MAX + 1u);
            MUST(thimble::PROFILE_TCP_MSS >= c.mss
                 && (c.mss != 0 || c.state == thimble::TCP_SYN_SENT));
            const unsigned ends = (c.snd_una == c.iss) + (c.fin_sent && c.flight != 0 ? 1u : 0u);
            MUST(is_source(n, s) || c.flight <= c.ring_used + ends);
        }
        if (thimble::tcp_state_can_recv(c.state)) {
            MUST(c.rcv_wnd <= slots[n].room);
            const std::uint32_t edge = c.rcv_nxt + c.rcv_wnd;
            MUST(!thimble::tcp_state_can_recv(was.state) || was.iss != c.iss
                 || !before(edge, was.in_edge));
            was.in_edge = edge;
        }
        const std::uint32_t out_edge = c.snd_una + c.snd_wnd;
        if (!synchronised || !is_synchronised(was.state) || was.iss != c.iss
            || before(was.out_edge, out_edge)) {
            was.out_edge = out_edge;
        }
        if (c.state == thimble::TCP_CLOSED) {
            slots[n].connected = false; // who aborts is not told
        }
        const bool was_free = was.state <= thimble::TCP_LISTEN;
        if (c.state > thimble::TCP_LISTEN && (was_free || was.iss != c.iss)) {
            begun.begun(c);
        }
        owed[n].look(c, s->ticks);
        was.state = c.state;
        was.iss = c.iss;
    }

    // Nothing that look_at asks for has moved: it would say the same.
    bool is_as_it_was(const tcp_connection &c, std::uint8_t n) const
    {
        const seen &was = last[n];
        return was.looked && was.connected == slots[n].connected && was.room == slots[n].room
               && reference::alike(was.then, c);
    }

    void look()
    {
        for (std::uint8_t n = 0; n < SLOTS; n++) {
            const tcp_connection &c = s->connection[n];
            if (!is_as_it_was(c, n)) {
                look_at(c, n);
                last[n].looked = true;
                last[n].connected = slots[n].connected;
                last[n].room = slots[n].room;
                last[n].then = c;
            }
        }
    }
};
inline world::guarded world::home;

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
