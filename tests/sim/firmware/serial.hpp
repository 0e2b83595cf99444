// SPDX-License-Identifier: MIT
// What the small firmwares here share: the UART at a given rate, markers, the end of a run.
#pragma once

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdint.h>

// BAUD_UBRR with U2X0: 16 is 117,647 bit/s (called 115,200), 1 is 1 Mbit/s; both at 16 MHz.
#ifndef BAUD_UBRR
#define BAUD_UBRR 16
#endif

static inline void serial_init(uint8_t interrupts)
{
    UBRR0 = BAUD_UBRR;
    UCSR0A = _BV(U2X0);
    UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
    UCSR0B = (uint8_t)(_BV(RXEN0) | _BV(TXEN0) | interrupts);
}

// avrsim ends the run here and fails it unless `value` is 0.
static inline void __attribute__((noreturn)) finish(uint8_t value)
{
    GPIOR1 = value;
    cli();
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    for (;;) {
        sleep_cpu();
    }
}
