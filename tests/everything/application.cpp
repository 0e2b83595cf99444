// SPDX-License-Identifier: MIT
// generated/everything/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

RING_HANDLERS(stream)
TCP_HANDLERS(caller)
TCP_HANDLERS(flow)
SOURCE_HANDLER(flow)
UDP_HANDLER(pong)
UDP_ERROR_HANDLER(pong)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_arrived(SOCKET_STREAM, "stream");
    check_text(SOCKET_CALLER, "caller");
    check_text(SOCKET_FLOW, "flow");
    check_signal(SOCKET_STREAM, "stream");
    check_signal(SOCKET_CALLER, "caller");
    check_signal(SOCKET_FLOW, "flow");
    check_source(SOCKET_FLOW, "flow");
    check_datagram(SOCKET_PONG, "pong");
    check_error(SOCKET_PONG, "pong");
}
