// SPDX-License-Identifier: MIT
// Whole conversations: both ends, time, and a wire that loses.
#include "support/peer.hpp"

using namespace thimble;

namespace {

std::string stream(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; i++) {
        out += static_cast<char>(i * 7 + i / 256);
    }
    return out;
}

// The echo application: writes back what it reads, closes once the peer has closed and everything
// is written.
void serve_echo(std::uint8_t n)
{
    app::sides[n].echo = true;
    app::sides[n].on_signalled = [n](stack *s, std::uint8_t) {
        if (app::sides[n].events.back() == 'P') {
            tcp_close(s, n);
        }
    };
}

peer caller(const std::string &text, std::uint16_t port = 7)
{
    peer p;
    p.port = port;
    p.to_send = text;
    return p;
}

} // namespace

TEST_CASE("an echo of three segments comes back whole and both sides close")
{
    world w;
    serve_echo(0);
    peer p = caller(stream(300));
    channel wire;
    wire.run(w, p, 60);
    CHECK(p.got == stream(300));
    CHECK(p.done());
    CHECK(app::sides[0].received == stream(300));
    CHECK(app::sides[0].events.back() == 'B');
    CHECK(w.connection().state == TCP_CLOSED);
    CHECK(w.drops() == 0);
}

TEST_CASE("the loss of any single segment of a conversation is made good")
{
    unsigned segments = 0;
    for (unsigned lost = 0; lost == 0 || lost < segments; lost++) {
        CAPTURE(lost);
        world w;
        serve_echo(0);
        peer p = caller(stream(250));
        channel wire;
        wire.lost = [lost](unsigned number) { return number == lost; };
        wire.run(w, p, 120);
        CHECK(p.got == stream(250));
        CHECK(p.done());
        CHECK(app::sides[0].received == stream(250));
        wire.linger(w, p, 120);
        CHECK(w.connection().state == TCP_CLOSED);
        segments = std::max(segments, wire.carried);
    }
    CHECK(segments >= 12);
}

TEST_CASE("the loss of any two segments of a conversation is made good")
{
    for (unsigned first = 0; first < 14; first++) {
        for (unsigned second = first + 1; second < 18; second++) {
            CAPTURE(first);
            CAPTURE(second);
            world w;
            serve_echo(0);
            peer p = caller(stream(250));
            channel wire;
            wire.lost = [=](unsigned number) { return number == first || number == second; };
            wire.run(w, p, 300);
            CHECK(p.got == stream(250));
            CHECK(p.done());
        }
    }
}

TEST_CASE("ten kilobytes come back over a wire that loses every seventh segment")
{
    world w;
    serve_echo(0);
    peer p = caller(stream(10240));
    p.piece = 216;
    channel wire;
    wire.lost = [](unsigned number) { return number % 7 == 6; };
    wire.run(w, p, 3600);
    CHECK(p.got == stream(10240));
    CHECK(p.done());
}

TEST_CASE("a wire that loses everything ends in a timeout, not in silence")
{
    talk t;
    established(t);
    const std::uint8_t byte = 'x';
    tcp_write(&t.w.s, 0, &byte, 1);
    for (int step = 0; step < 10000 && t.w.connection().state != TCP_CLOSED; step++) {
        t.w.wait(100);
    }
    CHECK(app::sides[0].events == "CT");
}

TEST_CASE("two connections echo at the same time without mixing")
{
    world w;
    serve_echo(0);
    serve_echo(1);
    peer one = caller(stream(2000), 7);
    peer two = caller(stream(3000).substr(1000), 8);
    channel wire;
    for (unsigned step = 0; step < 6000 && !(one.done() && two.done()); step++) {
        w.now += 100;
        for (peer *p : {&one, &two}) {
            for (const segment &what : p->due(w.now)) {
                wire.from_peer(w, *p, what);
            }
        }
        for (const segment &what : w.poll()) {
            wire.from_device(w, what.from == 7 ? one : two, what);
        }
    }
    CHECK(one.got == stream(2000));
    CHECK(two.got == stream(3000).substr(1000));
    CHECK(one.done());
    CHECK(two.done());
}

TEST_CASE("two stacks live in one image")
{
    world w;
    const world other;
    serve_echo(0);
    peer p = caller(stream(300));
    channel wire;
    wire.run(w, p, 60);
    CHECK(p.done());
    CHECK(other.s.next_port == 0);
    CHECK(other.connection().state == TCP_CLOSED);
}

TEST_CASE("a closed sender still receives, and a closed peer is still sent to")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0); // our half is closed
    CHECK((only(t.w.poll()).flags & FIN) != 0);
    t.theirs++;
    CHECK(t.say(ACK).empty());
    CHECK(only(t.say_slowly(ACK, "still talking")).ack == t.mine);
    CHECK(app::sides[0].received == "still talking");

    talk u;
    established(u);
    CHECK(only(u.say(FIN | ACK)).ack == u.mine); // their half is closed
    CHECK(u.w.connection().state == TCP_CLOSE_WAIT);
    CHECK(app::sides[0].events == "CP");
    const std::uint8_t text[] = {'o', 'k'};
    CHECK(tcp_write(&u.w.s, 0, text, 2) == 2);
    CHECK(only(u.w.poll()).text == "ok");
}

TEST_CASE("both sides may close at once")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0);
    CHECK((only(t.w.poll()).flags & FIN) != 0);
    CHECK(only(t.say(FIN | ACK)).ack == t.mine); // does not acknowledge our FIN
    CHECK(t.w.connection().state == TCP_CLOSING);
    t.theirs++;
    CHECK(t.say(ACK).size() <= 1);
    CHECK(t.w.connection().state == TCP_TIME_WAIT);
    CHECK(app::sides[0].events == "CPB");
}

TEST_CASE("a window that closes and opens again loses nothing")
{
    talk t;
    app::reset();
    app::sides[0].room = 20;
    established(t);
    app::sides[0].room = 0;
    CHECK(only(t.say_slowly(ACK, std::string(20, 'a'))).window == 0);
    // A probe into the shut window is answered and not taken.
    const segment answer = only(t.w.say(t.make(ACK, "b")));
    CHECK(answer.ack == t.mine);
    CHECK(answer.window == 0);
    CHECK(app::sides[0].received == std::string(20, 'a'));
    app::sides[0].room = 20;
    CHECK(only(t.w.poll()).window == 20);
    CHECK(only(t.say_slowly(ACK, "b")).ack == t.mine);
    CHECK(app::sides[0].received == std::string(20, 'a') + "b");
}

TEST_CASE("the ACK of text sent into a shut window still counts")
{
    talk t;
    app::reset();
    app::sides[0].room = 0;
    established(t);
    const std::uint8_t text[] = {'o', 'k'};
    tcp_write(&t.w.s, 0, text, 2);
    CHECK(only(t.w.poll()).text == "ok");
    t.theirs += 2;
    t.w.say(t.make(ACK, "no room"));
    CHECK(tcp_write_room(&t.w.s, 0) == 216);
}

TEST_CASE("an echo reads on only while it can write back")
{
    talk t;
    app::reset();
    app::sides[0].echo = true;
    established(t, {}, 0); // the peer takes nothing
    const std::string text = stream(216);
    const segment ack = only(t.say_slowly(ACK, text, 0));
    CHECK(ack.window == 0);
    CHECK(ack.ack == t.mine);
    CHECK(only(t.w.say(t.make(ACK, "x", 0))).ack == t.mine);
    // Now it takes all: the echo comes, and with its ACK the window opens.
    CHECK(only(t.say(ACK, "", 500)).text == text);
    t.theirs += 216;
    CHECK(only(t.say(ACK, "", 500)).window == 216);
}

TEST_CASE("a SYN takes over the slot of a connection in TIME-WAIT")
{
    talk t;
    established(t);
    tcp_close(&t.w.s, 0);
    t.w.poll();
    t.theirs++;
    t.say(FIN | ACK);
    REQUIRE(t.w.connection().state == TCP_TIME_WAIT);
    segment syn = t.make(SYN);
    syn.from = 40001;
    syn.ack = 0;
    CHECK(only(t.w.say(syn)).flags == (SYN | ACK));
}

TEST_CASE("a poll with nothing to send asks each connection once")
{
    world w;
    for (std::uint8_t turn = 0; turn < PROFILE_TCP_CONNECTIONS; turn++) {
        w.s.turn = turn;
        CHECK(w.poll_frame().empty());
        CHECK(w.s.turn == turn);
    }
}

TEST_CASE("any bytes at all are survived")
{
    world w;
    std::uint32_t seed = 12345;
    for (int round = 0; round < 20000; round++) {
        wire::bytes frame(seed % 120);
        for (std::uint8_t &byte : frame) {
            seed = seed * 1664525u + 1013904223u;
            byte = static_cast<std::uint8_t>(seed >> 24);
        }
        seed = seed * 1664525u + 1013904223u;
        w.receive(frame);
    }
    CHECK(w.connection().state == TCP_CLOSED);
}
