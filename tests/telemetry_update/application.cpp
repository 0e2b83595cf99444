// SPDX-License-Identifier: MIT
// generated/telemetry_update/application.h: each call reaches the handler of its own socket, with its arguments
// unchanged.
#include "support/dispatch.hpp"

namespace thimble {

TCP_HANDLERS(telemetry)
SOURCE_HANDLER(telemetry)
RING_HANDLERS(update)
UDP_HANDLER(coap)

} // namespace thimble

using namespace dispatch;

TEST_CASE("each call reaches the handler of its socket")
{
    check_text(SOCKET_TELEMETRY, "telemetry");
    check_signal(SOCKET_TELEMETRY, "telemetry");
    check_source(SOCKET_TELEMETRY, "telemetry");
    check_arrived(SOCKET_UPDATE, "update");
    check_signal(SOCKET_UPDATE, "update");
    check_datagram(SOCKET_COAP, "coap");
}

TEST_CASE("what no socket here has nobody hears")
{
    check_nobody_hears();
}
