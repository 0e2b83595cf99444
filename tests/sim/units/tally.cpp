// SPDX-License-Identifier: MIT
#include "tally.hpp"

#include <doctest/doctest.h>

#include <sstream>

using avrsim::op;
using avrsim::parse_limits;
using avrsim::region;
using avrsim::tally;

namespace {

std::vector<region> parse(const std::string &text)
{
    std::istringstream in(text);
    return parse_limits(in, "x");
}

const char *const two_turns = "region work 10 16\n"
                              "limit 2 source.c:3: at most 2 turns\n"
                              "taken 14 1\n";

// 10 to 16, whose branch at 14 goes back to 12 so often; an instruction takes a cycle.
void work(tally &t, unsigned turns, std::uint64_t handlers = 0)
{
    std::uint64_t cycle = 100;
    std::uint32_t pc = 0x10;
    while (pc <= 0x16) {
        const bool back = pc == 0x14 && turns-- != 0;
        const std::uint32_t next = back ? 0x12 : pc + 2;
        t.before(pc, 0x8f0, cycle, 0);
        t.after(pc, next, op::plain, 0x8f0, cycle + 1 + handlers, handlers);
        cycle += 1;
        pc = next;
    }
}

}

TEST_CASE("a limit that holds, one that is reached, and one that is exceeded")
{
    tally t(parse(two_turns), 0x4000);
    work(t, 1);
    CHECK(t.regions()[0].limits[0].worst == -1);
    work(t, 2);
    CHECK(t.regions()[0].limits[0].worst == 0);
    work(t, 5);
    CHECK(t.regions()[0].limits[0].worst == 3);
    CHECK(t.regions()[0].own.count == 3);
    CHECK(t.regions()[0].own.max == 4 + 2 * 5);
}

TEST_CASE("a limit whose code never runs is not met")
{
    tally t(parse(two_turns), 0x4000);
    work(t, 0);
    CHECK_FALSE(t.regions()[0].limits[0].met);
    work(t, 1);
    CHECK(t.regions()[0].limits[0].met);
}

TEST_CASE("interrupt handlers are no part of a region")
{
    tally t(parse(two_turns), 0x4000);
    work(t, 0, 50);
    CHECK(t.regions()[0].own.max == 4);
}

TEST_CASE("a function ends with its own return, not with one that it called")
{
    tally t(parse("region work 10\n"), 0x4000);
    t.before(0x10, 0x8f0, 0, 0);
    t.after(0x10, 0x20, op::call, 0x8ee, 4, 0);
    t.after(0x20, 0x14, op::ret, 0x8f0, 8, 0);
    CHECK(t.regions()[0].own.count == 0);
    t.after(0x14, 0x80, op::ret, 0x8f2, 12, 0);
    CHECK(t.regions()[0].own.max == 12);
}

TEST_CASE("a line that is none is told with its place")
{
    CHECK_THROWS_WITH(parse("region work 10 16\nruns 10 1\n"),
                      "x:2: region NAME BEGIN [END ...], limit MOST WHAT, runs ADDRESS FACTOR or "
                      "taken ADDRESS FACTOR is expected");
}
