// SPDX-License-Identifier: MIT
// The firmware whose bytes the bench counts: the stack, the small application and the null NIC.
//
//   avr-g++ size.cpp application.cpp core/stack.cpp core/avr/checksum.S
//
// BENCH_CALLER: the profile's client socket, if it has one; whom to call is written into a variable.
#include "api.h"
#include "echo.hpp"
#include "null_nic.hpp"

static thimble::stack core;

#ifdef BENCH_CALLER
static volatile uint32_t callee; // an IPv4 address, 0: nobody is to be called

static void call()
{
    if (callee != 0) {
        (void)thimble::tcp_open(&core, thimble::BENCH_CALLER, callee, 7);
    }
}
#else
static void call() {}
#endif

// Text may wait in a receive ring until there is room to send it back.
static void echo()
{
    using namespace thimble;

    for (uint8_t n = 0; PROFILE_RECEIVE_RING && n < PROFILE_TCP_CONNECTIONS; n++) {
        echo_waiting(&core, n);
    }
}

int main()
{
    static_assert(thimble::PROFILE_MTU <= sizeof nic_frame, "a datagram does not fit the null NIC");

    thimble::stack_init(&core, nic_frame); // what lies there is the secret, if the profile wants one
    for (;;) {
        uint16_t bytes = nic_receive();

        if (bytes != 0) {
            bytes = thimble::stack_receive(&core, nic_frame, bytes, sizeof nic_frame);
        } else {
            bytes = thimble::stack_poll(&core, nic_frame, nic_ms);
        }
        if (bytes != 0) {
            nic_send(bytes);
        }
        call();
        echo();
    }
}
