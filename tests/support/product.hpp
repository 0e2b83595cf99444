// SPDX-License-Identifier: MIT
// What the headers of a profile say of themselves holds together, whatever the profile has: what it
// lacks is 0, nowhere, or refused.
#ifndef THIMBLE_TESTS_PRODUCT_HPP
#define THIMBLE_TESTS_PRODUCT_HPP

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "memory.h"
#include "profile.h"
#include "tcp_machine.h"

namespace product {

using namespace thimble;

// A machine without servers has no LISTEN. That of a profile without TCP has it, and nobody calls it.
const bool listens = static_cast<int>(TCP_LISTEN) < TCP_STATES;

// The variables of tcp.fsm that core asks for by name, and what says that this profile has one. The
// third has to take a 3, which is as far as it counts.
#define THIMBLE_VARIABLES(is)                                                                      \
    is(iss, PROFILE_SOURCE) is(snd_up, PROFILE_RING) is(dupacks, PROFILE_CONGESTION)               \
    is(flight, true)                                                                               \
    is(recover, PROFILE_PIPELINE) is(cwnd, PROFILE_CONGESTION) is(ssthresh, PROFILE_CONGESTION)    \
    is(snd_half, true) is(mss, true) is(ring_start, PROFILE_RING) is(ring_used, PROFILE_RING)      \
    is(rx_start, PROFILE_RECEIVE_RING) is(rx_used, PROFILE_RECEIVE_RING)                           \
    is(early_at, PROFILE_RECEIVE_RING) is(early_bytes, PROFILE_RECEIVE_RING)                       \
    is(srtt, true) is(rttvar, true) is(rto, true) is(rtt_mark, true)                               \
    is(rexmt, true) is(life, true)
#define THIMBLE_BITS(is)                                                                           \
    is(challenged, PROFILE_CHALLENGE_LIMIT) is(by_peer, listens)                                   \
    is(waited, PROFILE_REUSE) is(ack_soon, PROFILE_DELAYED_ACK) is(keep_due, PROFILE_KEEPALIVE)    \
    is(keep, PROFILE_KEEPALIVE) is(nodelay, PROFILE_PIPELINE)

// All are written, each with a number of its own, before any is read: none lies on another.
inline void check_variables()
{
    tcp_connection c{};
    std::uint8_t number = 0;
#define THIMBLE_WRITTEN(name, here) tcp_set_##name(&c, ++number);
    THIMBLE_VARIABLES(THIMBLE_WRITTEN)
    number = 0;
#define THIMBLE_READ(name, here)                                                                   \
    number++;                                                                                      \
    CHECK_MESSAGE(tcp_##name##_of(&c) == ((here) ? number : 0), #name);
    THIMBLE_VARIABLES(THIMBLE_READ)
#define THIMBLE_BIT(name, here)                                                                    \
    {                                                                                              \
        tcp_connection one{}, none{};                                                              \
        CHECK_MESSAGE(!tcp_##name##_of(&one), #name);                                              \
        tcp_set_##name(&one, true);                                                                \
        CHECK_MESSAGE(tcp_##name##_of(&one) == ((here) != 0), #name);                              \
        CHECK_MESSAGE((std::memcmp(&one, &none, sizeof one) != 0) == ((here) != 0), #name);        \
    }
    THIMBLE_BITS(THIMBLE_BIT)
}

inline void check_memory()
{
    stack s{};
    const auto within = [&s](const void *at, bool here) {
        const auto *begin = reinterpret_cast<const std::uint8_t *>(&s);
        const auto *byte = static_cast<const std::uint8_t *>(at);
        return here ? begin <= byte && byte < begin + sizeof s : at == nullptr;
    };
    CHECK(within(stack_dropped(&s), PROFILE_DROP_COUNTERS));
    CHECK(within(stack_secret(&s), PROFILE_KEYED_ISS));
    CHECK(within(stack_time_wait(&s), PROFILE_TIME_WAIT));
    CHECK(within(stack_waiting(&s), PROFILE_TIME_WAIT));
    CHECK(within(stack_ring(&s), PROFILE_RING));
    CHECK(within(stack_receive_ring(&s), PROFILE_RECEIVE_RING));
    CHECK(within(stack_reassembly(&s), PROFILE_FRAGMENTS));
    stack_set_unreachables(&s, 7);
    CHECK(stack_unreachables_of(&s) == (PROFILE_UNREACHABLE ? 7 : 0));
}

// Rings fill their memory exactly, and no byte of it is two slots'.
inline void check_slots()
{
    std::vector<int> sent(PROFILE_RING_BYTES), kept(PROFILE_RECEIVE_RING_BYTES);
    for (std::uint8_t slot = 0; PROFILE_HAS_TCP && slot < PROFILE_TCP_CONNECTIONS; slot++) {
        CAPTURE(static_cast<int>(slot));
        for (unsigned n = 0; n < profile_ring_bytes(slot); n++) {
            sent.at(profile_ring_offset(slot) + n)++;
        }
        for (unsigned n = 0; n < profile_receive_bytes(slot); n++) {
            kept.at(profile_receive_offset(slot) + n)++;
        }
        CHECK(profile_ring_offset(slot) + profile_ring_bytes(slot) <= PROFILE_RING_BYTES);
        CHECK(profile_in_flight(slot) > 0);
        CHECK(profile_in_flight(slot) <= PROFILE_SEND_MAX);
    }
    CHECK(sent == std::vector<int>(PROFILE_RING_BYTES, 1));
    CHECK(kept == std::vector<int>(PROFILE_RECEIVE_RING_BYTES, 1));
    for (std::uint8_t socket = 0; socket < PROFILE_TCP_SOCKETS; socket++) {
        const std::uint8_t first = profile_slot_first(socket), count = profile_slot_count(socket);
        CAPTURE(static_cast<int>(socket));
        CHECK(count > 0);
        CHECK(first + count <= PROFILE_TCP_CONNECTIONS);
        for (std::uint8_t slot = first; slot < first + count && !PROFILE_SHARES; slot++) {
            CHECK(profile_slot_socket(slot) == socket);
        }
    }
}

inline void check_ports()
{
    unsigned servers = 0, datagrams = 0;
    for (long port = 0; port <= 65535; port++) {
        const std::uint16_t asked = static_cast<std::uint16_t>(port);
        const std::uint8_t server = profile_tcp_listener(asked), udp = profile_udp_socket(asked);
        servers += server != PROFILE_NO_SOCKET;
        CHECK((server < PROFILE_TCP_SOCKETS || server == PROFILE_NO_SOCKET));
        if (udp != PROFILE_NO_SOCKET) {
            datagrams++;
            CHECK(udp >= PROFILE_TCP_SOCKETS);
            CHECK(profile_udp_port(udp) == port);
        }
    }
    CHECK((servers != 0) == (PROFILE_HAS_TCP && PROFILE_PASSIVE));
    CHECK((datagrams != 0) == (PROFILE_HAS_UDP != 0));
    if (!PROFILE_HAS_UDP) {
        CHECK(profile_udp_port(0) == 0);
    }
}

// A call that the profile has no event for.
inline void check_refused()
{
    stack s{};
    tcp_connection c{};
    if (!PROFILE_ACTIVE) {
        CHECK(tcp_open_active(&s, &c) == TCP_ERROR_NO_CONNECTION);
    }
    if (!listens) {
        CHECK(tcp_open_passive(&s, &c) == TCP_ERROR_NO_CONNECTION);
    }
    if (PROFILE_KEEPALIVE == 0) {
        CHECK(tcp_keep_alive_call(&s, &c) == TCP_ERROR_NO_CONNECTION);
    }
    CHECK(c.state == TCP_CLOSED);
}

inline void check()
{
    check_variables();
    check_memory();
    check_slots();
    check_ports();
    check_refused();
}

} // namespace product

#endif
