// SPDX-License-Identifier: MIT
// Frames for the fuzzed stack, checksums right, and a reader of what comes out that trusts nothing.
#ifndef THIMBLE_FUZZ_STACK_FRAMES_HPP
#define THIMBLE_FUZZ_STACK_FRAMES_HPP

#include "profile.h"
#include "wire.hpp"

namespace fuzz {

enum { ICMP = 1, TCP = 6, UDP = 17 };
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16 };

// An IPv4 datagram to the device around `payload`. `options`: bytes, a multiple of 4.
inline bytes ipv4(std::uint8_t protocol, std::uint32_t src, const bytes &payload,
                  const bytes &options = {})
{
    const std::size_t header = 20 + options.size();
    bytes frame(header + payload.size());
    frame[0] = static_cast<std::uint8_t>(0x40 | header / 4);
    put(&frame[2], 2, static_cast<std::uint32_t>(frame.size()));
    frame[8] = 64;
    frame[9] = protocol;
    put(&frame[12], 4, src);
    put(&frame[16], 4, thimble::profile_address);
    std::copy(options.begin(), options.end(), frame.begin() + 20);
    put(&frame[10], 2, static_cast<std::uint16_t>(~sum(frame.data(), header)));
    std::copy(payload.begin(), payload.end(), frame.begin() + static_cast<std::ptrdiff_t>(header));
    return frame;
}

inline void seal(bytes &segment, std::size_t field, std::uint8_t protocol, std::uint32_t src)
{
    put(&segment[field], 2, 0);
    const std::uint16_t start = pseudo(src, thimble::profile_address, protocol, segment.size());
    put(&segment[field], 2,
        static_cast<std::uint16_t>(~sum(segment.data(), segment.size(), start)));
}

struct tcp_fields {
    std::uint16_t src_port, dst_port;
    std::uint32_t seqno, ackno;
    std::uint8_t flags;
    std::uint16_t window;
};

inline bytes tcp(std::uint32_t src, const tcp_fields &f, const bytes &options, const bytes &text)
{
    bytes segment(20);
    put(&segment[0], 2, f.src_port);
    put(&segment[2], 2, f.dst_port);
    put(&segment[4], 4, f.seqno);
    put(&segment[8], 4, f.ackno);
    segment[12] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4);
    segment[13] = f.flags;
    put(&segment[14], 2, f.window);
    segment.insert(segment.end(), options.begin(), options.end());
    segment.insert(segment.end(), text.begin(), text.end());
    seal(segment, 16, TCP, src);
    return ipv4(TCP, src, segment);
}

inline bytes udp(std::uint32_t src, std::uint16_t src_port, std::uint16_t dst_port,
                 const bytes &data)
{
    bytes datagram(8);
    put(&datagram[0], 2, src_port);
    put(&datagram[2], 2, dst_port);
    put(&datagram[4], 2, static_cast<std::uint32_t>(8 + data.size()));
    datagram.insert(datagram.end(), data.begin(), data.end());
    seal(datagram, 6, UDP, src);
    return ipv4(UDP, src, datagram);
}

inline bytes echo_request(std::uint32_t src, const bytes &data)
{
    bytes message{8, 0, 0, 0, 1, 2, 3, 4};
    message.insert(message.end(), data.begin(), data.end());
    put(&message[2], 2, static_cast<std::uint16_t>(~sum(message.data(), message.size())));
    return ipv4(ICMP, src, message);
}

// What an outgoing frame says, after everything that can be known about it without its connection
// has been checked.
struct outgoing {
    std::uint8_t protocol;
    std::uint32_t dst;
    bytes payload;     // of IP
    tcp_fields tcp;    // if it is TCP
    bytes text;        // of TCP
};

inline void read_tcp(outgoing &out)
{
    const bytes &p = out.payload;
    const std::size_t header = static_cast<std::size_t>(p[12] >> 4) * 4;

    MUST(p.size() >= 20 && header >= 20 && header <= p.size());
    MUST((p[12] & 0x0f) == 0);                       // reserved: sent as zero
    const auto word = [&](std::size_t at) { return static_cast<std::uint16_t>(number(&p[at], 2)); };
    out.tcp = {word(0), word(2), number(&p[4], 4), number(&p[8], 4), p[13], word(14)};
    MUST((out.tcp.flags & ~(FIN | SYN | RST | PSH | ACK)) == 0);
    MUST(number(&p[18], 2) == 0);                    // no urgent pointer without URG
    if (out.tcp.flags & SYN) {
        MUST(header == 24 && p[20] == 2 && p[21] == 4
             && number(&p[22], 2) == thimble::PROFILE_MTU - 40);
    } else {
        MUST(header == 20);
    }
    out.text.assign(p.begin() + static_cast<std::ptrdiff_t>(header), p.end());
    MUST(out.text.empty() || !(out.tcp.flags & (SYN | RST)));
    MUST(out.text.size() <= thimble::PROFILE_TCP_MSS);
    MUST(!(out.tcp.flags & SYN) || !(out.tcp.flags & (FIN | RST)));
}

inline outgoing read(const std::uint8_t *at, std::size_t count)
{
    outgoing out{};

    MUST(count >= 28 && at[0] == 0x45);                        // no options
    MUST(at[1] == 0 || at[9] != UDP);                          // an echo and a reset have theirs
    MUST(number(at + 2, 2) == count);
    MUST(number(at + 4, 2) == 0 && number(at + 6, 2) == 0x4000); // atomic: RFC 6864 4.1
    MUST(at[8] == 64);
    MUST(sum(at, 20) == 0xffff);
    MUST(number(at + 12, 4) == thimble::profile_address);
    out.protocol = at[9];
    out.dst = number(at + 16, 4);
    out.payload.assign(at + 20, at + count);
    if (out.protocol == ICMP) {
        MUST(sum(out.payload.data(), out.payload.size()) == 0xffff);
    } else {
        MUST(out.protocol == TCP || out.protocol == UDP);
        MUST(sum(out.payload.data(), out.payload.size(),
                 pseudo(thimble::profile_address, out.dst, out.protocol, out.payload.size()))
             == 0xffff);
    }
    if (out.protocol == UDP) {
        MUST(number(&out.payload[4], 2) == out.payload.size() && number(&out.payload[6], 2) != 0);
    }
    if (out.protocol == TCP) {
        read_tcp(out);
    }
    return out;
}

}

#endif
