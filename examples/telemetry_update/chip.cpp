// SPDX-License-Identifier: MIT
// The sensor on an ATmega328P: SLIP over its UART, its own temperature as the reading, and asleep
// whenever there is nothing to do.
#include <avr/io.h>

#include "api.h"
#include "avr/clock.hpp"
#include "avr/secret.hpp"
#include "avr/slip_loop.hpp"
#include "avr/slip_uart.hpp"
#include "budget.h"
#include "device.hpp"

namespace thimble {

static stack core;
static device state;

static_assert(sizeof(device) <= BUDGET_APPLICATION_BYTES,
              "device needs more RAM: raise budget.application in the profile");

device *device_of(stack *)
{
    return &state;
}

// The sensor on the chip against the reference of 1.1 V, about 1 mV a degree. A conversion takes
// 13 cycles of F_CPU / 128: 104 us; the result is the one that was begun at the last reading.
static void start_reading()
{
    ADMUX = 1 << REFS1 | 1 << REFS0 | 1 << MUX3;
    ADCSRA = 1 << ADEN | 1 << ADSC | 1 << ADPS2 | 1 << ADPS1 | 1 << ADPS0;
}

uint16_t device_reading()
{
    const uint16_t value = ADC;

    start_reading();
    return value;
}

void slip_loop_turn(stack *s, uint32_t now_ms)
{
    telemetry_turn(s, now_ms);
    update_turn(s);
}

}

int main()
{
    uint8_t secret[thimble::ISS_SECRET_BYTES];

    thimble::slip_uart_start();
    thimble::clock_start();
    (void)thimble::secret_gather(secret); // 2 s; what arrives meanwhile waits in the link's buffer
    thimble::stack_init(&thimble::core, secret);
    thimble::device_init(&thimble::state);
    thimble::start_reading();
    SMCR = 1 << SE; // idle: the UART and the timer go on
    thimble::slip_loop_run(&thimble::core);
}
