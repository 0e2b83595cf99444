// SPDX-License-Identifier: MIT
// The window of the peer: never exceeded, probed when shut, not filled in silly pieces.
#include "support/text.hpp"

using namespace thimble;

TEST_CASE("nothing is sent beyond the peer's window")
{
    talk t;
    established(t, {}, 100);
    CHECK(write(t, letters(216)) == 216);
    const segment out = only(t.w.poll());
    CHECK(out.text == letters(100));
    CHECK(t.w.wait(900).empty());
}

TEST_CASE("a shut window is probed with one byte after the retransmission timeout, ever more "
          "slowly, and for ever")
{
    talk t;
    established(t, {}, 0);
    CHECK(write(t, "abc") == 3);
    CHECK(t.w.poll().empty());
    std::uint32_t last = t.w.now;
    std::vector<std::uint32_t> gaps;
    while (t.w.now < 2400000) {
        for (const segment &out : t.w.wait(100)) {
            REQUIRE(out.text == "a");
            REQUIRE(out.seq == t.theirs);
            gaps.push_back(t.w.now - last);
            last = t.w.now;
            REQUIRE(t.say(ACK, "", 0).empty()); // still shut
        }
    }
    REQUIRE(gaps.size() > 20);
    CHECK(gaps[0] >= 900);
    CHECK(gaps[0] <= 1100);
    for (std::size_t i = 1; i < gaps.size(); i++) {
        CHECK(gaps[i] + 100 >= gaps[i - 1]);
        CHECK(gaps[i] <= 60100);
    }
    CHECK(gaps.back() >= 59900);
    CHECK(t.w.connection().state == TCP_ESTAB);
}

TEST_CASE("a window that opens is used at once, from the probed byte on")
{
    talk t;
    established(t, {}, 0);
    write(t, "abc");
    CHECK(t.w.poll().empty());
    CHECK(only(t.w.wait(1100)).text == "a");
    CHECK(t.say(ACK, "", 0).empty());
    const segment out = only(t.say(ACK, "", 500));
    CHECK(out.text == "abc");
    CHECK(out.seq == t.theirs);
}

TEST_CASE("a probe that the peer took is not sent again")
{
    talk t;
    established(t, {}, 0);
    write(t, "abc");
    t.w.poll();
    CHECK(only(t.w.wait(1100)).text == "a");
    t.theirs += 1;
    const segment out = only(t.say(ACK, "", 500));
    CHECK(out.text == "bc");
    CHECK(out.seq == t.theirs);
}

TEST_CASE(
    "a window that shrinks below what is out sends nothing new, and one byte again when it is time")
{
    talk t;
    established(t, {}, 200);
    write(t, letters(100));
    CHECK(only(t.w.poll()).text.size() == 100);
    t.say(ACK, "", 10);
    CHECK(write(t, "more") == 4);
    CHECK(t.w.poll().empty());
    CHECK(only(t.w.wait(1100)).text == letters(10));
}

TEST_CASE("a piece that fills less than half the window waits while more is behind it")
{
    talk t;
    established(t, {}, 110);
    write(t, letters(90));
    CHECK(only(t.w.poll()).text.size() == 90);
    write(t, letters(100));
    CHECK(t.w.poll().empty()); // 20 of 110 would fit
    t.theirs += 90;
    CHECK(only(t.say(ACK, "", 110)).text == letters(100));
}

TEST_CASE("the FIN waits for room in the window like text does")
{
    talk t;
    established(t, {}, 3);
    write(t, "bye");
    tcp_close(&t.w.s, 0);
    const segment out = only(t.w.poll());
    CHECK(out.text == "bye");
    CHECK((out.flags & FIN) == 0);
    t.theirs += 3;
    CHECK((only(t.say(ACK, "", 3)).flags & FIN) != 0);
}

TEST_CASE("a window that shrinks to a sliver is not filled with slivers before the override")
{
    talk t;
    established(t);
    CHECK(t.say(ACK, "", 10).empty());
    CHECK(write(t, letters(200)) == 200);
    CHECK(t.w.poll().empty());
    CHECK(t.w.wait(800).empty());
    const segment out = only(t.w.wait(300));
    CHECK(out.text == letters(10));
    CHECK(out.seq == t.theirs);
    t.theirs += 10;
    CHECK(t.say(ACK, "", 10).empty()); // and again
    CHECK(only(t.w.wait(1100)).text == letters(200).substr(10, 10));
}

TEST_CASE("the widest window counts although it was never polled")
{
    talk t;
    syn_received(t, {}, 10);
    t.w.receive(wire::tcp(t.make(ACK, "", 8192)));
    t.w.receive(wire::tcp(t.make(ACK, "", 10)));
    CHECK(write(t, letters(200)) == 200);
    CHECK(t.w.poll().empty());
}

TEST_CASE("half of the widest window is worth a segment, one byte less is not")
{
    for (const std::uint16_t window : {std::uint16_t{100}, std::uint16_t{99}}) {
        talk t;
        established(t, {}, 200);
        t.say(ACK, "", window);
        write(t, letters(201));
        CHECK(t.w.poll().size() == (window == 100 ? 1u : 0u));
    }
}

TEST_CASE("a window that has always been small is used, whole or in part")
{
    talk t;
    established(t, {}, 10);
    write(t, "small");
    CHECK(only(t.w.poll()).text == "small");
    talk more;
    established(more, {}, 10);
    write(more, letters(200));
    CHECK(only(more.w.poll()).text == letters(10));
}

TEST_CASE("everything that waits goes when it fits a narrowed window to the byte")
{
    for (const std::uint16_t port : {std::uint16_t{7}, std::uint16_t{13}}) {
        talk t(port);
        app::reset();
        established(t);
        t.say(ACK, "", 10);
        write(t, letters(10));
        app::sides[3].source = letters(10);
        CHECK(only(t.w.poll()).text == letters(10));
    }
}

TEST_CASE("when the timer fires, new text waits behind what is sent again")
{
    talk t;
    established(t, wire::hex("02 04 00 40"));
    write(t, letters(128));
    CHECK(t.w.poll().size() == 2);
    CHECK(t.say(ACK, "", 138).empty());
    write(t, letters(60));
    CHECK(t.w.poll().empty()); // 10 of 60 would fit
    const std::vector<segment> out = t.w.wait(1100);
    REQUIRE(out.size() == 1); // one segment after a timeout: RFC 5681 3.1
    CHECK(out[0].seq == t.theirs);
    CHECK(out[0].text == letters(64));
    CHECK(t.w.wait(500).empty());
    t.theirs += 128; // the rest was not lost: now everything that waits fits
    const segment fresh = only(t.say(ACK, "", 138));
    CHECK(fresh.seq == t.theirs);
    CHECK(fresh.text == letters(60));
}

TEST_CASE("a shut window that opens by a sliver is not filled before the override")
{
    talk t;
    established(t);
    t.say(ACK, "", 0);
    write(t, letters(200));
    CHECK(t.w.poll().empty());
    CHECK(only(t.w.wait(1100)).text == "a");
    CHECK(t.say(ACK, "", 10).empty());
    CHECK(only(t.w.wait(1100)).text == letters(10));
}
