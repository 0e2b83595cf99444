// SPDX-License-Identifier: MIT
// generated/*/tcp_packet.h beside RFC 9293 3.1.
// All bytes are typed out, or come from a capture made with scapy.
#include "tcp_packet.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "support/packets.hpp"

using namespace thimble;
using wire::bytes;
using wire::hex;
using wire::text;

// TCP(sport=49152, dport=7, seq=0xdeadbeef, ack=0x01020304, flags="SA", window=4096,
//     options=[("MSS", 536)])
static const char *const captured =
    "c0 00 00 07 de ad be ef 01 02 03 04 60 12 10 00 9a b3 00 00 02 04 02 18";

static wire_verdict check(const bytes &packet)
{
    return tcp_check(packet.data(), static_cast<uint16_t>(packet.size()));
}

// A segment with a data offset in words, cut or filled to a size.
static bytes segment(unsigned words, std::size_t size)
{
    bytes packet(20, 0);
    packet[12] = static_cast<uint8_t>(words * 16);
    packet.resize(size, 0);
    return packet;
}

static bytes with_options(const char *options)
{
    const bytes list = hex(options);
    bytes packet = segment(static_cast<unsigned>(5 + list.size() / 4), 20);
    packet.insert(packet.end(), list.begin(), list.end());
    return packet;
}

TEST_CASE("a captured SYN+ACK is accepted, and every field is where the RFC puts it")
{
    const bytes packet = hex(captured);
    const uint8_t *at = packet.data();

    REQUIRE(check(packet) == WIRE_OK);
    CHECK(tcp_src_port(at) == 49152);
    CHECK(tcp_dst_port(at) == 7);
    CHECK(tcp_seqno(at) == 0xdeadbeef);
    CHECK(tcp_ackno(at) == 0x01020304);
    CHECK(tcp_data_offset(at) == 6);
    CHECK(tcp_flags(at) == 0x12);
    CHECK(tcp_window(at) == 4096);
    CHECK(tcp_checksum(at) == 0x9ab3);
    CHECK(tcp_urgent_pointer(at) == 0);
    CHECK(tcp_options_offset(at) == 20);
    CHECK(tcp_options_bytes(at) == 4);
    CHECK(tcp_payload_offset(at) == 24);
    CHECK(tcp_payload_bytes(at, 24) == 0);
    CHECK(tcp_payload_bytes(at, 30) == 6);
}

TEST_CASE("each flag has its own bit, in the RFC's order")
{
    struct row { uint8_t flags; bool fin, syn, rst, psh, ack, urg; };
    const row rows[] = {
        { 0x01, true,  false, false, false, false, false },
        { 0x02, false, true,  false, false, false, false },
        { 0x04, false, false, true,  false, false, false },
        { 0x08, false, false, false, true,  false, false },
        { 0x10, false, false, false, false, true,  false },
        { 0x20, false, false, false, false, false, true  },
        { 0xc0, false, false, false, false, false, false }, // CWR and ECE are for others
        { 0x3f, true,  true,  true,  true,  true,  true  },
    };
    for (const row &r : rows) {
        CAPTURE(r.flags);
        bytes packet = segment(5, 20);
        packet[13] = r.flags;
        const uint8_t *at = packet.data();
        CHECK(tcp_fin(at) == r.fin);
        CHECK(tcp_syn(at) == r.syn);
        CHECK(tcp_rst(at) == r.rst);
        CHECK(tcp_psh(at) == r.psh);
        CHECK(tcp_ack(at) == r.ack);
        CHECK(tcp_urg(at) == r.urg);
    }
}

TEST_CASE("a data offset is accepted exactly between the header and what is there")
{
    struct row { unsigned words; std::size_t room; wire_verdict verdict; };
    const row rows[] = {
        {  5,  0, WIRE_SHORT  },
        {  5, 19, WIRE_SHORT  },
        {  5, 20, WIRE_OK     },
        {  4, 20, WIRE_LENGTH },
        {  0, 20, WIRE_LENGTH },
        {  6, 23, WIRE_LENGTH },
        {  6, 24, WIRE_OK     },
        { 15, 20, WIRE_LENGTH }, // data offset 60 on 20 bytes
        { 15, 59, WIRE_LENGTH },
        { 15, 60, WIRE_OK     },
    };
    for (const row &r : rows) {
        CAPTURE(r.words);
        CAPTURE(r.room);
        CHECK(check(segment(r.words, r.room)) == r.verdict);
    }
}

TEST_CASE("reserved bits are ignored on receipt (RFC 9293 3.1)")
{
    bytes packet = segment(5, 20);
    packet[12] = 0x5f;
    REQUIRE(check(packet) == WIRE_OK);
    CHECK(tcp_data_offset(packet.data()) == 5);
    CHECK(tcp_payload_bytes(packet.data(), 20) == 0);
}

// RFC 9293 3.7.1 (MUST-15) and 3.1 (MUST-6, MUST-7).
TEST_CASE("options are walked by their lengths; the MSS is kept, and 536 stands for none")
{
    // RFC 9293: MUST-4, MUST-6, MUST-7, MUST-15/1, MUST-64.
    struct row { const char *options; wire_verdict verdict; unsigned mss; };
    const row rows[] = {
        { "",                                    WIRE_OK,     536    },
        { "02 04 02 18",                         WIRE_OK,     0x0218 },
        { "02 04 05 b4",                         WIRE_OK,     1460   },
        { "01 01 01 01",                         WIRE_OK,     536    },
        { "00 02 04 05",                         WIRE_OK,     536    }, // behind the end
        { "02 04 05 b4 04 02 08 0a 00 00 00 01 00 00 00 00 01 03 03 07", WIRE_OK, 1460 }, // Linux
        { "fe 08 00 00 00 00 00 00 02 04 02 18", WIRE_OK,     0x0218 }, // unknown, skipped
        { "02 04 02 18 02 04 05 b4",             WIRE_OK,     1460   }, // twice: the last
        { "02 06 02 18 00 00 00 00",             WIRE_OK,     0x0218 }, // longer than we read
        { "02 00 00 00",                         WIRE_OPTION, 0      }, // kind 2, length 0
        { "02 01 00 00",                         WIRE_OPTION, 0      }, // kind 2, length 1
        { "02 02 00 00",                         WIRE_OPTION, 0      }, // no room for its value
        { "02 03 05 00",                         WIRE_OPTION, 0      },
        { "08 00 00 00",                         WIRE_OPTION, 0      }, // any kind, length 0
        { "08 01 00 00",                         WIRE_OPTION, 0      },
        { "08 05 00 00",                         WIRE_OPTION, 0      }, // longer than the list
        { "01 01 05 fe",                         WIRE_OPTION, 0      },
        { "01 01 01 02",                         WIRE_OPTION, 0      }, // no room for a length
        { "01 01 02 04",                         WIRE_OPTION, 0      }, // its value behind the end
    };
    for (const row &r : rows) {
        CAPTURE(r.options);
        const bytes packet = with_options(r.options);
        tcp_options found = { 0 };
        REQUIRE(check(packet) == WIRE_OK);
        REQUIRE(tcp_options_check(packet.data(), &found) == r.verdict);
        CHECK(found.mss == r.mss); // untouched when refused
    }
}

TEST_CASE("forty bytes of options, the most there can be, are walked to their end")
{
    bytes packet = segment(15, 60);
    for (std::size_t i = 20; i < 56; i++) {
        packet[i] = 1;
    }
    const bytes mss = hex("02 04 01 00");
    std::copy(mss.begin(), mss.end(), packet.begin() + 56);
    tcp_options found = { 0 };
    REQUIRE(check(packet) == WIRE_OK);
    CHECK(tcp_options_check(packet.data(), &found) == WIRE_OK);
    CHECK(found.mss == 256);
    packet[57] = 5;
    CHECK(tcp_options_check(packet.data(), &found) == WIRE_OPTION);
}

TEST_CASE("writers make the captured segment, and touch nothing behind it")
{
    // RFC 9293: MUST-2, MUST-68, MUST-69.
    bytes packet(25, 0xee);
    tcp_emit(packet.data(), 49152, 7, 0xdeadbeef, 0x01020304, 0x12, 4096, TCP_MSS_BYTES);
    tcp_mss_emit(packet.data() + tcp_options_offset(packet.data()), 536);
    CHECK(text(packet) == "c0000007deadbeef010203046012100000000000" "02040218" "ee");
    tcp_checksum_seal(packet.data(), 0x654c); // scapy's checksum 9ab3, turned around
    CHECK(text(packet) == "c0000007deadbeef01020304601210009ab30000" "02040218" "ee");
}

TEST_CASE("each field is written alone")
{
    bytes packet(20, 0);
    tcp_set_src_port(packet.data(), 0x0102);
    tcp_set_dst_port(packet.data(), 0x0304);
    tcp_set_seqno(packet.data(), 0x05060708);
    tcp_set_ackno(packet.data(), 0x090a0b0c);
    tcp_set_flags(packet.data(), 0x0e);
    tcp_set_window(packet.data(), 0x0f10);
    tcp_set_checksum(packet.data(), 0x1112);
    tcp_set_urgent_pointer(packet.data(), 0x1314);
    CHECK(text(packet) == "0102030405060708090a0b0c000e0f1011121314");
}

TEST_CASE("the pseudo header counts the whole segment; all must add up to ones")
{
    // c0a8 + 0701 + c0a8 + 0702 + 0006 + 0018 = 18f71, and the carry comes back in.
    CHECK(tcp_checksum_prefix(0xc0a80701, 0xc0a80702, 24) == 0x8f72);
    const bytes packet = hex(captured);
    CHECK(tcp_checksum_accepts(packet.data(), 0xffff));
    CHECK_FALSE(tcp_checksum_accepts(packet.data(), 0));
    bytes sealed = packet;
    tcp_checksum_seal(sealed.data(), 0xffff); // zero is a checksum like any other here
    CHECK(tcp_checksum(sealed.data()) == 0);
}
