// SPDX-License-Identifier: MIT
// ICMP error messages, ours and theirs: RFC 1122 3.2.2. What TCP makes of theirs is tcp_icmp.cpp's.
#include "support/world.hpp"

#include "captures/captures.hpp"

using namespace thimble;

namespace {

enum { ROOM = 100 }; // more than a message needs

// The message we must send about this datagram: its head, 28 bytes further on.
void check_unreachable(const wire::bytes &sent, const wire::bytes &about, std::uint8_t code)
{
    const std::size_t quoted = std::min<std::size_t>(28, about.size());
    REQUIRE(sent.size() == 28 + quoted);
    CHECK(wire::checksum(wire::bytes(sent.begin(), sent.begin() + 20)) == 0);
    CHECK(wire::checksum(wire::bytes(sent.begin() + 20, sent.end())) == 0);
    CHECK(wire::get(sent, 0, 2) == 0x4500); // TOS 0: a SHOULD of 3.2.2
    CHECK(wire::get(sent, 2, 2) == sent.size());
    CHECK(sent[9] == 1);
    CHECK(wire::get(sent, 12, 4) == wire::device);
    CHECK(wire::get(sent, 16, 4) == wire::get(about, 12, 4));
    CHECK(sent[20] == 3);
    CHECK(sent[21] == code);
    CHECK(wire::get(sent, 24, 4) == 0);
    CHECK(wire::bytes(sent.begin() + 28, sent.end()) ==
          wire::bytes(about.begin(), about.begin() + static_cast<std::ptrdiff_t>(quoted)));
}

wire::bytes message(std::uint8_t type, std::uint8_t code, const wire::bytes &quote,
                    std::uint32_t src = wire::peer)
{
    wire::bytes out{type, code, 0, 0, 0, 0, 0, 0};
    out.insert(out.end(), quote.begin(), quote.end());
    const std::uint16_t sum = wire::checksum(out);
    out[2] = static_cast<std::uint8_t>(sum >> 8);
    out[3] = static_cast<std::uint8_t>(sum);
    return wire::ipv4(1, out, src);
}

// A connection 7 <-> 40000 with text on its way.
void sending(talk &t)
{
    established(t);
    REQUIRE(tcp_write(&t.w.s, 0, reinterpret_cast<const std::uint8_t *>("text"), 4) == 4);
    REQUIRE(t.w.poll().size() == 1);
    REQUIRE(t.w.connection().flight == 4);
}

// The first bytes of our segment there, with this number.
wire::bytes our_segment(const talk &t, std::size_t bytes = 28, const wire::bytes &options = {})
{
    segment one;
    one.from = 7;
    one.to = 40000;
    one.seq = t.w.connection().snd_una;
    wire::bytes frame = wire::tcp(one, wire::device, wire::peer);
    frame = wire::ipv4(6, wire::bytes(frame.begin() + 20, frame.end()), wire::device, wire::peer,
                       options);
    frame.resize(bytes);
    return frame;
}

} // namespace

TEST_CASE("RFC 1122 3.2.2.1: a UDP port that nobody has is unreachable, code 3")
{
    // RFC 1122 3.2.2, 3.3.8, 3.4, 4.1.3.1
    world w;
    const wire::bytes about = wire::hex(capture::udp_closed_port);
    check_unreachable(w.receive(about, ROOM), about, 3);
    CHECK(w.dropped(DROP_UDP_PORT) == 1);
    CHECK(w.drops() == 1);
}

TEST_CASE("RFC 1122 3.2.2.1: a protocol that nobody speaks is unreachable, code 2")
{
    // RFC1122-3.3.8
    world w;
    const wire::bytes about = wire::ipv4(132, wire::hex("01 02 03 04 05 06 07 08 09 0a"));
    check_unreachable(w.receive(about, ROOM), about, 2);
    CHECK(w.dropped(DROP_IPV4_PROTOCOL) == 1);
}

TEST_CASE("a datagram with less than 8 bytes behind its header is quoted whole")
{
    world w;
    const wire::bytes about = wire::ipv4(132, wire::hex("01 02 03"));
    check_unreachable(w.receive(about, ROOM), about, 2);
}

TEST_CASE("no message goes where there is no room for one, and it is not counted against later ones")
{
    world w;
    const wire::bytes about = wire::udp(5000, 1, "");
    for (int i = 0; i < 20; i++) {
        REQUIRE(w.receive(about, 27).empty());
    }
    check_unreachable(w.receive(about, 28), about, 3);
    CHECK(w.dropped(DROP_UDP_PORT) == 21);
}

TEST_CASE("RFC 1122 3.2.2: no message is about a broadcast")
{
    for (const std::uint32_t dst : {0xffffffffu, 0xc0a807ffu}) {
        world w;
        CHECK(w.receive(wire::udp(5000, 1, "hello", wire::peer, dst), ROOM).empty());
        CHECK(w.dropped(DROP_UDP_PORT) == 1);
    }
}

TEST_CASE("RFC 1122 3.2.2: no message is about an ICMP message, a fragment or a source that is no "
          "host")
{
    world w;
    CHECK(w.receive(wire::hex(capture::unreachable), ROOM).empty());
    CHECK(w.receive(message(3, 2, our_segment(talk())), ROOM).empty());
    CHECK(w.receive(message(42, 0, {}), ROOM).empty());
    CHECK(w.receive(wire::hex(capture::fragment_first), ROOM).empty());
    CHECK(w.receive(wire::hex(capture::fragment_last), ROOM).empty());
    CHECK(w.receive(wire::udp(5000, 1, "hello", 0xe0000001), ROOM).empty());
    CHECK(w.receive(wire::udp(5000, 1, "hello", 0), ROOM).empty());
}

TEST_CASE("RFC 1122 3.2.2: what is quoted is as it came, so nothing that lost its options is")
{
    world w;
    const wire::bytes frame = wire::udp(5000, 1, "hello");
    const wire::bytes with =
        wire::ipv4(17, wire::bytes(frame.begin() + 20, frame.end()), wire::peer, wire::device,
                   wire::hex("01 01 01 00"));
    CHECK(w.receive(with, ROOM).empty());
    CHECK(w.dropped(DROP_UDP_PORT) == 1);
}

TEST_CASE("a flood is answered eight times, and then once a tick")
{
    world w;
    const wire::bytes about = wire::udp(5000, 1, "hello");
    const auto answers = [&] {
        unsigned count = 0;
        for (int i = 0; i < 100; i++) {
            count += !w.receive(about, ROOM).empty();
        }
        return count;
    };
    CHECK(answers() == 8);
    w.poll(); // no time has passed
    CHECK(answers() == 0);
    for (int i = 0; i < 3; i++) {
        w.wait(PROFILE_TICK_MS);
        CHECK(answers() == 1);
    }
    for (int i = 0; i < 30; i++) {
        w.wait(PROFILE_TICK_MS);
    }
    CHECK(answers() == 8);
}

TEST_CASE("RFC 1122 3.2.2: a message of unknown type is dropped in silence")
{
    for (const int type : {1, 2, 6, 7, 13, 15, 17, 40, 255}) {
        world w;
        CHECK(w.receive(message(static_cast<std::uint8_t>(type), 0, {}), ROOM).empty());
        CHECK(w.dropped(DROP_ICMP_TYPE) == 1);
    }
}

TEST_CASE("RFC 1122 3.2.2.1, 3.2.2.4, 3.2.2.5: an error about a connection of ours reaches TCP")
{
    // RFC1122-3.2.2/4, RFC1122-3.4/5, RFC1122-3.4/6
    for (const std::uint8_t type : {std::uint8_t{3}, std::uint8_t{11}, std::uint8_t{12}}) {
        CAPTURE(type);
        talk t;
        sending(t);
        CHECK(t.w.receive(message(type, 1, our_segment(t))).empty());
        CHECK(t.w.receive(message(type, 1, our_segment(t, 40))).empty());
        CHECK(t.w.receive(message(type, 1, our_segment(t), 0x0a000001)).empty()); // from a router
        CHECK(t.w.drops() == 0);
    }
}

TEST_CASE("RFC 9293 MUST-55, RFC 6633: source quench does not")
{
    talk t;
    sending(t);
    CHECK(t.w.receive(message(4, 0, our_segment(t))).empty());
    CHECK(t.w.dropped(DROP_ICMP_TYPE) == 1);
}

TEST_CASE("an error that quotes too little, or nothing of ours, does not reach TCP")
{
    talk t;
    sending(t);
    const auto refused = [&](const wire::bytes &quote) {
        const unsigned before = t.w.dropped(DROP_ICMP_TYPE);
        CHECK(t.w.receive(message(3, 1, quote)).empty());
        CHECK(t.w.dropped(DROP_ICMP_TYPE) == before + 1);
    };
    for (std::size_t bytes = 0; bytes < 28; bytes++) {
        refused(our_segment(t, bytes));
    }
    const wire::bytes options = wire::hex("01 01 01 00 01 01 01 00");
    refused(our_segment(t, 36, options)); // we send none
    struct row { std::size_t at; std::uint8_t value; };
    const row rows[] = {
        {0, 0x65},  // version 6
        {0, 0x44},  // a header of four words
        {9, 17},    // UDP
        {15, 9},    // not sent by us
        {19, 9},    // to somebody else
        {21, 9},    // from another port
        {23, 9},    // to another port
    };
    for (const row &r : rows) {
        CAPTURE(r.at);
        wire::bytes quote = our_segment(t);
        quote[r.at] = r.value;
        refused(quote);
    }
}
