// SPDX-License-Identifier: MIT
// Urgent text, in both directions, where rings keep what waits.
#include "stack.cpp"

#include <doctest/doctest.h>

namespace thimble {

void stream_arrived(struct stack *, uint8_t, uint16_t) {}
void stream_signalled(struct stack *, uint8_t, uint8_t) {}
uint16_t caller_room(struct stack *, uint8_t) { return 100; }
uint16_t caller_received(struct stack *, uint8_t, const uint8_t *, uint16_t bytes) { return bytes; }
void caller_signalled(struct stack *, uint8_t, uint8_t) {}
uint16_t flow_room(struct stack *, uint8_t) { return 100; }
uint16_t flow_received(struct stack *, uint8_t, const uint8_t *, uint16_t bytes) { return bytes; }
void flow_signalled(struct stack *, uint8_t, uint8_t) {}
uint16_t flow_fill(struct stack *, uint8_t, uint32_t, uint8_t *, uint16_t) { return 0; }
uint16_t pong_received(struct stack *, uint32_t, uint16_t, uint8_t *, uint16_t, uint16_t)
{
    return 0;
}
void pong_unreachable(struct stack *, uint32_t, uint16_t, uint8_t, uint8_t) {}

} // namespace thimble

using namespace thimble;

static_assert(PROFILE_RECEIVE_RING, "the test is about the ring");

TEST_CASE("the urgent pointer counts from what is read next; one that lies behind tells nothing")
{
    struct row { uint16_t urgent, ahead, len, end, unread, up; };
    const row rows[] = {
        // from before rcv_nxt there are len - end numbers that have been received already
        {5, 0, 20, 20, 0, 5},          {5, 0, 20, 20, 10, 15}, {5, 7, 20, 27, 10, 22},
        {5, TCP_FAR, 20, 18, 10, 13},  {5, TCP_FAR, 20, 15, 10, 0},
        {5, TCP_FAR, 20, 14, 10, 0},   {65535, 7, 20, 27, 10, 65535},
        {65530, 0, 20, 20, 10, 65535},
    };
    for (const row &r : rows) {
        CAPTURE(r.urgent);
        CAPTURE(r.end);
        CAPTURE(r.unread);
        stack s{};
        tcp_connection &c = s.connection[0];
        tcp_segment seg{};
        c.state = TCP_ESTAB;
        tcp_set_rx_used(&c, r.unread);
        seg.urgent = r.urgent;
        seg.ahead = r.ahead;
        seg.len = r.len;
        seg.end = r.end;
        tcp_take_urgent(&s, &c, &seg);
        CHECK(c.rcv_up == r.up);
        CHECK((c.signals & TCP_SIGNAL_URGENT) == (r.up != 0 ? TCP_SIGNAL_URGENT : 0));
    }
}

TEST_CASE("what is written as urgent is urgent with all before it; nothing written changes nothing")
{
    const uint8_t secret[16] = {1, 2, 3};
    const uint8_t text[4] = {'t', 'e', 'x', 't'};
    stack s;
    stack_init(&s, secret);
    tcp_connection &c = s.connection[0];
    c.state = TCP_ESTAB;
    c.mss = 100;
    c.rto = PROFILE_RTO_MIN;
    c.socket = SOCKET_STREAM;
    CHECK(tcp_write(&s, 0, text, 4) == 4);
    CHECK(tcp_write_urgent(&s, 0, text, 0) == 0);
    CHECK(tcp_snd_up_of(&c) == 0);
    CHECK(tcp_write_urgent(&s, 0, text, 1) == 1);
    CHECK(tcp_snd_up_of(&c) == 5);
    CHECK(tcp_write(&s, 0, text, 4) == 4);
    CHECK(tcp_snd_up_of(&c) == 5);
    CHECK(tcp_write_urgent(&s, PROFILE_TCP_CONNECTIONS, text, 4) == 0);
}
