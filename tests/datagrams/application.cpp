// SPDX-License-Identifier: MIT
// generated/datagrams/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

UDP_HANDLER(echo)
UDP_ERROR_HANDLER(echo)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_datagram(SOCKET_ECHO, "echo");
    check_error(SOCKET_ECHO, "echo");
}

TEST_CASE("what no socket here has nobody hears")
{
    check_nobody_hears();
}
