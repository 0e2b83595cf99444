// SPDX-License-Identifier: MIT
// generated/*/ipv4_packet.h beside RFC 791 3.1.
// All bytes are typed out, or come from a capture made with scapy.
#include "ipv4_packet.h"

#include <doctest/doctest.h>

#include "support/packets.hpp"

using namespace thimble;
using wire::bytes;
using wire::hex;
using wire::text;

// IP(src="192.168.7.1", dst="192.168.7.2", id=0, flags="DF")/UDP(sport=5000, dport=7)/b"hello"
static const char *const captured =
    "45 00 00 21 00 00 40 00 40 11 ab 78 c0 a8 07 01 c0 a8 07 02"
    "13 88 00 07 00 0d 19 1f 68 65 6c 6c 6f";

static wire_verdict check(const bytes &packet)
{
    return ipv4_check(packet.data(), static_cast<uint16_t>(packet.size()));
}

// A header of 20 bytes with its first ones given, and bytes behind it.
static bytes header(const char *first, std::size_t size)
{
    bytes packet = hex(first);
    packet.resize(size, 0);
    return packet;
}

// The same with options, which fill whole words.
static bytes with_options(const char *options)
{
    const bytes list = hex(options);
    bytes packet = hex("45 00 00 00 00 00 00 00 40 11 00 00 0a 00 00 01 0a 00 00 02");
    packet[0] = static_cast<uint8_t>(0x45 + list.size() / 4);
    packet[3] = static_cast<uint8_t>(20 + list.size());
    packet.insert(packet.end(), list.begin(), list.end());
    return packet;
}

TEST_CASE("a captured header is accepted, and every field is where the RFC puts it")
{
    const bytes packet = hex(captured);
    const uint8_t *at = packet.data();

    REQUIRE(check(packet) == WIRE_OK);
    CHECK(ipv4_version(at) == 4);
    CHECK(ipv4_ihl(at) == 5);
    CHECK(ipv4_tos(at) == 0);
    CHECK(ipv4_total_length(at) == 33);
    CHECK(ipv4_ident(at) == 0);
    CHECK(ipv4_dont_fragment(at));
    CHECK_FALSE(ipv4_more_fragments(at));
    CHECK(ipv4_fragment_offset(at) == 0);
    CHECK(ipv4_ttl(at) == 64);
    CHECK(ipv4_protocol(at) == IPV4_PROTOCOL_UDP);
    CHECK(ipv4_checksum(at) == 0xab78);
    CHECK(ipv4_src(at) == 0xc0a80701);
    CHECK(ipv4_dst(at) == 0xc0a80702);
    CHECK(ipv4_options_offset(at) == 20);
    CHECK(ipv4_options_bytes(at) == 0);
    CHECK(ipv4_payload_offset(at) == 20);
    CHECK(ipv4_payload_bytes(at) == 13);
    ipv4_options found = {9, 9};
    CHECK(ipv4_options_check(at, &found) == WIRE_OK);
    CHECK(found.lsrr == 0);
    CHECK(found.ssrr == 0);
}

TEST_CASE("the flags and the fragment offset share two bytes without touching each other")
{
    struct row { const char *word; bool dont; bool more; uint16_t offset; };
    const row rows[] = {
        { "00 00", false, false,    0 },
        { "40 00", true,  false,    0 },
        { "20 00", false, true,     0 },
        { "80 00", false, false,    0 }, // reserved: ignored
        { "1f ff", false, false, 8191 },
        { "00 01", false, false,    1 },
        { "01 00", false, false,  256 },
        { "ff ff", true,  true,  8191 },
    };
    for (const row &r : rows) {
        CAPTURE(r.word);
        bytes packet = header("45 00 00 14 00 00", 20);
        const bytes word = hex(r.word);
        packet[6] = word[0];
        packet[7] = word[1];
        REQUIRE(check(packet) == WIRE_OK);
        CHECK(ipv4_dont_fragment(packet.data()) == r.dont);
        CHECK(ipv4_more_fragments(packet.data()) == r.more);
        CHECK(ipv4_fragment_offset(packet.data()) == r.offset);
    }
}

TEST_CASE("a header that contradicts itself or the frame is refused, with the reason")
{
    struct row { const char *first; std::size_t room; wire_verdict verdict; };
    const row rows[] = {
        { "45 00 00 14",  0, WIRE_SHORT  },
        { "45 00 00 14", 19, WIRE_SHORT  },
        { "45 00 00 14", 20, WIRE_OK     },
        { "45 00 00 14", 21, WIRE_OK     }, // padding of the link
        { "45 00 00 13", 20, WIRE_LENGTH }, // ends inside its header
        { "45 00 00 00", 20, WIRE_LENGTH },
        { "45 00 00 15", 20, WIRE_LENGTH }, // more than there is
        { "45 00 ff ff", 20, WIRE_LENGTH },
        { "44 00 00 14", 20, WIRE_LENGTH }, // a header of 16 bytes
        { "40 00 00 14", 20, WIRE_LENGTH },
        { "46 00 00 14", 24, WIRE_LENGTH }, // options behind the end
        { "46 00 00 18", 24, WIRE_OK     },
        { "4f 00 00 3c", 60, WIRE_OK     },
        { "4f 00 00 3b", 60, WIRE_LENGTH },
        { "4f 00 00 3c", 59, WIRE_LENGTH },
        { "65 00 00 14", 20, WIRE_VALUE  }, // IPv6
        { "05 00 00 14", 20, WIRE_VALUE  },
        { "60 00 ff ff", 20, WIRE_VALUE  }, // the version is looked at first
    };
    for (const row &r : rows) {
        CAPTURE(r.first);
        CAPTURE(r.room);
        CHECK(check(header(r.first, r.room)) == r.verdict);
    }
}

TEST_CASE("options are walked by their lengths, whatever they mean")
{
    struct row { const char *options; wire_verdict verdict; };
    const row rows[] = {
        { "",                        WIRE_OK     },
        { "00 00 00 00",             WIRE_OK     },
        { "01 01 01 01",             WIRE_OK     }, // full, without an end
        { "01 01 05 fe",             WIRE_OPTION }, // 254 bytes in four: once crashed a stack
        { "94 04 00 00",             WIRE_OK     }, // router alert, unknown to us
        { "07 07 04 00 00 00 00 00", WIRE_OK     }, // record route
        { "00 ff ff ff",             WIRE_OK     }, // nothing behind the end is looked at
        { "05 00 00 00",             WIRE_OPTION }, // a length of zero never ends
        { "05 01 00 00",             WIRE_OPTION },
        { "05 02 00 00",             WIRE_OK     },
        { "05 05 00 00",             WIRE_OPTION }, // one byte too long
        { "01 01 01 05",             WIRE_OPTION }, // no room for a length
        { "ff ff 00 00",             WIRE_OPTION },
        { "83 02 00 00",             WIRE_OPTION }, // a source route without a pointer
    };
    for (const row &r : rows) {
        CAPTURE(r.options);
        const bytes packet = with_options(r.options);
        REQUIRE(check(packet) == WIRE_OK);
        ipv4_options found;
        CHECK(ipv4_options_check(packet.data(), &found) == r.verdict);
    }
}

TEST_CASE("a source route is found by its pointer, loose or strict, and nothing else is taken for one")
{
    struct row { const char *options; uint8_t lsrr, ssrr; };
    const row rows[] = {
        { "83 07 04 01 02 03 04 00", 4, 0 },
        { "01 89 07 08 01 02 03 04", 0, 8 },
        { "83 03 05 89 03 06 00 00", 5, 6 },
        { "07 07 04 83 07 04 00 00", 0, 0 }, // inside a record route
        { "00 83 03 04",             0, 0 }, // behind the end
    };
    for (const row &r : rows) {
        CAPTURE(r.options);
        ipv4_options found = {9, 9};
        CHECK(ipv4_options_check(with_options(r.options).data(), &found) == WIRE_OK);
        CHECK(found.lsrr == r.lsrr);
        CHECK(found.ssrr == r.ssrr);
    }
}

TEST_CASE("a writer makes the captured header, and touches nothing behind it")
{
    // RFC1122-3.2.1.7/1
    bytes packet(21, 0xee);
    ipv4_emit(packet.data(), 0, 64, 17, 0xc0a80701, 0xc0a80702, 13);
    CHECK(text(packet) == "45000021000040004011" "0000" "c0a80701c0a80702" "ee");
    ipv4_checksum_seal(packet.data(), 0x5487); // scapy's checksum ab78, turned around
    CHECK(text(packet) == "45000021000040004011" "ab78" "c0a80701c0a80702" "ee");
    CHECK(ipv4_checksum_accepts(packet.data(), 0xffff));
    CHECK_FALSE(ipv4_checksum_accepts(packet.data(), 0xfeff));
}

TEST_CASE("each field is written alone")
{
    bytes packet(20, 0);
    ipv4_set_tos(packet.data(), 0x11);
    ipv4_set_total_length(packet.data(), 0x2233);
    ipv4_set_ident(packet.data(), 0x4455);
    ipv4_set_ttl(packet.data(), 0x66);
    ipv4_set_protocol(packet.data(), 0x77);
    ipv4_set_checksum(packet.data(), 0x8899);
    ipv4_set_src(packet.data(), 0xaabbccdd);
    ipv4_set_dst(packet.data(), 0x01020304);
    CHECK(text(packet) == "0011223344550000" "66778899" "aabbccdd" "01020304");
}
