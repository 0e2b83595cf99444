// SPDX-License-Identifier: MIT
// RFC 6298 2 and 4: the timeout after given round trips, worked out by hand from the RFC's formulas.
// A tick is 100 ms, so 11 ticks are the least second; a round trip of n ticks took up to n + 1:
// that counts, and so does the tick in which the timer starts.
#include "support/world.hpp"

using namespace thimble;

namespace {

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
    CHECK(measured{}.after(20) == 21 + 42 + 1);
    CHECK(measured{}.after(7) == 8 + 16 + 1);
    CHECK(measured{}.after(100) == 101 + 202 + 1);
}

TEST_CASE("RFC 6298 2.3: the mean moves by an eighth, the variation by a quarter, and first")
{
    // RFC6298-2.3/1, RFC6298-2.3/2, RFC6298-2.3/3
    measured m;
    CHECK(m.after(20) == 64); // SRTT 21, RTTVAR 10.5, and one
    CHECK(m.after(20) == 54); // 21, 7.9: 52.5
    CHECK(m.after(28) == 55); // 22, 7.9: 53.6
    measured jump;
    CHECK(jump.after(10) == 34); // SRTT 11, RTTVAR 5.5
    CHECK(jump.after(50) == 74); // 16, 14.1: 72.5; had the mean moved first: 16, 12.9: 67.5
}

TEST_CASE("RFC 6298 2.4, 2.5: never less than a second, never more than the profile's limit")
{
    measured m;
    CHECK(m.after(0) == PROFILE_RTO_MIN);
    CHECK(m.after(1) == PROFILE_RTO_MIN);
    m.c.srtt = 8 * 250;
    m.c.rttvar = 4 * 250;
    tcp_estimate_rto(&m.c);
    CHECK(m.c.rto == PROFILE_RTO_MAX);
}

TEST_CASE("RFC 6298 4: round trips that never vary leave a tick and more above their mean")
{
    measured m;
    for (int n = 0; n < 100; n++) {
        m.after(20);
    }
    CHECK(m.c.srtt == 8 * 21);
    CHECK(m.c.rto >= 21 + 1);
    CHECK(m.c.rto <= 21 + 5);
}
