// SPDX-License-Identifier: MIT
// size.cpp with the SLIP driver in place of the null NIC, for the price of the driver.
//
//   avr-g++ slip.cpp application.cpp core/stack.cpp core/avr/*.{cpp,S}
#include <avr/interrupt.h>

#include "api.h"
#include "avr/clock.hpp"
#include "avr/slip_uart.hpp"
#include "drops.h"
#include "echo.hpp"

using namespace thimble;

static stack core;

#ifdef BENCH_CALLER
static volatile uint32_t callee; // an IPv4 address, 0: nobody is to be called

static void call()
{
    if (callee != 0) {
        (void)tcp_open(&core, BENCH_CALLER, callee, 7);
    }
}
#else
static void call() {}
#endif

static void echo()
{
    for (uint8_t n = 0; PROFILE_RECEIVE_RING && n < PROFILE_TCP_CONNECTIONS; n++) {
        echo_waiting(&core, n);
    }
}

// An answer lies in the frame that it answers until the line is free.
static uint16_t answer_to_frame()
{
    uint16_t bytes = 0;
    uint16_t room = 0;
    uint8_t *const frame = slip_uart_frame(&bytes, &room);

    if (frame == 0) {
        return 0;
    }
    bytes = stack_receive(&core, frame, bytes, room);
    if (bytes == 0) {
        slip_uart_release();
    } else {
        slip_uart_keep(bytes);
    }
    return bytes;
}

// Once the line is free: what comes out of the oldest frame is gone, what is ready goes.
static void use_line(uint16_t *answer, bool *going_out)
{
    if (*going_out) {
        *going_out = false;
        slip_uart_release();
    }
    const uint16_t bytes = stack_poll(&core, slip_uart_out(), clock_ms());
    if (bytes != 0) {
        slip_uart_send_out(bytes);
    } else if (*answer != 0) {
        slip_uart_send_answer(*answer);
        *answer = 0;
        *going_out = true;
    }
}

int main()
{
    uint16_t answer = 0;
    bool going_out = false;

    slip_uart_start();
    clock_start();
    stack_init(&core, reinterpret_cast<const uint8_t *>(RAMSTART)); // a secret at no cost
    sei();
    for (;;) {
        for (uint8_t lost = slip_uart_overruns(); lost != 0; lost--) {
            drop(&core, DROP_LINK_OVERRUN);
        }
        if (!slip_uart_is_sending()) {
            use_line(&answer, &going_out);
        }
        if (answer == 0 && !going_out) {
            answer = answer_to_frame();
        }
        call();
        echo();
    }
}
