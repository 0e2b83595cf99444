// SPDX-License-Identifier: MIT
#include "meter.hpp"

#include <doctest/doctest.h>

using namespace avrsim;

TEST_CASE("a marker counts the cycles between its two writes, without the one that starts it")
{
    meter m;
    m.mark(100, 1);
    m.mark(111, 0);
    CHECK(m.markers().at(1).all.min == 10);
    CHECK(m.markers().at(1).all.count == 1);
}

TEST_CASE("a handler in between counts for the whole and not for the marker's own time")
{
    meter m;
    m.mark(100, 1);
    m.enter_handler(103, 18);
    m.leave_handler(133);
    m.mark(151, 0);
    CHECK(m.markers().at(1).all.max == 50);
    CHECK(m.markers().at(1).own.max == 20);
    CHECK(m.handlers().at(18).max == 30);
}

TEST_CASE("a handler that measures itself is all its own time")
{
    meter m;
    m.enter_handler(50, 18);
    m.mark(60, 2);
    m.mark(71, 0);
    m.leave_handler(90);
    CHECK(m.markers().at(2).own.max == 10);
}

TEST_CASE("nested handlers are counted once")
{
    meter m;
    m.mark(0, 1);
    m.enter_handler(10, 18);
    m.enter_handler(20, 19);
    m.leave_handler(30);
    CHECK(!m.at_main_level());
    m.leave_handler(40);
    CHECK(m.at_main_level());
    m.mark(101, 0);
    CHECK(m.markers().at(1).own.max == 70);
    CHECK(m.handlers().at(18).sum == 30);
    CHECK(m.handlers().count(19) == 0);
}

TEST_CASE("time with interrupts off counts from the first time they were on")
{
    meter m;
    m.interrupts_on(5000, 1);
    CHECK(m.longest_off() == 0);
    m.interrupts_off(6000);
    m.interrupts_on(6100, 0x22);
    m.interrupts_off(7000);
    m.interrupts_on(7050, 0x44);
    CHECK(m.longest_off() == 100);
    CHECK(m.longest_off_until() == 0x22);
}
