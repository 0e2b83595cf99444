// SPDX-License-Identifier: MIT
// A SLIP link without its registers: bytes go in and out, frames are looked at and released.
#ifndef THIMBLE_TESTS_LINE_HPP
#define THIMBLE_TESTS_LINE_HPP

#include <cstdint>
#include <cstring>
#include <vector>

#include "slip.h"

namespace thimble {

using bytes = std::vector<std::uint8_t>;

struct line {
    slip_link link;

    line()
    {
        std::memset(&link, 0xa5, sizeof link);
        slip_init(&link);
    }
    void arrives(const bytes &all)
    {
        for (const std::uint8_t byte : all) {
            slip_receive(&link, byte, false);
        }
    }
    bytes frame()
    {
        std::uint16_t count = 0;
        const std::uint8_t *at = slip_frame(&link, &count);
        return at == nullptr ? bytes{} : bytes(at, at + count);
    }
    void release()
    {
        slip_release(&link);
        while (slip_close_hole(&link)) {
        }
    }
    void keep(std::uint16_t count)
    {
        slip_keep(&link, count);
        while (slip_close_hole(&link)) {
        }
    }
    bytes sent(bool in_place, std::uint16_t count)
    {
        bytes all;
        slip_send(&link, in_place, count);
        while (slip_is_sending(&link)) {
            all.push_back(slip_send_next(&link));
        }
        return all;
    }
};

inline bytes counting(std::size_t count, std::uint8_t from)
{
    bytes all(count);
    for (std::size_t i = 0; i < count; i++) {
        all[i] = static_cast<std::uint8_t>((from + i) % 100); // below both special bytes
    }
    return all;
}

inline bytes join(const bytes &a, const bytes &b)
{
    bytes all = a;
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

const bytes end{0xc0};

}

#endif
