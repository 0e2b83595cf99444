// SPDX-License-Identifier: MIT
// Reads data space and flash through every address, and writes every address above RAM.
#include "serial.hpp"

#include <avr/pgmspace.h>

static volatile uint8_t sink;

int main()
{
    for (uint16_t a = 0x100; a != 0; ++a) {
        sink = *(volatile uint8_t *)a;
        sink = pgm_read_byte(a);
        if (a > RAMEND) {
            *(volatile uint8_t *)a = 0x55;
        }
    }
    finish(0);
}
