// SPDX-License-Identifier: MIT
// What may come of an arriving frame, judged by the frame alone: damage is met with silence, a ping
// with an answer whatever IP options it has, a reset never with another. And numbers that
// connections begin with are not the same for different ends.
#ifndef THIMBLE_FUZZ_STACK_ARRIVALS_HPP
#define THIMBLE_FUZZ_STACK_ARRIVALS_HPP

#include <algorithm>

#include "profile.h"
#include "stack_frames.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

struct arrival {
    bool damaged = false;    // a checksum says so
    bool ping = false;       // for us, whole, with nothing that we may refuse
    bool reset = false;
    bool plain_syn = false;  // without options
    std::size_t header = 20;

    arrival(const std::uint8_t *at, std::size_t size)
    {
        if (size < 20 || at[0] >> 4 != 4) {
            return;
        }
        header = (at[0] & 15u) * 4u;
        const std::size_t total = number(at + 2, 2);
        if (header < 20 || total < header || total > size) {
            return;
        }
        damaged = sum(at, header) != 0xffff;
        if (!damaged && (number(at + 6, 2) & 0x3fff) == 0
            && number(at + 16, 4) == thimble::profile_address) {
            transport(at, at + header, total - header);
        }
    }

private:
    void transport(const std::uint8_t *ip, const std::uint8_t *at, std::size_t size)
    {
        if (ip[9] == TCP && size >= 20) {
            const std::uint16_t prefix = pseudo(number(ip + 12, 4), number(ip + 16, 4), TCP, size);
            damaged = sum(at, size, prefix) != 0xffff;
            reset = (at[13] & RST) != 0;
            plain_syn = !damaged && (at[13] & (SYN | ACK | RST)) == SYN && at[12] >> 4 == 5;
        } else if (ip[9] == UDP && size >= 8) {
            const std::size_t length = number(at + 4, 2);
            const bool whole = length >= 8 && length <= size;
            const std::uint16_t begun = pseudo(number(ip + 12, 4), number(ip + 16, 4), UDP, length);
            damaged = whole && number(at + 6, 2) != 0 && sum(at, length, begun) != 0xffff;
        } else if (ip[9] == ICMP && size >= 8) {
            damaged = sum(at, size) != 0xffff;
            ping = !damaged && at[0] == 8 && at[1] == 0 && ip[12] == 192 && ip[13] == 168
                   && ip[14] == 7 && ip[15] == 1 && harmless(ip + 20, header - 20);
        }
    }

    // Options that nobody may refuse a datagram for: RFC 791 3.1.
    static bool harmless(const std::uint8_t *at, std::size_t count)
    {
        for (std::size_t i = 0; i < count && at[i] != 0; i += at[i] == 1 ? 1u : at[i + 1]) {
            const bool short_one = at[i] == 1;
            if (!short_one && (i + 1 == count || at[i + 1] < 2 || at[i + 1] > count - i
                               || at[i] == 131 || at[i] == 137)) {
                return false;
            }
        }
        return true;
    }
};

inline void check_answer(const arrival &in, const std::uint8_t *frame, std::size_t size,
                         const std::uint8_t *answer, std::size_t count)
{
    MUST(!in.damaged || count == 0);
    if (in.reset && count != 0) { // RFC 9293 3.5.2
        MUST(answer[9] != TCP || !(answer[33] & RST));
    }
    if (in.ping) { // RFC 1122 3.2.2.6
        const std::size_t data = number(frame + 2, 2) - in.header;
        MUST(size >= count && count == 20 + data && answer[9] == ICMP && answer[20] == 0);
        MUST(std::equal(answer + 24, answer + count, frame + in.header + 4));
    }
}

// What was asked by a datagram is answered: port 7 says it again, 9999 half of it and inverted, and
// a port of nobody's is unreachable, if there was room for that and not too many were.
inline void check_datagram(const octets &asked, const octets &answer, bool may_refuse)
{
    const std::uint32_t port = number(&asked[22], 2), from = number(&asked[20], 2);
    const std::size_t count = asked.size() - 28;
    const std::uint8_t turned = port == 7 ? 0 : 0xff;

    if (port != 7 && port != 9999) { // of whom we speak, and from where
        MUST(answer.empty() == !(may_refuse && (asked.size() >= 56 || asked.size() % 3 == 0)));
        MUST(answer.empty() || (answer[9] == ICMP && answer[20] == 3 && answer[21] == 3));
        MUST(answer.empty() || std::equal(asked.begin(), asked.begin() + 28, answer.begin() + 28));
        return;
    }
    const std::size_t owed = from == 0 ? 0 : port == 7 ? count : count / 2; // 0: no answer wanted
    MUST(answer.size() == (owed == 0 ? 0 : 28 + owed));
    if (owed != 0) {
        MUST(answer[9] == UDP && number(&answer[20], 2) == port && number(&answer[22], 2) == from);
        for (std::size_t i = 0; i < owed; i++) {
            MUST(answer[28 + i] == (asked[28 + i] ^ turned));
        }
    }
}

// RFC 9293 3.7.1: a SYN that names no MSS means 536.
inline void check_default(const std::uint8_t *syn, const thimble::tcp_connection &c)
{
    MUST(c.rcv_nxt != number(syn + 4, 4) + 1 || c.mss == std::min<int>(536, thimble::TCP_MSS));
}

// RFC 9293 3.4.1, RFC 6528: whoever knows one knows no other.
struct beginnings {
    struct one {
        std::uint32_t iss = 0, remote_ip = 0, ports = 0;
    };
    one last[8];
    unsigned next = 0;

    void begun(const thimble::tcp_connection &c)
    {
        const std::uint32_t ports = std::uint32_t{c.local_port} << 16 | c.remote_port;
        for (const one &other : last) {
            const bool same_ends = other.remote_ip == c.remote_ip && other.ports == ports;
            MUST(other.remote_ip == 0 || same_ends || other.iss != c.iss);
        }
        last[next++ % 8] = {c.iss, c.remote_ip, ports};
    }
};

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
