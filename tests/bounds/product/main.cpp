// SPDX-License-Identifier: MIT
// The doorbell of README, with a driver below it and, where the build says so, an application that
// keeps KEEP bytes or whose handler has DEPTH bytes on the stack.
#include "api.h"
#include "application.h"
#include "avr/clock.hpp"
#include "avr/slip_loop.hpp"
#include "avr/slip_uart.hpp"
#include "memory.h"

namespace thimble {

static stack core;

#ifdef KEEP
static volatile uint8_t kept[KEEP];
#endif

uint16_t bell_room(stack *s, uint8_t c)
{
    return tcp_write_room(s, c);
}

uint16_t bell_received(stack *s, uint8_t c, const uint8_t *text, uint16_t bytes)
{
#ifdef DEPTH
    volatile uint8_t copy[DEPTH];
    for (uint16_t i = 0; i < bytes && i < DEPTH; i++) {
        copy[i] = text[i];
    }
    (void)copy[0];
#endif
#ifdef KEEP
    kept[bytes % KEEP] = 1;
#endif
    return tcp_write(s, c, text, bytes);
}

void bell_signalled(stack *s, uint8_t c, uint8_t signals)
{
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        tcp_close(s, c);
    }
}

void slip_loop_turn(stack *, uint32_t) {}

}

int main()
{
    static const uint8_t secret[16] = {1};

    thimble::slip_uart_start();
    thimble::clock_start();
    thimble::stack_init(&thimble::core, secret);
    thimble::slip_loop_run(&thimble::core);
}
