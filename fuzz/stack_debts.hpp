// SPDX-License-Identifier: MIT
// What a connection owes its peer, kept by an observer of what it sends: what the timer asked for
// goes again, what waits has a timer, small text waits for its turn, and a round trip is that of a
// segment that went once (Karn), counted as RFC 6298 counts it.
#ifndef THIMBLE_FUZZ_STACK_DEBTS_HPP
#define THIMBLE_FUZZ_STACK_DEBTS_HPP

#include <algorithm>

#include "stack_application.hpp"
#include "stack_frames.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

using thimble::tcp_connection;

struct debts { // of one slot
    std::uint32_t iss = 0, sent_end = 0, snd_una = 0;
    std::uint32_t mark_end = 0;         // the ACK of this ends a measurement
    std::uint16_t mark_tick = 0;
    std::uint8_t mark_sent = 0;         // how often its last number went
    bool mark_runs = false;
    std::uint16_t srtt = 0, rttvar = 0;
    std::uint8_t state = thimble::TCP_CLOSED, retries = 0;
    bool had_waited = false;            // something was held back, and its timer ran
    bool repeated = false;              // what starts at snd_una went since the last quiet
    std::uint8_t repeated_flags = 0;

    // ---- what goes out ----

    void sent(const tcp_connection &c, const outgoing &out, std::uint8_t n)
    {
        const auto text = static_cast<std::uint32_t>(out.text.size());
        const std::uint32_t first = out.tcp.seqno;
        const std::uint32_t end = first + text + ((out.tcp.flags & (SYN | FIN)) != 0);
        if ((out.tcp.flags & RST) || end == first || c.iss != iss) {
            return;
        }
        MUST(text <= c.mss);
        if (text != 0 && !before(first, sent_end)) {
            new_text(c, first - c.snd_una, text, out.tcp.flags & FIN, n);
        }
        if ((out.tcp.flags & FIN) && thimble::profile_ring_bytes(n) != 0) {
            MUST(first - c.snd_una + text == tcp_ring_used_of(&c)); // behind all of our text
        }
        if (first == c.snd_una) {
            repeated = true;
            repeated_flags = out.tcp.flags;
        }
        if (mark_runs && before(first, mark_end) && !before(end, mark_end)) {
            mark_sent = static_cast<std::uint8_t>(mark_sent + (mark_sent != 255));
        }
        sent_end = before(sent_end, end) ? end : sent_end;
    }

    // RFC 9293 3.7.4 and 3.8.6.2.1: text that never went, `flight` numbers behind snd_una.
    void new_text(const tcp_connection &c, std::uint32_t flight, std::uint32_t text, bool fin,
                  std::uint8_t n) const
    {
        MUST(flight == 0 || tcp_recover_of(&c) == 0); // nothing new until a loss is mended
        if (text >= c.mss) {
            return;
        }
        MUST(flight == 0 || tcp_nodelay_of(&c) || fin || c.fin_req); // Nagle
        const bool is_all = flight + text >= tcp_ring_used_of(&c);
        if (thimble::profile_ring_bytes(n) != 0 && !is_all && !had_waited && c.retries == 0) {
            MUST(text >= c.snd_half); // no sliver of a window
        }
    }

    // ---- when nothing more is due ----

    void quiet(const tcp_connection &c, std::uint8_t n)
    {
        const bool live = thimble::tcp_state_live(c.state) && !thimble::tcp_state_quiet(c.state);
        if (live && c.iss == iss) {
            const bool only_fin = c.fin_sent && c.flight == 1;
            MUST(c.retries <= retries || repeated); // the timer asked for it
            MUST(c.retries <= retries || !only_fin || (repeated_flags & FIN));
        }
        if (live && !thimble::tcp_state_opening(c.state)) {
            const std::uint32_t ours = c.snd_una - c.iss - 1;
            const bool has_text = is_source_of(c) ? slots[n].written > ours
                                                  : tcp_ring_used_of(&c) != 0;
            MUST(c.flight != 0 || c.rexmt != 0 || !(has_text || c.fin_req)); // or it waits in vain
        }
        if (thimble::tcp_state_can_recv(c.state) && !thimble::PROFILE_RECEIVE_RING) {
            const int more = slots[n].room - c.rcv_wnd;
            MUST(more < std::min<int>(c.mss, std::max<int>(c.rcv_max, slots[n].room) / 2 + 1));
        }
        retries = c.retries;
        repeated = false;
    }

    static bool is_source_of(const tcp_connection &c)
    {
        return thimble::profile_sends_from_source(c.socket);
    }

    // ---- after each op: RFC 6298 ----

    void look(const tcp_connection &c, std::uint16_t ticks)
    {
        if (c.iss != iss || c.state <= thimble::TCP_LISTEN) {
            *this = debts{};
            iss = c.iss;
            sent_end = c.snd_una;
        } else if (mark_runs && !before(c.snd_una, mark_end) && c.snd_una != snd_una && !back(c)) {
            measured(c, ticks);
        } else {
            MUST(c.srtt == srtt && c.rttvar == rttvar);
        }
        const std::uint32_t end = c.snd_una + c.rtt_mark;
        if (c.rtt_mark != 0 && (!mark_runs || end != mark_end)) {
            mark_tick = ticks;
            mark_end = end;
            mark_sent = before(sent_end, end) ? 0 : 1;
        }
        mark_runs = c.rtt_mark != 0;
        had_waited = c.flight == 0 && (c.rexmt != 0 || c.rexmt_due);
        srtt = c.srtt;
        rttvar = c.rttvar;
        snd_una = c.snd_una;
        state = c.state;
    }

    // In TIME-WAIT once more: its SYN was an old duplicate, and ours was never acknowledged.
    bool back(const tcp_connection &c) const
    {
        return c.state == thimble::TCP_TIME_WAIT && thimble::tcp_state_opening(state);
    }

    void measured(const tcp_connection &c, std::uint16_t ticks) const
    {
        const int r = static_cast<std::uint16_t>(ticks - mark_tick) + 1;
        const int off = srtt / 8 - r;

        MUST(mark_sent <= 1); // Karn
        MUST(c.srtt == (srtt == 0 ? 8 * r : srtt - srtt / 8 + r));
        MUST(c.rttvar == (srtt == 0 ? 2 * r : rttvar - rttvar / 4 + (off < 0 ? -off : off)));
    }
};

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
