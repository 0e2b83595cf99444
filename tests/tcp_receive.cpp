// SPDX-License-Identifier: MIT
// What happens to a segment before it belongs to a connection: refused with a name, answered with a
// reset, or let into a connection.
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

TEST_CASE("a second SYN for a taken slot is refused, and served when the slot is free again")
{
    talk t;
    established(t);
    segment other = t.make(SYN);
    other.from = 40001;
    other.ack = 0;
    CHECK(only(t.w.say(other)).flags == (RST | ACK));
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
