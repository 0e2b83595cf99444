// SPDX-License-Identifier: MIT
// Frames for the fuzzed stack, checksums right, and a reader of what comes out that trusts nothing.
#ifndef THIMBLE_FUZZ_STACK_FRAMES_HPP
#define THIMBLE_FUZZ_STACK_FRAMES_HPP

#include <algorithm>
#include <cstring>
#include <initializer_list>

#include <sanitizer/asan_interface.h>

#include "profile.h"
#include "wire.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

enum { ICMP = 1, TCP = 6, UDP = 17 };
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, URG = 32 };

// Bytes of a frame, without the heap, which a sanitizer makes slow.
class octets {
public:
    enum { MOST = 1500 };

    octets() = default;
    explicit octets(std::size_t count) : used(count)
    {
        MUST(count <= MOST);
        std::memset(at, 0, count);
    }
    octets(const std::uint8_t *first, const std::uint8_t *last) { append(first, last); }
    octets(std::initializer_list<std::uint8_t> list) { append(list.begin(), list.end()); }
    octets(const octets &other) { append(other.begin(), other.end()); }
    octets &operator=(const octets &) = delete;

    std::size_t size() const { return used; }
    bool empty() const { return used == 0; }
    std::uint8_t *data() { return at; }
    const std::uint8_t *data() const { return at; }
    const std::uint8_t *begin() const { return at; }
    const std::uint8_t *end() const { return at + used; }
    std::uint8_t &operator[](std::size_t place) { return at[place]; }
    const std::uint8_t &operator[](std::size_t place) const { return at[place]; }

    std::uint8_t *grow(std::size_t count)
    {
        MUST(count <= MOST - used);
        used += count;
        return at + used - count;
    }
    void push_back(std::uint8_t byte) { *grow(1) = byte; }
    void append(const std::uint8_t *first, const std::uint8_t *last)
    {
        std::copy(first, last, grow(static_cast<std::size_t>(last - first)));
    }

private:
    std::size_t used = 0;
    std::uint8_t at[MOST];
};

// A place for a frame that ends where it says: a sanitizer watches over what lies behind.
struct exact {
    alignas(8) std::uint8_t at[octets::MOST + 36];
    const std::size_t count;

    explicit exact(std::size_t count) : count(count)
    {
        MUST(count <= octets::MOST);
        ASAN_POISON_MEMORY_REGION(at + count, sizeof at - count);
    }
    ~exact() { ASAN_UNPOISON_MEMORY_REGION(at + count, sizeof at - count); }
    exact(const exact &) = delete;
    exact &operator=(const exact &) = delete;
};

struct view { // bytes of a frame that lies elsewhere
    const std::uint8_t *at;
    std::size_t count;

    std::size_t size() const { return count; }
    bool empty() const { return count == 0; }
    const std::uint8_t *data() const { return at; }
    const std::uint8_t *begin() const { return at; }
    const std::uint8_t *end() const { return at + count; }
    const std::uint8_t &operator[](std::size_t place) const { return at[place]; }
};

// An IPv4 datagram to the device; its payload comes behind. `options`: bytes, a multiple of 4.
inline octets ipv4(std::uint8_t protocol, std::uint32_t src, const octets &options = {})
{
    octets frame(20);
    frame[0] = static_cast<std::uint8_t>(0x40 | (20 + options.size()) / 4);
    frame[8] = 64;
    frame[9] = protocol;
    put(&frame[12], 4, src);
    put(&frame[16], 4, thimble::profile_address);
    frame.append(options.begin(), options.end());
    return frame;
}

// The payload is there: the length, the checksum of the header, and that of the payload, at `field`
// of it; no pseudo header for ICMP.
inline void seal(octets &frame, std::size_t field)
{
    const std::size_t header = (frame[0] & 0x0f) * 4u;
    std::uint8_t *const payload = &frame[header];
    const std::size_t count = frame.size() - header;

    put(&frame[2], 2, static_cast<std::uint32_t>(frame.size()));
    put(&frame[10], 2, static_cast<std::uint16_t>(~sum(frame.data(), header)));
    const std::uint16_t start =
        frame[9] == ICMP ? std::uint16_t{0}
                         : pseudo(number(&frame[12], 4), thimble::profile_address, frame[9], count);
    put(payload + field, 2, static_cast<std::uint16_t>(~sum(payload, count, start)));
}

struct tcp_fields {
    std::uint16_t src_port, dst_port;
    std::uint32_t seqno, ackno;
    std::uint8_t flags;
    std::uint16_t window;
    std::uint16_t urgent; // 0 without URG
};

// A segment; its text comes behind, then it is sealed.
inline octets tcp(std::uint32_t src, const tcp_fields &f, const octets &options)
{
    octets frame = ipv4(TCP, src);
    std::uint8_t *const segment = frame.grow(20);
    put(&segment[0], 2, f.src_port);
    put(&segment[2], 2, f.dst_port);
    put(&segment[4], 4, f.seqno);
    put(&segment[8], 4, f.ackno);
    segment[12] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4);
    segment[13] = f.flags;
    put(&segment[14], 2, f.window);
    put(&segment[16], 4, f.urgent);
    frame.append(options.begin(), options.end());
    return frame;
}
enum { TCP_SUM = 16, UDP_SUM = 6, ICMP_SUM = 2 }; // where the checksum lies

inline octets udp(std::uint32_t src, std::uint16_t src_port, std::uint16_t dst_port,
                  const octets &data)
{
    octets frame = ipv4(UDP, src);
    std::uint8_t *const header = frame.grow(8);
    put(&header[0], 2, src_port);
    put(&header[2], 2, dst_port);
    put(&header[4], 4, static_cast<std::uint32_t>(8 + data.size()) << 16);
    frame.append(data.begin(), data.end());
    seal(frame, UDP_SUM);
    return frame;
}

inline octets icmp(std::uint32_t src, std::uint8_t type, std::uint8_t code, std::uint32_t rest,
                   const octets &data)
{
    octets frame = ipv4(ICMP, src);
    std::uint8_t *const header = frame.grow(8);
    put(&header[0], 4, static_cast<std::uint32_t>(type << 24 | code << 16));
    put(&header[4], 4, rest);
    frame.append(data.begin(), data.end());
    seal(frame, ICMP_SUM);
    return frame;
}

inline octets echo_request(std::uint32_t src, const octets &data)
{
    return icmp(src, 8, 0, 0x01020304, data);
}

// What an outgoing frame says, after everything that can be known about it without its connection
// has been checked.
struct outgoing {
    std::uint8_t protocol;
    std::uint32_t dst;
    view payload;      // of IP
    tcp_fields tcp;    // if it is TCP
    view text;         // of TCP
};

inline void read_tcp(outgoing &out)
{
    const view &p = out.payload;
    const std::size_t header = static_cast<std::size_t>(p[12] >> 4) * 4;

    MUST(p.size() >= 20 && header >= 20 && header <= p.size());
    MUST((p[12] & 0x0f) == 0);                       // reserved: sent as zero
    const auto word = [&](std::size_t at) { return static_cast<std::uint16_t>(number(&p[at], 2)); };
    out.tcp = {word(0), word(2), number(&p[4], 4), number(&p[8], 4), p[13], word(14), word(18)};
    MUST((out.tcp.flags & ~(FIN | SYN | RST | PSH | ACK | URG)) == 0);
    MUST(out.tcp.urgent == 0 || out.tcp.flags & URG);
    if (out.tcp.flags & SYN) {
        MUST(header == 24 && p[20] == 2 && p[21] == 4
             && number(&p[22], 2) == thimble::PROFILE_MTU - 40);
    } else {
        MUST(header == 20);
    }
    out.text = {p.data() + header, p.size() - header};
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
    out.payload = {at + 20, count - 20};
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

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
