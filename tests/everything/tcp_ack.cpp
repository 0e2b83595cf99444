// SPDX-License-Identifier: MIT
// What no script shows well: RFC 5681's window when acknowledgments are cut into pieces, and the two
// fields that a connection's datagrams have from its profile.
#include "stack.cpp"

#include <algorithm>
#include <initializer_list>

#include <doctest/doctest.h>

namespace thimble {

void stream_arrived(struct stack *, uint8_t, uint16_t) {}
uint16_t unread_when_told;
void stream_signalled(struct stack *s, uint8_t connection, uint8_t)
{
    unread_when_told = tcp_rx_used_of(&s->connection[connection]);
}
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

namespace {

const uint8_t secret[16] = {1, 2, 3};

// A window of so much, behind slow start, towards a peer with this mss.
tcp_connection avoiding(int cwnd, int mss)
{
    tcp_connection c{};
    tcp_set_mss(&c, static_cast<uint16_t>(mss));
    tcp_set_cwnd(&c, static_cast<uint16_t>(cwnd));
    tcp_set_ssthresh(&c, static_cast<uint16_t>(cwnd));
    return c;
}

} // namespace

static_assert(PROFILE_CONGESTION && PROFILE_SEND_MAX >= 640, "this profile is for the window");

TEST_CASE("RFC5681-3.1/9: a round trip adds a segment at most, into however many ACKs it is cut")
{
    for (const int mss : {16, 40, 128}) {
        for (const int cwnd : {256, 300, 400, 512}) {
            for (const int piece : {1, 8, 16, 100, 128}) {
                tcp_connection c = avoiding(cwnd, mss);
                for (int acked = 0; acked < cwnd; acked += piece) {
                    tcp_open_cwnd(&c, static_cast<uint16_t>(std::min(piece, cwnd - acked)));
                }
                CAPTURE(mss);
                CAPTURE(cwnd);
                CAPTURE(piece);
                CHECK(tcp_cwnd_of(&c) <= cwnd + mss);
            }
        }
    }
    tcp_connection c = avoiding(256, 128);
    tcp_open_cwnd(&c, 128);
    tcp_open_cwnd(&c, 128);
    CHECK(tcp_cwnd_of(&c) == 256 + 64 + 32); // of 256 half of each, of 320 a quarter
}

TEST_CASE("RFC5681-3.1/8: slow start adds what was acknowledged, at most a segment")
{
    tcp_connection c = avoiding(128, 128);
    tcp_set_ssthresh(&c, 640);
    tcp_open_cwnd(&c, 10);
    CHECK(tcp_cwnd_of(&c) == 138);
    tcp_open_cwnd(&c, 256);
    CHECK(tcp_cwnd_of(&c) == 266);
}

TEST_CASE("the window grows no further than what may ever be in flight")
{
    tcp_connection c = avoiding(PROFILE_SEND_MAX - 10, 64);
    tcp_widen(&c, 9);
    CHECK(tcp_cwnd_of(&c) == PROFILE_SEND_MAX - 1);
    tcp_widen(&c, 1);
    CHECK(tcp_cwnd_of(&c) == PROFILE_SEND_MAX);
    tcp_widen(&c, 1);
    CHECK(tcp_cwnd_of(&c) == PROFILE_SEND_MAX);
}

TEST_CASE("RFC5681-3.2: the third duplicate halves, and each one more lets a segment more out")
{
    // RFC5681-3.2/8; RFC6298-3/1: what goes again is not timed.
    stack s{};
    tcp_connection c = avoiding(256, 64);
    tcp_set_flight(&c, 256);
    tcp_set_rtt_mark(&c, 100);
    tcp_take_duplicate(&s, &c);
    tcp_take_duplicate(&s, &c);
    CHECK(tcp_cwnd_of(&c) == 256);
    CHECK(c.rexmt_due == 0);
    CHECK(c.rtt_mark == 100);
    tcp_take_duplicate(&s, &c);
    CHECK(c.rexmt_due == 1);
    CHECK(c.rtt_mark == 0);
    CHECK(tcp_ssthresh_of(&c) == 128);
    CHECK(tcp_cwnd_of(&c) == 128 + 3 * 64);
    tcp_take_duplicate(&s, &c);
    CHECK(tcp_cwnd_of(&c) == 128 + 4 * 64);
    CHECK(!tcp_one_at_a_time(&c));
}

TEST_CASE("RFC5681-3: after a timeout nothing new goes until what was in flight is acknowledged")
{
    stack s{};
    tcp_connection c = avoiding(256, 64);
    c.snd_wnd = 500;
    c.retries = 1;
    tcp_set_flight(&c, 256);
    CHECK(!tcp_one_at_a_time(&c));
    tcp_lose(&s, &c);
    CHECK(tcp_one_at_a_time(&c));
    tcp_recovered(&c, 255, c.mss);
    CHECK(tcp_one_at_a_time(&c));
    tcp_recovered(&c, 1, c.mss);
    CHECK(!tcp_one_at_a_time(&c));
}

TEST_CASE("a connection's segments have the DS field of its socket and the TTL of the profile")
{
    // MUST-48, SHLD-22, MUST-49; RFC1122-3.2.1.6/1, RFC1122-3.2.1.7/3, RFC1122-3.2.1.7/4
    stack s;
    uint8_t frame[40 + PROFILE_TCP_MSS];
    stack_init(&s, secret);
    CHECK(tcp_open(&s, SOCKET_CALLER, 0xc0a80701, 80) != TCP_NO_SLOT);
    REQUIRE(stack_poll(&s, frame, 0) == 44);
    CHECK(frame[1] == 46 << 2);
    CHECK(frame[8] == 60);
    CHECK(profile_diffserv(SOCKET_STREAM) == 0);
}

TEST_CASE("who hears of a reset or a timeout finds the slot free; after a close it waits for the reader")
{
    for (const uint8_t signal : {TCP_SIGNAL_RESET, TCP_SIGNAL_TIMED_OUT, TCP_SIGNAL_CLOSED_BOTH}) {
        CAPTURE(int{signal});
        stack s;
        stack_init(&s, secret);
        tcp_connection *const c = connection_take(&s, SOCKET_STREAM);
        REQUIRE(c != nullptr);
        tcp_set_rx_used(c, 5);
        c->signals = signal;
        tcp_tell(&s, c);
        CHECK(unread_when_told == (signal == TCP_SIGNAL_CLOSED_BOTH ? 5 : 0));
        CHECK(connection_is_free(c) == (signal != TCP_SIGNAL_CLOSED_BOTH));
    }
}

TEST_CASE("RFC5681-2: a duplicate ACK is all of five things, and nothing that lacks one of them")
{
    tcp_connection c{};
    c.flight = 100;
    c.snd_wnd = 500;
    tcp_segment seg{};
    seg.window = 500;
    CHECK(tcp_ack_dup(&c, &seg));
    seg.acked = 1;
    CHECK(!tcp_ack_dup(&c, &seg));
    seg.acked = 0;
    seg.len = 1;
    CHECK(!tcp_ack_dup(&c, &seg));
    seg.len = 0;
    seg.window = 501;
    CHECK(!tcp_ack_dup(&c, &seg));
    seg.window = 500;
    c.flight = 0;
    CHECK(!tcp_ack_dup(&c, &seg));
    c.flight = 1; // a window probe, and its answer
    seg.window = c.snd_wnd = 0;
    CHECK(!tcp_ack_dup(&c, &seg));
}

TEST_CASE("RFC9293-3.10.7.4: only a FIN whose last number has been received has come again")
{
    tcp_segment seg{};
    CHECK(!tcp_fin_again(&seg));
    seg.flags = TCP_SEG_FIN;
    CHECK(tcp_fin_again(&seg));
    seg.end = 1; // it, or text before it, is new
    CHECK(!tcp_fin_again(&seg));
}
