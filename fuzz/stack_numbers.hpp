// SPDX-License-Identifier: MIT
// The numbers of what goes out without text, which no peer of the fuzzer would miss: a bare ACK's, a
// reset's; and what an ICMP error may do to a connection, by the number that it quotes.
#ifndef THIMBLE_FUZZ_STACK_NUMBERS_HPP
#define THIMBLE_FUZZ_STACK_NUMBERS_HPP

#include <algorithm>

#include "reference/lockstep.hpp"
#include "stack_frames.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

using thimble::tcp_connection;

inline bool is_between(const tcp_connection &c, const outgoing &out)
{
    return c.local_port == out.tcp.src_port && c.remote_port == out.tcp.dst_port
           && c.remote_ip == out.dst;
}

// RFC 9293 3.8.1, 3.10: text and FIN lie in what is on its way, a SYN begins, an ACK is SND.NXT.
inline void check_numbers(const tcp_connection &c, const outgoing &out)
{
    const auto text = static_cast<std::uint32_t>(out.text.size());
    const std::uint32_t ahead = out.tcp.seqno - c.snd_una;
    const std::uint32_t end = ahead + text + ((out.tcp.flags & (SYN | FIN)) != 0);

    if (out.tcp.flags & SYN) {
        MUST(out.tcp.seqno == c.iss);
    } else if (end != ahead) {
        MUST(ahead < c.flight && end <= c.flight);
    } else {
        MUST(ahead == c.flight);
    }
}

// RFC 9293 3.10.5: the reset of a connection that was aborted.
inline bool is_reset_of(const tcp_connection &c, const outgoing &out)
{
    return is_between(c, out) && out.tcp.flags == RST && out.text.empty()
           && out.tcp.seqno == c.snd_una + c.flight;
}

// RFC 9293 3.5.2: the reset that answers a segment, in one of two forms that its sender believes.
inline bool is_reset_for(const std::uint8_t *frame, const outgoing &out)
{
    const std::uint8_t *const at = frame + (frame[0] & 15u) * 4u;
    const std::size_t total = number(frame + 2, 2);
    const std::size_t headers = static_cast<std::size_t>(at - frame) + (at[12] >> 4) * 4u;
    const auto length = static_cast<std::uint32_t>(total - headers) + ((at[13] & SYN) != 0)
                        + ((at[13] & FIN) != 0);
    const bool acks = at[13] & ACK;

    return out.text.empty() && number(at, 2) == out.tcp.dst_port
           && number(at + 2, 2) == out.tcp.src_port
           && out.tcp.flags == (acks ? RST : RST | ACK)
           && out.tcp.seqno == (acks ? number(at + 8, 4) : 0)
           && (acks || out.tcp.ackno == number(at + 4, 4) + length);
}

// ---- an ICMP error of `type` and `code` that quotes `seqno` of these ends: RFC 5927 4.1, 5.2 ----

struct quoted {
    std::uint8_t type, code;
    std::uint16_t mtu, local_port, remote_port;
    std::uint32_t remote_ip, seqno;
};

inline void check_icmp_error(const quoted &q, const tcp_connection &was, const tcp_connection &now)
{
    const bool named = was.local_port == q.local_port && was.remote_port == q.remote_port
                       && was.remote_ip == q.remote_ip && thimble::tcp_state_live(was.state);
    const bool unreachable = q.type == 3;

    if (!named || q.seqno - was.snd_una >= was.flight) {
        MUST(reference::alike(was, now)); // somebody guesses
        return;
    }
    if (!thimble::tcp_state_opening(was.state)) {
        const int mtu = q.mtu == 0 ? 296 : std::max<int>(q.mtu, 68); // RFC 1191 7.1, RFC 791
        const bool too_big = unreachable && q.code == 4;
        MUST(now.state == was.state); // a hint: the timer decides
        MUST(now.mss == (too_big ? std::min<int>(was.mss, mtu - 40) : was.mss));
    } else if (was.state == thimble::TCP_SYN_SENT && unreachable && (q.code == 2 || q.code == 3)) {
        MUST(now.state == thimble::TCP_CLOSED); // nobody is there
    }
}

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
