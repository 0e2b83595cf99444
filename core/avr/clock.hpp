// SPDX-License-Identifier: MIT A millisecond clock on timer 2 of the ATmega328P. It wraps after 49
// days, as every reader of it expects.
#ifndef THIMBLE_AVR_CLOCK_HPP
#define THIMBLE_AVR_CLOCK_HPP

#include <stdint.h>

namespace thimble {

void clock_start();
uint32_t clock_ms();

}

#endif
