// SPDX-License-Identifier: MIT
#include <cstdint>

#include <doctest/doctest.h>

#include "seq.h"

using namespace thimble;

TEST_CASE("a number is before another when less than half the circle leads up to it")
{
    struct row { std::uint32_t a, b; bool before; };
    const row rows[] = {
        {0, 0, false},
        {0, 1, true},
        {1, 0, false},
        {0xffffffff, 0, true},
        {0, 0xffffffff, false},
        {0xfffffff0, 0x10, true},
        {0x10, 0xfffffff0, false},
        {0, 0x7fffffff, true},
        {0x7fffffff, 0, false},
        {5, 0x80000004, true},
        {5, 0x80000006, false},
    };
    for (const row &r : rows) {
        CAPTURE(r.a);
        CAPTURE(r.b);
        CHECK(seq_before(r.a, r.b) == r.before);
    }
}
