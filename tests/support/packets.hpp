// SPDX-License-Identifier: MIT
// Datagrams written and read byte by byte, with none of the code under test: what the other side of
// the wire sees.
#ifndef THIMBLE_TESTS_PACKETS_HPP
#define THIMBLE_TESTS_PACKETS_HPP

#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace wire {

using bytes = std::vector<std::uint8_t>;

inline const std::uint32_t device = 0xc0a80702; // 192.168.7.2
inline const std::uint32_t peer = 0xc0a80701;   // 192.168.7.1

enum : std::uint8_t { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, URG = 32 };

// "45 00 00 1c" or "4500001c" as bytes.
inline bytes hex(const std::string &text)
{
    bytes out;
    int high = -1;
    for (const char c : text) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) {
            continue;
        }
        if (high < 0) {
            high = digit;
        } else {
            out.push_back(static_cast<std::uint8_t>(high * 16 + digit));
            high = -1;
        }
    }
    return out;
}

inline std::string text(const bytes &from)
{
    std::string out;
    char two[3];
    for (const std::uint8_t byte : from) {
        std::snprintf(two, sizeof two, "%02x", byte);
        out += two;
    }
    return out;
}

inline void put(bytes &to, std::uint32_t value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

inline std::uint32_t get(const bytes &from, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | from.at(at + static_cast<std::size_t>(i));
    }
    return value;
}

// RFC 1071 the long way: a 64-bit sum, folded at the end.
inline std::uint16_t checksum(const bytes &over)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < over.size(); i += 2) {
        sum += static_cast<std::uint64_t>(over[i]) << 8 | (i + 1 < over.size() ? over[i + 1] : 0u);
    }
    while (sum > 0xffff) {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<std::uint16_t>(~sum);
}

inline bytes pseudo(std::uint32_t src, std::uint32_t dst, std::uint8_t protocol, const bytes &body)
{
    bytes out;
    put(out, src, 4);
    put(out, dst, 4);
    put(out, protocol, 2);
    put(out, static_cast<std::uint32_t>(body.size()), 2);
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

// A whole IPv4 datagram around a body whose own checksum is right.
inline bytes ipv4(std::uint8_t protocol, const bytes &body, std::uint32_t src = peer,
                  std::uint32_t dst = device, const bytes &options = {})
{
    bytes out;
    put(out, static_cast<std::uint32_t>(0x45 + options.size() / 4), 1);
    put(out, 0, 1);
    put(out, static_cast<std::uint32_t>(20 + options.size() + body.size()), 2);
    put(out, 0x12344000, 4);
    put(out, 64, 1);
    put(out, protocol, 1);
    put(out, 0, 2);
    put(out, src, 4);
    put(out, dst, 4);
    out.insert(out.end(), options.begin(), options.end());
    const std::uint16_t sum = checksum(out);
    out[10] = static_cast<std::uint8_t>(sum >> 8);
    out[11] = static_cast<std::uint8_t>(sum);
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

struct segment {
    std::uint16_t from = 40000;
    std::uint16_t to = 7;
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    std::uint8_t flags = 0;
    std::uint16_t window = 8192;
    std::string text = {};
    bytes options = {};

    std::uint32_t length() const // SEG.LEN
    {
        return static_cast<std::uint32_t>(text.size()) + ((flags & SYN) != 0) +
               ((flags & FIN) != 0);
    }
};

inline bytes tcp(const segment &of, std::uint32_t src = peer, std::uint32_t dst = device)
{
    bytes out;
    put(out, of.from, 2);
    put(out, of.to, 2);
    put(out, of.seq, 4);
    put(out, of.ack, 4);
    put(out, static_cast<std::uint32_t>((5 + of.options.size() / 4) << 4), 1);
    put(out, of.flags, 1);
    put(out, of.window, 2);
    put(out, 0, 4);
    out.insert(out.end(), of.options.begin(), of.options.end());
    out.insert(out.end(), of.text.begin(), of.text.end());
    const std::uint16_t sum = checksum(pseudo(src, dst, 6, out));
    out[16] = static_cast<std::uint8_t>(sum >> 8);
    out[17] = static_cast<std::uint8_t>(sum);
    return ipv4(6, out, src, dst);
}

inline bytes udp(std::uint16_t from, std::uint16_t to, const std::string &data,
                 std::uint32_t src = peer, std::uint32_t dst = device)
{
    bytes out;
    put(out, from, 2);
    put(out, to, 2);
    put(out, static_cast<std::uint32_t>(8 + data.size()), 2);
    put(out, 0, 2);
    out.insert(out.end(), data.begin(), data.end());
    const std::uint16_t sum = checksum(pseudo(src, dst, 17, out));
    out[6] = static_cast<std::uint8_t>((sum == 0 ? 0xffff : sum) >> 8);
    out[7] = static_cast<std::uint8_t>(sum == 0 ? 0xff : sum);
    return ipv4(17, out, src, dst);
}

inline void demand(bool held, const char *what)
{
    if (!held) {
        throw std::runtime_error(what);
    }
}

// Reads a segment the device sent. Throws when a peer would not take it: then the test fails with
// that sentence.
inline segment parse(const bytes &frame)
{
    demand(frame.size() >= 40 && frame[0] == 0x45 && frame[9] == 6,
           "not TCP in a plain IPv4 header");
    demand(get(frame, 2, 2) == frame.size(), "total length is not the frame's");
    demand(checksum(bytes(frame.begin(), frame.begin() + 20)) == 0, "wrong IPv4 checksum");
    const bytes body(frame.begin() + 20, frame.end());
    demand(checksum(pseudo(get(frame, 12, 4), get(frame, 16, 4), 6, body)) == 0,
           "wrong TCP checksum");
    demand(get(frame, 12, 4) == device && get(frame, 16, 4) == peer, "wrong addresses");
    const std::size_t header = static_cast<std::size_t>(body[12] >> 4) * 4;
    demand(header >= 20 && header <= body.size(), "wrong data offset");
    demand((body[12] & 15) == 0, "reserved bits are not zero");
    segment out;
    out.from = static_cast<std::uint16_t>(get(body, 0, 2));
    out.to = static_cast<std::uint16_t>(get(body, 2, 2));
    out.seq = get(body, 4, 4);
    out.ack = get(body, 8, 4);
    out.flags = body[13];
    out.window = static_cast<std::uint16_t>(get(body, 14, 2));
    out.options.assign(body.begin() + 20, body.begin() + static_cast<std::ptrdiff_t>(header));
    out.text.assign(body.begin() + static_cast<std::ptrdiff_t>(header), body.end());
    return out;
}

} // namespace wire

#endif
