// SPDX-License-Identifier: MIT
// The small application of the bench, the same as the peers': TCP echo and UDP echo on port 7.
//
// A profile without one of the sockets leaves its handlers unused, and the linker leaves them out.
// Where nobody has a send ring, what comes is taken and nothing is said.
#include "api.h"
#include "application.h"
#include "echo.hpp"

namespace thimble {

uint16_t echo_room(stack *s, uint8_t connection)
{
    if (PROFILE_RING_BYTES == 0) {
        return PROFILE_TCP_MSS;
    }
    return tcp_write_room(s, connection);
}

uint16_t echo_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)
{
    if (PROFILE_RING_BYTES == 0) {
        return bytes;
    }
    return tcp_write(s, connection, text, bytes);
}

void echo_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    if (PROFILE_KEEPALIVE != 0 && (signals & TCP_SIGNAL_CONNECTED)) {
        tcp_keep_alive(s, connection, true);
    }
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        tcp_close(s, connection);
    }
}

// With a receive ring: as much as the send ring has room for, what is urgent as urgent. The rest
// stays in the receive ring, which says so to the peer, until the main loop asks again.

void echo_waiting(stack *s, uint8_t connection)
{
    uint8_t text[32];

    for (;;) {
        const bool urgent = tcp_urgent(s, connection) != 0;
        uint16_t bytes = tcp_write_room(s, connection);

        if (bytes > sizeof text) {
            bytes = sizeof text;
        }
        bytes = tcp_read(s, connection, text, bytes);
        if (bytes == 0) {
            return;
        }
        if (urgent) {
            (void)tcp_write_urgent(s, connection, text, bytes);
        } else {
            (void)tcp_write(s, connection, text, bytes);
        }
    }
}

void echo_arrived(stack *s, uint8_t connection, uint16_t)
{
    echo_waiting(s, connection);
}

void caller_arrived(stack *s, uint8_t connection, uint16_t)
{
    echo_waiting(s, connection);
}

// The client socket echoes too.

uint16_t caller_room(stack *s, uint8_t connection)
{
    return echo_room(s, connection);
}

uint16_t caller_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)
{
    return echo_received(s, connection, text, bytes);
}

void caller_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    echo_signalled(s, connection, signals);
}

// Takes what comes, and says nothing: for the cycles of an acknowledgment.

uint16_t discard_room(stack *, uint8_t)
{
    return PROFILE_TCP_MSS;
}

uint16_t discard_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

void discard_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    echo_signalled(s, connection, signals);
}

uint16_t pong_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t bytes, uint16_t)
{
    return bytes;
}

}
