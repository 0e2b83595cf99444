// SPDX-License-Identifier: MIT
#include "support/world.hpp"

#include "captures/captures.hpp"

using namespace thimble;

namespace {

// The same datagram from the other side's books: identification 0, not to be fragmented, TTL 64.
wire::bytes capture_of(std::uint16_t from, std::uint16_t to, const std::string &data)
{
    wire::bytes frame = wire::udp(from, to, data, wire::device, wire::peer);
    frame[4] = frame[5] = frame[10] = frame[11] = 0;
    const std::uint16_t sum = wire::checksum(wire::bytes(frame.begin(), frame.begin() + 20));
    frame[10] = static_cast<std::uint8_t>(sum >> 8);
    frame[11] = static_cast<std::uint8_t>(sum);
    return frame;
}

} // namespace

TEST_CASE(
    "a datagram reaches its socket with sender and data, and the answer is the one scapy builds")
{
    // RFC1122-3.2.1.3/2, RFC1122-3.3.4.2/1, RFC1122-4.1.3.4/1, RFC1122-4.1.3.4/4, RFC1122-4.1.3.6/2
    world w;
    app::udp_answer = "HELLO";
    CHECK(wire::text(w.receive(wire::hex(capture::udp_request))) == capture::udp_answer);
    REQUIRE(app::datagrams.size() == 1);
    CHECK(app::datagrams[0].socket == SOCKET_PONG);
    CHECK(app::datagrams[0].ip == wire::peer);
    CHECK(app::datagrams[0].port == 5000);
    CHECK(app::datagrams[0].data == "hello, world");
    CHECK(w.drops() == 0);
}

TEST_CASE("RFC 1122 4.1.3.4: a datagram without checksum is accepted, and answered with one")
{
    world w;
    app::udp_answer = "HELLO";
    CHECK(wire::text(w.receive(wire::hex(capture::udp_request_unchecked))) == capture::udp_answer);
}

TEST_CASE("RFC 768: a checksum that comes out as zero is sent as ffff")
{
    world w;
    app::udp_answer = "\x5c\xf7";
    CHECK(wire::text(w.receive(wire::hex(capture::udp_request_sum_zero))) ==
          capture::udp_answer_sum_zero);
}

TEST_CASE("a handler that writes nothing sends nothing")
{
    world w;
    CHECK(w.receive(wire::hex(capture::udp_request)).empty());
    CHECK(app::datagrams.size() == 1);
    CHECK(w.drops() == 0);
}

TEST_CASE("a handler that claims more than its room sends nothing")
{
    world w;
    app::udp_answer = "HELLO, WORLD";
    app::udp_claim = 13;
    CHECK(w.receive(wire::hex(capture::udp_request)).empty());
    app::udp_claim = 12;
    CHECK(w.receive(wire::hex(capture::udp_request)).size() == 40);
    app::udp_claim = 18;
    CHECK(w.receive(wire::hex(capture::udp_request), 5).empty());
    app::udp_claim = 17;
    CHECK(w.receive(wire::hex(capture::udp_request), 5).size() == 45);
}

TEST_CASE("an answer may be longer than the datagram where there is room behind it")
{
    world w;
    app::udp_answer = std::string(300, 'x');
    CHECK(w.receive(wire::udp(5000, 7, "y"), 298).empty()); // 299 bytes of room
    const wire::bytes answer = w.receive(wire::udp(5000, 7, "y"), 299);
    REQUIRE(answer.size() == 328);
    CHECK(std::string(answer.begin() + 28, answer.end()) == app::udp_answer);
    CHECK(wire::checksum(wire::pseudo(wire::device, wire::peer, 17,
                                      wire::bytes(answer.begin() + 20, answer.end()))) == 0);
}

TEST_CASE("nobody answers to port 0")
{
    world w;
    app::udp_answer = "x";
    CHECK(w.receive(wire::udp(0, 7, "y")).empty());
    CHECK(app::datagrams.size() == 1);
}

TEST_CASE("RFC 1122 4.1.3.4: a datagram with any bit of data or checksum turned is dropped")
{
    // RFC1122-4.1.3.4/2
    const wire::bytes frame = wire::hex(capture::udp_request);
    for (std::size_t bit = 26 * 8; bit < frame.size() * 8; bit++) {
        world w;
        wire::bytes turned = frame;
        turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1u << (bit % 8)));
        CHECK(w.receive(turned).empty());
        CHECK(w.dropped(DROP_UDP_CHECKSUM) == 1);
        CHECK(app::datagrams.empty());
    }
}

TEST_CASE("a length beyond the datagram or below the header is a lie, with or without checksum")
{
    for (const int length : {0, 7, 21, 200, 65535}) {
        world w;
        wire::bytes frame = wire::hex(capture::udp_request_unchecked);
        frame[24] = static_cast<std::uint8_t>(length >> 8);
        frame[25] = static_cast<std::uint8_t>(length);
        CAPTURE(length);
        CHECK(w.receive(frame).empty());
        CHECK(w.dropped(DROP_UDP_LENGTH) == 1);
        CHECK(app::datagrams.empty());
    }
}

TEST_CASE("a length below the datagram's hides what lies behind it")
{
    world w;
    wire::bytes frame = wire::hex(capture::udp_request_unchecked);
    frame[25] = 13;
    w.receive(frame);
    REQUIRE(app::datagrams.size() == 1);
    CHECK(app::datagrams[0].data == "hello");
}

TEST_CASE("fewer bytes than a header are too short")
{
    for (std::size_t bytes = 0; bytes < 8; bytes++) {
        world w;
        CHECK(w.receive(wire::ipv4(17, wire::bytes(bytes, 0))).empty());
        CHECK(w.dropped(DROP_UDP_SHORT) == 1);
    }
}

TEST_CASE("a port that nobody has is counted")
{
    world w;
    CHECK(w.receive(wire::hex(capture::udp_closed_port)).empty());
    CHECK(w.dropped(DROP_UDP_PORT) == 1);
}

TEST_CASE("RFC 768: a datagram that nobody asked for has both headers and both checksums")
{
    world w;
    wire::bytes frame(28 + 5, 0xa5);
    std::copy_n("hello", 5, frame.begin() + 28);
    CHECK(udp_send_to(&w.s, frame.data(), 5001, wire::peer, 514, 5) == 33);
    CHECK(wire::text(frame) == wire::text(capture_of(5001, 514, "hello")));
}

TEST_CASE("RFC 1122 3.3.6: it may go to everybody")
{
    world w;
    wire::bytes frame(28 + 1);
    REQUIRE(udp_send_to(&w.s, frame.data(), 5001, 0xffffffff, 514, 1) == 29);
    CHECK(wire::get(frame, 16, 4) == 0xffffffff);
    CHECK(wire::checksum(wire::pseudo(wire::device, 0xffffffff, 17,
                                      wire::bytes(frame.begin() + 20, frame.end()))) == 0);
}

TEST_CASE("one that is longer than the MTU is not made")
{
    world w;
    wire::bytes frame(PROFILE_MTU + 1);
    CHECK(udp_send_to(&w.s, frame.data(), 1, wire::peer, 2, PROFILE_MTU - 27) == 0);
    CHECK(udp_send_to(&w.s, frame.data(), 1, wire::peer, 2, 65535) == 0);
    CHECK(udp_send_to(&w.s, frame.data(), 1, wire::peer, 2, PROFILE_MTU - 28) == PROFILE_MTU);
}

TEST_CASE("an empty datagram reaches its socket")
{
    world w;
    w.receive(wire::udp(5000, 9999, ""));
    REQUIRE(app::datagrams.size() == 1);
    CHECK(app::datagrams[0].socket == SOCKET_CONTROL);
    CHECK(app::datagrams[0].data.empty());
}
