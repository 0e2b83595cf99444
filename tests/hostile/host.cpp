// SPDX-License-Identifier: MIT "What one packet does to them": the packets that crash, hang, rob or
// confuse other small stacks, one case each, on the host. test_chip.py sends the same frames to the
// simulated chip.
//
// The frames are scapy's (frames.py).
#include <doctest/doctest.h>

#include "device.hpp"

namespace {

void check_bare_ack(const std::vector<bytes> &sent, std::uint32_t seqno, std::uint32_t ackno)
{
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].size() == 40);
    CHECK(sent[0][FLAGS] == ACK);
    CHECK(u32(sent[0], 24) == seqno);
    CHECK(u32(sent[0], 28) == ackno);
}

}

TEST_CASE("SYN with options 1,1,5,254: dropped, and no loop")
{
    device d;
    d.drops(frames::syn_broken_options, DROP_TCP_OPTION);
    d.open();
}

TEST_CASE("urgent pointer 0x4000 on 4 bytes: the 4 bytes are text like any other")
{
    device d;
    d.open();
    const std::vector<bytes> sent = d.receive(frames::urgent, d.iss + 1);
    REQUIRE(sent.size() == 1);
    CHECK(delivered == "abcd");
    CHECK(u32(sent[0], 28) == 1005);
    CHECK(sent[0].size() == TEXT + 4);
}

TEST_CASE("data offset 60 on a 20-byte segment: dropped, rcv_nxt stays")
{
    device d;
    d.open();
    d.drops(device::acknowledging(frames::offset_60, d.iss + 1), DROP_TCP_LENGTH);
    d.still_echoes();
}

TEST_CASE("UDP length 200 in 48 bytes, checksum 0: dropped, nothing is disclosed")
{
    device d;
    REQUIRE(frames::udp_length_200.size() == 48);
    d.drops(frames::udp_length_200, DROP_UDP_LENGTH);
}

TEST_CASE("RST far outside the window: the connection survives in silence")
{
    device d;
    d.open();
    CHECK(d.receive(frames::rst_far).empty());
    d.still_echoes();
}

TEST_CASE("RST inside the window but not the next byte: challenged, the connection survives")
{
    device d;
    d.open();
    check_bare_ack(d.receive(frames::rst_near), d.iss + 1, 1001);
    d.still_echoes();
}

TEST_CASE("RST that is the next byte: the connection is gone")
{
    device d;
    d.open();
    CHECK(d.receive(frames::rst_exact).empty());
    CHECK(d.s.connection[0].state == TCP_CLOSED);
}

TEST_CASE("SYN without MSS option, then data: 536 is assumed, and a full segment is echoed")
{
    device d;
    d.open(frames::syn_without_mss);
    CHECK(d.s.connection[0].mss == (PROFILE_TCP_MSS < 536 ? PROFILE_TCP_MSS : 536));
    const std::vector<bytes> sent = d.receive(frames::full, d.iss + 1);
    REQUIRE(sent.size() == 1);
    CHECK(bytes(sent[0].begin() + TEXT, sent[0].end())
          == bytes(frames::full.begin() + TEXT, frames::full.end()));
}

TEST_CASE("wrong ACK in SYN-RECEIVED: a reset that the sender can believe, and the half-open "
          "connection stays")
{
    device d;
    d.half_open();
    const std::vector<bytes> sent = d.receive(frames::ack, d.iss + 2);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].size() == 40);
    CHECK(sent[0][FLAGS] == RST);
    CHECK(u32(sent[0], 24) == d.iss + 2);
    CHECK(d.receive(frames::ack, d.iss + 1).empty());
    d.still_echoes();
}

TEST_CASE("data with an ACK of unsent data: answered by an ACK, not delivered")
{
    device d;
    d.open();
    check_bare_ack(d.receive(frames::first, d.iss + 100000), d.iss + 1, 1001);
    CHECK(delivered.empty());
    d.still_echoes();
}

TEST_CASE("data without ACK bit: dropped")
{
    device d;
    d.open();
    d.drops(frames::without_ack, DROP_TCP_MACHINE);
    CHECK(delivered.empty());
    d.still_echoes();
}

TEST_CASE("duplicate data: acknowledged again, delivered once")
{
    device d;
    d.open();
    d.still_echoes();
    check_bare_ack(d.receive(frames::first, d.iss + 1), d.iss + 5, 1005);
    CHECK(delivered == "abcd");
}

TEST_CASE("data out of order: acknowledged as missing, never delivered early")
{
    device d;
    d.open();
    check_bare_ack(d.receive(frames::second, d.iss + 1), d.iss + 1, 1001);
    CHECK(delivered.empty());
    d.still_echoes();
    d.receive(frames::second, d.iss + 5);
    CHECK(delivered == "abcdefgh");
}

TEST_CASE("wrong checksum of IP, UDP, TCP: each is dropped and named")
{
    device d;
    d.open();
    d.drops(frames::bad_ip_checksum, DROP_IPV4_CHECKSUM);
    d.drops(frames::bad_udp_checksum, DROP_UDP_CHECKSUM);
    d.drops(frames::bad_tcp_checksum, DROP_TCP_CHECKSUM);
    d.still_echoes();
}

TEST_CASE("IPv4 header with options: accepted, the answer has none")
{
    device d;
    const std::vector<bytes> sent = d.receive(frames::udp_ip_options);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0][0] == 0x45);
    CHECK(bytes(sent[0].begin() + 28, sent[0].end()) == bytes{'h', 'e', 'l', 'l', 'o'});
    CHECK(d.receive(frames::udp).size() == 1);
}

TEST_CASE("two connections opened in one tick: different initial sequence numbers")
{
    device d;
    const std::vector<bytes> one = d.receive(frames::syn);
    const std::vector<bytes> two = d.receive(frames::syn_to_echo_too);
    REQUIRE(one.size() == 1);
    REQUIRE(two.size() == 1);
    CHECK(u32(one[0], 24) != u32(two[0], 24));
}

TEST_CASE("two connections opened in one tick from 10.1.0.1 and 10.0.0.1: the addresses do not "
          "cancel what keeps their numbers apart")
{
    device d;
    const std::vector<bytes> one = d.receive(frames::syn_from_10_1_0_1);
    const std::vector<bytes> two = d.receive(frames::syn_from_10_0_0_1_to_echo_too);
    REQUIRE(one.size() == 1);
    REQUIRE(two.size() == 1);
    CHECK(u32(one[0], 24) != u32(two[0], 24));
}
