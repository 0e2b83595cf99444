// SPDX-License-Identifier: MIT
// Initial sequence numbers without a key (`iss: clock`): they differ within one tick whoever calls, and grow with the
// clock. Nothing about them is secret.
#include "stack.cpp"

#include <set>

#include <doctest/doctest.h>

namespace thimble {

uint16_t lamp_room(struct stack *, uint8_t) { return 100; }
uint16_t lamp_received(struct stack *, uint8_t, const uint8_t *, uint16_t bytes) { return bytes; }
void lamp_signalled(struct stack *, uint8_t, uint8_t) {}
uint16_t lamp_fill(struct stack *, uint8_t, uint32_t, uint8_t *, uint16_t) { return 0; }

} // namespace thimble

using namespace thimble;

namespace {

// What the next connection, from there, begins with.
uint32_t number(stack &s, uint32_t ip, uint16_t from)
{
    tcp_connection *c = connection_take(&s, SOCKET_LAMP);
    REQUIRE(c != nullptr);
    c->remote_ip = ip;
    c->remote_port = from;
    return tcp_new_iss(&s, c);
}

struct fresh {
    stack s;
    fresh() { stack_init(&s, nullptr); } // no secret is asked for
};

} // namespace

static_assert(!PROFILE_KEYED_ISS, "this profile is for the unkeyed form");

TEST_CASE("no address and no port cancels the counter within one tick")
{
    const uint32_t ips[] = {0x0a000001, 0x0a010001, 0x0a020001, 0x0a00ffff, 0x0affffff,
                            0x0b000001, 0x0a000000, 0xdfffffff, 0x01000000, 0xc0a80701};
    const uint16_t ports[] = {1, 2, 255, 256, 32767, 32768, 40000, 65534, 65535};
    std::set<uint32_t> numbers;
    fresh f;
    f.s.next_port = 0xfff0; // the counter wraps on the way
    for (const uint32_t ip : ips) {
        for (const uint16_t from : ports) {
            numbers.insert(number(f.s, ip, from));
        }
    }
    CHECK(numbers.size() == 10 * 9);
}

TEST_CASE("within one tick every address and port bit may change between two connections")
{
    for (unsigned bit = 0; bit < 48; bit++) {
        CAPTURE(bit);
        const uint32_t ip = 0x0a553355;
        const uint32_t other_ip = bit < 32 ? ip ^ (uint32_t{1} << bit) : ip;
        const uint16_t other = static_cast<uint16_t>(bit < 32 ? 0x5555 : 0x5555 ^ (1u << (bit - 32)));
        fresh f;
        const uint32_t one = number(f.s, ip, 0x5555);
        const uint32_t two = number(f.s, other_ip, other);
        CHECK(one != two);
        CHECK(number(f.s, ip, 0x5555) != two);
    }
}

// MUST-8: a clock of 4 us, as far as a tick sees it.
TEST_CASE("the numbers grow by 256 with each millisecond")
{
    fresh f, later;
    later.s.polled_ms = 5000;
    CHECK(number(later.s, 0xc0a80701, 40000) - number(f.s, 0xc0a80701, 40000) == 5000u << 8);
}
