// SPDX-License-Identifier: MIT
// generated/workbench/drop.h and drop_name.h: every reason has a name of its own.
#include "drop_name.h"
#include "wire.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace thimble;

TEST_CASE("every reason has a name, and no two have the same")
{
    std::set<std::string> names;
    for (int why = 0; why < DROP_REASONS; why++) {
        names.insert(drop_name(static_cast<drop_reason>(why)));
    }
    CHECK(names.size() == static_cast<std::size_t>(DROP_REASONS));
    CHECK(names.count("unknown") == 0);
}

TEST_CASE("a number that is no reason is called unknown")
{
    CHECK(std::string(drop_name(DROP_REASONS)) == "unknown");
}

TEST_CASE("names are those of spec/drops.yaml")
{
    CHECK(std::string(drop_name(DROP_LINK_OVERRUN)) == "link_overrun");
    CHECK(std::string(drop_name(DROP_TCP_CHECKSUM)) == "tcp_checksum");
    CHECK(std::string(drop_name(DROP_TCP_MACHINE)) == "tcp_machine");
}

TEST_CASE("core adds a verdict to the first reason of its protocol: the two lists have one order")
{
    CHECK(DROP_IPV4_LENGTH - DROP_IPV4_SHORT == WIRE_LENGTH - WIRE_SHORT);
    CHECK(DROP_IPV4_VERSION - DROP_IPV4_SHORT == WIRE_VALUE - WIRE_SHORT);
    CHECK(DROP_IPV4_OPTION - DROP_IPV4_SHORT == WIRE_OPTION - WIRE_SHORT);
    CHECK(DROP_UDP_LENGTH - DROP_UDP_SHORT == WIRE_LENGTH - WIRE_SHORT);
}
