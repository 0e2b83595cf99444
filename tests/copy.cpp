// SPDX-License-Identifier: MIT
// The portable form of the copy. That the assembler form does the same is tested where it runs:
// tests/sim/firmware/copy_equal.cpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "copy.h"

using namespace thimble;

TEST_CASE("what was there is here, and nothing else has changed")
{
    for (std::uint16_t count = 0; count < 70; count++) {
        std::vector<std::uint8_t> from(count), to(count + 2u, 0xee);
        for (std::uint16_t i = 0; i < count; i++) {
            from[i] = static_cast<std::uint8_t>(i);
        }
        copy_bytes(to.data() + 1, from.data(), count);
        CHECK(std::equal(from.begin(), from.end(), to.begin() + 1));
        CHECK(to.front() == 0xee);
        CHECK(to.back() == 0xee);
    }
}

TEST_CASE("a piece may be moved down onto itself")
{
    std::vector<std::uint8_t> all{1, 2, 3, 4, 5, 6, 7};
    copy_bytes(all.data() + 1, all.data() + 2, 5);
    CHECK(all == std::vector<std::uint8_t>{1, 3, 4, 5, 6, 7, 7});
}
