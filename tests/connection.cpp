// SPDX-License-Identifier: MIT
#include "support/world.hpp"

#include <algorithm>

using namespace thimble;

TEST_CASE("a connection is found by both ports and the peer's address, and only while it lives")
{
    world w;
    tcp_connection &c = w.s.connection[1];
    c.state = TCP_ESTAB;
    c.remote_ip = wire::peer;
    c.remote_port = 40000;
    c.local_port = 8;
    CHECK(connection_find(&w.s, wire::peer, 40000, 8) == &c);
    CHECK(connection_find(&w.s, wire::peer + 1, 40000, 8) == nullptr);
    CHECK(connection_find(&w.s, wire::peer, 40001, 8) == nullptr);
    CHECK(connection_find(&w.s, wire::peer, 40000, 7) == nullptr);
    c.state = TCP_CLOSED;
    CHECK(connection_find(&w.s, wire::peer, 40000, 8) == nullptr);
}

TEST_CASE("a number beyond the table is nobody")
{
    world w;
    for (std::uint8_t n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        CHECK(connection_at(&w.s, n) == &w.s.connection[n]);
        CHECK(connection_number(&w.s, &w.s.connection[n]) == n);
    }
    CHECK(connection_at(&w.s, PROFILE_TCP_CONNECTIONS) == nullptr);
    CHECK(connection_at(&w.s, TCP_NO_SLOT) == nullptr);
}

TEST_CASE("a slot that owes a reset is not free")
{
    world w;
    CHECK(connection_free_slot(&w.s, SOCKET_ECHO) == &w.s.connection[0]);
    w.s.connection[0].rst_due = 1;
    CHECK(connection_free_slot(&w.s, SOCKET_ECHO) == nullptr);
}

TEST_CASE("a socket takes its own slots and no others, sharers take the same")
{
    world w;
    CHECK(connection_free_slot(&w.s, SOCKET_ECHO_TOO) == &w.s.connection[1]);
    CHECK(connection_free_slot(&w.s, SOCKET_DISCARD) == &w.s.connection[3]);
    CHECK(connection_free_slot(&w.s, SOCKET_CHARGEN) == &w.s.connection[3]);
    w.s.connection[3].state = TCP_ESTAB;
    CHECK(connection_free_slot(&w.s, SOCKET_DAYTIME) == nullptr);
    CHECK(connection_free_slot(&w.s, SOCKET_PONG) == nullptr); // UDP has none
}

TEST_CASE("TIME-WAIT makes room when nothing else does")
{
    world w;
    w.s.connection[3].state = TCP_TIME_WAIT;
    w.s.connection[3].life = 600;
    CHECK(connection_free_slot(&w.s, SOCKET_DISCARD) == &w.s.connection[3]);
}

TEST_CASE("a connection that is cleared has no byte left, and nothing beside it is touched")
{
    world w;
    auto *first = reinterpret_cast<std::uint8_t *>(&w.s.connection[0]);
    const std::size_t one = sizeof w.s.connection[0];
    std::fill(first, first + 3 * one, std::uint8_t(0xa5));
    connection_clear(&w.s.connection[1]);
    CHECK(std::count(first, first + 3 * one, 0) == std::ptrdiff_t(one));
    CHECK(std::count(first + one, first + 2 * one, 0) == std::ptrdiff_t(one));
}

TEST_CASE("a slot that is taken remembers nothing of its last life")
{
    world w;
    auto *bytes = reinterpret_cast<std::uint8_t *>(&w.s.connection[0]);
    std::fill(bytes, bytes + sizeof w.s.connection[0], std::uint8_t(1)); // as far as it may be
    w.s.connection[0].state = TCP_CLOSED;
    w.s.connection[0].rst_due = 0;
    CHECK(connection_free_slot(&w.s, SOCKET_ECHO) == nullptr); // its end has still to be told
    w.s.connection[0].signals = 0;
    w.s.connection[1].iss = 0x11111111;
    REQUIRE(connection_take(&w.s, SOCKET_ECHO) == &w.s.connection[0]);
    const tcp_connection &c = w.s.connection[0];
    CHECK(c.snd_una == 0);
    CHECK(c.ring_used == 0);
    CHECK(c.rexmt == 0);
    CHECK(c.socket == SOCKET_ECHO);
    CHECK(w.s.connection[1].iss == 0x11111111);
    CHECK(w.s.next_port == 1);
}
