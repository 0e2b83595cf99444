// SPDX-License-Identifier: MIT
#include "support/world.hpp"

#include "captures/captures.hpp"

using namespace thimble;

TEST_CASE("RFC 1122 3.2.2.6: an echo request comes back with its identifier, number and data, byte "
          "for byte as scapy answers")
{
    // RFC1122-3.1/1, RFC1122-3.2.2.6/1, RFC1122-3.2.2.6/5, RFC1122-3.2.2.6/6
    world w;
    CHECK(wire::text(w.receive(wire::hex(capture::echo_request))) == capture::echo_reply);
    CHECK(wire::text(w.receive(wire::hex(capture::echo_request_odd))) == capture::echo_reply_odd);
    CHECK(wire::text(w.receive(wire::hex(capture::echo_request_empty))) ==
          capture::echo_reply_empty);
    CHECK(w.drops() == 0);
}

TEST_CASE("an echo request with any bit of its message turned is dropped")
{
    const wire::bytes frame = wire::hex(capture::echo_request_odd);
    for (std::size_t bit = 20 * 8; bit < frame.size() * 8; bit++) {
        world w;
        wire::bytes turned = frame;
        turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1u << (bit % 8)));
        CHECK(w.receive(turned).empty());
        CHECK(w.dropped(DROP_ICMP_CHECKSUM) == 1);
    }
}

TEST_CASE("a message shorter than its header is dropped")
{
    for (std::size_t bytes = 0; bytes < 8; bytes++) {
        world w;
        CHECK(w.receive(wire::ipv4(1, wire::bytes(bytes, 0))).empty());
        CHECK(w.dropped(DROP_ICMP_SHORT) == 1);
    }
}

TEST_CASE("RFC 1122 3.2.2: no error message and no reply is ever answered")
{
    world w;
    CHECK(w.receive(wire::hex(capture::unreachable)).empty());
    wire::bytes reply = wire::ipv4(1, wire::hex("00 00 ff fa 00 01 00 04"));
    CHECK(w.receive(reply).empty());
    CHECK(w.dropped(DROP_ICMP_TYPE) == 2);
    CHECK(w.drops() == 2);
}

TEST_CASE("of all types an echo request alone is answered")
{
    // RFC1122-3.2.2/1, RFC1122-3.2.2/6, RFC1122-3.2.2.2/1, RFC1122-3.2.2.7, RFC1122-3.2.2.9/6
    world w;
    for (unsigned type = 0; type < 256; type++) {
        wire::bytes message(36, 0);
        message[0] = static_cast<std::uint8_t>(type);
        const std::uint16_t sum = wire::checksum(message);
        message[2] = static_cast<std::uint8_t>(sum >> 8);
        message[3] = static_cast<std::uint8_t>(sum);
        CAPTURE(type);
        CHECK(w.receive(wire::ipv4(1, message)).empty() == (type != 8));
    }
}

TEST_CASE("the reply's checksum is right whatever the request's was")
{
    world w;
    for (std::uint32_t word = 0; word < 0x10000; word += 5) {
        wire::bytes message = wire::hex("08 00 00 00 00 00 00 00");
        message[6] = static_cast<std::uint8_t>(word >> 8);
        message[7] = static_cast<std::uint8_t>(word);
        const std::uint16_t sum = wire::checksum(message);
        message[2] = static_cast<std::uint8_t>(sum >> 8);
        message[3] = static_cast<std::uint8_t>(sum);
        const wire::bytes answer = w.receive(wire::ipv4(1, message));
        REQUIRE(answer.size() == 28);
        REQUIRE(wire::checksum(wire::bytes(answer.begin() + 20, answer.end())) == 0);
    }
}
