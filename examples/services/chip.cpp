// SPDX-License-Identifier: MIT
// The services on an ATmega328P: SLIP over its UART, and asleep whenever there is nothing to do.
//
//   avr-g++ chip.cpp services.cpp core/stack.cpp core/avr/*.{cpp,S}
//
// A frame is handled where the receive interrupt put it, and an answer is sent from there; TCP's
// own segments are built in the link's send buffer. One sender, so the two take turns: TCP first,
// because it goes quiet by itself once its peer's windows are full.
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "api.h"
#include "avr/clock.hpp"
#include "avr/secret.hpp"
#include "avr/slip_uart.hpp"
#include "budget.h"
#include "drops.h"
#include "memory.h"
#include "services.hpp"

namespace thimble {

static stack core;
static services state;

static_assert(sizeof(services) <= BUDGET_APPLICATION_BYTES,
              "services needs more RAM: raise budget.application in spec/profiles/services.yaml");

services *services_of(stack *)
{
    return &state;
}

uint32_t services_seconds(stack *)
{
    return clock_ms() / 1000; // no calendar on the board: its daytime begins in 1970
}

// For a simulator or a logic analyser: what runs now. One cycle, and no pin is taken.
enum marker { MARK_NOTHING, MARK_RECEIVE, MARK_POLL };

static inline void mark(marker what)
{
    GPIOR0 = static_cast<uint8_t>(what);
}

// The oldest frame of the link: there is none, it waits for the sender with an answer in it, or it
// is being sent.
struct answer {
    uint16_t bytes; // of an answer that waits for the sender
    bool going_out;
};

static bool handle_frame(answer *a)
{
    uint16_t bytes = 0;
    uint16_t room = 0;
    uint8_t *const frame = slip_uart_frame(&bytes, &room);

    if (frame == 0) {
        return false;
    }
    mark(MARK_RECEIVE);
    a->bytes = stack_receive(&core, frame, bytes, room);
    mark(MARK_NOTHING);
    if (a->bytes == 0) {
        slip_uart_release();
    } else {
        slip_uart_keep(a->bytes);
    }
    return true;
}

static bool send_something(answer *a, uint32_t now_ms)
{
    mark(MARK_POLL);
    const uint16_t bytes = stack_poll(&core, slip_uart_out(), now_ms);
    mark(MARK_NOTHING);
    if (bytes != 0) {
        slip_uart_send_out(bytes);
        return true;
    }
    if (a->bytes != 0) {
        slip_uart_send_answer(a->bytes);
        a->bytes = 0;
        a->going_out = true;
        return true;
    }
    return false;
}

// Sleeps until the clock goes on, the sender is done, or a frame is there that can be handled.
static void nap(uint32_t now_ms, bool sending, bool frame_waits_for_us)
{
    cli();
    while (clock_ms() == now_ms && slip_uart_is_sending() == sending
           && (frame_waits_for_us || !slip_uart_has_frame())) {
        sei(); // takes effect after the next instruction: nothing comes in between
        sleep_cpu();
        cli();
    }
    sei();
}

static void run()
{
    answer a = {0, false};

    for (;;) {
        const uint32_t now_ms = clock_ms();
        const bool sending = slip_uart_is_sending();
        bool busy = false;

        for (uint8_t lost = slip_uart_overruns(); lost != 0; lost--) {
            drop(&core, DROP_LINK_OVERRUN);
        }
        if (!sending) {
            if (a.going_out) {
                a.going_out = false;
                slip_uart_release();
            }
            busy = send_something(&a, now_ms);
        }
        if (a.bytes == 0 && !a.going_out && handle_frame(&a)) {
            busy = true;
        }
        if (!busy) {
            nap(now_ms, sending, a.bytes != 0 || a.going_out);
        }
    }
}

}

int main()
{
    uint8_t secret[thimble::ISS_SECRET_BYTES];

    thimble::slip_uart_start();
    thimble::clock_start();
    (void)thimble::secret_gather(secret); // 2 s; what arrives meanwhile waits in the link's buffer
    thimble::stack_init(&thimble::core, secret);
    thimble::services_init(&thimble::state);
    SMCR = 1 << SE; // idle: the UART and the timer go on
    thimble::run();
}
