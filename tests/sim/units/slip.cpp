// SPDX-License-Identifier: MIT
#include "slip.hpp"

#include <doctest/doctest.h>

using namespace avrsim;

namespace {

frame encoded(const frame &datagram)
{
    std::deque<std::uint8_t> line;
    slip_encode(datagram, line);
    return {line.begin(), line.end()};
}

std::vector<frame> decoded(slip_decoder &decoder, const frame &line)
{
    std::vector<frame> frames;
    for (const std::uint8_t byte : line) {
        if (const auto whole = decoder.take(byte)) {
            frames.push_back(*whole);
        }
    }
    return frames;
}

} // namespace

TEST_CASE("a datagram lies between two ENDs, and its own END and ESC are written as two bytes")
{
    CHECK(encoded({1, 2}) == frame{0xc0, 1, 2, 0xc0});
    CHECK(encoded({0xc0}) == frame{0xc0, 0xdb, 0xdc, 0xc0});
    CHECK(encoded({0xdb}) == frame{0xc0, 0xdb, 0xdd, 0xc0});
    CHECK(encoded({0xdc, 0xdd}) == frame{0xc0, 0xdc, 0xdd, 0xc0});
}

TEST_CASE("a datagram is there with its END, and empty ones are nothing")
{
    slip_decoder decoder;
    CHECK(decoded(decoder, {0xc0, 0xc0, 1, 2}).empty());
    CHECK(decoded(decoder, {0xc0, 0xc0, 3, 0xc0}) == std::vector<frame>{{1, 2}, {3}});
    CHECK(decoder.spoilt_frames() == 0);
}

TEST_CASE("every byte comes through escaped and back")
{
    frame all;
    for (unsigned b = 0; b < 256; ++b) {
        all.push_back(static_cast<std::uint8_t>(b));
    }
    slip_decoder decoder;
    CHECK(decoded(decoder, encoded(all)) == std::vector<frame>{all});
}

TEST_CASE("ESC before anything but its two codes spoils the datagram, and only that one")
{
    slip_decoder decoder;
    CHECK(decoded(decoder, {1, 0xdb, 0x41, 2, 0xc0, 3, 0xc0}) == std::vector<frame>{{3}});
    CHECK(decoder.spoilt_frames() == 1);
    CHECK(decoded(decoder, {1, 0xdb, 0xc0, 4, 0xc0}) == std::vector<frame>{{4}});
    CHECK(decoder.spoilt_frames() == 2);
}
