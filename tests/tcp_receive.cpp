// SPDX-License-Identifier: MIT
// What happens to a segment before and inside SEGMENT ARRIVES: refused with a name, answered with a
// reset, trimmed, handed over.
#include "support/world.hpp"

#include "captures/captures.hpp"

using namespace thimble;

TEST_CASE("a segment shorter than its header is dropped")
{
    for (std::size_t bytes = 0; bytes < 20; bytes++) {
        world w;
        CHECK(w.receive(wire::ipv4(6, wire::bytes(bytes, 0x50))).empty());
        CHECK(w.dropped(DROP_TCP_SHORT) == 1);
    }
}

TEST_CASE("a data offset under five or beyond the segment is a lie")
{
    for (const int offset : {0x00, 0x40, 0x60, 0xf0}) {
        world w;
        wire::bytes frame = wire::tcp(segment());
        frame[32] = static_cast<std::uint8_t>(offset);
        CHECK(w.receive(frame).empty());
        CHECK(w.dropped(DROP_TCP_LENGTH) == 1);
    }
}

TEST_CASE("a SYN with any bit turned is dropped and takes no slot")
{
    const wire::bytes frame = wire::hex(capture::syn_linux);
    for (std::size_t bit = 20 * 8; bit < frame.size() * 8; bit++) {
        world w;
        wire::bytes turned = frame;
        turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1u << (bit % 8)));
        CHECK(w.receive(turned).empty());
        CHECK(w.dropped(DROP_TCP_CHECKSUM) + w.dropped(DROP_TCP_LENGTH) == 1);
        CHECK(w.connection().state == TCP_CLOSED);
    }
}

TEST_CASE("a SYN with broken options takes no slot")
{
    for (const char *options :
         {"01 01 05 fe", "02 04 05", "02 00 00 00", "02 01 00 00", "01 01 01 02", "02 03 05 00"}) {
        CAPTURE(options);
        talk t;
        segment syn = t.make(SYN);
        syn.options = wire::hex(options);
        syn.options.resize(4, 0);
        const bool refused =
            options[1] != '2' || options[4] != '4'; // "02 04 05 00" is a proper option
        CHECK(t.w.say(syn).empty() == refused);
        CHECK(t.w.dropped(DROP_TCP_OPTION) == (refused ? 1u : 0u));
    }
}

TEST_CASE("a SYN to a port that nobody has is reset as scapy would, with SEQ 0 and an ACK")
{
    world w;
    CHECK(wire::text(w.receive(wire::hex(capture::syn_closed_port))) == capture::reset_of_syn);
}

TEST_CASE("an ACK for no connection is reset from its own acknowledgment number")
{
    world w;
    CHECK(wire::text(w.receive(wire::hex(capture::ack_closed_port))) == capture::reset_of_ack);
}

TEST_CASE("a reset acknowledges text, SYN and FIN of a segment without ACK")
{
    talk t(4);
    segment what = t.make(SYN | FIN, "abc");
    what.ack = 0;
    CHECK(only(t.w.say(what)).ack == 1005);
}

TEST_CASE("a reset is never answered")
{
    talk t(4);
    CHECK(t.say(RST).empty());
    CHECK(t.say(RST | ACK).empty());
    talk listening;
    CHECK(listening.say(RST).empty());
    CHECK(listening.say(RST | ACK).empty());
    CHECK(listening.say(RST | SYN).empty());
    CHECK(listening.w.connection().state == TCP_CLOSED);
}

TEST_CASE("a listener resets an ACK and is silent about what is neither SYN nor ACK nor RST")
{
    talk t;
    t.theirs = 4711;
    const segment answer = only(t.say(ACK, "text"));
    CHECK(answer.flags == RST);
    CHECK(answer.seq == 4711);
    CHECK(only(t.say(SYN | ACK)).flags == RST);
    CHECK(t.say(FIN).empty());
    CHECK(t.say(0, "text").empty());
    CHECK(t.w.dropped(DROP_TCP_MACHINE) == 2);
    CHECK(t.w.connection().state == TCP_CLOSED);
}

TEST_CASE("a SYN is answered with SYN, ACK and our MSS option")
{
    world w;
    const segment answer = only(w.say([] { segment s; s.flags = SYN; s.seq = 1000; return s; }()));
    CHECK(answer.flags == (SYN | ACK));
    CHECK(answer.from == 7);
    CHECK(answer.to == 40000);
    CHECK(answer.ack == 1001);
    CHECK(answer.window == 400);
    CHECK(wire::text(answer.options) == "02040218"); // 536 = 576 - 40
}

TEST_CASE("the options of a Linux SYN are understood")
{
    world w;
    CHECK(w.receive(wire::hex(capture::syn_linux)).empty());
    CHECK(w.connection().state == TCP_SYN_RCVD);
    CHECK(w.connection().mss == 216); // the smaller of 1460 and the profile's
    CHECK(w.drops() == 0);
}

TEST_CASE("the peer's MSS counts when it is smaller than ours, and is 536 when it says nothing")
{
    talk small;
    syn_received(small, wire::hex("02 04 00 40"));
    CHECK(small.w.connection().mss == 64);
    talk silent;
    syn_received(silent);
    CHECK(silent.w.connection().mss == 216);
}

TEST_CASE("a second SYN for a taken slot is dropped, and served when the slot is free again")
{
    talk t;
    established(t);
    segment other = t.make(SYN);
    other.from = 40001;
    other.ack = 0;
    CHECK(t.w.say(other).empty());
    CHECK(t.w.dropped(DROP_TCP_NO_SLOT) == 1);
    CHECK(t.say(RST).empty());
    CHECK(only(t.w.say(other)).flags == (SYN | ACK));
}

TEST_CASE("a reset in SYN-RECEIVED frees the listener's slot and tells nobody")
{
    talk t;
    syn_received(t);
    CHECK(t.say(RST).empty());
    CHECK(t.w.connection().state == TCP_CLOSED);
    CHECK(app::sides[0].events == "");
}

TEST_CASE("a wrong ACK in SYN-RECEIVED is reset, the right one establishes")
{
    talk t;
    syn_received(t);
    t.theirs += 1;
    const segment answer = only(t.say(ACK));
    CHECK(answer.flags == RST);
    CHECK(answer.seq == t.theirs);
    CHECK(t.w.connection().state == TCP_SYN_RCVD);
    t.theirs -= 1;
    CHECK(t.say(ACK).empty());
    CHECK(t.w.connection().state == TCP_ESTAB);
    CHECK(app::sides[0].events == "C");
}

TEST_CASE("text with the ACK that establishes is handed over after `connected`")
{
    talk t;
    syn_received(t);
    const segment answer = only(t.say(ACK, "first"));
    CHECK(answer.ack == t.mine);
    CHECK(app::sides[0].events == "Ct");
    CHECK(app::sides[0].received == "first");
}

TEST_CASE("text in order is handed over and acknowledged")
{
    talk t;
    established(t);
    segment answer = only(t.say(ACK | PSH, "hello, "));
    CHECK(answer.flags == ACK);
    CHECK(answer.ack == t.mine);
    CHECK(answer.seq == t.theirs);
    answer = only(t.say(ACK, "world"));
    CHECK(answer.ack == t.mine);
    CHECK(app::sides[0].received == "hello, world");
}

TEST_CASE("text that has come before is acknowledged and not handed over again")
{
    talk t;
    established(t);
    t.say(ACK, "once");
    t.mine -= 4;
    CHECK(only(t.say(ACK, "once")).ack == t.mine);
    t.mine -= 2;
    CHECK(only(t.say(ACK, "ce more")).ack == t.mine);
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
    const segment answer = only(t.say(ACK, "0123456789abcdef"));
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
    CHECK(only(t.say(ACK, "abcdef")).ack == t.mine);
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
    CHECK(only(t.say(ACK, std::string(100, 'x'))).window == 0);
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
    const segment answer = only(t.say(ACK, "0123456789"));
    CHECK(answer.ack + answer.window == edge);
}
