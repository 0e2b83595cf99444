/* SPDX-License-Identifier: MIT */
/* Bytes from the line become frames in the arena: RFC 1055. The pictures are in slip.h. */
#ifndef THIMBLE_SLIP_RECEIVE_H
#define THIMBLE_SLIP_RECEIVE_H

#include "memory.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { SLIP_END = 0xc0, SLIP_ESC = 0xdb, SLIP_ESC_END = 0xdc, SLIP_ESC_ESC = 0xdd };
enum { SLIP_LENGTH_BYTES = 2 };                   /* stored before each frame of the arena */
enum { SLIP_KEPT_BYTES = 64 };                    /* 0.6 ms at 1 Mbit/s: the stack's longest turn */
enum { SLIP_STEP_BYTES = 8 };                     /* most that one slip_close_hole moves */
enum { SLIP_IN_ESCAPED = 1, SLIP_IN_SPOILT = 2 }; /* in_flags: one of them, or none */

/* What holds between calls (see the pictures); the oldest frame's length, and that all of it is there;
 * and the bytes as they were before the hole, and as they will be when it is closed. */
/*@ predicate slip_ok{L}(struct slip_link *l) =
  @     l->in_end <= PROFILE_SLIP_IN_BYTES && l->in_end + SLIP_LENGTH_BYTES <= l->in_fill &&
  @     (l->in_fill <= PROFILE_SLIP_IN_BYTES || l->in_fill == l->in_end + SLIP_LENGTH_BYTES) &&
  @     l->in_flags <= SLIP_IN_SPOILT &&
  @     (l->hole_bytes == 0 ==> l->hole_at == 0) &&
  @     (l->hole_bytes != 0 ==> l->hole_at + l->hole_bytes <= l->in_end ||
  @         l->in_end + SLIP_LENGTH_BYTES <= l->hole_at && l->hole_at + l->hole_bytes <= l->in_fill);
  @
  @ logic integer slip_oldest{L}(struct slip_link *l) = l->in[0] + 256 * l->in[1];
  @
  @ predicate slip_has_frame{L}(struct slip_link *l) =
  @     slip_ok(l) && l->hole_bytes == 0 && SLIP_LENGTH_BYTES + slip_oldest(l) <= l->in_end;
  @
  @ logic integer slip_place{L}(struct slip_link *l, integer i) =
  @     i < l->hole_at ? i : i + l->hole_bytes;
  @
  @ logic integer slip_whole{L}(struct slip_link *l) =
  @     l->hole_at > l->in_end ? l->in_end : l->in_end - l->hole_bytes;
  @
  @ predicate slip_sends{L}(struct slip_link *l) =
  @     l->out_at <= l->out_end <= PROFILE_SLIP_IN_BYTES + PROFILE_SLIP_OUT_BYTES;
  @
  @ logic integer slip_outgoing{L}(struct slip_link *l, integer i) =
  @     i < PROFILE_SLIP_IN_BYTES ? l->in[i] : l->out[i - PROFILE_SLIP_IN_BYTES];
  @*/

/*@ requires \valid(l);
  @ assigns  l->in_end, l->in_fill, l->hole_at, l->hole_bytes, l->in_flags, l->out_at, l->out_end,
  @     l->out_busy, l->out_next, l->overruns;
  @ ensures  slip_ok(l) && slip_sends(l);
  @ ensures  l->in_end == 0 && l->in_flags == 0 && l->out_busy == 0 && l->overruns == 0;
  @*/
static inline void slip_init(struct slip_link *l)
{
    l->in_end = 0;
    l->in_fill = SLIP_LENGTH_BYTES;
    l->hole_at = 0;
    l->hole_bytes = 0;
    l->in_flags = 0;
    l->out_at = 0;
    l->out_end = 0;
    l->out_busy = 0;
    l->out_next = 0;
    l->overruns = 0;
}

/*@ requires \valid_read(l);
  @ assigns  \nothing;
  @ ensures  \result <==> l->hole_at > l->in_end;
  @*/
static inline bool slip_hole_is_in_arriving(const struct slip_link *l)
{
    return l->hole_at > l->in_end; /* hole_at is 0 when there is no hole */
}

/* The arriving frame is worth nothing: whatever lies behind the whole ones is free again. */
/*@ requires \valid(l) && slip_ok(l);
  @ assigns  l->hole_at, l->hole_bytes, l->in_fill, l->overruns;
  @ ensures  slip_ok(l) && l->in_fill == l->in_end + SLIP_LENGTH_BYTES;
  @ ensures  l->hole_bytes == (\old(l->hole_at) > l->in_end ? 0 : \old(l->hole_bytes));
  @ ensures  l->hole_at == (\old(l->hole_at) > l->in_end ? 0 : \old(l->hole_at));
  @ ensures  l->overruns == \min(255, \old(l->overruns) + 1);
  @*/
static inline void slip_discard(struct slip_link *l)
{
    if (slip_hole_is_in_arriving(l)) {
        l->hole_at = 0;
        l->hole_bytes = 0;
    }
    l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    if (l->overruns != 255) {
        l->overruns = (uint8_t)(l->overruns + 1);
    }
}

/* END. An empty frame is no error: senders begin and end each frame with one. */
/*@ requires \valid(l) && slip_ok(l);
  @ assigns  l->in[0 .. PROFILE_SLIP_IN_BYTES - 1], l->in_end, l->in_fill, l->hole_at, l->hole_bytes,
  @     l->in_flags, l->overruns;
  @ ensures  slip_ok(l) && l->in_flags == 0;
  @ ensures  \forall integer i; 0 <= i < PROFILE_SLIP_IN_BYTES && i != \old(l->in_end) &&
  @     i != \old(l->in_end) + 1 ==> l->in[i] == \old(l->in[i]);
  @ ensures  \old(l->in_flags) != 0 ==> l->in_end == \old(l->in_end);
  @ ensures  \old(l->in_flags) == 0 ==> l->overruns == \old(l->overruns);
  @ ensures  l->in_end != \old(l->in_end) ==> l->in_end == \old(l->in_fill) &&
  @     l->in[\old(l->in_end)] + 256 * l->in[\old(l->in_end) + 1] + SLIP_LENGTH_BYTES ==
  @         \old(l->in_fill) - \old(l->in_end) -
  @             (\old(l->hole_at) > \old(l->in_end) ? \old(l->hole_bytes) : 0);
  @ ensures  \old(l->in_flags) == 0 && \old(l->in_fill) != \old(l->in_end) + SLIP_LENGTH_BYTES +
  @     (\old(l->hole_at) > \old(l->in_end) ? \old(l->hole_bytes) : 0) ==>
  @         l->in_end == \old(l->in_fill);
  @*/
static inline void slip_frame_ends(struct slip_link *l)
{
    uint16_t first = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);

    if (slip_hole_is_in_arriving(l)) {
        first = (uint16_t)(first + l->hole_bytes);
    }
    if (l->in_flags != 0) {
        slip_discard(l);
    } else if (l->in_fill != first) {
        const uint16_t bytes = (uint16_t)(l->in_fill - first);
        l->in[l->in_end] = (uint8_t)(bytes % 256u);
        l->in[l->in_end + 1] = (uint8_t)(bytes / 256u);
        l->in_end = l->in_fill;
        l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    }
    l->in_flags = 0;
}

/* One byte from the line. `damaged`: its stop bit is missing, or bytes before it are lost.
 *
 * RFC 1055 would keep a byte that may not follow ESC; a frame with one is damaged for certain, so
 * it is dropped here like the ones that are too long, and counted.
 */
/*@ requires \valid(l) && slip_ok(l);
  @ assigns  l->in[0 .. PROFILE_SLIP_IN_BYTES - 1], l->in_end, l->in_fill, l->hole_at, l->hole_bytes,
  @     l->in_flags, l->overruns;
  @ ensures  slip_ok(l);
  @ ensures  \forall integer i; 0 <= i < \old(l->in_end) ==> l->in[i] == \old(l->in[i]);
  @ ensures  byte == SLIP_END ==> l->in_flags == 0;
  @ ensures  byte != SLIP_END ==> l->in_end == \old(l->in_end);
  @ ensures  byte != SLIP_END ==> \forall integer i; 0 <= i < PROFILE_SLIP_IN_BYTES &&
  @     i != \old(l->in_fill) ==> l->in[i] == \old(l->in[i]);
  @ ensures  byte != SLIP_END && (damaged || \old(l->in_flags) == SLIP_IN_SPOILT ||
  @     \old(l->in_flags) == SLIP_IN_ESCAPED && byte != SLIP_ESC_END && byte != SLIP_ESC_ESC) ==>
  @         l->in_flags == SLIP_IN_SPOILT && l->in_fill == \old(l->in_fill);
  @ ensures  byte == SLIP_ESC && !damaged && \old(l->in_flags) == 0 ==>
  @     l->in_flags == SLIP_IN_ESCAPED && l->in_fill == \old(l->in_fill);
  @ ensures  byte != SLIP_END && byte != SLIP_ESC && !damaged && \old(l->in_flags) == 0 &&
  @     \old(l->in_fill) < PROFILE_SLIP_IN_BYTES ==> l->in_flags == 0 &&
  @         l->in_fill == \old(l->in_fill) + 1 && l->in[\old(l->in_fill)] == byte;
  @ ensures  (byte == SLIP_ESC_END || byte == SLIP_ESC_ESC) && !damaged &&
  @     \old(l->in_flags) == SLIP_IN_ESCAPED && \old(l->in_fill) < PROFILE_SLIP_IN_BYTES ==>
  @         l->in_flags == 0 && l->in_fill == \old(l->in_fill) + 1 &&
  @         l->in[\old(l->in_fill)] == (byte == SLIP_ESC_END ? SLIP_END : SLIP_ESC);
  @*/
static inline void slip_receive(struct slip_link *l, uint8_t byte, bool damaged)
{
    const uint16_t at = l->in_fill;

    if (damaged) {
        l->in_flags = SLIP_IN_SPOILT;
    }
    if (byte == SLIP_END) {
        slip_frame_ends(l);
        return;
    }
    if (l->in_flags == SLIP_IN_SPOILT) {
        return;
    }
    if (l->in_flags == SLIP_IN_ESCAPED) {
        l->in_flags = 0;
        if (byte == SLIP_ESC_END) {
            byte = SLIP_END;
        } else if (byte == SLIP_ESC_ESC) {
            byte = SLIP_ESC;
        } else {
            l->in_flags = SLIP_IN_SPOILT;
            return;
        }
    } else if (byte == SLIP_ESC) {
        l->in_flags = SLIP_IN_ESCAPED;
        return;
    }
    if (at >= PROFILE_SLIP_IN_BYTES) {
        l->in_flags = SLIP_IN_SPOILT;
        return;
    }
    l->in[at] = byte;
    l->in_fill = (uint16_t)(at + 1);
}

#ifdef __cplusplus
}
#endif

#endif
