// SPDX-License-Identifier: MIT
// libsimavr's ATmega328P at 16 MHz with a program in its flash, quiet, safe against wild pointers.
#pragma once

#include "elf.hpp"
#include "link.hpp"

#include <simavr/sim_avr.h>

namespace avrsim {

avr_t *make_chip(const firmware &program); // end it with avr_terminate

} // namespace avrsim
