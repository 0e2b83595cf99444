// SPDX-License-Identifier: MIT
// What IPv4 lets through, and the name under which it counts the rest. An echo request is the
// probe: it is answered exactly when its header was right.
#include "support/world.hpp"

#include "captures/captures.hpp"

using namespace thimble;

namespace {

// A header field changed and the checksum mended: only the change itself can be wrong.
wire::bytes changed(std::size_t at, std::uint8_t value)
{
    wire::bytes frame = wire::hex(capture::echo_request);
    frame[at] = value;
    const std::size_t header =
        std::min<std::size_t>(frame.size(), static_cast<std::size_t>(frame[0] & 15) * 4);
    frame[10] = frame[11] = 0;
    const std::uint16_t sum = wire::checksum(
        wire::bytes(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(header)));
    frame[10] = static_cast<std::uint8_t>(sum >> 8);
    frame[11] = static_cast<std::uint8_t>(sum);
    return frame;
}

void check_dropped(const wire::bytes &frame, drop_reason why)
{
    world w;
    CHECK(w.receive(frame).empty());
    CHECK(w.dropped(why) == 1);
    CHECK(w.drops() == 1);
}

wire::bytes echo_from(std::uint32_t src, std::uint32_t dst = wire::device)
{
    return wire::ipv4(1, wire::hex("08 00 f7 fa 00 01 00 04"), src, dst);
}

} // namespace

TEST_CASE("a datagram cut anywhere inside its header is too short")
{
    wire::bytes frame = wire::hex(capture::echo_request);
    for (std::size_t bytes = 0; bytes < 20; bytes++) {
        frame.resize(bytes);
        check_dropped(wire::bytes(frame.begin(), frame.end()), DROP_IPV4_SHORT);
        frame = wire::hex(capture::echo_request);
    }
}

TEST_CASE("a total length beyond the frame, or inside the header, is a lie")
{
    check_dropped(changed(3, 85), DROP_IPV4_LENGTH);
    check_dropped(changed(2, 1), DROP_IPV4_LENGTH);
    check_dropped(changed(3, 19), DROP_IPV4_LENGTH);
    check_dropped(changed(3, 0), DROP_IPV4_LENGTH);
}

TEST_CASE("a header length under five words, or beyond the datagram, is a lie")
{
    check_dropped(changed(0, 0x44), DROP_IPV4_LENGTH);
    check_dropped(changed(0, 0x40), DROP_IPV4_LENGTH);
    wire::bytes bare = changed(0, 0x4f);
    bare.resize(28);
    bare[3] = 28;
    check_dropped(bare, DROP_IPV4_LENGTH);
}

TEST_CASE("RFC 1122 3.2.1.1: another version is dropped as such")
{
    // RFC1122-3.2.1.1
    check_dropped(changed(0, 0x65), DROP_IPV4_VERSION);
    check_dropped(changed(0, 0x55), DROP_IPV4_VERSION);
}

TEST_CASE("RFC 1122 3.2.1.2: a header with any bit of its addresses turned is not believed")
{
    // RFC1122-3.2.1.2
    wire::bytes frame = wire::hex(capture::echo_request);
    for (std::size_t bit = 12 * 8; bit < 20 * 8; bit++) {
        wire::bytes turned = frame;
        turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1u << (bit % 8)));
        check_dropped(turned, DROP_IPV4_CHECKSUM);
    }
}

TEST_CASE("fragments are counted, the first as well as the last")
{
    check_dropped(wire::hex(capture::fragment_first), DROP_IPV4_FRAGMENT);
    check_dropped(wire::hex(capture::fragment_last), DROP_IPV4_FRAGMENT);
}

TEST_CASE("the don't-fragment bit and the reserved bit change nothing")
{
    world w;
    CHECK(w.receive(changed(6, 0x40)).size() == 84);
    CHECK(w.receive(changed(6, 0x80)).size() == 84);
    CHECK(w.drops() == 0);
}

TEST_CASE("RFC 1122 3.2.1.7: whatever TTL a datagram arrives with, a host takes it; it sends 64")
{
    for (const std::uint8_t ttl : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{255}}) {
        world w;
        const wire::bytes answer = w.receive(changed(8, ttl));
        REQUIRE(answer.size() == 84);
        CHECK(answer[8] == 64);
    }
}

TEST_CASE("RFC 1122 3.2.1.6, 3.2.2: whatever the type of service says, a host takes the datagram, and "
          "an echo has that of its request")
{
    world w;
    const wire::bytes answer = w.receive(changed(1, 0xb8));
    REQUIRE(answer.size() == 84);
    CHECK(answer[1] == 0xb8);
    CHECK(wire::checksum(wire::bytes(answer.begin(), answer.begin() + 20)) == 0);
}

TEST_CASE("a fragment for another host is counted as for another host")
{
    wire::bytes frame = wire::hex(capture::fragment_first);
    frame[19] = 3;
    frame[11] = static_cast<std::uint8_t>(frame[11] - 1);
    check_dropped(frame, DROP_IPV4_ADDRESS);
}

TEST_CASE("RFC 1122 3.2.1.3: a broadcast, directed or limited, reaches UDP and is answered from our "
          "address")
{
    // RFC1122-3.3.6/1, RFC1122-3.3.6/4
    for (const std::uint32_t dst : {0xffffffffu, 0xc0a807ffu}) {
        world w;
        app::udp_answer = "here";
        const wire::bytes answer = w.receive(wire::udp(5000, 7, "who?", wire::peer, dst));
        REQUIRE(answer.size() == 32);
        CHECK(wire::get(answer, 12, 4) == wire::device);
        CHECK(wire::get(answer, 16, 4) == wire::peer);
        CHECK(w.drops() == 0);
    }
}

TEST_CASE("RFC 1122 3.2.1.3, RFC 9293 MUST-57: no broadcast and no group reaches TCP")
{
    for (const std::uint32_t dst : {0xffffffffu, 0xc0a807ffu, 0xe0000001u}) {
        segment syn;
        syn.flags = SYN;
        check_dropped(wire::tcp(syn, wire::peer, dst), DROP_IPV4_ADDRESS);
    }
}

TEST_CASE("a group, or the broadcast of another net, does not reach UDP either")
{
    for (const std::uint32_t dst : {0xe0000001u, 0xc0a808ffu, 0xc0a807feu, 0xc0a80700u}) {
        check_dropped(wire::udp(5000, 7, "who?", wire::peer, dst), DROP_IPV4_ADDRESS);
        CHECK(app::datagrams.empty());
    }
}

TEST_CASE("what is for another host, a broadcast or a group is not answered")
{
    // RFC1122-3.2.1.3/3, RFC1122-3.2.2.6/3, RFC1122-3.2.2.6/4, RFC1122-3.3.6/4, MUST-57
    check_dropped(wire::hex(capture::echo_request_broadcast), DROP_IPV4_ADDRESS);
    check_dropped(echo_from(wire::peer, 0xffffffff), DROP_IPV4_ADDRESS);
    check_dropped(echo_from(wire::peer, 0xc0a80703), DROP_IPV4_ADDRESS);
    check_dropped(echo_from(wire::peer, 0xe0000001), DROP_IPV4_ADDRESS);
    check_dropped(echo_from(wire::peer, 0), DROP_IPV4_ADDRESS);
}

TEST_CASE("RFC 1122 3.2.1.3: a source that nobody can have is not answered")
{
    // RFC1122-3.2.1.3/4, RFC1122-4.1.3.6/1, MUST-63
    for (const std::uint32_t src : {0x00000000u, 0x00000001u, 0x7f000001u, 0xe0000001u, 0xefffffffu,
                                    0xf0000001u, 0xffffffffu, 0xc0a807ffu, wire::device}) {
        CAPTURE(src);
        check_dropped(echo_from(src), DROP_IPV4_ADDRESS);
    }
}

TEST_CASE("a source that somebody can have is answered, near and far")
{
    // RFC1122-3.2.1.3/1
    for (const std::uint32_t src : {wire::peer, 0xc0a807feu, 0x01000000u, 0x7effffffu, 0x80000001u,
                                    0xdfffffffu, 0xc0a808ffu}) {
        CAPTURE(src);
        world w;
        const wire::bytes answer = w.receive(echo_from(src));
        REQUIRE(answer.size() == 28);
        CHECK(wire::get(answer, 12, 4) == wire::device);
        CHECK(wire::get(answer, 16, 4) == src);
    }
}

TEST_CASE("a protocol we do not speak is counted")
{
    check_dropped(wire::hex(capture::igmp), DROP_IPV4_PROTOCOL); // no room to say so
}

TEST_CASE("RFC 1122 3.2.1.8: options are walked, skipped and not sent back")
{
    // RFC1122-3.2.1.8/3, RFC1122-3.2.1.8b
    world w;
    CHECK(wire::text(w.receive(wire::hex(capture::echo_request_record_route))) ==
          capture::echo_reply_record_route);
}

TEST_CASE("forty bytes of options leave the payload whole")
{
    world w;
    wire::bytes options(40, 1); // no operation
    const wire::bytes answer = w.receive(wire::ipv4(
        1, wire::hex("08 00 74 32 00 01 00 04 61 62 22 66"), wire::peer, wire::device, options));
    CHECK(wire::text(wire::bytes(answer.begin() + 20, answer.end())) == "00007c320001000461622266");
}

TEST_CASE("an option that runs past the header or claims less than itself is refused")
{
    for (const char *options :
         {"01 01 05 fe", "07 05 04 00", "07 00 00 00", "07 01 00 00", "01 01 01 07"}) {
        CAPTURE(options);
        check_dropped(wire::ipv4(1, wire::hex("08 00 f7 fa 00 01 00 04"), wire::peer, wire::device,
                                 wire::hex(options)),
                      DROP_IPV4_OPTION);
    }
}

TEST_CASE("RFC 9293 MUST-51, RFC 7126 4.3, 4.4: a datagram that came by a source route is refused")
{
    for (const char *options : {"83 07 08 0a 01 01 01 00", "89 07 08 0a 01 01 01 00",
                                "01 83 07 04 0a 01 01 01", "83 03 04 00"}) {
        CAPTURE(options);
        check_dropped(wire::ipv4(1, wire::hex("08 00 f7 fa 00 01 00 04"), wire::peer, wire::device,
                                 wire::hex(options)),
                      DROP_IPV4_ROUTE);
    }
    world w; // one behind the end of the list is none
    CHECK(w.receive(wire::ipv4(1, wire::hex("08 00 f7 fa 00 01 00 04"), wire::peer, wire::device,
                               wire::hex("00 83 03 04"))).size() == 28);
}

TEST_CASE("nothing behind the end of the option list is looked at")
{
    world w;
    CHECK(w.receive(wire::ipv4(1, wire::hex("08 00 f7 fa 00 01 00 04"), wire::peer, wire::device,
                               wire::hex("00 07 01 ff"))).size() == 28);
}

TEST_CASE("the padding of a link is cut off")
{
    world w;
    wire::bytes padded = wire::hex(capture::echo_request_odd);
    padded.resize(60, 0xee);
    CHECK(wire::text(w.receive(padded)) == capture::echo_reply_odd);
}

TEST_CASE("a counter stops at 255")
{
    // RFC1122-3.1/6
    world w;
    for (int i = 0; i < 300; i++) {
        w.receive({});
    }
    CHECK(w.dropped(DROP_IPV4_SHORT) == 255);
}
