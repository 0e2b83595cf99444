// SPDX-License-Identifier: MIT
// generated/*/icmp_packet.h beside RFC 792.
// All bytes are typed out, or come from a capture made with scapy.
#include "icmp_packet.h"

#include <doctest/doctest.h>

#include "support/packets.hpp"

using namespace thimble;
using wire::bytes;
using wire::hex;
using wire::text;

// ICMP(id=0x1234, seq=1)/b"abcdefgh", as scapy builds it.
static const char *const request = "08 00 54 35 12 34 00 01  61 62 63 64 65 66 67 68";

static wire_verdict check(const bytes &packet)
{
    return icmp_check(packet.data(), static_cast<uint16_t>(packet.size()));
}

TEST_CASE("a captured echo request is accepted, and every field is where the RFC puts it")
{
    const bytes packet = hex(request);
    const uint8_t *at = packet.data();

    REQUIRE(check(packet) == WIRE_OK);
    CHECK(icmp_type(at) == ICMP_MESSAGE_ECHO);
    CHECK(icmp_code(at) == 0);
    CHECK(icmp_checksum(at) == 0x5435);
    CHECK(icmp_rest(at) == 0x12340001);
    CHECK(icmp_payload_offset(at) == 8);
    CHECK(icmp_payload_bytes(at, 16) == 8);
    CHECK(icmp_payload_bytes(at, 8) == 0);
}

TEST_CASE("only a header that is not there is refused")
{
    CHECK(check(hex("")) == WIRE_SHORT);
    CHECK(check(hex("08 00 00 00 00 00 00")) == WIRE_SHORT);
    CHECK(check(hex("08 00 00 00 00 00 00 00")) == WIRE_OK);
    // Types nobody knows are for the reader.
    CHECK(check(hex("fe ff 00 00 00 00 00 00")) == WIRE_OK);
}

TEST_CASE("messages have the numbers of RFC 792")
{
    CHECK(ICMP_MESSAGE_ECHO_REPLY == 0);
    CHECK(ICMP_MESSAGE_UNREACHABLE == 3);
    CHECK(ICMP_MESSAGE_ECHO == 8);
    CHECK(ICMP_MESSAGE_TIME_EXCEEDED == 11);
    CHECK(ICMP_MESSAGE_PARAMETER_PROBLEM == 12);
}

TEST_CASE("a writer makes the captured header, and touches nothing behind it")
{
    bytes packet(9, 0xee);
    icmp_emit(packet.data(), 8, 0, 0x12340001);
    CHECK(text(packet) == "0800000012340001ee");
    icmp_checksum_seal(packet.data(), 0xabca); // scapy's checksum 5435, turned around
    CHECK(text(packet) == "0800543512340001ee");
}

TEST_CASE("each field is written alone")
{
    bytes packet(8, 0);
    icmp_set_type(packet.data(), 1);
    icmp_set_code(packet.data(), 2);
    icmp_set_checksum(packet.data(), 0x0304);
    icmp_set_rest(packet.data(), 0x05060708);
    CHECK(text(packet) == "0102030405060708");
}

TEST_CASE("a checksum is right when all adds up to ones, and zero is one like any other")
{
    const bytes packet = hex("08 00 00 00 12 34 00 01");
    CHECK(icmp_checksum_accepts(packet.data(), 0xffff));
    CHECK_FALSE(icmp_checksum_accepts(packet.data(), 0xfffe));
    CHECK_FALSE(icmp_checksum_accepts(packet.data(), 0));
    bytes sealed = packet;
    icmp_checksum_seal(sealed.data(), 0xffff);
    CHECK(icmp_checksum(sealed.data()) == 0);
}
