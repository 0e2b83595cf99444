// SPDX-License-Identifier: MIT
// The main loop between a stack and the UART: frames in, frames out, asleep otherwise.
//
// A frame is handled where the receive interrupt put it, and an answer is sent from there; TCP's
// own segments are built in the link's send buffer. One sender, so the two take turns: TCP first,
// because it goes quiet by itself once its peer's windows are full.
#ifndef THIMBLE_AVR_SLIP_LOOP_HPP
#define THIMBLE_AVR_SLIP_LOOP_HPP

#include "memory.h"

namespace thimble {

// For ever. Sleeps until the clock goes on, the sender is done or a frame is there; SMCR says how
// deep, and has to leave the UART and the timer on.
void slip_loop_run(stack *s);

// What the application has to do by itself: it supplies this, and is called at least once each
// millisecond, and before each frame.
void slip_loop_turn(stack *s, uint32_t now_ms);

}

#endif
