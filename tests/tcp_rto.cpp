// SPDX-License-Identifier: MIT
// RFC 6298 2 and 4: the timeout after given round trips, worked out by hand from the RFC's formulas. A
// tick is 100 ms, so 10 ticks are the least.
#include "support/world.hpp"

using namespace thimble;

namespace {

// One more tick, since a timer that is set between two ticks ends that much early.
enum { MORE = 0 };

struct measured {
    tcp_connection c{};

    unsigned after(std::uint8_t ticks)
    {
        tcp_rto_measured(&c, ticks);
        return c.rto;
    }
};

} // namespace

TEST_CASE("RFC 6298 2.2: after a first round trip R the timeout is R + 4 * R/2")
{
    CHECK(measured{}.after(20) == 60 + MORE);
    CHECK(measured{}.after(7) == 21 + MORE);
    CHECK(measured{}.after(100) == 300 + MORE);
}

TEST_CASE("RFC 6298 2.3: the mean moves by an eighth, the variation by a quarter, and the variation first")
{
    // RFC6298-2.3/1, RFC6298-2.3/2, RFC6298-2.3/3
    measured m;
    CHECK(m.after(20) == 60 + MORE); // SRTT 20, RTTVAR 10
    CHECK(m.after(20) == 50 + MORE); // 20, 7.5
    CHECK(m.after(28) == 52 + MORE); // 21, 7.625: 51.5
    measured jump;
    CHECK(jump.after(10) == 30 + MORE); // SRTT 10, RTTVAR 5
    CHECK(jump.after(50) == 70 + MORE); // 15, 13.75; had the mean moved first: 15, 12.5
}

TEST_CASE("RFC 6298 2.4, 2.5: never less than a second, never more than the profile's limit")
{
    measured m;
    CHECK(m.after(0) == PROFILE_RTO_MIN);
    CHECK(m.after(1) == PROFILE_RTO_MIN);
    m.c.srtt = 8 * 500;
    m.c.rttvar = 4 * 100;
    CHECK(tcp_rto_estimate(&m.c) == PROFILE_RTO_MAX);
}

TEST_CASE("RFC 6298 4: a variation of nothing counts as a tick")
{
    measured m;
    m.c.srtt = 8 * 20;
    m.c.rttvar = 0;
    CHECK(tcp_rto_estimate(&m.c) == 21 + MORE);
}

TEST_CASE("RFC 6298 5.7: after a SYN that was repeated the timeout is three seconds, else what it was")
{
    world w;
    tcp_connection c{};
    c.rto = 80;
    c.retries = 3;
    tcp_settle_rto(&w.s, &c);
    CHECK(c.rto == PROFILE_RTO_AFTER_SYN);
    CHECK(PROFILE_RTO_AFTER_SYN >= 30);
    c.rto = PROFILE_RTO_INIT;
    c.retries = 0;
    tcp_settle_rto(&w.s, &c);
    CHECK(c.rto == PROFILE_RTO_INIT);
}
