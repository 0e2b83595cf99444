// SPDX-License-Identifier: MIT
// generated/tiny/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

TCP_HANDLERS(lamp)
SOURCE_HANDLER(lamp)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_text(SOCKET_LAMP, "lamp");
    check_signal(SOCKET_LAMP, "lamp");
    check_source(SOCKET_LAMP, "lamp");
}

TEST_CASE("what no socket here has nobody hears")
{
    check_nobody_hears();
}
