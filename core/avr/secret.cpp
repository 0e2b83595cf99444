// SPDX-License-Identifier: MIT
// A secret from the watchdog's jitter: registers, and how the samples are hashed.
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/wdt.h>

#include "secret.hpp"

namespace thimble {

static const uint8_t samples_each = 8; // for each byte of the secret
static const uint16_t longest_wait = 50000; // turns of about 11 cycles: 34 ms at 16 MHz

// The watchdog shall interrupt every 16 ms and never reset us. The change must follow WDCE within
// four cycles (ATmega328P, 11.9.2), so both values are constants.
static void watchdog_starts()
{
    wdt_reset();
    MCUSR = static_cast<uint8_t>(MCUSR & ~(1 << WDRF)); // while it is set, WDE cannot be cleared
    WDTCSR = 1 << WDCE | 1 << WDE;
    WDTCSR = 1 << WDIE;
}

static void watchdog_stops()
{
    wdt_reset();
    WDTCSR = 1 << WDCE | 1 << WDE;
    WDTCSR = 0;
}

// Timer 1 counts cycles, and its compare registers, which compare nothing here, take the place of
// variables: this file has no RAM of its own.
static void timer_starts()
{
    OCR1B = 0;
    TCCR1B = 1 << CS10;
}

static void timer_stops()
{
    TCCR1B = 0;
    OCR1A = 0;
    OCR1B = 0;
}

// The cycles from now to the next timeout. When none comes, what the timer says is no worse.
static bool interval_ends(uint16_t *cycles)
{
    wdt_reset();
    WDTCSR = 1 << WDIE; // the simulator's watchdog wants it said each time
    const uint16_t begin = TCNT1;

    for (uint16_t turn = 0; turn < longest_wait; turn++) {
        if (OCR1B != 0) {
            OCR1B = 0;
            *cycles = static_cast<uint16_t>(OCR1A - begin);
            return true;
        }
    }
    *cycles = static_cast<uint16_t>(TCNT1 - begin);
    return false;
}

// Whether two intervals differ by more than the length of an instruction can make of equal ones.
static bool differ(uint16_t one, uint16_t other)
{
    const uint16_t gap = static_cast<uint16_t>(one - other);

    return gap > 4 && gap < static_cast<uint16_t>(-4);
}

static uint8_t turned(uint8_t byte)
{
    return static_cast<uint8_t>(byte << 1 | byte >> 7);
}

// The pool is the key under which 0 and 1 are encrypted, so each bit of the secret depends on all
// of it.
static void hash(const uint8_t *pool, uint8_t *secret)
{
    for (uint8_t half = 0; half < 2; half++) {
        iss_block block;

        block.x = half;
        block.y = 0;
        iss_encrypt(&block, pool);
        for (uint8_t i = 0; i < 4; i++) {
            *secret++ = static_cast<uint8_t>(block.x >> 8 * i);
            *secret++ = static_cast<uint8_t>(block.y >> 8 * i);
        }
    }
}

secret_source secret_gather(uint8_t secret[ISS_SECRET_BYTES])
{
    uint8_t pool[ISS_SECRET_BYTES] = {};
    bool all_came = true;
    bool wandered = false;
    uint16_t first = 0;

    timer_starts();
    watchdog_starts();
    sei();
    for (uint8_t n = 0; n < samples_each * ISS_SECRET_BYTES; n++) {
        uint8_t &byte = pool[n & (ISS_SECRET_BYTES - 1)];
        uint16_t cycles = 0;

        all_came = interval_ends(&cycles) && all_came;
        byte = static_cast<uint8_t>(turned(byte) ^ static_cast<uint8_t>(cycles));
        first = n == 0 ? cycles : first;
        wandered = wandered || differ(cycles, first);
        if (!all_came || (n == 3 && !wandered)) {
            break;
        }
    }
    cli();
    watchdog_stops();
    sei(); // the hash takes longer than a UART can wait
    timer_stops();
    hash(pool, secret);
    return all_came && wandered ? secret_source::JITTER : secret_source::NOTHING;
}

}

ISR(WDT_vect)
{
    OCR1A = TCNT1;
    OCR1B = 1;
}
