// SPDX-License-Identifier: MIT
// generated/tiny: its variables, memory, slots and ports.
#include "support/product.hpp"

TEST_CASE("what the profile has keeps what it is given, and what it lacks is not there")
{
    product::check();
}
