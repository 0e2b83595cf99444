// SPDX-License-Identifier: MIT
// generated/*/udp_packet.h beside RFC 768.
// All bytes are typed out, or come from a capture made with scapy.
#include "udp_packet.h"

#include <doctest/doctest.h>

#include "support/packets.hpp"

using namespace thimble;
using wire::bytes;
using wire::hex;
using wire::text;

// UDP(sport=5000, dport=7)/b"hello" from 192.168.7.1 to 192.168.7.2, as scapy builds it.
static const char *const hello = "13 88 00 07 00 0d 19 1f  68 65 6c 6c 6f";

static wire_verdict check(const bytes &packet)
{
    return udp_check(packet.data(), static_cast<uint16_t>(packet.size()));
}

TEST_CASE("a captured datagram is accepted, and every field is where the RFC puts it")
{
    const bytes packet = hex(hello);
    const uint8_t *at = packet.data();

    REQUIRE(check(packet) == WIRE_OK);
    CHECK(udp_src_port(at) == 5000);
    CHECK(udp_dst_port(at) == 7);
    CHECK(udp_length(at) == 13);
    CHECK(udp_checksum(at) == 0x191f);
    CHECK(udp_payload_offset(at) == 8);
    CHECK(udp_payload_bytes(at) == 5);
}

TEST_CASE("a length is accepted exactly between the header and what is there")
{
    struct row { const char *packet; wire_verdict verdict; };
    const row rows[] = {
        { "",                           WIRE_SHORT  },
        { "00 01 00 02 00 08 00",       WIRE_SHORT  }, // one byte less than a header
        { "00 01 00 02 00 08 00 00",    WIRE_OK     }, // no payload
        { "00 01 00 02 00 07 00 00",    WIRE_LENGTH }, // inside its own header
        { "00 01 00 02 00 00 00 00",    WIRE_LENGTH },
        { "00 01 00 02 00 09 00 00",    WIRE_LENGTH }, // one byte more than there is
        { "00 01 00 02 00 09 00 00 a5", WIRE_OK     },
        { "00 01 00 02 00 08 00 00 a5", WIRE_OK     }, // padding behind the datagram
        { "00 01 00 02 ff ff 00 00",    WIRE_LENGTH },
    };
    for (const row &r : rows) {
        CAPTURE(r.packet);
        CHECK(check(hex(r.packet)) == r.verdict);
    }
}

TEST_CASE("a length of 200 in a datagram of 48 bytes is refused")
{
    bytes packet = hex("13 88 00 07 00 c8 00 00");
    packet.resize(48, 0xee);
    CHECK(check(packet) == WIRE_LENGTH);
}

TEST_CASE("a writer makes the captured header, and touches nothing behind it")
{
    bytes packet(9, 0xee);
    udp_emit(packet.data(), 5000, 7, 5);
    CHECK(text(packet) == "13880007000d0000ee");
    udp_checksum_seal(packet.data(), 0xe6e0); // scapy's checksum 191f, turned around
    CHECK(text(packet) == "13880007000d191fee");
}

TEST_CASE("each field is written alone")
{
    bytes packet(8, 0);
    udp_set_src_port(packet.data(), 0x0102);
    CHECK(text(packet) == "0102000000000000");
    udp_set_dst_port(packet.data(), 0x0304);
    CHECK(text(packet) == "0102030400000000");
    udp_set_length(packet.data(), 0x0506);
    CHECK(text(packet) == "0102030405060000");
    udp_set_checksum(packet.data(), 0x0708);
    CHECK(text(packet) == "0102030405060708");
}

TEST_CASE("the pseudo header is added up with its carries")
{
    // c0a8 + 0701 + c0a8 + 0702 + 0011 + 000d = 18f71, and the carry comes back in.
    CHECK(udp_checksum_prefix(0xc0a80701, 0xc0a80702, 13) == 0x8f72);
    CHECK(udp_checksum_prefix(0, 0, 8) == 25);
    CHECK(udp_checksum_prefix(0xffffffff, 0xffffffff, 0xffff) == 17);
}

TEST_CASE("a checksum is right when everything adds up to ones, or when there is none")
{
    const bytes packet = hex(hello);
    const bytes without = hex("13 88 00 07 00 0d 00 00");

    CHECK(udp_checksum_accepts(packet.data(), 0xffff));
    CHECK_FALSE(udp_checksum_accepts(packet.data(), 0xfffe));
    CHECK_FALSE(udp_checksum_accepts(packet.data(), 0));
    CHECK(udp_checksum_accepts(without.data(), 0x1234));
}

TEST_CASE("a checksum that comes out as zero is sent as ones: zero means none")
{
    // IP(...)/UDP(sport=5000, dport=7)/b"\x5c\xf7": scapy sends ffff.
    bytes packet = hex("13 88 00 07 00 0a 00 00 5c f7");
    udp_checksum_seal(packet.data(), 0xffff);
    CHECK(text(packet) == "13880007000affff5cf7");
    udp_checksum_seal(packet.data(), 0);
    CHECK(udp_checksum(packet.data()) == 0xffff);
}
