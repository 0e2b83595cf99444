// SPDX-License-Identifier: MIT
// Whatever has happened to a stack, it is alive: once its peers are gone (a host that has forgotten
// them answers with resets) and its application has closed, every slot is free after one timeout;
// then a peer that behaves connects, is echoed and closes, with no timeout. And RAM round the stack
// is as it was.
#ifndef THIMBLE_FUZZ_LIVENESS_HPP
#define THIMBLE_FUZZ_LIVENESS_HPP

#include "stack_world.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

enum : std::uint32_t {
    TICK_MS = thimble::PROFILE_TICK_MS,
    OVER_MS = (thimble::PROFILE_RTO_MAX + thimble::PROFILE_FIN_WAIT + 2) * TICK_MS,
    VISIT_MS = 10 * TICK_MS,
    VISIT_BYTES = 40,
    VISITOR = 0xc0a80709u,
    VISITOR_PORT = 4242
};

struct visitor { // a peer that behaves; before it comes, a host where nobody is
    world &w;
    bool comes = false, ended = false;
    std::uint32_t seqno = 0x7fffff00u, ackno = 0;
    std::uint32_t heard = 0;

    void say(std::uint8_t flags, std::uint32_t count = 0)
    {
        octets frame = tcp(VISITOR, {VISITOR_PORT, 7, seqno, ackno, flags, 500, 0}, {});
        std::uint8_t *const text = frame.grow(count);
        for (std::uint32_t i = 0; i < count; i++) {
            text[i] = in_byte(seqno + i);
        }
        seqno += count + ((flags & (SYN | FIN)) != 0);
        seal(frame, TCP_SUM);
        deliver(frame);
    }
    void deliver(const octets &frame)
    {
        const octets answer = w.receive(frame);
        w.look();
        if (!answer.empty()) {
            hear(read(answer.data(), answer.size()));
        }
    }
    void refuse(const outgoing &out) // RFC 9293 3.10.7.1
    {
        const bool acks = out.tcp.flags & ACK;
        const auto length = static_cast<std::uint32_t>(
            out.text.size() + ((out.tcp.flags & SYN) != 0) + ((out.tcp.flags & FIN) != 0));
        octets frame = tcp(out.dst, {out.tcp.dst_port, out.tcp.src_port, acks ? out.tcp.ackno : 0,
                                     acks ? 0 : out.tcp.seqno + length,
                                     static_cast<std::uint8_t>(acks ? RST : RST | ACK), 0, 0}, {});
        seal(frame, TCP_SUM);
        deliver(frame);
    }
    void hear(const outgoing &out)
    {
        if (out.protocol != TCP) {
            return;
        }
        if (out.dst != VISITOR || out.tcp.dst_port != VISITOR_PORT || !comes) {
            if (!(out.tcp.flags & RST)) {
                refuse(out);
            }
            return;
        }
        MUST(!(out.tcp.flags & RST));
        if (out.tcp.flags & SYN) {
            ackno = out.tcp.seqno + 1;
            say(ACK | PSH, VISIT_BYTES);
            return;
        }
        if (out.tcp.seqno != ackno || (out.text.empty() && !(out.tcp.flags & FIN))) {
            return;
        }
        const auto count = static_cast<std::uint32_t>(out.text.size());
        heard += count;
        ackno += count + ((out.tcp.flags & FIN) != 0);
        ended |= (out.tcp.flags & FIN) != 0;
        say(heard == VISIT_BYTES && !ended ? FIN | ACK : ACK);
    }
    bool poll() // whether a frame was due
    {
        exact frame(thimble::PROFILE_SLIP_OUT_BYTES);
        const std::uint16_t count = thimble::stack_poll(w.s, frame.at, w.now);
        if (count == 0) {
            w.look();
            return false;
        }
        const outgoing out = read(frame.at, count);
        w.check_segment(out); // knows what was so before the poll
        w.look();
        hear(out);
        return true;
    }
};

// The time of what happens next of itself, in ticks.
inline std::uint32_t next_ticks(const world &w)
{
    std::uint32_t next = thimble::PROFILE_LIFE_MAX;
    for (const tcp_connection &c : w.s->connection) {
        next = std::min<std::uint32_t>(next, c.rexmt != 0 ? c.rexmt : next);
        next = std::min<std::uint32_t>(next, c.life != 0 ? c.life : next);
    }
    return next;
}

inline bool is_over(const world &w)
{
    for (const tcp_connection &c : w.s->connection) {
        if (!thimble::connection_is_free(&c) && c.state != thimble::TCP_TIME_WAIT) {
            return false;
        }
    }
    return true;
}

inline void look_whether_alive(world &w)
{
    visitor v{w};
    for (slot &a : slots) {
        a.reactions = 0;
        a.appetite = a.room = APP_ROOM;
    }
    std::uint32_t start = w.now;
    for (int turns = 0; !is_over(w); turns++) {
        MUST(w.now - start <= OVER_MS && turns < 500); // the old ones come to an end
        for (std::uint8_t n = 0; n < SLOTS; n++) {
            close_it(w.s, n);
        }
        if (!v.poll()) {
            w.now += next_ticks(w) * TICK_MS;
        }
    }
    slot &echo = slots[thimble::profile_slot_first(thimble::SOCKET_ECHO)];
    echo.reactions = WRITE_BACK | CLOSE_AFTER_PEER;
    v.comes = true;
    v.say(SYN);
    start = w.now;
    for (int turns = 0; !v.ended || !is_over(w); turns++) {
        MUST(w.now - start <= VISIT_MS && turns < 100); // and a new one is served
        if (!v.poll()) {
            w.now += TICK_MS;
        }
    }
    MUST(v.heard == VISIT_BYTES);
    w.check_canaries();
}

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
