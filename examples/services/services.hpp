// SPDX-License-Identifier: MIT
// The classic small services, one application for the chip and for Linux.
//
//   echo 7, echo_too 8 (TCP), pong 7 (UDP)   what comes goes back (RFC 862)
//   discard 9                                 what comes is forgotten (RFC 863)
//   daytime 13                                one line with the time, then the end (RFC 867)
//   chargen 19                                lines of characters until you close (RFC 864)
//   control 9999 (UDP)                        CONN + address + port: connects there and echoes
//
// The sockets are named in spec/profiles/services.yaml; generated/services/application.h declares
// the handlers, and services.cpp defines them. chip.cpp and host.cpp are the two ports: they own a
// stack and say what lies below.
#ifndef SERVICES_HPP
#define SERVICES_HPP

#include "profile.h"

namespace thimble {

struct stack;

// What the application keeps beside one stack.
struct services {
    // By connection. daytime: the second in which it was opened. chargen: the stream's end so far.
    uint32_t mark[PROFILE_TCP_CONNECTIONS];
    uint8_t ended; // chargen: one bit a connection, no more characters than up to its mark
};

void services_init(services *state);

// What a port supplies: the state that belongs to this stack, and the time in seconds since 1970 (a
// port without a calendar counts from its start, and its daytime begins in 1970).
services *services_of(stack *s);
uint32_t services_seconds(stack *s);

}

#endif
