// SPDX-License-Identifier: MIT What the fuzz targets know of the wire, written apart from the code
// under test: big-endian numbers and the Internet checksum the slow way (RFC 1071).
#ifndef THIMBLE_FUZZ_WIRE_HPP
#define THIMBLE_FUZZ_WIRE_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

// Like assert, but there in every build.
#define MUST(condition)                                                                     \
    do {                                                                                    \
        if (!(condition)) {                                                                 \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                   \
        }                                                                                   \
    } while (false)

namespace fuzz {

using bytes = std::vector<std::uint8_t>;

inline std::uint32_t number(const std::uint8_t *at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

inline void put(std::uint8_t *at, int count, std::uint32_t value)
{
    for (int i = 0; i < count; i++) {
        at[i] = static_cast<std::uint8_t>(value >> 8 * (count - 1 - i));
    }
}

// On the circle of sequence numbers, RFC 9293 3.4.
inline bool before(std::uint32_t a, std::uint32_t b)
{
    return a - b >= 0x80000000u;
}

// One's complement sum of 16-bit words, an odd byte padded with zero.
inline std::uint16_t sum(const std::uint8_t *at, std::size_t count, std::uint32_t start = 0)
{
    std::uint32_t total = start;
    for (std::size_t i = 0; i + 1 < count; i += 2) {
        total += std::uint32_t{at[i]} << 8 | at[i + 1];
    }
    total += count % 2 != 0 ? std::uint32_t{at[count - 1]} << 8 : 0;
    while (total > 0xffff) {
        total = (total & 0xffff) + (total >> 16);
    }
    return static_cast<std::uint16_t>(total);
}

// The pseudo header of UDP and TCP.
inline std::uint16_t pseudo(std::uint32_t src, std::uint32_t dst, std::uint8_t protocol,
                            std::size_t count)
{
    std::uint8_t head[12];
    put(head, 4, src);
    put(head + 4, 4, dst);
    put(head + 8, 2, protocol);
    put(head + 10, 2, static_cast<std::uint32_t>(count));
    return sum(head, sizeof head);
}

}

#endif
