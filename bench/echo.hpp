// SPDX-License-Identifier: MIT
// What the main loop asks of the small application when its sockets have a receive ring.
#ifndef BENCH_ECHO_HPP
#define BENCH_ECHO_HPP

#include "memory.h"

namespace thimble {

// Echoes what waits in the receive ring, as far as there is room to send.
void echo_waiting(stack *s, uint8_t connection);

}

#endif
