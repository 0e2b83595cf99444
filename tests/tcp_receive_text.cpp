// SPDX-License-Identifier: MIT
// What an established connection makes of a segment: text once and in order, resets only by number,
// a window that moves right.
#include "support/world.hpp"

using namespace thimble;

TEST_CASE("text with the ACK that establishes is handed over after `connected`")
{
    talk t;
    syn_received(t);
    const segment answer = only(t.say_slowly(ACK, "first"));
    CHECK(answer.ack == t.mine);
    CHECK(app::sides[0].events == "Ct");
    CHECK(app::sides[0].received == "first");
}

TEST_CASE("text in order is handed over and acknowledged")
{
    talk t;
    established(t);
    segment answer = only(t.say_slowly(ACK | PSH, "hello, "));
    CHECK(answer.flags == ACK);
    CHECK(answer.ack == t.mine);
    CHECK(answer.seq == t.theirs);
    answer = only(t.say_slowly(ACK, "world"));
    CHECK(answer.ack == t.mine);
    CHECK(app::sides[0].received == "hello, world");
}

TEST_CASE("text that has come before is acknowledged and not handed over again")
{
    talk t;
    established(t);
    t.say_slowly(ACK, "once");
    t.mine -= 4;
    CHECK(only(t.say(ACK, "once")).ack == t.mine);
    t.mine -= 2;
    CHECK(only(t.say_slowly(ACK, "ce more")).ack == t.mine);
    CHECK(app::sides[0].received == "once more");
}

TEST_CASE("text behind a gap is acknowledged at the gap, counted and not handed over")
{
    talk t;
    established(t);
    const std::uint32_t gap = t.mine;
    t.mine += 5;
    CHECK(only(t.say(ACK, "world")).ack == gap);
    CHECK(t.w.dropped(DROP_TCP_ORDER) == 1);
    CHECK(app::sides[0].received == "");
}

TEST_CASE("text beyond the window is cut off at its edge")
{
    talk t;
    app::reset();
    app::sides[0].room = 10;
    established(t);
    app::sides[0].room = 0;
    const segment answer = only(t.say_slowly(ACK, "0123456789abcdef"));
    CHECK(answer.ack == t.mine - 6);
    CHECK(answer.window == 0);
    CHECK(app::sides[0].received == "0123456789");
}

TEST_CASE("an application that takes less gets the rest again, from where it stopped")
{
    talk t;
    established(t);
    const std::uint32_t start = t.mine;
    app::sides[0].take = 3;
    CHECK(only(t.say(ACK, "abcdef")).ack == start + 3);
    CHECK(t.w.dropped(DROP_TCP_REFUSED) == 1);
    app::sides[0].take = 100;
    t.mine -= 6;
    CHECK(only(t.say_slowly(ACK, "abcdef")).ack == t.mine);
    CHECK(app::sides[0].received == "abcdef");
}

TEST_CASE("a FIN behind text that was not taken is not taken either")
{
    talk t;
    established(t);
    const std::uint32_t start = t.mine;
    app::sides[0].take = 3;
    CHECK(only(t.say(ACK | FIN, "abcdef")).ack == start + 3);
    CHECK(t.w.connection().state == TCP_ESTAB);
    app::sides[0].take = 100;
    t.mine -= 7;
    CHECK(only(t.say(ACK | FIN, "abcdef")).ack == t.mine);
    CHECK(t.w.connection().state == TCP_CLOSE_WAIT);
    CHECK(app::sides[0].events == "CttP");
}

TEST_CASE("a segment without ACK, or acknowledging what was never sent, brings nothing")
{
    talk t;
    established(t);
    CHECK(t.w.wait(100).empty()); // a challenge ACK is allowed for each tick
    CHECK(t.say(0, "no ack").empty());
    t.mine -= 6;
    t.theirs += 1;
    const std::uint32_t start = t.mine;
    CHECK(only(t.say(ACK, "future")).ack == start);
    CHECK(app::sides[0].received == "");
}

TEST_CASE("a reset kills a connection only at the exact next number")
{
    talk t;
    established(t);
    CHECK(t.w.wait(100).empty());
    t.mine += 1;
    CHECK(only(t.say(RST)).flags == ACK); // challenge
    CHECK(t.w.connection().state == TCP_ESTAB);
    t.mine += 100000;
    CHECK(t.say(RST).empty());
    CHECK(t.w.connection().state == TCP_ESTAB);
    t.mine -= 100001;
    CHECK(t.say(RST).empty());
    CHECK(t.w.connection().state == TCP_CLOSED);
    CHECK(app::sides[0].events == "CS");
}

TEST_CASE("urgent text is text")
{
    talk t;
    established(t);
    wire::bytes frame = wire::tcp(t.make(ACK | URG, "urge"));
    // urgent pointer 0x4000 on four bytes, checksum mended
    frame[38] = 0x40;
    frame[36] = frame[37] = 0;
    wire::bytes body(frame.begin() + 20, frame.end());
    const std::uint16_t sum = wire::checksum(wire::pseudo(wire::peer, wire::device, 6, body));
    frame[36] = static_cast<std::uint8_t>(sum >> 8);
    frame[37] = static_cast<std::uint8_t>(sum);
    CHECK(t.w.receive(frame).empty());
    CHECK(app::sides[0].received == "urge");
}

TEST_CASE("the window grows by half of the widest or by a segment, not by less")
{
    talk t;
    app::reset();
    app::sides[0].room = 100;
    established(t);
    app::sides[0].room = 0;
    CHECK(only(t.say_slowly(ACK, std::string(100, 'x'))).window == 0);
    app::sides[0].room = 49;
    CHECK(t.w.poll().empty());
    app::sides[0].room = 50;
    const segment update = only(t.w.poll());
    CHECK(update.window == 50);
    CHECK(update.ack == t.mine);
    CHECK(t.w.poll().empty());
}

TEST_CASE("the right edge of the window never moves left")
{
    talk t;
    established(t);
    const std::uint32_t edge = t.mine + 400;
    app::sides[0].room = 10;
    const segment answer = only(t.say_slowly(ACK, "0123456789"));
    CHECK(answer.ack + answer.window == edge);
}
