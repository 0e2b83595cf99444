/* SPDX-License-Identifier: MIT */
/* Time: milliseconds become ticks, ticks count the connections' timers down, RFC 9293 3.8.1, RFC
 * 6298.
 *
 * Time is an argument. A poll that comes late counts all the ticks it missed, so nothing depends on
 * how often it comes.
 */
#ifndef THIMBLE_TCP_TIMER_H
#define THIMBLE_TCP_TIMER_H

#include "tcp_text.h"

#ifdef __cplusplus
namespace thimble {
#endif

static const uint16_t tcp_ticks_at_once = 0xffffu; /* no timer is longer */

/* How many ticks have passed since they were last counted. Counting by subtraction: one tick is the
 * usual case, and the part has no division. */
static inline uint16_t tcp_ticks(struct stack *s, uint32_t now_ms)
{
    uint16_t ticks = 0;

    while (ticks < tcp_ticks_at_once && (uint32_t)(now_ms - s->polled_ms) >= PROFILE_TICK_MS) {
        s->polled_ms += PROFILE_TICK_MS;
        ticks++;
    }
    if (ticks == tcp_ticks_at_once) { /* longer away than any timer runs: they have all ended */
        s->polled_ms = now_ms;
    }
    return ticks;
}

/* How many challenge ACKs may go at once: RFC 5961 7. */
enum { TCP_CHALLENGES = 10 };

/* One more for each tick that a poll sees. */
static inline void tcp_allow_challenge(struct stack *s)
{
    if (stack_challenges_of(s) < TCP_CHALLENGES) {
        stack_set_challenges(s, (uint8_t)(stack_challenges_of(s) + 1u));
    }
}

/* Timers, and the window: the application may have made room since the last poll. */
static inline void tcp_poll(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    if (connection_is_free(c)) {
        return;
    }
    if (ticks != 0) {
        if (PROFILE_DELAYED_ACK) {
            (void)tcp_tick(s, c);
        }
        tcp_elapse(s, c, ticks);
    }
    (void)tcp_receive_call(s, c); /* an error only says that this connection takes no more text */
    tcp_settle(s, c);
}

#ifdef __cplusplus
}
#endif

#endif
