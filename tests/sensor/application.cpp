// SPDX-License-Identifier: MIT
// generated/sensor/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

TCP_HANDLERS(readings)
SOURCE_HANDLER(readings)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_text(SOCKET_READINGS, "readings");
    check_signal(SOCKET_READINGS, "readings");
    check_source(SOCKET_READINGS, "readings");
}

TEST_CASE("what no socket here has nobody hears")
{
    check_nobody_hears();
}
