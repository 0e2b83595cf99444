// SPDX-License-Identifier: MIT
// What begins a connection: sequence numbers that differ within one tick whoever calls and grow with
// the clock, and a port that no other connection uses.
#include "support/world.hpp"

#include <set>

using namespace thimble;

namespace {

// The number that a SYN from there to this port is answered with.
std::uint32_t number_for(world &w, std::uint32_t ip, std::uint16_t from, std::uint16_t to)
{
    segment syn;
    syn.from = from;
    syn.to = to;
    syn.seq = 1000;
    syn.flags = SYN;
    CHECK(w.receive(wire::tcp(syn, ip)).empty());
    const wire::bytes answer = w.poll_frame();
    REQUIRE(answer.size() == 44);
    REQUIRE(answer[33] == (SYN | ACK));
    CHECK(w.poll_frame().empty());
    return wire_get_u32(&answer[24]);
}

// The same, and a reset that frees the slot again.
std::uint32_t number_once(world &w, std::uint32_t ip, std::uint16_t from, std::uint16_t to)
{
    const std::uint32_t number = number_for(w, ip, from, to);
    segment reset;
    reset.from = from;
    reset.to = to;
    reset.seq = 1001;
    reset.flags = RST;
    CHECK(w.receive(wire::tcp(reset, ip)).empty());
    return number;
}

} // namespace

TEST_CASE("two connections of one tick begin at different numbers")
{
    for (std::uint16_t more = 0; more < 200; more++) {
        talk t;
        segment syn = t.make(SYN);
        syn.ack = 0;
        const segment first = only(t.w.say(syn));
        syn.from = static_cast<std::uint16_t>(syn.from + more);
        syn.to = 8;
        const segment second = only(t.w.say(syn));
        CHECK(first.seq != second.seq);
        t.mine++;
        t.say(RST);
        syn.to = 7;
        CHECK(only(t.w.say(syn)).seq != first.seq);
    }
}

TEST_CASE("two peers whose addresses differ by what the counter moves begin at different numbers")
{
    world w;
    const std::uint32_t first = number_for(w, 0x0a010001, 40000, 7);
    CHECK(number_for(w, 0x0a000001, 40000, 8) != first);
}

TEST_CASE("no address and no port cancels the counter within one tick")
{
    const std::uint32_t ips[] = {0x0a000001, 0x0a010001, 0x0a020001, 0x0a00ffff, 0x0affffff,
                                 0x0b000001, 0x0a000000, 0xdfffffff, 0x01000000, wire::peer};
    const std::uint16_t ports[] = {1, 2, 255, 256, 32767, 32768, 40000, 65534, 65535};
    const std::uint16_t echo_ports[] = {7, 8};
    std::set<std::uint32_t> numbers;
    world w;
    w.s.next_port = 0xfff0; // the counter wraps on the way
    for (const std::uint32_t ip : ips) {
        for (const std::uint16_t from : ports) {
            for (const std::uint16_t to : echo_ports) {
                numbers.insert(number_once(w, ip, from, to));
            }
        }
    }
    CHECK(numbers.size() == 10 * 9 * 2);
}

TEST_CASE("within one tick every address and port bit may change between two connections")
{
    for (unsigned bit = 0; bit < 48; bit++) {
        for (const bool set_first : {false, true}) {
            const std::uint32_t ip = 0x0a553355;
            const std::uint16_t from = 0x5555;
            const std::uint32_t other_ip = bit < 32 ? ip ^ (std::uint32_t{1} << bit) : ip;
            const std::uint16_t other = static_cast<std::uint16_t>(
                bit < 32 ? from : from ^ (1u << (bit - 32)));
            if (other_ip >> 24 == 127 || other_ip >> 24 >= 224 || other_ip >> 24 == 0) {
                continue;
            }
            CAPTURE(bit);
            world w;
            const std::uint32_t one = number_once(w, set_first ? other_ip : ip,
                                                  set_first ? other : from, 7);
            CHECK(number_once(w, set_first ? ip : other_ip, set_first ? from : other, 8) != one);
        }
    }
}

// RFC 6528 3, MUST-8: M grows with the clock and by one with each connection; F does not change.
TEST_CASE("the same peer's next connection begins further on: by its time, and by one")
{
    world w;
    const std::uint32_t first = number_once(w, wire::peer, 40000, 7);
    CHECK(number_once(w, wire::peer, 40000, 7) - first == 1);
    w.wait(1000);
    CHECK(number_once(w, wire::peer, 40000, 7) - first == 2 + (1000 << 8));
}

// RFC 6528 3: what one peer sees says nothing about another's numbers.
TEST_CASE("the numbers of two peers differ by what nobody can tell without the secret")
{
    // RFC 9293 MUST-9, RFC 6528 3.
    world one, other;
    for (std::uint8_t &byte : other.s.secret) {
        byte = static_cast<std::uint8_t>(byte ^ 0x40);
    }
    const std::uint16_t ports[] = {40000, 40001, 50000};
    for (const std::uint16_t from : ports) {
        const std::uint32_t mine = number_once(one, wire::peer, 40000, 7);
        const std::uint32_t theirs = number_once(one, 0x0a000001, from, 7);
        const std::uint32_t my_other = number_once(other, wire::peer, 40000, 7);
        CHECK(theirs - mine != number_once(other, 0x0a000001, from, 7) - my_other);
    }
}

TEST_CASE("a number is the clock, the count of connections, and the keyed hash of the two ends")
{
    // RFC 9293 MUST-8, SHLD-1, RFC 6528 3.
    world w;
    w.wait(5000);
    const std::uint32_t number = number_once(w, wire::peer, 40000, 7);
    const std::uint32_t f = iss_keyed(w.s.secret, profile_address, 7, wire::peer, 40000);
    CHECK(number - f == (w.s.polled_ms << 8) + w.s.next_port);
}

TEST_CASE("an ephemeral port is not one that another connection uses")
{
    world w;
    w.s.connection[0].local_port = 0xc001;
    w.s.connection[1].local_port = 0xc002;
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555) == 2);
    CHECK(only(w.poll()).from == 0xc003);
    w.s.next_port = 0xffff;
    CHECK(tcp_close(&w.s, 2) == TCP_OK);
    CHECK(tcp_open(&w.s, SOCKET_CALLER, wire::peer, 5555) == 2);
    CHECK(only(w.poll()).from == 0xc000);
}
