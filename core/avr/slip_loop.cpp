// SPDX-License-Identifier: MIT
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "api.h"
#include "clock.hpp"
#include "drops.h"
#include "slip_loop.hpp"
#include "slip_uart.hpp"

namespace thimble {

// For a simulator or a logic analyser: what runs now. One cycle, and no pin is taken.
enum marker { MARK_NOTHING, MARK_RECEIVE, MARK_POLL };

static inline void mark(marker what)
{
    GPIOR0 = static_cast<uint8_t>(what);
}

// The oldest frame of the link: there is none, it waits for the sender with an answer in it, or it
// is being sent.
struct slip_loop {
    uint16_t answer; // bytes of an answer that waits for the sender
    bool going_out;
};

static bool handle_frame(slip_loop *l, stack *s)
{
    uint16_t bytes = 0;
    uint16_t room = 0;
    uint8_t *const frame = slip_uart_frame(&bytes, &room);

    if (frame == 0) {
        return false;
    }
    mark(MARK_RECEIVE);
    l->answer = stack_receive(s, frame, bytes, room);
    mark(MARK_NOTHING);
    if (l->answer == 0) {
        slip_uart_release();
    } else {
        slip_uart_keep(l->answer);
    }
    return true;
}

static bool send_something(slip_loop *l, stack *s, uint32_t now_ms)
{
    mark(MARK_POLL);
    const uint16_t bytes = stack_poll(s, slip_uart_out(), now_ms);
    mark(MARK_NOTHING);
    if (bytes != 0) {
        slip_uart_send_out(bytes);
        return true;
    }
    if (l->answer != 0) {
        slip_uart_send_answer(l->answer);
        l->answer = 0;
        l->going_out = true;
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

void slip_loop_run(stack *s)
{
    slip_loop l = {0, false};

    for (;;) {
        const uint32_t now_ms = clock_ms();
        const bool sending = slip_uart_is_sending();
        bool busy = false;

        slip_loop_turn(s, now_ms);
        for (uint8_t lost = slip_uart_overruns(); lost != 0; lost--) {
            drop(s, DROP_LINK_OVERRUN);
        }
        if (!sending) {
            if (l.going_out) {
                l.going_out = false;
                slip_uart_release();
            }
            busy = send_something(&l, s, now_ms);
        }
        if (l.answer == 0 && !l.going_out && handle_frame(&l, s)) {
            busy = true;
        }
        if (!busy) {
            nap(now_ms, sending, l.answer != 0 || l.going_out);
        }
    }
}

}
