// SPDX-License-Identifier: MIT
// What holds between events (`invariant` in tcp.fsm), as this profile's test function has it: a
// sound connection passes, and one that breaks a single invariant is found, with that line.
#include "support/sound.hpp"

TEST_CASE("in each state a sound connection passes")
{
    sound::check_each_state();
}

TEST_CASE("each invariant is missed by name")
{
    sound::check_each_invariant();
    sound::check_nothing_again();
}

TEST_CASE("RFC 9293 3.10.2: what SEND answers in each state")
{
    sound::check_send_call();
}
