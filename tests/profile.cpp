// SPDX-License-Identifier: MIT
// generated/workbench/profile.h: which socket, which slots, which ring. The expected values are typed from
// spec/profiles/workbench.yaml.
#include "profile.h"

#include <doctest/doctest.h>

using namespace thimble;

TEST_CASE("sockets are numbered TCP first, then UDP, in the order of the file")
{
    const int numbers[] = {SOCKET_ECHO,    SOCKET_ECHO_TOO, SOCKET_CALLER, SOCKET_DISCARD,
                           SOCKET_DAYTIME, SOCKET_CHARGEN,  SOCKET_PONG,   SOCKET_CONTROL};
    for (int n = 0; n < 8; n++) {
        CHECK(numbers[n] == n);
    }
}

TEST_CASE("every TCP server waits on its own port and nobody on any other")
{
    for (long port = 0; port <= 65535; port++) {
        CAPTURE(port);
        const int found = profile_tcp_listener(static_cast<uint16_t>(port));
        switch (port) {
        case 7:  CHECK(found == SOCKET_ECHO); break;
        case 8:  CHECK(found == SOCKET_ECHO_TOO); break;
        case 9:  CHECK(found == SOCKET_DISCARD); break;
        case 13: CHECK(found == SOCKET_DAYTIME); break;
        case 19: CHECK(found == SOCKET_CHARGEN); break;
        default: CHECK(found == PROFILE_NO_SOCKET); break;
        }
    }
}

TEST_CASE("every UDP socket has its own port and nobody any other")
{
    for (long port = 0; port <= 65535; port++) {
        CAPTURE(port);
        const int found = profile_udp_socket(static_cast<uint16_t>(port));
        const int expected = port == 7      ? static_cast<int>(SOCKET_PONG)
                             : port == 9999 ? static_cast<int>(SOCKET_CONTROL)
                                            : static_cast<int>(PROFILE_NO_SOCKET);
        CHECK(found == expected);
    }
}

TEST_CASE("a UDP socket answers from the port it waits on")
{
    CHECK(profile_udp_port(SOCKET_PONG) == 7);
    CHECK(profile_udp_port(SOCKET_CONTROL) == 9999);
}

TEST_CASE("sockets that share use the same slot, the others one each")
{
    struct row { uint8_t socket, first, count; bool source; };
    const row rows[] = {
        // socket        first count source
        { SOCKET_ECHO,      0, 1, false },
        { SOCKET_ECHO_TOO,  1, 1, false },
        { SOCKET_CALLER,    2, 1, false },
        { SOCKET_DISCARD,   3, 1, false },
        { SOCKET_DAYTIME,   3, 1, true  },
        { SOCKET_CHARGEN,   3, 1, true  },
    };
    for (const row &r : rows) {
        CAPTURE(static_cast<int>(r.socket));
        CHECK(profile_slot_first(r.socket) == r.first);
        CHECK(profile_slot_count(r.socket) == r.count);
        CHECK(profile_sends_from_source(r.socket) == r.source);
        CHECK(!profile_nodelay(r.socket));
    }
}

TEST_CASE("three rings of 216 bytes lie behind each other; the fourth slot has none")
{
    struct row { uint8_t slot; uint16_t offset, bytes, in_flight; };
    const row rows[] = { { 0, 0, 216, 216 }, { 1, 216, 216, 216 }, { 2, 432, 216, 216 }, { 3, 0, 0, 432 } };
    for (const row &r : rows) {
        CAPTURE(static_cast<int>(r.slot));
        CHECK(profile_ring_offset(r.slot) == r.offset);
        CHECK(profile_ring_bytes(r.slot) == r.bytes);
        CHECK(profile_in_flight(r.slot) == r.in_flight);
        CHECK(profile_receive_bytes(r.slot) == 0);
        CHECK(profile_receive_offset(r.slot) == 0);
    }
    CHECK(PROFILE_RING_BYTES == 648);
    CHECK(PROFILE_RING_MAX == 216);
    CHECK(PROFILE_SEND_MAX == 432);
    CHECK(PROFILE_RECEIVE_RING_BYTES == 0);
    CHECK(PROFILE_RECEIVE_MAX == 0);
    CHECK(PROFILE_TCP_CONNECTIONS == 4);
    CHECK(PROFILE_TCP_SOCKETS == 6);
}

TEST_CASE("times are in ticks of 100 ms and one tick more, sizes in bytes, the address in host order")
{
    // RFC 1122 3.2.2.9, 3.3.1.6, 3.3.2/4, 3.3.3/1: by hand, in the profile.
    CHECK(PROFILE_TICK_MS == 100);
    CHECK(PROFILE_RTO_INIT == 11);
    CHECK(PROFILE_RTO_MIN == 11);
    CHECK(PROFILE_RTO_AFTER_SYN == 31);
    CHECK(PROFILE_FIN_WAIT == 601);
    CHECK(PROFILE_KEEPALIVE == 0);
    CHECK(PROFILE_KEEP_AGAIN == 751);
    CHECK(PROFILE_LIFE_MAX == 601);
    CHECK(PROFILE_RTO_MAX == 601);
    CHECK(PROFILE_MSL2 == 601);
    CHECK(PROFILE_MTU == 576);
    CHECK(PROFILE_SLIP_OUT_BYTES == 40 + 216);
    CHECK(profile_address == 0xc0a80702u);
    CHECK(profile_netmask == 0xffffff00u);
    CHECK(profile_baud == 115200u);
}

TEST_CASE("level full has everything that these sockets can use")
{
    const int on[] = { PROFILE_PASSIVE, PROFILE_ACTIVE, PROFILE_RING, PROFILE_SOURCE, PROFILE_PIPELINE,
                       PROFILE_DELAYED_ACK, PROFILE_NAGLE, PROFILE_CHALLENGE_LIMIT, PROFILE_KEYED_ISS,
                       PROFILE_URGENT, PROFILE_FULL_RESET, PROFILE_ICMP_ECHO, PROFILE_UNREACHABLE };
    for (int value : on) {
        CHECK(value == 1);
    }
    // nothing sends more than two segments, receives into a ring, or asks for the rest by name
    const int off[] = { PROFILE_CONGESTION, PROFILE_RECEIVE_RING, PROFILE_SYN_RECYCLE, PROFILE_TIME_WAIT,
                        PROFILE_TIME_WAIT_RECORDS, PROFILE_FRAGMENTS, PROFILE_FRAGMENT_BYTES };
    for (int value : off) {
        CHECK(value == 0);
    }
}
