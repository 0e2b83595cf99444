// SPDX-License-Identifier: MIT
// SLIP over USART0 of the ATmega328P, interrupt-driven: the face that a main loop sees.
//
// One UART, so one link: nothing is passed. The framing itself is in core/slip.h.
#ifndef THIMBLE_AVR_SLIP_UART_HPP
#define THIMBLE_AVR_SLIP_UART_HPP

#include "memory.h"

namespace thimble {

void slip_uart_start();

// The oldest frame that has arrived whole, 0 = none. It stays until slip_uart_release, and is asked
// for once; *room is how long an answer in its place may be.
uint8_t *slip_uart_frame(uint16_t *bytes, uint16_t *room);
void slip_uart_release();

// Frames the link has lost since the last call.
uint8_t slip_uart_overruns();

// What to build a frame in that is no answer: PROFILE_SLIP_OUT_BYTES. Not to be touched while
// sending.
uint8_t *slip_uart_out();

// The oldest frame holds an answer of so many bytes: what more room it had is free again.
void slip_uart_keep(uint16_t bytes);

// Sends what is in slip_uart_out(), or the answer that lies in the oldest frame. Only when nothing
// is being sent.
void slip_uart_send_out(uint16_t bytes);
void slip_uart_send_answer(uint16_t bytes);
bool slip_uart_is_sending();

// True while slip_uart_frame would give a frame, with interrupts off: the last look before going to
// sleep.
bool slip_uart_has_frame();

}

#endif
