/* SPDX-License-Identifier: MIT */
/* A frame becomes bytes for the line: RFC 1055. */
#ifndef THIMBLE_SLIP_SEND_H
#define THIMBLE_SLIP_SEND_H

#include "slip_receive.h"

#ifdef __cplusplus
namespace thimble {
#endif

/*@ requires \valid_read(l);
  @ assigns  \nothing;
  @ ensures  \result <==> l->out_busy != 0;
  @*/
static inline bool slip_is_sending(const struct slip_link *l)
{
    return l->out_busy != 0;
}

/* Sends `bytes` bytes: the answer that lies where the oldest frame was, or what is in `out`. Only
 * when nothing is being sent. */
/*@ requires \valid(l);
  @ requires in_place ? SLIP_LENGTH_BYTES + bytes <= PROFILE_SLIP_IN_BYTES : bytes <= PROFILE_SLIP_OUT_BYTES;
  @ assigns  l->out_at, l->out_end, l->out_next, l->out_busy;
  @ ensures  slip_sends(l) && l->out_end - l->out_at == bytes;
  @ ensures  l->out_at == (in_place ? SLIP_LENGTH_BYTES : PROFILE_SLIP_IN_BYTES);
  @ ensures  l->out_next == SLIP_END && l->out_busy == 1;
  @*/
static inline void slip_send(struct slip_link *l, bool in_place, uint16_t bytes)
{
    l->out_at = in_place ? (uint16_t)SLIP_LENGTH_BYTES : (uint16_t)PROFILE_SLIP_IN_BYTES;
    l->out_end = (uint16_t)(l->out_at + bytes);
    l->out_next = SLIP_END; /* ends whatever noise the other side has gathered */
    l->out_busy = 1;
}

/* The next byte for the line. Only while slip_is_sending. */
/*@ requires \valid(l) && slip_sends(l);
  @ assigns  l->out_at, l->out_next, l->out_busy;
  @ ensures  slip_sends(l);
  @ ensures  \old(l->out_next) != 0 ==> \result == \old(l->out_next) && l->out_next == 0 &&
  @     l->out_at == \old(l->out_at) && l->out_busy == \old(l->out_busy);
  @ ensures  \old(l->out_next) == 0 && \old(l->out_at) == l->out_end ==>
  @     \result == SLIP_END && l->out_busy == 0 && l->out_at == l->out_end && l->out_next == 0;
  @ ensures  \old(l->out_next) == 0 && \old(l->out_at) != l->out_end ==>
  @     l->out_at == \old(l->out_at) + 1 && l->out_busy == \old(l->out_busy) &&
  @     \result == (slip_outgoing(l, \old(l->out_at)) == SLIP_END ? SLIP_ESC :
  @                 slip_outgoing(l, \old(l->out_at))) &&
  @     l->out_next == (slip_outgoing(l, \old(l->out_at)) == SLIP_END ? SLIP_ESC_END :
  @                     slip_outgoing(l, \old(l->out_at)) == SLIP_ESC ? SLIP_ESC_ESC : 0);
  @*/
static inline uint8_t slip_send_next(struct slip_link *l)
{
    uint8_t byte = l->out_next;

    if (byte != 0) {
        l->out_next = 0;
        return byte;
    }
    if (l->out_at == l->out_end) {
        l->out_busy = 0;
        return SLIP_END;
    }
    byte = l->out_at < PROFILE_SLIP_IN_BYTES ? l->in[l->out_at]
                                             : l->out[l->out_at - PROFILE_SLIP_IN_BYTES];
    l->out_at = (uint16_t)(l->out_at + 1);
    if (byte == SLIP_END) {
        l->out_next = SLIP_ESC_END;
        return SLIP_ESC;
    }
    if (byte == SLIP_ESC) {
        l->out_next = SLIP_ESC_ESC;
    }
    return byte;
}

#ifdef __cplusplus
}
#endif

#endif
