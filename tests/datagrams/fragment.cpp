// SPDX-License-Identifier: MIT
// Reassembly, in the profile that pays for it: RFC 791 3.2, RFC 1122 3.3.2.
#include "datagrams/device.hpp"

#include <random>

using namespace thimble;

namespace {

std::string letters(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; i++) {
        out += static_cast<char>('a' + i % 26);
    }
    return out;
}

wire::bytes datagram(std::size_t text)
{
    return wire::udp(5000, 7, letters(text));
}

} // namespace

TEST_CASE("a stack that has just begun waits for no fragment, and gives up none")
{
    device d; // of memory that is not zero
    CHECK(stack_reassembly(&d.s)->ticks == 0);
    CHECK(d.wait(6553500).empty());
}

TEST_CASE("RFC 1122 3.3.2: the fragments of a datagram become the datagram, in any order")
{
    // RFC1122-3.2.1.4
    const wire::bytes whole = datagram(100); // 108 bytes of payload
    std::vector<wire::bytes> pieces{fragment(whole, 0, 40, false), fragment(whole, 40, 48, false),
                                    fragment(whole, 48, 104, false),
                                    fragment(whole, 104, 108, true)};
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
        device d;
        for (std::size_t i = 0; i < 3; i++) {
            CHECK(d.receive(pieces[order[i]], 200).empty());
            CHECK(calls == 0);
        }
        const wire::bytes answer = d.receive(pieces[order[3]], 200);
        CHECK(heard == letters(100));
        REQUIRE(answer.size() == 128);
        CHECK(std::string(answer.begin() + 28, answer.end()) == letters(100));
        CHECK(wire::checksum(wire::pseudo(wire::device, wire::peer, 17,
                                          wire::bytes(answer.begin() + 20, answer.end()))) == 0);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("RFC 1122 3.3.2: 576 bytes can be put together, and what does not fit is refused")
{
    device d;
    const wire::bytes whole = datagram(576 - 28);
    CHECK(d.receive(fragment(whole, 0, 552, false), 576).empty());
    CHECK(d.receive(fragment(whole, 552, 556, true), 576).size() == 576);
    CHECK(heard == letters(548));
    const wire::bytes longer = datagram(576 - 28 + 1);
    CHECK(d.receive(fragment(longer, 0, 552, false, 2), 576).empty());
    CHECK(d.receive(fragment(longer, 552, 557, true, 2), 576).empty());
    CHECK(d.s.dropped[DROP_IPV4_FRAGMENT] == 1);
    wire::bytes far = fragment(whole, 0, 8, true, 3); // offset 65528
    far[6] = 0x1f;
    far[7] = 0xff;
    const std::uint16_t was = static_cast<std::uint16_t>(wire::get(far, 10, 2));
    const std::uint16_t sum = static_cast<std::uint16_t>(was - 0x1fff);
    far[10] = static_cast<std::uint8_t>(sum >> 8);
    far[11] = static_cast<std::uint8_t>(sum);
    CHECK(d.receive(far).empty());
    CHECK(d.s.dropped[DROP_IPV4_FRAGMENT] == 2);
    CHECK(calls == 1);
}

TEST_CASE("an answer has the room of the last fragment's frame: UDP's is not sent beyond it")
{
    device d;
    const wire::bytes whole = datagram(100);
    d.receive(fragment(whole, 0, 104, false));
    CHECK(d.receive(fragment(whole, 104, 108, true), 127).empty());
    CHECK(heard == letters(100));
    d.receive(fragment(whole, 0, 104, false));
    CHECK(d.receive(fragment(whole, 104, 108, true), 128).size() == 128);
}

TEST_CASE("an application has no more room for its answer than the datagram's own place, or the frame")
{
    const wire::bytes whole = datagram(100);
    for (const std::size_t room : {128u, 575u, 576u, 577u, 1500u}) {
        CAPTURE(room);
        device d;
        d.receive(fragment(whole, 0, 104, false));
        d.receive(fragment(whole, 104, 108, true), room);
        CHECK(room_told == std::min<std::size_t>(room, PROFILE_FRAGMENT_BYTES) - 28);
    }
}

TEST_CASE("a frame with no room for a header has none for an answer: nobody is told of more")
{
    for (std::size_t room = 21; room <= 28; room++) {
        CAPTURE(room);
        device d;
        const wire::bytes whole = datagram(96 + room - 28);
        d.receive(fragment(whole, 0, 96, false));
        CHECK(d.receive(fragment(whole, 96, 76 + room, true)).empty());
        CHECK(calls == 1);
        CHECK(room_told == 0);
    }
    wire::bytes body = wire::hex("08 00 f7 fc 00 01 00 02 00");
    const wire::bytes whole = wire::ipv4(1, body);
    for (std::size_t room = 21; room <= 27; room++) {
        CAPTURE(room);
        device d;
        d.receive(fragment(whole, 0, 8, false));
        CHECK(d.receive(fragment(whole, 8, 9, true), room).empty());
    }
}

TEST_CASE("RFC 1122 3.2.2.6: an echo reply that would need fragments is cut to what can be sent")
{
    device d;
    wire::bytes body = wire::hex("08 00 00 00 00 01 00 02");
    body.resize(108, 'x');
    const std::uint16_t sum = wire::checksum(body);
    body[2] = static_cast<std::uint8_t>(sum >> 8);
    body[3] = static_cast<std::uint8_t>(sum);
    const wire::bytes whole = wire::ipv4(1, body);
    for (const std::size_t room : {28u, 29u, 100u, 127u, 128u, 200u}) {
        CAPTURE(room);
        d.receive(fragment(whole, 0, 104, false));
        const wire::bytes answer = d.receive(fragment(whole, 104, 108, true), room);
        REQUIRE(answer.size() == std::min<std::size_t>(room, 128));
        CHECK(answer[20] == 0);
        CHECK(wire::checksum(wire::bytes(answer.begin() + 20, answer.end())) == 0);
    }
}

TEST_CASE("a fragment that overlaps another changes nothing of it, and is counted")
{
    const wire::bytes whole = datagram(100);
    wire::bytes other = whole;
    std::fill(other.begin() + 28, other.end(), std::uint8_t{'!'});
    struct row { std::size_t from, to; bool last; };
    const row rows[] = {{0, 8, false}, {32, 48, false}, {8, 16, false}, {0, 104, false},
                        {24, 108, true}, {96, 108, true}};
    for (const row &r : rows) {
        CAPTURE(r.from);
        device d;
        d.receive(fragment(whole, 0, 40, false));
        d.receive(fragment(whole, 88, 104, false));
        CHECK(d.receive(fragment(other, r.from, r.to, r.last)).empty());
        CHECK(d.s.dropped[DROP_IPV4_FRAGMENT] == 1);
        d.receive(fragment(whole, 40, 88, false));
        d.receive(fragment(whole, 104, 108, true), 200);
        CHECK(heard == letters(100));
    }
}

TEST_CASE("nothing lies behind the last fragment, whichever comes first")
{
    const wire::bytes whole = datagram(100);
    device d;
    d.receive(fragment(whole, 80, 88, false));
    CHECK(d.receive(fragment(whole, 8, 12, true)).empty());
    CHECK(d.s.dropped[DROP_IPV4_FRAGMENT] == 1);
    device e;
    e.receive(fragment(whole, 8, 12, true));
    CHECK(e.receive(fragment(whole, 16, 24, false)).empty());
    CHECK(e.receive(fragment(whole, 80, 88, false)).empty());
    CHECK(e.s.dropped[DROP_IPV4_FRAGMENT] == 2);
    CHECK(calls == 0);
}

TEST_CASE("as many bytes as the last fragment says, but in other places, are no datagram")
{
    const wire::bytes whole = datagram(100);
    device d;
    d.receive(fragment(whole, 16, 24, false)); // 8 bytes
    d.receive(fragment(whole, 24, 32, true));  // the end: 32, of which 16 are missing
    CHECK(calls == 0);
    CHECK(d.s.reassembly.ticks != 0);
    d.receive(fragment(whole, 0, 8, false));
    CHECK(d.s.reassembly.ticks != 0);
    d.receive(fragment(whole, 8, 16, false));
    CHECK(d.s.reassembly.ticks == 0); // whole, and then a UDP length that lies
    CHECK(d.s.dropped[DROP_UDP_LENGTH] == 1);
}

TEST_CASE("a fragment that is not the last has whole blocks, and none is empty")
{
    device d;
    const wire::bytes whole = datagram(100);
    CHECK(d.receive(fragment(whole, 0, 41, false)).empty());
    CHECK(d.receive(fragment(whole, 8, 8, false)).empty());
    CHECK(d.receive(fragment(whole, 8, 8, true)).empty());
    CHECK(d.s.dropped[DROP_IPV4_FRAGMENT] == 3);
    CHECK(d.s.reassembly.ticks == 0);
}

TEST_CASE("a fragment of another datagram takes the buffer, and what was there is counted")
{
    const wire::bytes whole = datagram(100);
    const auto differs = [&](const wire::bytes &other) {
        device d;
        d.receive(fragment(whole, 0, 40, false));
        d.receive(other);
        CHECK(d.s.dropped[DROP_IPV4_REASSEMBLY] == 1);
        d.receive(fragment(whole, 40, 108, true), 200);
        CHECK(calls == 0);
    };
    differs(fragment(whole, 40, 48, false, 2));
    differs(fragment(wire::udp(5000, 7, letters(100), 0xc0a80703), 40, 48, false));
    differs(fragment(wire::udp(5000, 7, letters(100), wire::peer, 0xc0a807ff), 40, 48, false));
    wire::bytes icmp = whole;
    icmp[9] = 1;
    differs(fragment(icmp, 40, 48, false));
}

TEST_CASE("options of a fragment are not part of the datagram")
{
    device d;
    const wire::bytes whole = datagram(100);
    d.receive(fragment(whole, 0, 40, false, 1, wire::hex("01 01 01 00")));
    d.receive(fragment(whole, 40, 108, true, 1, wire::hex("94 04 00 00")), 200);
    CHECK(heard == letters(100));
}

TEST_CASE("RFC 1122 3.3.2: after a minute a datagram is given up, and its sender is told")
{
    device d;
    const wire::bytes first = fragment(datagram(100), 0, 40, false);
    d.receive(first);
    CHECK(d.wait(60000).empty());
    CHECK(d.s.dropped[DROP_IPV4_REASSEMBLY] == 0);
    const wire::bytes told = d.wait(PROFILE_TICK_MS);
    REQUIRE(told.size() == 56);
    CHECK(told[9] == 1);
    CHECK(wire::get(told, 16, 4) == wire::peer);
    CHECK(wire::get(told, 20, 2) == 0x0b01); // time exceeded, reassembly
    CHECK(wire::checksum(wire::bytes(told.begin() + 20, told.end())) == 0);
    CHECK(wire::bytes(told.begin() + 28, told.end()) ==
          wire::bytes(first.begin(), first.begin() + 28));
    CHECK(d.s.dropped[DROP_IPV4_REASSEMBLY] == 1);
    CHECK(d.wait(120000).empty());
    CHECK(d.receive(fragment(datagram(100), 40, 108, true), 200).empty());
    CHECK(calls == 0);
}

TEST_CASE("RFC 1122 3.2.2: nobody is told without the first fragment, or of a broadcast")
{
    device d;
    d.receive(fragment(datagram(100), 40, 48, false));
    CHECK(d.wait(60100).empty());
    d.receive(fragment(wire::udp(5000, 7, letters(100), wire::peer, 0xc0a807ff), 0, 40, false));
    CHECK(d.wait(60100).empty());
    CHECK(d.s.dropped[DROP_IPV4_REASSEMBLY] == 2);
}

TEST_CASE("RFC 1122 3.2.2.1: a whole datagram for a port that nobody has is unreachable")
{
    device d;
    const wire::bytes whole = wire::udp(5000, 8, letters(100));
    const wire::bytes first = fragment(whole, 0, 40, false);
    CHECK(d.receive(first).empty());
    const wire::bytes told = d.receive(fragment(whole, 40, 108, true), 200);
    REQUIRE(told.size() == 56);
    CHECK(wire::get(told, 20, 2) == 0x0303);
    CHECK(wire::bytes(told.begin() + 28, told.end()) ==
          wire::bytes(first.begin(), first.begin() + 28));
}

TEST_CASE("any pieces in any order: what comes out is the datagram or nothing")
{
    std::mt19937 random(3);
    unsigned whole_ones = 0;
    for (int round = 0; round < 3000; round++) {
        device d;
        const std::size_t text = random() % 300;
        const wire::bytes whole = datagram(text);
        for (int i = 0; i < 60; i++) {
            const std::size_t from = random() % (8 + text) / 8 * 8;
            const bool last = random() % 4 == 0;
            std::size_t to = last ? 8 + text : from + 8 * (1 + random() % 12);
            to = std::min(to, 8 + text);
            d.receive(fragment(whole, from, to, to == 8 + text && last), 600);
        }
        CHECK((calls == 0 || heard == letters(text)));
        whole_ones += calls != 0;
    }
    CHECK(whole_ones > 1000); // the other way would prove nothing
}
