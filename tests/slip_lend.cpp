// SPDX-License-Identifier: MIT
// Room for an answer that is longer than its frame: lent from what is free behind it, given back
// before it is sent, and never at the price of a frame that comes meanwhile.
#include <doctest/doctest.h>

#include "support/line.hpp"

using namespace thimble;

namespace {

const std::uint16_t free_for_all = PROFILE_SLIP_IN_BYTES - SLIP_LENGTH_BYTES - SLIP_KEPT_BYTES;
const std::uint16_t mtu = PROFILE_MTU;
const std::uint16_t most = free_for_all < mtu ? free_for_all : mtu;

// Puts an answer of so many bytes where the oldest frame lies.
void answer(line &l, std::uint16_t count)
{
    std::uint16_t bytes = 0;
    std::uint8_t *at = slip_frame(&l.link, &bytes);
    REQUIRE(at != nullptr);
    for (std::uint16_t i = 0; i < count; i++) {
        at[i] = static_cast<std::uint8_t>(i % 90);
    }
}

} // namespace

TEST_CASE("with nothing behind it a frame is lent all but what is kept, or a whole MTU")
{
    line l;
    l.arrives(join(counting(60, 1), end));
    CHECK(slip_lend(&l.link) == most);
    CHECK(most >= 60);
}

TEST_CASE("with a frame behind it, or a byte of one, no room is lent")
{
    line l;
    l.arrives(join(counting(60, 1), end));
    l.arrives({1});
    CHECK(slip_lend(&l.link) == 60);
    l.arrives(end);
    CHECK(slip_lend(&l.link) == 60);
    l.release();
    CHECK(l.frame() == bytes{1});
    CHECK(slip_lend(&l.link) == most);
}

TEST_CASE("a frame as long as the most is lent nothing")
{
    line l;
    l.arrives(join(counting(most, 1), end));
    CHECK(slip_lend(&l.link) == most);
    CHECK(l.frame() == counting(most, 1));
    l.arrives(join(counting(40, 7), end));
    l.release();
    CHECK(l.frame() == counting(40, 7));
}

TEST_CASE("bytes that come while room is lent are kept, whenever they come")
{
    const bytes next = join(join(counting(40, 7), end), join(counting(30, 3), end));
    // two lengths and an END that takes no room
    for (std::size_t before = 0; before <= SLIP_KEPT_BYTES - 2 * SLIP_LENGTH_BYTES + 1; before++) {
        for (const int room : {1, 60, 300, 400}) {
            const auto kept = static_cast<std::uint16_t>(room);
            CAPTURE(before);
            CAPTURE(kept);
            line l;
            l.arrives(join(counting(60, 1), end));
            REQUIRE(slip_lend(&l.link) == most);
            const auto at = static_cast<std::ptrdiff_t>(before);
            l.arrives(bytes(next.begin(), next.begin() + at));
            answer(l, kept);
            l.keep(kept);
            CHECK(l.sent(true, kept).size() == kept + 2u);
            l.arrives(bytes(next.begin() + at, next.end()));
            l.release();
            CHECK(l.frame() == counting(40, 7));
            l.release();
            CHECK(l.frame() == counting(30, 3));
            CHECK(l.link.overruns == 0);
        }
    }
}

TEST_CASE("bytes that come while the room is given back are kept")
{
    for (int step = 0; step < 4; step++) {
        CAPTURE(step);
        line l;
        l.arrives(join(counting(60, 1), end));
        REQUIRE(slip_lend(&l.link) == most);
        l.arrives(counting(50, 7));
        answer(l, 100);
        slip_keep(&l.link, 100);
        for (int i = 0; i < step; i++) {
            slip_close_hole(&l.link);
        }
        l.arrives({57, 0xc0, 5});
        while (slip_close_hole(&l.link)) {
        }
        CHECK(l.link.overruns == 0);
        CHECK(l.sent(true, 100).size() == 102);
        l.arrives({6, 0xc0});
        l.release();
        CHECK(l.frame() == counting(51, 7));
        l.release();
        CHECK(l.frame() == bytes{5, 6});
    }
}

TEST_CASE("room that was lent for nothing goes with its frame")
{
    line l;
    l.arrives(join(counting(60, 1), end));
    slip_lend(&l.link);
    l.arrives({1, 2});
    l.release();
    l.arrives({3, 0xc0});
    CHECK(l.frame() == bytes{1, 2, 3});
    l.release();
    CHECK(l.link.in_end == 0);
    CHECK(l.link.in_fill == SLIP_LENGTH_BYTES);
}

TEST_CASE("more than is kept does not fit while room is lent: counted, and the next frame is whole")
{
    line l;
    l.arrives(join(counting(60, 1), end));
    REQUIRE(slip_lend(&l.link) == most);
    l.arrives(join(counting(PROFILE_SLIP_IN_BYTES - most, 7), end));
    CHECK(l.link.overruns == 1);
    l.release();
    l.arrives(join(counting(40, 9), end));
    CHECK(l.frame() == counting(40, 9));
}

TEST_CASE("an escape that is open when room is lent belongs to the next frame")
{
    line l;
    l.arrives(join(counting(60, 1), end));
    l.arrives({0xdb});
    CHECK(slip_lend(&l.link) == most); // no byte is stored yet
    l.arrives({0xdc, 4, 0xc0});
    l.release();
    CHECK(l.frame() == bytes{0xc0, 4});
}

TEST_CASE("a frame that needs all that it has gives nothing back")
{
    for (const unsigned needed : {60u, 61u}) {
        line l;
        l.arrives(join(counting(60, 1), end));
        l.arrives(join(counting(30, 7), end));
        slip_keep(&l.link, static_cast<std::uint16_t>(needed));
        CHECK(!slip_close_hole(&l.link));
        CHECK(l.frame() == counting(60, 1));
        l.release();
        CHECK(l.frame() == counting(30, 7));
    }
}
