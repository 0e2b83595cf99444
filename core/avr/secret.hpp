// SPDX-License-Identifier: MIT
// A secret for keyed initial sequence numbers, from an ATmega328P that has no random generator.
//
// What is unpredictable: the watchdog has an RC oscillator of its own, and the time between two of
// its timeouts, counted in cycles of the CPU's crystal, wanders by many cycles. One such interval
// is worth a bit or more (W. Anderson's Entropy library counts on one bit; measure your own part
// if it matters). 128 intervals, eight to each byte, are hashed with the cipher of iss.h.
//
// How long it takes: 128 times 16 ms, about 2.1 s; never more than 5 s, whatever the watchdog does.
// When the first four intervals agree to the cycle there is nothing to be had, and it ends at once:
// so it is in the simulator. Call it once, with interrupts disabled, before anything else uses timer
// 1 or the watchdog; both are left switched off. Interrupts are enabled while it runs and stay so: a
// UART that has been started goes on receiving. With the WDTON fuse programmed the watchdog can only
// reset the chip: there, bring a secret of your own (a random number in EEPROM, written in the
// factory, is as good).
#ifndef THIMBLE_AVR_SECRET_HPP
#define THIMBLE_AVR_SECRET_HPP

#include <stdint.h>

#include "iss.h"

namespace thimble {

enum class secret_source : uint8_t {
    JITTER,      // every interval ended by the watchdog, and not all were the same
    NOTHING      // the watchdog does not run, or does not wander: this is no secret
};

secret_source secret_gather(uint8_t secret[ISS_SECRET_BYTES]);

}

#endif
