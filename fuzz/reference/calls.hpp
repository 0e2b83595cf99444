// SPDX-License-Identifier: MIT
// What the machine's calls out into core/ must do, said once more and apart: the rows only say what
// they may write. Each looks at the connection and the segment before and after it.
#ifndef THIMBLE_FUZZ_REFERENCE_CALLS_HPP
#define THIMBLE_FUZZ_REFERENCE_CALLS_HPP

#include <algorithm>
#include <cstdint>

#include "machine.hpp"
#include "profile.h"
#include "wire.hpp"

namespace reference {

struct moment { // around one call
    const thimble::tcp_connection &was, &now;
    const thimble::tcp_segment &in, &seg; // only of a call that is given one
    const value argument;
};

enum : std::uint16_t { FAR_AWAY = 65535 };

inline std::uint16_t down(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::uint16_t>(a > b ? a - b : 0);
}

inline std::uint16_t rto_of(std::uint32_t srtt, std::uint32_t rttvar) // RFC 6298 2.3
{
    const std::uint32_t ticks = srtt / 8 + rttvar + 1, least = thimble::TCP_RTO_MIN;
    const std::uint32_t most = thimble::TCP_RTO_MAX;
    return static_cast<std::uint16_t>(std::min(most, std::max(least, ticks)));
}

// RFC 9293 3.10.7.4: SND.WL1 < SEG.SEQ or the same; what acknowledges less than SND.UNA is older.
inline bool is_newer(const moment &m)
{
    const auto ahead = static_cast<std::int16_t>(m.in.seqno - m.was.snd_wl1);
    return ahead >= 0 && (m.in.flags & thimble::TCP_SEG_LATE) == 0;
}

// RFC 9293 3.8.6.2.2: the right edge stays, or goes on by half of the widest window or a segment.
inline void check_edge(const moment &m)
{
    const std::uint32_t edge_was = m.was.rcv_nxt + m.was.rcv_wnd;
    const std::uint32_t edge_moves = m.now.rcv_nxt + m.now.rcv_wnd - edge_was;
    const std::uint32_t least = std::min<std::uint32_t>(m.now.mss, m.now.rcv_max / 2u);

    MUST(edge_moves < 0x80000000u);
    MUST(edge_moves == 0 || edge_moves >= least);
}

inline void check_challenge(const moment &m) // RFC 5961 7: one in a tick
{
    const bool was_challenged = tcp_challenged_of(&m.was);
    MUST(tcp_challenged_of(&m.now));
    MUST(m.now.ack_due == (was_challenged ? m.was.ack_due : 1));
}

inline void check_signal(const moment &m) { MUST(m.now.signals == (m.was.signals | m.argument)); }

inline void check_reset(const moment &m) // 3.5.2: none for a reset
{
    const bool is_reset = (m.in.flags & thimble::TCP_SEG_RST) != 0;
    MUST(m.seg.flags == (m.in.flags | (is_reset ? 0 : thimble::TCP_SEG_RESET)));
}

inline void check_new_iss(const moment &) {} // fuzz/stack_debts.hpp looks at the numbers

inline void check_offer_window(const moment &m)
{
    check_edge(m);
    const bool opens = m.now.rcv_wnd != m.was.rcv_wnd && m.was.rcv_wnd < m.now.mss;
    MUST(!opens || !thimble::tcp_state_can_recv(m.now.state) || m.now.ack_due);
}

inline void check_take_window(const moment &m)
{
    const bool opened = m.was.snd_wnd == 0 && m.in.window != 0 && m.was.srtt != 0;
    const int half = std::min<int>(m.in.window / 2, thimble::TCP_MSS);

    MUST(m.now.snd_wnd == m.in.window);
    MUST(m.now.snd_wl1 == static_cast<std::uint16_t>(m.in.seqno));
    MUST(m.now.snd_half == std::max<int>(m.was.snd_half, half));
    MUST(m.now.rto == (opened ? rto_of(m.was.srtt, m.was.rttvar) : m.was.rto));
}

inline void check_take_syn(const moment &m)
{
    MUST(m.now.rcv_nxt == m.in.seqno + 1);
    MUST(m.now.mss == std::clamp<int>(m.in.mss, 1, thimble::TCP_MSS));
    MUST(m.seg.ahead == FAR_AWAY && m.seg.end == m.in.len - 1);
}

inline void check_take_acked(const moment &m)
{
    const std::uint16_t acked = m.in.acked;
    const bool is_syn = m.was.state >= thimble::TCP_SYN_RCVD;
    const std::uint16_t window_left = down(m.was.snd_wnd, acked);

    MUST(m.now.snd_una == m.was.snd_una + acked && m.now.flight == m.was.flight - acked);
    MUST(m.now.snd_wnd == (is_newer(m) ? m.was.snd_wnd : window_left));
    MUST(m.now.rtt_mark == down(m.was.rtt_mark, acked));
    MUST(tcp_ring_used_of(&m.now) == down(tcp_ring_used_of(&m.was), is_syn ? 0 : acked));
    const bool measured = m.was.rtt_mark != 0 && m.was.rtt_mark <= acked;
    MUST(!measured || m.now.rto == rto_of(m.now.srtt, m.now.rttvar));
    if (!is_syn && !thimble::PROFILE_CONGESTION) { // RFC 6582: a part of what is in doubt
        const std::uint16_t in_doubt = down(tcp_recover_of(&m.was), acked);
        const bool is_shut = is_newer(m) ? m.in.window == 0 : window_left == 0;
        MUST(tcp_recover_of(&m.now) == in_doubt);
        MUST(m.now.rexmt_due == (in_doubt != 0 && !is_shut));
    }
}

// Nothing is promised of it here: a profile that congestion control is in has to say what.
inline void check_take_duplicate(const moment &)
{
    MUST(!thimble::PROFILE_CONGESTION);
}

inline void check_lose(const moment &m)
{
    MUST(thimble::PROFILE_CONGESTION || !thimble::PROFILE_PIPELINE
         || tcp_recover_of(&m.now) == (m.was.snd_wnd == 0 ? tcp_recover_of(&m.was) : m.was.flight));
}

inline void check_first_window(const moment &) // the same
{
    MUST(!thimble::PROFILE_CONGESTION);
}

// What of the text is new and inside the window may be taken; the segment's FIN comes behind it.
inline void check_accept_text(const moment &m)
{
    const bool is_old = m.in.ahead == FAR_AWAY;
    const int fin = m.in.flags & thimble::TCP_SEG_FIN;
    const std::uint16_t gap = is_old ? 0 : m.in.ahead;
    const int fresh = std::min<int>(is_old ? m.in.end - fin : m.in.size, down(m.was.rcv_wnd, gap));
    const std::uint32_t taken = m.now.rcv_nxt - m.was.rcv_nxt;

    check_edge(m);
    MUST(m.seg.end == static_cast<std::uint16_t>(m.in.end - taken));
    if (!thimble::PROFILE_RECEIVE_RING) {
        MUST(gap == 0 ? taken <= static_cast<std::uint32_t>(fresh) : taken == 0);
    }
    const bool may_wait = thimble::PROFILE_DELAYED_ACK && taken == static_cast<std::uint32_t>(fresh)
                          && taken != 0 && !tcp_ack_soon_of(&m.was);
    MUST(m.now.ack_due || (may_wait && tcp_ack_soon_of(&m.now))); // RFC 9293 3.8.6.3
}

inline void check_take_urgent(const moment &m)
{
    const int up = m.in.ahead == FAR_AWAY ? m.in.urgent - (m.in.len - m.in.end)
                                          : m.in.urgent + m.in.ahead;
    const int furthest = std::max<int>(m.was.rcv_up, std::min<int>(up, FAR_AWAY));

    MUST(thimble::PROFILE_RECEIVE_RING || m.now.rcv_up == furthest);
    MUST(((m.now.signals & thimble::TCP_SIGNAL_URGENT) != 0)
         == (m.now.rcv_up != m.was.rcv_up || (m.was.signals & thimble::TCP_SIGNAL_URGENT) != 0));
}

inline void check_call(int prim_code, const moment &m)
{
    switch (prim_code) {
#define CHECKED(code, name) case code: check_##name(m); break;
        EACH_PRIM(CHECKED, CHECKED, CHECKED, CHECKED)
    default: break;
    }
}

}

#endif
