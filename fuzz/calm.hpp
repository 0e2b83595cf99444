// SPDX-License-Identifier: MIT
// What must come to pass when a line behaves, whatever has happened before: all connections come to
// an end within the profile's times.
#ifndef THIMBLE_FUZZ_CALM_HPP
#define THIMBLE_FUZZ_CALM_HPP

#include "device.hpp"

UNSEEN

namespace fuzz {

enum : std::uint32_t {
    TURN_MS = 10,
    TICK = thimble::PROFILE_TICK_MS,
    RTO_MAX_MS = thimble::PROFILE_RTO_MAX * TICK,
    // A few segments may each need a timeout, with the RTO as far backed off as it goes; and a peer
    // that is gone says nothing.
    OLD_MS = RTO_MAX_MS * 4 + thimble::PROFILE_FIN_WAIT * TICK,
    PROBE_BYTES = 200,
    PROBE_MS = 100 * TICK // nothing is lost: there is no timeout, only ACKs that wait for a tick
};

// The time of the next thing that can happen of itself, in ticks.
inline std::uint32_t next_ticks(const device &d)
{
    std::uint32_t next = thimble::PROFILE_LIFE_MAX;
    for (const tcp_connection &c : d.s.connection) {
        if (thimble::tcp_state_live(c.state)) {
            next = std::min<std::uint32_t>(next, c.rexmt != 0 ? c.rexmt : next);
            next = std::min<std::uint32_t>(next, c.life != 0 ? c.life : next);
            next = c.ack_soon ? 1 : next;
        }
    }
    return next;
}

// Ops 2 to 5 of pair.cpp and lwip.cpp: what befalls a frame that waits on the line towards `who`.
template <class world>
void befalls(world &w, std::uint8_t op, int who, std::uint8_t k, tape &t)
{
    line &l = w.way[who];

    if (k >= l.count()) {
        return;
    }
    switch (op) {
    case 2: w.deliver(who, k); break;
    case 3: (void)l.take(k); break;
    case 4: l.repeat(k); break;
    default: l.damage(k, t);
    }
}

// Turns, or rests when nothing moves, until `done`: within `most` milliseconds.
template <class world, class application, class condition>
void until(world &w, std::uint32_t most, application act, condition done)
{
    const std::uint32_t start = w.now;
    for (unsigned turns = 0; !done(); turns++) {
        MUST(w.now - start <= most); // alive: it ends in time
        MUST(turns < 4000);          // and not by endless talk
        act();
        if (!w.turn()) {
            w.rest();
        }
    }
}

inline bool can_be_taken(const tcp_connection &c)
{
    return thimble::connection_is_free(&c)
           || (c.state == thimble::TCP_TIME_WAIT && thimble::tcp_rx_used_of(&c) == 0);
}

inline bool all_can_be_taken(const device &d)
{
    for (const tcp_connection &c : d.s.connection) {
        if (!can_be_taken(c)) {
            return false;
        }
    }
    return true;
}

// The application reads on, says no more, and closes.
inline void finish(device &d)
{
    for (std::uint8_t n = 0; n < SLOTS; n++) {
        const tcp_connection &c = d.s.connection[n];
        if (!thimble::tcp_state_live(c.state) && thimble::tcp_rx_used_of(&c) == 0) {
            continue;
        }
        const talk *const t = d.find(c.local_port, c.remote_port);
        d.hands[n].room = APP_ROOM;
        d.read(n, 256);
        if (t != nullptr && t->of[d.me].connected && !t->of[d.me].closed) {
            d.close(n);
        }
    }
}

inline void be_kind(device &d)
{
    for (hand &h : d.hands) {
        h = hand{};
        h.reactions = 0;
    }
}

// A client says PROBE_BYTES, gets as many back, and closes; then its server does.
inline void ask(device &d, std::uint8_t n, side &mine)
{
    d.write(n, static_cast<std::uint16_t>(PROBE_BYTES - mine.written));
    if (mine.taken == PROBE_BYTES && !mine.closed) {
        d.close(n);
    }
}

inline void answer(device &d, side &mine)
{
    const std::uint8_t n = thimble::profile_slot_first(thimble::SOCKET_STREAM);
    d.read(n, 256);
    d.write(n, static_cast<std::uint16_t>(mine.taken - mine.written));
    if (mine.peer_closed && !mine.closed) {
        d.close(n);
    }
}

inline void is_complete(const side &s)
{
    MUST(s.end == BOTH_CLOSED && s.taken == PROBE_BYTES && s.written == PROBE_BYTES);
}

}

SEEN

#endif
