// SPDX-License-Identifier: MIT
// Text to send, and a hand to write it with.
#ifndef THIMBLE_TESTS_TEXT_HPP
#define THIMBLE_TESTS_TEXT_HPP

#include "support/world.hpp"

inline std::string letters(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; i++) {
        out += static_cast<char>('a' + i % 26);
    }
    return out;
}

inline std::uint16_t write(talk &t, const std::string &text)
{
    return thimble::tcp_write(&t.w.s, 0, reinterpret_cast<const std::uint8_t *>(text.data()),
                              static_cast<std::uint16_t>(text.size()));
}

#endif
