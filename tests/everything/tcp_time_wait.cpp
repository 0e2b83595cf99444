// SPDX-License-Identifier: MIT
// Which record a wait takes and what a record answers; scripts show the rest (time_wait_records*).
#include "stack.cpp"

#include <doctest/doctest.h>

#include "support/packets.hpp"

static int asked; // for text

namespace thimble {

void stream_arrived(struct stack *, uint8_t, uint16_t) { asked++; }
void stream_signalled(struct stack *, uint8_t, uint8_t) { asked++; }
uint16_t caller_room(struct stack *, uint8_t) { return 100; }
uint16_t caller_received(struct stack *, uint8_t, const uint8_t *, uint16_t bytes) { return bytes; }
void caller_signalled(struct stack *, uint8_t, uint8_t) { asked++; }
uint16_t flow_room(struct stack *, uint8_t) { return 100; }
uint16_t flow_received(struct stack *, uint8_t, const uint8_t *, uint16_t bytes) { return bytes; }
void flow_signalled(struct stack *, uint8_t, uint8_t) { asked++; }
uint16_t flow_fill(struct stack *, uint8_t, uint32_t, uint8_t *, uint16_t room)
{
    asked++;
    return room;
}
uint16_t pong_received(struct stack *, uint32_t, uint16_t, uint8_t *, uint16_t, uint16_t)
{
    return 0;
}
void pong_unreachable(struct stack *, uint32_t, uint16_t, uint8_t, uint8_t) {}

} // namespace thimble

using namespace thimble;

static_assert(PROFILE_TIME_WAIT_RECORDS == 2, "the tests count on two");

namespace {

tcp_connection waiting(uint8_t socket, uint16_t port, uint16_t life)
{
    tcp_connection c{};
    c.state = TCP_TIME_WAIT;
    c.socket = socket;
    c.remote_ip = wire::peer;
    c.remote_port = 40000;
    c.local_port = port;
    c.snd_una = 7000;
    c.rcv_nxt = 5000;
    c.rcv_wnd = 100;
    tcp_set_life(&c, life);
    return c;
}

struct waits {
    stack s;

    waits()
    {
        const uint8_t secret[16] = {1, 2, 3};
        stack_init(&s, secret);
        asked = 0;
    }
    void keep(uint16_t port, uint16_t life, uint8_t socket = SOCKET_FLOW)
    {
        const tcp_connection c = waiting(socket, port, life);
        tcp_time_wait_keep(&s, &c);
    }
    unsigned left(uint16_t port) const
    {
        for (const time_wait &record : s.time_wait) {
            if (record.local_port == port) {
                return record.left;
            }
        }
        return 0;
    }
    // The answer to a segment; the frame has no room beyond it.
    wire::bytes hear(uint8_t flags, uint32_t seq, uint32_t ack = 7000, uint16_t port = 19)
    {
        wire::segment segment;
        segment.to = port;
        segment.seq = seq;
        segment.ack = ack;
        segment.flags = flags;
        wire::bytes frame = wire::tcp(segment);
        const auto bytes = static_cast<uint16_t>(frame.size());
        frame.resize(stack_receive(&s, frame.data(), bytes, bytes));
        return frame;
    }
};

} // namespace

TEST_CASE("MUST-13: a wait takes a free record, then the one with least left, and never one with more")
{
    waits w;
    w.keep(1, 300);
    w.keep(2, 200);
    CHECK(w.left(1) == 300);
    CHECK(w.left(2) == 200);
    w.keep(3, 250);
    CHECK(w.left(1) == 300);
    CHECK(w.left(2) == 0);
    CHECK(w.left(3) == 250);
    w.keep(4, 249);
    CHECK(w.left(3) == 250);
    CHECK(w.left(4) == 0);
}

TEST_CASE("only a connection that waits leaves a record when its slot is taken")
{
    waits w;
    w.s.connection[0] = waiting(SOCKET_STREAM, 7, 77);
    REQUIRE(connection_take(&w.s, SOCKET_STREAM) == &w.s.connection[0]);
    CHECK(w.left(7) == 77);
    CHECK(w.s.connection[0].life == 0);
    w.s.connection[0].local_port = 8;
    REQUIRE(connection_take(&w.s, SOCKET_STREAM) == &w.s.connection[0]);
    w.s.connection[0].state = TCP_SYN_RCVD; // recycled
    w.s.connection[0].local_port = 9;
    tcp_set_by_peer(&w.s.connection[0], true);
    REQUIRE(connection_take(&w.s, SOCKET_STREAM) == &w.s.connection[0]);
    CHECK(!tcp_time_wait_at(&w.s, 8));
    CHECK(!tcp_time_wait_at(&w.s, 9));
}

TEST_CASE("ticks count down to a free record and no further")
{
    waits w;
    w.keep(19, 2);
    tcp_elapse_ticks(&w.s, PROFILE_TICK_MS);
    CHECK(w.left(19) == 1);
    tcp_elapse_ticks(&w.s, 3 * PROFILE_TICK_MS);
    CHECK(w.left(19) == 0);
    CHECK(wire::parse(w.hear(wire::FIN | wire::ACK, 4999)).flags == wire::RST);
}

TEST_CASE("a record answers its own peer; another host with the same ports has none")
{
    waits w;
    w.keep(19, 300);
    CHECK(tcp_time_wait_resume(&w.s, wire::peer + 1, 40000, 19) == nullptr);
    CHECK(tcp_time_wait_resume(&w.s, wire::peer, 40001, 19) == nullptr);
    CHECK(tcp_time_wait_resume(&w.s, wire::peer, 40000, 18) == nullptr);
    CHECK(w.left(19) == 300);
    const tcp_connection *c = tcp_time_wait_resume(&w.s, wire::peer, 40000, 19);
    REQUIRE(c != nullptr);
    CHECK(c->state == TCP_TIME_WAIT);
    CHECK(c->rcv_nxt == 5000);
    CHECK(w.left(19) == 0);
}

TEST_CASE("a FIN that comes again is acknowledged in a frame of its size, and the wait starts over")
{
    for (const uint8_t socket : {SOCKET_STREAM, SOCKET_CALLER, SOCKET_FLOW}) {
        waits w;
        w.keep(19, 5, socket);
        const wire::bytes frame = w.hear(wire::FIN | wire::ACK, 4999);
        const wire::segment answer = wire::parse(frame);
        CHECK(answer.flags == wire::ACK);
        CHECK(answer.seq == 7000);
        CHECK(answer.ack == 5000);
        CHECK(answer.window == 100);
        CHECK(frame[1] == profile_diffserv(socket));
        CHECK(w.left(19) == PROFILE_MSL2);
        CHECK(asked == 0); // it has no text, and nobody to tell
    }
}

TEST_CASE("one wait is not another's")
{
    waits w;
    w.keep(19, 5);
    w.keep(20, 5);
    CHECK(wire::parse(w.hear(wire::FIN | wire::ACK, 4999, 7000, 20)).from == 20);
    CHECK(w.left(19) == 5);
    CHECK(wire::parse(w.hear(wire::FIN | wire::ACK, 4999, 7000, 21)).flags == wire::RST);
}

TEST_CASE("what needs no answer gets none, and the wait goes on as it was")
{
    waits w;
    w.keep(19, 5);
    CHECK(w.hear(wire::ACK, 5000).empty());
    CHECK(w.left(19) == 5);
}

TEST_CASE("a reset must be exact to end a record")
{
    waits w;
    w.keep(19, 5);
    CHECK(wire::parse(w.hear(wire::RST, 5001)).flags == wire::ACK);
    CHECK(w.left(19) == 5);
    CHECK(w.hear(wire::RST, 5000).empty());
    CHECK(w.left(19) == 0);
}

TEST_CASE("RFC5961-7: challenge ACKs of records are limited in each tick")
{
    waits w;
    w.keep(19, 500);
    REQUIRE(!w.hear(wire::RST, 5001).empty());
    CHECK(w.hear(wire::RST, 5001).empty());
    CHECK(!w.hear(wire::FIN | wire::ACK, 4999).empty()); // that is no challenge
    tcp_elapse_ticks(&w.s, PROFILE_TICK_MS);
    CHECK(!w.hear(wire::RST, 5001).empty());
}

TEST_CASE("MAY-2: a newer SYN takes a slot and leaves the record free; its number is behind the old one's")
{
    waits w;
    w.keep(19, 5);
    w.hear(wire::SYN, 5001, 0);
    const tcp_connection *const c = connection_find(&w.s, wire::peer, 40000, 19);
    REQUIRE(c != nullptr);
    CHECK(c->state == TCP_SYN_RCVD);
    CHECK(seq_before(7000, c->snd_una));
    CHECK(w.left(19) == 0);
}

TEST_CASE("an older SYN takes nothing")
{
    waits w;
    w.keep(19, 5);
    CHECK(wire::parse(w.hear(wire::SYN, 4000, 0)).flags == wire::ACK);
    CHECK(connection_find(&w.s, wire::peer, 40000, 19) == nullptr);
    CHECK(w.left(19) == 5);
}

TEST_CASE("an active open takes no port of a record")
{
    waits w;
    w.s.next_port = 0xc0ff;
    w.keep(0xc100, 5);
    REQUIRE(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 80) != TCP_NO_SLOT);
    const uint16_t free = w.s.connection[1].local_port;
    CHECK(free == 0xc101);
}

TEST_CASE("of two that wait the one nearest its end makes room, unless there is text to read in it")
{
    waits w;
    tcp_connection *const c = &w.s.connection[profile_slot_first(SOCKET_FLOW)];
    REQUIRE(profile_slot_count(SOCKET_FLOW) == 2);
    c[0] = waiting(SOCKET_FLOW, 19, 50);
    c[1] = waiting(SOCKET_FLOW, 19, 40);
    CHECK(connection_free_slot(&w.s, SOCKET_FLOW) == &c[1]);
    tcp_set_life(&c[0], 30);
    CHECK(connection_free_slot(&w.s, SOCKET_FLOW) == &c[0]);
    tcp_set_rx_used(&c[0], 1);
    CHECK(connection_free_slot(&w.s, SOCKET_FLOW) == &c[1]);
}

TEST_CASE("a wait whose slot is not free yet goes on when a newer SYN finds no other")
{
    waits w;
    tcp_connection *const c = &w.s.connection[profile_slot_first(SOCKET_FLOW)];
    c[0] = waiting(SOCKET_FLOW, 19, 50);
    c[0].signals = TCP_SIGNAL_CLOSED_BOTH; // has still to be told
    c[1].state = TCP_ESTAB;
    wire::segment syn;
    syn.to = 19;
    syn.seq = 5001;
    syn.flags = wire::SYN;
    const wire::bytes frame = wire::tcp(syn);
    CHECK(tcp_listen(&w.s, SOCKET_FLOW, frame.data(), &c[0]) == nullptr);
    CHECK(c[0].state == TCP_TIME_WAIT);
}
