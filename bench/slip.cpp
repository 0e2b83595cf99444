// SPDX-License-Identifier: MIT
// size.cpp with the SLIP driver and its loop in place of the null NIC, for the price of the driver.
// BENCH_SECRET: with the secret of keyed initial sequence numbers gathered on the chip.
//
//   avr-g++ slip.cpp application.cpp core/stack.cpp core/avr/*.{cpp,S}
#include <avr/interrupt.h>
#include <avr/io.h>

#include "api.h"
#include "avr/clock.hpp"
#include "avr/secret.hpp"
#include "avr/slip_loop.hpp"
#include "avr/slip_uart.hpp"
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

namespace thimble {

// Text may wait in a receive ring until there is room to send it back.
void slip_loop_turn(stack *s, uint32_t)
{
    call();
    for (uint8_t n = 0; PROFILE_RECEIVE_RING && n < PROFILE_TCP_CONNECTIONS; n++) {
        echo_waiting(s, n);
    }
}

}

int main()
{
#ifdef BENCH_SECRET
    uint8_t secret[ISS_SECRET_BYTES];
#else
    const uint8_t *const secret = reinterpret_cast<const uint8_t *>(RAMSTART); // at no cost
#endif

    slip_uart_start();
    clock_start();
#ifdef BENCH_SECRET
    (void)secret_gather(secret);
#endif
    stack_init(&core, secret);
    SMCR = 1 << SE; // idle: the UART and the timer go on
    sei();
    slip_loop_run(&core);
}
