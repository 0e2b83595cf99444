/* SPDX-License-Identifier: MIT */
/* TIME-WAIT in a few bytes: RFC 9293 3.6.1.
 *
 * A connection in TIME-WAIT only answers old segments, so it needs neither rings nor a sender. It
 * stays in its slot as long as nobody else wants that; then it goes on in a record (`time_wait: N` of
 * the profile), and its slot is free at once. When all records are taken, the wait that is nearest
 * its end is given up.
 *
 * A segment for a record is answered by the same machine as any other: for as long as that takes, the
 * record is a connection again, stack_waiting. That one has no number and is in no list; in TIME-WAIT
 * nobody asks, because no text moves and no handler is called.
 */
#ifndef THIMBLE_TCP_TIME_WAIT_H
#define THIMBLE_TCP_TIME_WAIT_H

#include "api.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The connection's wait goes on in the record that has least left, a free one if there is one, and
 * never in place of a longer wait than its own. Only in TIME-WAIT a connection that nobody uses any
 * more has a life left: all others leave no record. */
__attribute__((noinline, unused)) static void tcp_time_wait_keep(struct stack *s,
                                                                 const struct tcp_connection *c)
{
    struct time_wait *best = 0;
    uint16_t least = c->life;
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop assigns n, least, best;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left < least) {
            least = record->left;
            best = record;
        }
    }
    if (best != 0) {
        best->remote_ip = c->remote_ip;
        best->remote_port = c->remote_port;
        best->local_port = c->local_port;
        best->snd_nxt = c->snd_una;
        best->rcv_nxt = c->rcv_nxt;
        best->rcv_wnd = c->rcv_wnd;
        best->left = c->life;
        best->socket = c->socket;
    }
}

/* The wait between these two ends, as a connection again, and its record is free; 0: no record is
 * theirs. */
static inline struct tcp_connection *
tcp_time_wait_resume(struct stack *s, uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    struct tcp_connection *const c = stack_waiting(s);
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop assigns n;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left != 0 && record->remote_port == remote_port &&
            record->local_port == local_port && record->remote_ip == remote_ip) {
            c->state = TCP_TIME_WAIT;
            c->fin_sent = 1;
            c->remote_ip = remote_ip;
            c->remote_port = remote_port;
            c->local_port = local_port;
            c->snd_una = record->snd_nxt;
            c->rcv_nxt = record->rcv_nxt;
            c->rcv_wnd = record->rcv_wnd;
            tcp_set_life(c, record->left);
            c->socket = record->socket;
            record->left = 0;
            return c;
        }
    }
    return 0;
}

/* Is this port of ours in one of the records, used or not? */
static inline bool tcp_time_wait_at(struct stack *s, uint16_t local_port)
{
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop assigns n;
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->local_port == local_port) {
            return true;
        }
    }
    return false;
}

/* A tick passes. The records count their challenge ACKs together: RFC 5961 7. */
static inline void tcp_time_wait_tick(struct stack *s)
{
    uint8_t n = PROFILE_TIME_WAIT_RECORDS;

    /*@ loop assigns n, stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1];
      @ loop variant n;
      @*/
    while (n-- != 0) { /* at most PROFILE_TIME_WAIT_RECORDS turns */
        struct time_wait *const record = &stack_time_wait(s)[n];

        if (record->left != 0) {
            record->left--;
        }
    }
    if (PROFILE_TIME_WAIT) {
        tcp_set_challenged(stack_waiting(s), 0);
    }
}

#ifdef __cplusplus
}
#endif

#endif
