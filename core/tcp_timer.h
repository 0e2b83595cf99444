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
#include "tcp_user.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Has one more tick passed? Counting by subtraction: one tick is the usual case, and the part has no
 * division. */
static inline bool tcp_tick_passes(struct stack *s, uint32_t now_ms)
{
    if ((uint32_t)(now_ms - s->polled_ms) < PROFILE_TICK_MS) {
        return false;
    }
    s->polled_ms += PROFILE_TICK_MS;
    s->ticks = (uint16_t)(s->ticks + 1u);
    return true;
}

/* A tick of every connection, also of those that are records now. */
static inline void tcp_elapse_tick(struct stack *s)
{
    uint8_t n;

    for (n = 0; n < PROFILE_TCP_CONNECTIONS; n++) { /* at most PROFILE_TCP_CONNECTIONS turns */
        struct tcp_connection *const c = &s->connection[n];

        if ((uint8_t)(s->ticks - c->rtt_start) == 0xffu) { /* a byte cannot time it any longer */
            tcp_set_rtt_mark(c, 0);
        }
        (void)tcp_tick(s, c);
        tcp_elapse(s, c, 1);
    }
    tcp_time_wait_tick(s);
}

/* All ticks that have passed; returns how many. When more have passed than the longest timer has,
 * all timers have ended, and the rest need not be counted. */
static inline uint16_t tcp_elapse_ticks(struct stack *s, uint32_t now_ms)
{
    uint16_t ticks = 0;

    while (tcp_tick_passes(s, now_ms)) { /* at most TICKS turns */
        ticks++;
        if ((PROFILE_LIFE_MAX < 255 ? ticks & 255u : ticks) == 0) {
            s->polled_ms = now_ms;
            ticks = 0xffffu;
        }
        if (PROFILE_HAS_TCP) {
            tcp_elapse_tick(s);
        }
    }
    return ticks;
}

/* What has happened meanwhile: the application may have made room since the last poll. */
static inline void tcp_poll(struct stack *s, struct tcp_connection *c)
{
    if (connection_is_free(c)) {
        return;
    }
    (void)tcp_receive_call(s, c); /* an error only says that this connection takes no more text */
    tcp_settle(s, c);
}

#ifdef __cplusplus
}
#endif

#endif
