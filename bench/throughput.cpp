// SPDX-License-Identifier: MIT
// The firmware that sends as fast as the line goes: whoever connects to port 19 gets the low bytes
// of 0, 1, 2 ... until it closes.
//
//   avr-g++ throughput.cpp core/stack.cpp core/avr/*.{cpp,S}
//
// The link has two places for what is to be sent: its send buffer, where stack_poll builds, and the
// oldest frame, where stack_receive answers. While one is on the line the other is filled, and they
// are sent in the order in which they were filled.
#include <avr/interrupt.h>
#include <avr/io.h>

#include "api.h"
#include "application.h"
#include "avr/clock.hpp"
#include "avr/slip_uart.hpp"

using namespace thimble;

static stack core;

enum { RING = PROFILE_RING_BYTES != 0 };
enum { CHUNK_BYTES = 64 };
enum place { NOWHERE, SEND_BUFFER, OLDEST_FRAME };

static uint8_t bulk_connection = TCP_NO_SLOT; // where the ring is fed
static uint8_t bulk_next;                     // the byte that it is fed next

namespace thimble {

uint16_t bulk_room(stack *, uint8_t)
{
    return PROFILE_TCP_MSS;
}

uint16_t bulk_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

void bulk_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    if (signals & TCP_SIGNAL_CONNECTED) {
        bulk_connection = connection;
        bulk_next = 0;
    }
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        bulk_connection = TCP_NO_SLOT;
        tcp_abort(s, connection);
    }
}

uint16_t bulk_fill(stack *, uint8_t, uint32_t offset, uint8_t *out, uint16_t room)
{
    uint8_t byte = static_cast<uint8_t>(offset);

    for (uint16_t i = 0; i < room; i++) {
        *out++ = byte++;
    }
    return room;
}

}

// Puts more of the stream into the ring, if there is one.
static void feed()
{
    static uint8_t chunk[CHUNK_BYTES];

    if (!RING || bulk_connection == TCP_NO_SLOT
        || tcp_write_room(&core, bulk_connection) < CHUNK_BYTES) {
        return;
    }
    for (uint8_t i = 0; i < CHUNK_BYTES; i++) {
        chunk[i] = bulk_next++;
    }
    tcp_write(&core, bulk_connection, chunk, CHUNK_BYTES);
}

// What is built and not yet sent, by place, and which of the two was built first.
struct outgoing {
    uint16_t polled;
    uint16_t answer;
    place first;
    place on_line;
};

static void send_next(outgoing *o)
{
    if (o->on_line == OLDEST_FRAME) {
        slip_uart_release();
    }
    o->on_line = o->first;
    if (o->first == SEND_BUFFER) {
        slip_uart_send_out(o->polled);
        o->polled = 0;
    } else if (o->first == OLDEST_FRAME) {
        slip_uart_send_answer(o->answer);
        o->answer = 0;
    }
    o->first = o->polled != 0 ? SEND_BUFFER : o->answer != 0 ? OLDEST_FRAME : NOWHERE;
}

static void build(outgoing *o)
{
    if (o->polled == 0 && o->on_line != SEND_BUFFER) {
        o->polled = stack_poll(&core, slip_uart_out(), clock_ms());
        if (o->polled != 0 && o->first == NOWHERE) {
            o->first = SEND_BUFFER;
        }
    }
    if (o->answer == 0 && o->on_line != OLDEST_FRAME) {
        uint16_t bytes = 0;
        uint16_t room = 0;
        uint8_t *const frame = slip_uart_frame(&bytes, &room);

        if (frame == 0) {
            return;
        }
        o->answer = stack_receive(&core, frame, bytes, room);
        if (o->answer == 0) {
            slip_uart_release();
            return;
        }
        slip_uart_keep(o->answer);
        if (o->first == NOWHERE) {
            o->first = OLDEST_FRAME;
        }
    }
}

int main()
{
    outgoing o = {0, 0, NOWHERE, NOWHERE};

    stack_init(&core, reinterpret_cast<const uint8_t *>(RAMSTART)); // a secret at no cost
    slip_uart_start();
    clock_start();
    sei();
    for (;;) {
        if (!slip_uart_is_sending()) {
            send_next(&o);
        }
        build(&o);
        feed();
    }
}
