// SPDX-License-Identifier: MIT
// generated/workbench/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

TCP_HANDLERS(echo)
TCP_HANDLERS(echo_too)
TCP_HANDLERS(caller)
TCP_HANDLERS(discard)
TCP_HANDLERS(daytime)
TCP_HANDLERS(chargen)
SOURCE_HANDLER(daytime)
SOURCE_HANDLER(chargen)
UDP_HANDLER(pong)
UDP_HANDLER(control)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_text(SOCKET_ECHO, "echo");
    check_text(SOCKET_ECHO_TOO, "echo_too");
    check_text(SOCKET_CALLER, "caller");
    check_text(SOCKET_DISCARD, "discard");
    check_text(SOCKET_DAYTIME, "daytime");
    check_text(SOCKET_CHARGEN, "chargen");
    check_signal(SOCKET_ECHO, "echo");
    check_signal(SOCKET_ECHO_TOO, "echo_too");
    check_signal(SOCKET_CALLER, "caller");
    check_signal(SOCKET_DISCARD, "discard");
    check_signal(SOCKET_DAYTIME, "daytime");
    check_signal(SOCKET_CHARGEN, "chargen");
    check_source(SOCKET_DAYTIME, "daytime");
    check_source(SOCKET_CHARGEN, "chargen");
    check_datagram(SOCKET_PONG, "pong");
    check_datagram(SOCKET_CONTROL, "control");
}

TEST_CASE("what no socket here has nobody hears")
{
    check_nobody_hears();
}
