// SPDX-License-Identifier: MIT
// What a connection sends, and how much of it.
#include "support/text.hpp"

using namespace thimble;

TEST_CASE("what is written goes out in one segment that acknowledges")
{
    talk t;
    established(t);
    CHECK(write(t, "hello") == 5);
    const segment out = only(t.w.poll());
    CHECK(out.text == "hello");
    CHECK(out.flags == (ACK | PSH));
    CHECK(out.seq == t.theirs);
    CHECK(out.ack == t.mine);
}

TEST_CASE("an echo and the ACK of its text are one segment")
{
    talk t;
    established(t);
    app::sides[0].echo = true;
    const segment out = only(t.say(ACK | PSH, "ping"));
    CHECK(out.text == "ping");
    CHECK(out.ack == t.mine);
}

TEST_CASE("no segment is longer than the peer's MSS")
{
    talk t;
    established(t, wire::hex("02 04 00 40"));
    CHECK(write(t, letters(216)) == 216);
    const std::vector<segment> out = t.w.poll();
    REQUIRE(out.size() == 3); // the last 24 bytes wait for an ACK: Nagle
    CHECK(out[0].text + out[1].text + out[2].text == letters(192));
    CHECK(out[0].text.size() == 64);
    CHECK(out[1].seq == t.theirs + 64);
    t.theirs += 192;
    CHECK(only(t.say(ACK)).text == letters(216).substr(192));
}

TEST_CASE("the ring takes no more than it holds, and room comes with the ACK")
{
    talk t;
    established(t);
    CHECK(write(t, letters(300)) == 216);
    CHECK(write(t, "x") == 0);
    CHECK(tcp_write_room(&t.w.s, 0) == 0);
    CHECK(only(t.w.poll()).text == letters(216));
    t.theirs += 100;
    CHECK(t.say(ACK).empty());
    CHECK(tcp_write_room(&t.w.s, 0) == 100);
    CHECK(write(t, letters(150)) == 100);
    CHECK(t.w.poll().empty()); // Nagle
    t.theirs += 116;
    CHECK(only(t.say(ACK)).text == letters(100)); // wrapped around the ring's end
}

TEST_CASE("a source is asked by stream offset: two segments are in flight, and the second alone is "
          "sent again")
{
    talk t(13);
    app::reset();
    syn_received(t, wire::hex("02 04 00 c8"));
    app::sides[3].source = letters(500);
    const std::vector<segment> out = t.say(ACK, "", 1000);
    REQUIRE(out.size() == 2); // of the 432 bytes that the profile lets be in flight
    CHECK(out[0].text.size() == 200);
    CHECK(out[1].text.size() == 200);
    CHECK(out[0].text + out[1].text == letters(400));
    t.theirs += 200;
    CHECK(t.say(ACK, "", 1000).empty());
    const segment again = only(t.w.wait(1100));
    CHECK(again.seq == t.theirs);
    CHECK(again.text == letters(500).substr(200, 200));
    t.theirs += 200;
    CHECK(only(t.say(ACK, "", 1000)).text == letters(500).substr(400));
}

TEST_CASE("two connections take turns")
{
    talk t;
    established(t);
    talk *other = &t;
    segment syn = other->make(SYN);
    syn.to = 8;
    syn.ack = 0;
    const segment answer = only(t.w.say(syn));
    segment ack = syn;
    ack.flags = ACK;
    ack.seq = syn.seq + 1;
    ack.ack = answer.seq + 1;
    CHECK(t.w.say(ack).empty());
    const std::string text = letters(216);
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    CHECK(tcp_write(&t.w.s, 0, bytes, 216) == 216);
    CHECK(tcp_write(&t.w.s, 1, bytes, 216) == 216);
    const std::vector<segment> out = t.w.poll();
    REQUIRE(out.size() == 2);
    CHECK(out[0].from != out[1].from);
}
