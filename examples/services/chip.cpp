// SPDX-License-Identifier: MIT
// The services on an ATmega328P: SLIP over its UART, and asleep whenever there is nothing to do.
//
//   avr-g++ chip.cpp services.cpp core/stack.cpp core/avr/*.{cpp,S}
#include <avr/io.h>

#include "api.h"
#include "avr/clock.hpp"
#include "avr/secret.hpp"
#include "avr/slip_loop.hpp"
#include "avr/slip_uart.hpp"
#include "budget.h"
#include "services.hpp"

namespace thimble {

static stack core;
static services state;

static_assert(sizeof(services) <= BUDGET_APPLICATION_BYTES,
              "services needs more RAM: raise budget.application in spec/profiles/services.yaml");

services *services_of(stack *)
{
    return &state;
}

uint32_t services_seconds(stack *)
{
    return clock_ms() / 1000; // no calendar on the board: its daytime begins in 1970
}

void slip_loop_turn(stack *, uint32_t) {} // everything here is an answer

}

int main()
{
    uint8_t secret[thimble::ISS_SECRET_BYTES];

    thimble::slip_uart_start();
    thimble::clock_start();
    (void)thimble::secret_gather(secret); // 2 s; what arrives meanwhile waits in the link's buffer
    thimble::stack_init(&thimble::core, secret);
    thimble::services_init(&thimble::state);
    SMCR = 1 << SE; // idle: the UART and the timer go on
    thimble::slip_loop_run(&thimble::core);
}
