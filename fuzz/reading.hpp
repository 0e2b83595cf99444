// SPDX-License-Identifier: MIT What a plain reading of a packet spec is made of: bits taken one
// behind the other, in wide numbers. fuzz/packets/ is printed on top of it.
#ifndef THIMBLE_FUZZ_READING_HPP
#define THIMBLE_FUZZ_READING_HPP

#include <cstring>

#include "wire.hpp"

// What only compares: libFuzzer looks for ways through the code under test, not through this. It
// would trace some hundred comparisons an input.
#define UNWATCHED __attribute__((no_sanitize("coverage"), noinline))

namespace fuzz {

using wide = std::int64_t;

// Some bytes of a packet.
struct part {
    const std::uint8_t *at = nullptr;
    wide bytes = 0;
};

inline bool same(const part &a, const part &b)
{
    return a.bytes == b.bytes
        && (a.bytes == 0 || std::memcmp(a.at, b.at, static_cast<std::size_t>(a.bytes)) == 0);
}

// Goes through bytes; `whole` until it was asked for more than there is, or for less than nothing.
struct cursor {
    const std::uint8_t *at;
    wide size;
    wide bit = 0;
    bool whole = true;

    // It asks itself whether the bytes are there.
    __attribute__((no_sanitize("address", "undefined"))) UNWATCHED wide bits(wide count)
    {
        if (count > size * 8 - bit) {
            whole = false;
            return 0;
        }
        wide value = 0;
        for (const wide end = bit + count; bit < end;) {
            const wide here = 8 - bit % 8, taken = here < end - bit ? here : end - bit;
            value = (value << taken) | (at[bit / 8] >> (here - taken) & ((1 << taken) - 1));
            bit += taken;
        }
        return value;
    }

    wide bytes(wide count) { return bits(8 * count); }

    bool eof() const { return bit >= size * 8; }

    UNWATCHED part take(wide count)
    {
        if (count < 0 || count > size - bit / 8) {
            whole = false;
            return {};
        }
        const part taken{at + bit / 8, count};
        bit += 8 * count;
        return taken;
    }

    part rest() { return take(size - bit / 8); }
};

// A packet that is put together from parts.
struct packet_buffer {
    std::uint8_t at[1 << 16];
    wide bytes = 0;

    void put(const std::uint8_t *from, wide count)
    {
        MUST(count <= static_cast<wide>(sizeof at) - bytes);
        if (count != 0) {
            std::memcpy(at + bytes, from, static_cast<std::size_t>(count));
        }
        bytes += count;
    }

    // The bytes of a part; zeros, when the header that was written says another size.
    void put(const part &p, wide count)
    {
        MUST(count >= 0 && count <= static_cast<wide>(sizeof at) - bytes);
        if (count == p.bytes) {
            put(p.at, count);
        } else {
            std::memset(at + bytes, 0, static_cast<std::size_t>(count));
            bytes += count;
        }
    }
};

inline packet_buffer again; // one is enough: a target has one thread

// Sums of 16-bit words before they are folded. Neither watched nor instrumented: the sanitizers are
// for the code under test, and the words of a long packet would be most of the time.
__attribute__((no_sanitize("address", "undefined", "coverage"))) inline std::uint64_t
words(const std::uint8_t *at, wide count)
{
    std::uint64_t total = 0;
    wide i = 0;
    for (; i + 1 < count; i += 2) {
        total += static_cast<std::uint64_t>(at[i] << 8 | at[i + 1]);
    }
    return i < count ? total + (static_cast<std::uint64_t>(at[i]) << 8) : total;
}

inline std::uint16_t folded(std::uint64_t total)
{
    while (total > 0xffff) {
        total = (total & 0xffff) + (total >> 16);
    }
    return static_cast<std::uint16_t>(total);
}

// The words of a number in a pseudo header.
inline std::uint64_t words_of(wide value)
{
    return static_cast<std::uint64_t>(value / 65536 + value % 65536);
}

}

#endif
