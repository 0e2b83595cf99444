// SPDX-License-Identifier: MIT
// core/slip.h where the profile leaves `in` out: what a peer may send at once arrives.
#include <doctest/doctest.h>

#include "support/line.hpp"

using namespace thimble;

TEST_CASE("a frame of the whole MTU fits the arena, one byte more does not")
{
    line l;
    l.arrives(join(counting(PROFILE_MTU, 1), end));
    CHECK(l.frame() == counting(PROFILE_MTU, 1));
    l.release();
    CHECK(slip_overruns(&l.link) == 0);
    l.arrives(join(counting(PROFILE_MTU + 1, 1), end));
    CHECK(l.frame() == bytes{});
    CHECK(slip_overruns(&l.link) == 1);
}
