/* SPDX-License-Identifier: MIT
 * GENERATED from spec/memory.yaml and spec/profiles/sensor.yaml
 * -- change the spec and regenerate.
 *
 * Every byte of static RAM that Thimble owns. budget.h adds them up.
 */
#ifndef THIMBLE_MEMORY_H
#define THIMBLE_MEMORY_H

#include <stdint.h>

#include "drop.h"
#include "profile.h"
#include "tcp_machine.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A connection in TIME-WAIT that has given its slot back. */
struct time_wait {
    uint32_t remote_ip;
    uint32_t snd_nxt; /* a SYN may begin again above it */
    uint32_t rcv_nxt;
    uint16_t remote_port;
    uint16_t local_port;
    uint16_t rcv_wnd;
    uint16_t left;    /* ticks; 0 = the record is free */
    uint8_t socket;   /* whose datagrams the answers look like */
};

/* One datagram whose fragments are coming in. */
struct reassembly {
    uint8_t datagram[1]; /* this profile needs none, but C has no empty array */
    uint8_t blocks[1];   /* this profile needs none, but C has no empty array */
    uint16_t have;
    uint16_t end;
    uint16_t total;
    uint16_t ticks;
};

/* What one stack keeps; small and often used first, where an AVR reaches it from a pointer. */
struct stack {
    uint32_t polled_ms;            /* time of the last poll that counted ticks */
    uint16_t ticks;                /* counted so far */
    uint16_t next_port;            /* last ephemeral port given out */
    uint8_t turn;                  /* connection that may send next */
    uint8_t unreachables;          /* messages left, one more each tick */
    uint8_t dropped[DROP_REASONS]; /* saturates at 255 */
    uint8_t secret[16];            /* nobody else knows it */
    struct tcp_connection connection[PROFILE_TCP_CONNECTIONS];
};

/* What the UART's interrupts and the main loop share. */
struct slip_link {
    uint8_t in[PROFILE_SLIP_IN_BYTES]; /* frames behind each other */
    uint8_t out[PROFILE_SLIP_OUT_BYTES];
    uint16_t in_end;                   /* one past the last whole frame */
    uint16_t in_fill;                  /* where the next byte of the arriving frame goes */
    uint16_t hole_at;                  /* a released frame's room on its way up */
    uint16_t hole_bytes;               /* 0 = there is none */
    uint16_t out_at;                   /* next byte to send, from `in` on; `out` is behind it */
    uint16_t out_end;                  /* one past the last byte to send */
    uint8_t in_flags;                  /* escape seen, or frame spoilt */
    uint8_t out_busy;                  /* 1 while something is sent */
    uint8_t out_next;                  /* byte that goes before the next one */
    uint8_t overruns;                  /* frames lost and not yet counted, saturates at 255 */
};

/* What the timer's interrupt counts. */
struct clock {
    uint32_t ms; /* milliseconds since the start */
};

/* Fields that some profiles do without. Core is compiled in all of them, so it asks here: a number
 * that is not there is 0 and takes no value, an array is nowhere. */
/*@ requires \valid_read(s);
  @ assigns  \nothing;
  @ ensures  \result == s->unreachables;
  @*/
static inline uint8_t stack_unreachables_of(const struct stack *s)
{
    return s->unreachables;
}

/*@ requires \valid(s);
  @ assigns  s->unreachables;
  @ ensures  s->unreachables == value;
  @*/
static inline void stack_set_unreachables(struct stack *s, uint8_t value)
{
    s->unreachables = value;
}

/*@ logic uint8_t *stack_dropped_at(struct stack *s) = &s->dropped[0]; */

/*@ requires \valid(s);
  @ assigns  \result \from s;
  @ ensures  \result == &s->dropped[0];
  @*/
static inline uint8_t *stack_dropped(struct stack *s)
{
    return s->dropped;
}

/*@ logic uint8_t *stack_secret_at(struct stack *s) = &s->secret[0]; */

/*@ requires \valid(s);
  @ assigns  \result \from s;
  @ ensures  \result == &s->secret[0];
  @*/
static inline uint8_t *stack_secret(struct stack *s)
{
    return s->secret;
}

/*@ logic struct time_wait *stack_time_wait_at(struct stack *s) = \null; */

/*@ requires \valid(s);
  @ assigns  \result \from \nothing;
  @ ensures  \result == \null;
  @*/
static inline struct time_wait *stack_time_wait(struct stack *s)
{
    (void)s;
    return 0;
}

/*@ logic struct tcp_connection *stack_waiting_at(struct stack *s) = \null; */

/*@ requires \valid(s);
  @ assigns  \result \from \nothing;
  @ ensures  \result == \null;
  @*/
static inline struct tcp_connection *stack_waiting(struct stack *s)
{
    (void)s;
    return 0;
}

/*@ logic uint8_t *stack_ring_at(struct stack *s) = \null; */

/*@ requires \valid(s);
  @ assigns  \result \from \nothing;
  @ ensures  \result == \null;
  @*/
static inline uint8_t *stack_ring(struct stack *s)
{
    (void)s;
    return 0;
}

/*@ logic uint8_t *stack_receive_ring_at(struct stack *s) = \null; */

/*@ requires \valid(s);
  @ assigns  \result \from \nothing;
  @ ensures  \result == \null;
  @*/
static inline uint8_t *stack_receive_ring(struct stack *s)
{
    (void)s;
    return 0;
}

/*@ logic struct reassembly *stack_reassembly_at(struct stack *s) = \null; */

/*@ requires \valid(s);
  @ assigns  \result \from \nothing;
  @ ensures  \result == \null;
  @*/
static inline struct reassembly *stack_reassembly(struct stack *s)
{
    (void)s;
    return 0;
}

#ifdef __cplusplus
}
#endif

#endif
