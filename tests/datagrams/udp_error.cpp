// SPDX-License-Identifier: MIT
// What ICMP says about our datagrams reaches the application that wants to hear it: RFC 1122
// 4.1.3.3.
#include "datagrams/device.hpp"

using namespace thimble;

namespace {

wire::bytes message(std::uint8_t type, std::uint8_t code, const wire::bytes &about)
{
    wire::bytes out{type, code, 0, 0, 0, 0, 0, 0};
    out.insert(out.end(), about.begin(), about.end());
    const std::uint16_t sum = wire::checksum(out);
    out[2] = static_cast<std::uint8_t>(sum >> 8);
    out[3] = static_cast<std::uint8_t>(sum);
    return wire::ipv4(1, out, 0x0a000001);
}

} // namespace

TEST_CASE("RFC 1122 4.1.3.3: an error about a datagram of a socket is handed to it")
{
    for (const std::uint8_t type : {std::uint8_t{3}, std::uint8_t{11}, std::uint8_t{12}}) {
        device d;
        wire::bytes about = wire::udp(7, 5000, "what we sent", wire::device, wire::peer);
        about.resize(28);
        CHECK(d.receive(message(type, 1, about)).empty());
        CHECK(told.ip == wire::peer);
        CHECK(told.port == 5000);
        CHECK(told.type == type);
        CHECK(told.code == 1);
        CHECK(d.s.dropped[DROP_ICMP_TYPE] == 0);
    }
}

TEST_CASE("an error about another port, another host's datagram or another protocol is not")
{
    struct row { std::size_t at; std::uint8_t value; };
    const row rows[] = {{21, 8}, {15, 9}, {9, 6}, {9, 1}};
    for (const row &r : rows) {
        CAPTURE(r.at);
        device d;
        wire::bytes about = wire::udp(7, 5000, "what we sent", wire::device, wire::peer);
        about[r.at] = r.value;
        CHECK(d.receive(message(3, 3, about)).empty());
        CHECK(told.type == 0);
        CHECK(d.s.dropped[DROP_ICMP_TYPE] == 1);
    }
}

TEST_CASE("a socket's datagrams carry its DS field, and only its")
{
    device d;
    const wire::bytes answer = d.receive(wire::udp(5000, 7, "x"));
    REQUIRE(answer.size() == 29);
    CHECK(answer[1] == 10 << 2);
    wire::bytes frame(28, 0xee);
    CHECK(udp_send_to(&d.s, frame.data(), 7, wire::peer, 9, 0) == 28);
    CHECK(frame[1] == 10 << 2);
    CHECK(udp_send_to(&d.s, frame.data(), 8, wire::peer, 9, 0) == 28);
    CHECK(frame[1] == 0);
}
