// SPDX-License-Identifier: MIT
// The firmware whose cycles the bench counts: the small application behind a SLIP line that is
// polled, so that no interrupt comes in between.
//
//   avr-g++ speed.cpp application.cpp core/stack.cpp core/avr/checksum.S
//
// GPIOR0 tells the simulator what runs. The n-th frame that arrives is 2n while stack_receive has
// it. If that gives no answer, each stack_poll is 2n + 1, up to the one that does give one.
#include <avr/io.h>

#include "api.h"

using namespace thimble;

static stack core;
static uint8_t frame[PROFILE_MTU];
static uint32_t ms;

enum { END = 0xc0, ESC = 0xdb, ESC_END = 0xdc, ESC_ESC = 0xdd };
enum { BAUD_DIVISOR = 16 }; // 125,000 bit/s: three bytes take longer than any stack_poll

static bool byte_is_there()
{
    return (UCSR0A & 1 << RXC0) != 0;
}

static uint8_t get()
{
    while (!byte_is_there()) {
    }
    return UDR0;
}

static void put(uint8_t byte)
{
    while ((UCSR0A & 1 << UDRE0) == 0) {
    }
    UDR0 = byte;
}

// From the first byte on, that has been seen, to the END that ends it.
static uint16_t take_frame()
{
    uint16_t bytes = 0;

    for (;;) {
        uint8_t byte = get();
        if (byte == END) {
            return bytes;
        }
        if (byte == ESC) {
            byte = get() == ESC_END ? END : ESC;
        }
        if (bytes < sizeof frame) {
            frame[bytes++] = byte;
        }
    }
}

static void send_frame(uint16_t bytes)
{
    put(END);
    for (uint16_t i = 0; i < bytes; i++) {
        if (frame[i] == END) {
            put(ESC);
            put(ESC_END);
        } else if (frame[i] == ESC) {
            put(ESC);
            put(ESC_ESC);
        } else {
            put(frame[i]);
        }
    }
    put(END);
}

static uint16_t receive(uint8_t number, uint16_t bytes)
{
    GPIOR0 = static_cast<uint8_t>(2 * number);
    bytes = stack_receive(&core, frame, bytes, sizeof frame);
    GPIOR0 = 0;
    return bytes;
}

static uint16_t poll(uint8_t number, bool wanted)
{
    GPIOR0 = wanted ? static_cast<uint8_t>(2 * number + 1) : 0;
    const uint16_t bytes = stack_poll(&core, frame, ms);
    GPIOR0 = 0;
    return bytes;
}

// Timer 1 counts milliseconds; nobody is interrupted.
static void look_at_clock()
{
    if (TIFR1 & 1 << OCF1A) {
        TIFR1 = 1 << OCF1A;
        ms++;
    }
}

int main()
{
    uint8_t number = 0;
    bool wanted = false;

    UBRR0 = BAUD_DIVISOR - 1;
    UCSR0A = 1 << U2X0;
    UCSR0B = 1 << RXEN0 | 1 << TXEN0;
    OCR1A = F_CPU / 1000 - 1;
    TCCR1B = 1 << WGM12 | 1 << CS10;
    stack_init(&core, reinterpret_cast<const uint8_t *>(RAMSTART)); // a secret at no cost
    for (;;) {
        uint16_t bytes = 0;

        look_at_clock();
        if (byte_is_there()) {
            bytes = take_frame();
            if (bytes != 0) {
                bytes = receive(++number, bytes);
                wanted = bytes == 0;
            }
        } else {
            bytes = poll(number, wanted);
            if (bytes != 0) {
                wanted = false;
            }
        }
        if (bytes != 0) {
            send_frame(bytes);
        }
    }
}
