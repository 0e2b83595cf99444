/* SPDX-License-Identifier: MIT
 * GENERATED from spec/memory.yaml and spec/profiles/services.yaml
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

/* What one stack keeps. */
struct stack {
    struct tcp_connection connection[PROFILE_TCP_CONNECTIONS];
    uint8_t ring[PROFILE_RING_BYTES];
    uint32_t polled_ms;            /* time of the last poll that counted ticks */
    uint16_t next_port;            /* last ephemeral port given out */
    uint8_t turn;                  /* connection that may send next */
    uint8_t dropped[DROP_REASONS]; /* saturates at 255 */
};

/* What the UART's interrupts and the main loop share. */
struct slip_link {
    uint8_t in[PROFILE_SLIP_IN_BYTES]; /* frames behind each other */
    uint8_t out[PROFILE_SLIP_OUT_BYTES];
    uint16_t in_end;                   /* one past the last whole frame */
    uint16_t in_fill;                  /* where the next byte of the arriving frame goes */
    uint16_t hole_at;                  /* a released frame's room on its way up */
    uint16_t hole_bytes;               /* 0 = there is none */
    uint16_t out_at;                   /* next byte to send */
    uint16_t out_left;                 /* bytes still to send */
    uint8_t in_flags;                  /* escape seen, frame spoilt */
    uint8_t out_flags;                 /* sending, and from which buffer */
    uint8_t out_next;                  /* byte that goes before the next one */
    uint8_t overruns;                  /* frames lost and not yet counted, saturates at 255 */
};

/* What the timer's interrupt counts. */
struct clock {
    uint32_t ms; /* milliseconds since the start */
};

#ifdef __cplusplus
}
#endif

#endif
