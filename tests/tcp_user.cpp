// SPDX-License-Identifier: MIT
// The user calls of RFC 9293 3.9.1, from outside and from inside handlers.
#include "support/world.hpp"

using namespace thimble;

namespace {

const std::uint8_t bytes[] = {'a', 'b', 'c', 'd'};

// An active open that the peer has answered.
segment open_answered(world &w, std::uint8_t flags, std::uint8_t &number)
{
    number = tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555);
    REQUIRE(number == 2);
    const segment syn = only(w.poll());
    REQUIRE(syn.flags == SYN);
    segment answer;
    answer.from = 5555;
    answer.to = syn.from;
    answer.seq = 9000;
    answer.ack = syn.seq + 1;
    answer.flags = flags;
    return answer;
}

} // namespace

TEST_CASE("an open sends a SYN with our MSS from an ephemeral port, and no ACK")
{
    world w;
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555) == 2);
    const segment syn = only(w.poll());
    CHECK(syn.flags == SYN);
    CHECK(syn.to == 5555);
    CHECK(syn.from >= 0xc000);
    CHECK(syn.ack == 0);
    CHECK(syn.window == 400);
    CHECK(wire::text(syn.options) == "02040218");
}

TEST_CASE("an open that is answered tells the application and acknowledges")
{
    world w;
    std::uint8_t n;
    const segment ack = only(w.say(open_answered(w, SYN | ACK, n)));
    CHECK(ack.flags == ACK);
    CHECK(ack.ack == 9001);
    CHECK(app::sides[2].events == "C");
    CHECK(w.connection(2).state == TCP_ESTAB);
}

TEST_CASE("an open that is refused tells the application and frees the slot")
{
    world w;
    std::uint8_t n;
    CHECK(w.say(open_answered(w, RST | ACK, n)).empty());
    CHECK(app::sides[2].events == "R");
    CHECK(w.connection(2).state == TCP_CLOSED);
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555) == 2);
}

TEST_CASE("a reset that acknowledges something else does not refuse an open")
{
    world w;
    std::uint8_t n;
    segment reset = open_answered(w, RST | ACK, n);
    reset.ack += 1;
    CHECK(w.say(reset).empty());
    CHECK(w.connection(2).state == TCP_SYN_SENT);
}

TEST_CASE("a wrong ACK of our SYN is reset and the open goes on")
{
    world w;
    std::uint8_t n;
    segment wrong = open_answered(w, SYN | ACK, n);
    wrong.ack += 1;
    const segment reset = only(w.say(wrong));
    CHECK(reset.flags == RST);
    CHECK(reset.seq == wrong.ack);
    wrong.ack -= 1;
    CHECK(only(w.say(wrong)).flags == ACK);
}

TEST_CASE("an unanswered open repeats its SYN and gives up")
{
    world w;
    tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555);
    const segment first = only(w.poll());
    unsigned repeats = 0;
    while (w.connection(2).state != TCP_CLOSED && w.now < 1000000) {
        for (const segment &again : w.wait(100)) {
            CHECK(again.flags == SYN);
            CHECK(again.seq == first.seq);
            CHECK(wire::text(again.options) == "02040218");
            repeats++;
        }
    }
    CHECK(repeats == 8);
    CHECK(app::sides[2].events == "T");
}

TEST_CASE("both sides may open at once")
{
    world w;
    std::uint8_t n;
    segment syn = open_answered(w, SYN, n);
    const std::uint32_t iss = syn.ack;
    syn.ack = 0;
    const segment both = only(w.say(syn));
    CHECK(both.flags == (SYN | ACK));
    CHECK(both.seq == iss - 1);
    CHECK(both.ack == 9001);
    syn.flags = SYN | ACK;
    syn.ack = iss;
    w.say(syn); // the peer's own SYN and ACK
    segment ack = syn;
    ack.flags = ACK;
    ack.seq = 9001;
    w.say(ack);
    CHECK(w.connection(2).state == TCP_ESTAB);
    CHECK(app::sides[2].events == "C");
}

TEST_CASE("nobody can be called at a broadcast, a group, ourselves, or port 0")
{
    world w;
    for (const std::uint32_t ip : {0xffffffffu, 0xe0000001u, 0xc0a807ffu, 0u, wire::device}) {
        CHECK(tcp_open(&w.s, SOCKET_CALLER, ip, 5555) == TCP_NO_PEER);
    }
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 0) == TCP_NO_PEER);
    CHECK(w.poll().empty());
}

TEST_CASE("an open finds no slot while the only one is in use")
{
    world w;
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555) == 2);
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5556) == TCP_NO_SLOT);
}

TEST_CASE("what is written before the connection stands is sent when it does")
{
    world w;
    std::uint8_t n;
    const segment answer = open_answered(w, SYN | ACK, n);
    CHECK(tcp_write(&w.s, n, bytes, 4) == 4);
    CHECK(w.poll().empty());
    const segment out = only(w.say(answer));
    CHECK(out.text == "abcd");
    CHECK(out.ack == 9001);
}

TEST_CASE("nothing can be written to a closed connection, after a close, or beyond the table")
{
    talk t;
    CHECK(tcp_write(&t.w.s, 0, bytes, 4) == 0);
    established(t);
    CHECK(tcp_write(&t.w.s, 0, bytes, 4) == 4);
    tcp_close(&t.w.s, 0);
    CHECK(tcp_write(&t.w.s, 0, bytes, 4) == 0);
    CHECK(tcp_write(&t.w.s, PROFILE_TCP_CONNECTIONS, bytes, 4) == 0);
    CHECK(tcp_write(&t.w.s, TCP_NO_SLOT, bytes, 4) == 0);
    CHECK(tcp_write_room(&t.w.s, TCP_NO_SLOT) == 0);
    CHECK(tcp_close(&t.w.s, TCP_NO_SLOT) == TCP_ERROR_NO_CONNECTION);
    CHECK(tcp_abort(&t.w.s, TCP_NO_SLOT) == TCP_ERROR_NO_CONNECTION);
}

TEST_CASE("a close before the SYN is answered takes the call back")
{
    world w;
    std::uint8_t n;
    const segment late = open_answered(w, SYN | ACK, n);
    CHECK(tcp_close(&w.s, n) == TCP_OK);
    CHECK(w.connection(2).state == TCP_CLOSED);
    CHECK(only(w.say(late)).flags == RST);
}

TEST_CASE("an abort resets the peer and frees the slot only after that")
{
    talk t;
    established(t);
    CHECK(tcp_abort(&t.w.s, 0) == TCP_OK);
    CHECK(t.w.connection().state == TCP_CLOSED);
    const segment reset = only(t.w.poll());
    CHECK(reset.flags == RST);
    CHECK(reset.seq == t.theirs);
    CHECK(t.w.poll().empty());
    CHECK(tcp_abort(&t.w.s, 0) == TCP_ERROR_NO_CONNECTION);
}

TEST_CASE("a close made by the handler of the text happens after the text")
{
    talk t;
    established(t);
    app::sides[0].on_received = [](stack *s, std::uint8_t n) {
        CHECK(tcp_close(s, n) == TCP_OK);
        CHECK(s->connection[n].state == TCP_ESTAB);
    };
    const segment out = only(t.say(ACK, "quit"));
    CHECK((out.flags & FIN) != 0);
    CHECK(out.ack == t.mine);
    CHECK(app::sides[0].received == "quit");
    CHECK(t.w.connection().state == TCP_FIN_WAIT_1);
}

TEST_CASE("after a close made by a handler nothing can be written, and a second close is told so")
{
    talk t;
    established(t);
    app::sides[0].on_received = [](stack *s, std::uint8_t n) {
        CHECK(tcp_write(s, n, bytes, 4) == 4);
        CHECK(tcp_close(s, n) == TCP_OK);
        CHECK(tcp_write(s, n, bytes, 4) == 0);
        CHECK(tcp_close(s, n) == TCP_ERROR_CLOSING_ALREADY);
    };
    CHECK(only(t.say(ACK, "quit")).text == "abcd");
}

TEST_CASE("a close is told so too when the connection was closed before its handler ran")
{
    talk t;
    established(t);
    CHECK(tcp_close(&t.w.s, 0) == TCP_OK);
    t.w.poll();
    app::sides[0].on_received = [](stack *s, std::uint8_t n) {
        CHECK(tcp_close(s, n) == TCP_ERROR_CLOSING_ALREADY);
        CHECK(tcp_close(s, n) == TCP_ERROR_CLOSING_ALREADY);
    };
    t.theirs++;
    CHECK(only(t.say_slowly(ACK, "more")).flags == ACK);
    CHECK(app::sides[0].received == "more");
}

TEST_CASE("a signal's handler that closes twice is told so the second time")
{
    talk t;
    app::reset();
    app::sides[0].on_signalled = [](stack *s, std::uint8_t n) {
        CHECK(tcp_close(s, n) == TCP_OK);
        CHECK(tcp_close(s, n) == TCP_ERROR_CLOSING_ALREADY);
    };
    syn_received(t);
    CHECK((only(t.say(ACK)).flags & FIN) != 0);
}

TEST_CASE("an abort made by a handler beats a close and resets the peer")
{
    talk t;
    established(t);
    app::sides[0].on_received = [](stack *s, std::uint8_t n) {
        tcp_close(s, n);
        CHECK(tcp_abort(s, n) == TCP_OK);
    };
    CHECK(only(t.say(ACK, "quit")).flags == RST);
    CHECK(t.w.connection().state == TCP_CLOSED);
}

TEST_CASE("a close made while the source is asked happens after the segment")
{
    talk t(13);
    app::reset();
    syn_received(t);
    app::sides[3].source = "last words";
    app::sides[3].on_fill = [](stack *s, std::uint8_t n) { tcp_close(s, n); };
    const std::vector<segment> out = t.say(ACK);
    REQUIRE(out.size() == 2);
    CHECK(out[0].text == "last words");
    CHECK((out[1].flags & FIN) != 0);
    CHECK(out[1].seq == t.theirs + 10);
}

TEST_CASE("a status names state, socket, peer and what is not acknowledged")
{
    talk t;
    tcp_report report = {};
    CHECK(tcp_status(&t.w.s, 0, &report) == TCP_ERROR_NO_CONNECTION);
    established(t);
    tcp_write(&t.w.s, 0, bytes, 4);
    t.w.poll();
    CHECK(tcp_status(&t.w.s, 0, &report) == TCP_OK);
    CHECK(report.state == TCP_ESTAB);
    CHECK(report.socket == SOCKET_ECHO);
    CHECK(report.remote_ip == wire::peer);
    CHECK(report.remote_port == 40000);
    CHECK(report.local_port == 7);
    CHECK(report.unacknowledged == 4);
}
