// SPDX-License-Identifier: MIT
// The portable form against RFC 1071 and against captures. That the assembler form says the same is
// tested where it runs: tests/sim/firmware/checksum_equal.cpp.
#include <doctest/doctest.h>

#include "captures/captures.hpp"
#include "checksum.h"
#include "support/packets.hpp"

using namespace thimble;

namespace {

std::uint16_t sum_of(const wire::bytes &over, std::uint16_t start = 0)
{
    return checksum_add(start, over.data(), static_cast<std::uint16_t>(over.size()));
}

} // namespace

TEST_CASE("the example of RFC 1071 section 3 sums to ddf2")
{
    CHECK(sum_of(wire::hex("00 01 f2 03 f4 f5 f6 f7")) == 0xddf2);
}

TEST_CASE("an odd last byte counts as the upper half of a word")
{
    CHECK(sum_of(wire::hex("00 01 f2")) == 0xf201);
    CHECK(sum_of(wire::hex("ab")) == 0xab00);
}

TEST_CASE("nothing adds nothing")
{
    CHECK(sum_of({}) == 0);
    CHECK(sum_of({}, 0x1234) == 0x1234);
    CHECK(sum_of({}, 0xffff) == 0xffff);
}

TEST_CASE("a carry goes around the end")
{
    CHECK(sum_of(wire::hex("ff ff 00 01")) == 0x0001);
    CHECK(sum_of(wire::hex("ff ff ff ff")) == 0xffff);
    CHECK(sum_of(wire::hex("00 01"), 0xffff) == 0x0001);
    CHECK(sum_of(wire::hex("80 00 80 00")) == 0x0001);
    CHECK(sum_of(wire::hex("ff"), 0x0100) == 0x0001);
}

TEST_CASE("zeros stay zero, and only zeros do")
{
    CHECK(sum_of(wire::bytes(1000, 0)) == 0);
    CHECK(sum_of(wire::hex("ff ff")) == 0xffff);
}

TEST_CASE("a sum may be taken in two parts, cut at an even place")
{
    const wire::bytes all = wire::hex("45 00 00 54 30 39 00 00 40 01 bb 1c c0 a8 07 01 ff");
    for (std::size_t cut = 0; cut <= all.size(); cut += 2) {
        const wire::bytes head(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cut));
        const wire::bytes tail(all.begin() + static_cast<std::ptrdiff_t>(cut), all.end());
        CHECK(sum_of(tail, sum_of(head)) == sum_of(all));
    }
}

TEST_CASE("a header that scapy built sums to ffff, and no longer when any bit is turned")
{
    wire::bytes frame = wire::hex(capture::echo_request);
    frame.resize(20);
    CHECK(sum_of(frame) == 0xffff);
    for (std::size_t bit = 0; bit < 160; bit++) {
        wire::bytes turned = frame;
        turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1u << (bit % 8)));
        CHECK(sum_of(turned) != 0xffff);
    }
}
