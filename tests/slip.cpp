// SPDX-License-Identifier: MIT
// SLIP framing, RFC 1055: the bytes are the RFC's, the arena is ours.
#include <doctest/doctest.h>

#include "support/line.hpp"

using namespace thimble;

TEST_CASE("a link that has just begun has no frame, has lost none and sends nothing")
{
    line l;
    CHECK(l.frame().empty());
    CHECK(slip_overruns(&l.link) == 0);
    CHECK(!slip_is_sending(&l.link));
}

TEST_CASE("a frame is what lies between two ENDs")
{
    line l;
    l.arrives({0xc0, 1, 2, 3});
    CHECK(l.frame() == bytes{});
    l.arrives(end);
    CHECK(l.frame() == bytes{1, 2, 3});
    CHECK(l.frame() == bytes{1, 2, 3});
    l.release();
    CHECK(l.frame() == bytes{});
}

TEST_CASE("ESC ESC_END is an END byte, ESC ESC_ESC an ESC byte")
{
    line l;
    l.arrives({0xc0, 1, 0xdb, 0xdc, 2, 0xdb, 0xdd, 0xdc, 0xdd, 0xc0});
    CHECK(l.frame() == bytes{1, 0xc0, 2, 0xdb, 0xdc, 0xdd});
}

TEST_CASE("empty frames are neither frames nor errors")
{
    line l;
    l.arrives({0xc0, 0xc0, 0xc0, 7, 0xc0, 0xc0, 0xc0, 8, 0xc0});
    CHECK(l.frame() == bytes{7});
    l.release();
    CHECK(l.frame() == bytes{8});
    CHECK(slip_overruns(&l.link) == 0);
}

TEST_CASE("ESC before any other byte spoils the frame, and only that frame")
{
    line l;
    l.arrives({1, 0xdb, 2, 3, 0xc0, 4, 0xdb, 0xc0, 5, 0xc0});
    CHECK(l.frame() == bytes{5});
    CHECK(slip_overruns(&l.link) == 2);
    CHECK(slip_overruns(&l.link) == 0);
}

TEST_CASE("a damaged byte spoils the frame it is in, END included")
{
    line l;
    l.arrives({1, 2});
    slip_receive(&l.link, 3, true);
    l.arrives({4, 0xc0, 5, 6});
    slip_receive(&l.link, 0xc0, true);
    l.arrives({7, 0xc0});
    CHECK(l.frame() == bytes{7});
    CHECK(slip_overruns(&l.link) == 2);
}

TEST_CASE("the longest frame fills the arena, one byte more is dropped and counted")
{
    const std::size_t room = PROFILE_SLIP_IN_BYTES - SLIP_LENGTH_BYTES;
    line l;
    l.arrives(join(counting(room, 1), end));
    CHECK(l.frame() == counting(room, 1));
    CHECK(slip_overruns(&l.link) == 0);
    l.arrives({9, 0xc0}); // nothing fits behind it
    CHECK(slip_overruns(&l.link) == 1);
    l.release();
    CHECK(l.frame() == bytes{});
    l.arrives(join(counting(room + 1, 1), end));
    CHECK(slip_overruns(&l.link) == 1);
    CHECK(l.frame() == bytes{});
    l.arrives({9, 0xc0});
    CHECK(l.frame() == bytes{9});
}

TEST_CASE("lost frames are counted up to 255")
{
    line l;
    for (int i = 0; i < 300; i++) {
        l.arrives({0xdb, 0xc0});
    }
    CHECK(slip_overruns(&l.link) == 255);
}

TEST_CASE("frames queue behind each other while the first is worked on")
{
    line l;
    l.arrives({1, 2, 3, 0xc0, 4, 5, 0xc0, 6});
    CHECK(l.frame() == bytes{1, 2, 3});
    l.release();
    CHECK(l.frame() == bytes{4, 5});
    l.arrives({7, 0xc0});
    l.release();
    CHECK(l.frame() == bytes{6, 7});
}

TEST_CASE("room of a released frame serves the frame that was arriving")
{
    const std::size_t room = PROFILE_SLIP_IN_BYTES - SLIP_LENGTH_BYTES;
    line l;
    l.arrives(join(counting(200, 1), end));
    l.arrives(counting(room - 202, 3)); // up to the brim
    l.release();
    l.arrives(join(counting(202, static_cast<std::uint8_t>((3 + room - 202) % 100)), end));
    CHECK(slip_overruns(&l.link) == 0);
    CHECK(l.frame() == counting(room, 3));
}

// Whatever the moment between two steps at which the bytes come, and whether they end, spoil or go
// on with the frame.
TEST_CASE("bytes may arrive between any two steps of closing the hole")
{
    const bytes tails[] = {
        {},
        {90},
        {0xc0},
        {0xc0, 91, 92},
        {0xc0, 91, 0xc0, 92, 0xc0},
        {0xdb, 0xc0, 93},
        {0xdb, 0xc0, 93, 0xc0},
        {0xdb, 0xc0, 0xc0, 94, 95, 0xc0, 96},
        {0xdb},
    };
    for (const bytes &tail : tails) {
        for (int step = 0; step < 12; step++) {
            CAPTURE(step);
            CAPTURE(&tail - tails);
            line l;
            line plain; // the same bytes, all of them before the release
            const bytes before = join(join(join(counting(60, 1), end), join(counting(50, 11), end)),
                                      counting(70, 21));
            l.arrives(before);
            plain.arrives(join(before, tail));
            slip_release(&l.link);
            for (int i = 0; i < step; i++) {
                slip_close_hole(&l.link);
            }
            l.arrives(tail);
            while (slip_close_hole(&l.link)) {
            }
            plain.release();
            l.arrives({0xdd, 97, 0xc0});
            plain.arrives({0xdd, 97, 0xc0});
            CHECK(l.link.overruns == plain.link.overruns);
            CHECK(l.frame() == counting(50, 11));
            while (!plain.frame().empty()) {
                CHECK(l.frame() == plain.frame());
                l.release();
                plain.release();
            }
            CHECK(l.frame() == bytes{});
            CHECK(l.link.in_end == 0);
            CHECK(l.link.in_fill == SLIP_LENGTH_BYTES);
        }
    }
}

TEST_CASE("one step moves at most SLIP_STEP_BYTES")
{
    line l;
    l.arrives(join(join(counting(20, 1), end), counting(100, 1)));
    slip_release(&l.link);
    int steps = 1;
    while (slip_close_hole(&l.link)) {
        steps++;
    }
    CHECK(steps == 13); // 100 bytes, 8 a step
}

TEST_CASE("a frame is sent between ENDs, its END and ESC bytes as two")
{
    line l;
    const bytes out{1, 0xc0, 0xdb, 0xdc, 0xdd, 2};
    std::memcpy(l.link.out, out.data(), out.size());
    CHECK(l.sent(false, 6) == bytes{0xc0, 1, 0xdb, 0xdc, 0xdb, 0xdd, 0xdc, 0xdd, 2, 0xc0});
    CHECK_FALSE(slip_is_sending(&l.link));
    CHECK(l.sent(false, 1) == bytes{0xc0, 1, 0xc0});
}

TEST_CASE("an answer is sent from where the frame lies, while the next arrives behind it")
{
    line l;
    l.arrives({5, 6, 7, 0xc0, 8});
    std::uint16_t count = 0;
    slip_frame(&l.link, &count)[1] = 0xdb;
    slip_send(&l.link, true, 2);
    bytes all;
    while (slip_is_sending(&l.link)) {
        all.push_back(slip_send_next(&l.link));
        l.arrives({9});
    }
    CHECK(all == bytes{0xc0, 5, 0xdb, 0xdd, 0xc0});
    l.release();
    l.arrives(end);
    CHECK(l.frame() == bytes{8, 9, 9, 9, 9, 9});
}
