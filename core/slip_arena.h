/* SPDX-License-Identifier: MIT */
/* The frames that have arrived: the oldest is lent to the stack, and what is done with makes room. The
 * pictures are in slip.h.
 */
#ifndef THIMBLE_SLIP_ARENA_H
#define THIMBLE_SLIP_ARENA_H

#include "slip_receive.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The oldest frame has `bytes` bytes now. */
/*@ requires \valid(l);
  @ assigns  l->in[0 .. 1];
  @ ensures  slip_oldest(l) == bytes;
  @*/
static inline void slip_set_length(struct slip_link *l, uint16_t bytes)
{
    l->in[0] = (uint8_t)(bytes % 256u);
    l->in[1] = (uint8_t)(bytes / 256u);
}

/*@ requires \valid_read(l) && slip_oldest(l) <= PROFILE_SLIP_IN_BYTES;
  @ assigns  \nothing;
  @ ensures  \result == slip_oldest(l);
  @*/
static inline uint16_t slip_length(const struct slip_link *l)
{
    return (uint16_t)(l->in[0] | (uint16_t)(l->in[1] << 8));
}

/* The oldest whole frame, 0 = none. It stays where it is until slip_release. */
/*@ requires \valid(l) && slip_ok(l) && \valid(bytes) && \separated(bytes, l);
  @ requires l->in_end != 0 && l->hole_bytes == 0 ==> slip_has_frame(l);
  @ assigns  *bytes;
  @ assigns  \result \from l, l->in_end, l->hole_bytes;
  @ ensures  \result == \null <==> l->in_end == 0 || l->hole_bytes != 0;
  @ ensures  \result != \null ==> \result == &l->in[SLIP_LENGTH_BYTES] && *bytes == slip_oldest(l) &&
  @     \valid(\result + (0 .. *bytes - 1));
  @*/
static inline uint8_t *slip_frame(struct slip_link *l, uint16_t *bytes)
{
    if (l->in_end == 0 || l->hole_bytes != 0) {
        return 0;
    }
    *bytes = slip_length(l);
    return l->in + SLIP_LENGTH_BYTES;
}

/* Lends the oldest frame, while there is one, what is free behind it; returns the bytes it now has
 * for an answer. */
/*@ requires \valid(l) && slip_has_frame(l);
  @ assigns  l->in[0 .. 1], l->in_end, l->in_fill;
  @ ensures  slip_has_frame(l) && \result == slip_oldest(l);
  @ ensures  \result >= \old(slip_oldest(l));
  @ ensures  \result != \old(slip_oldest(l)) ==> \result <= PROFILE_MTU &&
  @     l->in_fill == l->in_end + SLIP_LENGTH_BYTES &&
  @     l->in_end + SLIP_KEPT_BYTES <= PROFILE_SLIP_IN_BYTES &&
  @     \old(l->in_fill) == \old(l->in_end) + SLIP_LENGTH_BYTES &&
  @     \old(l->in_end) == SLIP_LENGTH_BYTES + \old(slip_oldest(l));
  @ ensures  \result == \old(slip_oldest(l)) ==>
  @     l->in_end == \old(l->in_end) && l->in_fill == \old(l->in_fill);
  @*/
static inline uint16_t slip_lend(struct slip_link *l)
{
    const uint16_t free_for_all = PROFILE_SLIP_IN_BYTES - SLIP_LENGTH_BYTES - SLIP_KEPT_BYTES;
    const uint16_t mtu = PROFILE_MTU;
    const uint16_t most = free_for_all < mtu ? free_for_all : mtu;
    const uint16_t bytes = slip_length(l);

    if (bytes >= most || l->in_end != (uint16_t)(SLIP_LENGTH_BYTES + bytes) ||
        l->in_fill != (uint16_t)(l->in_end + SLIP_LENGTH_BYTES)) { /* it, or what came, is behind */
        return bytes;
    }
    slip_set_length(l, most);
    l->in_end = (uint16_t)(SLIP_LENGTH_BYTES + most);
    l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    return most;
}

/* Of the oldest frame's room only `bytes` bytes are needed, at least one. Follow up with
 * slip_close_hole until it says no. */
/*@ requires \valid(l) && slip_has_frame(l);
  @ assigns  l->in[0 .. 1], l->hole_at, l->hole_bytes;
  @ ensures  slip_ok(l) && slip_oldest(l) == \min(bytes, \old(slip_oldest(l)));
  @ ensures  l->hole_bytes == \old(slip_oldest(l)) - slip_oldest(l);
  @ ensures  l->hole_bytes != 0 ==> l->hole_at == SLIP_LENGTH_BYTES + slip_oldest(l);
  @*/
static inline void slip_keep(struct slip_link *l, uint16_t bytes)
{
    const uint16_t had = slip_length(l);

    if (bytes < had) {
        l->hole_at = (uint16_t)(SLIP_LENGTH_BYTES + bytes);
        l->hole_bytes = (uint16_t)(had - bytes);
        slip_set_length(l, bytes);
    }
}

/* The oldest whole frame is done with. Follow up with slip_close_hole until it says no. */
/*@ requires \valid(l) && slip_has_frame(l);
  @ assigns  l->hole_at, l->hole_bytes;
  @ ensures  slip_ok(l) && l->hole_at == 0 && l->hole_bytes == SLIP_LENGTH_BYTES + slip_oldest(l);
  @*/
static inline void slip_release(struct slip_link *l)
{
    l->hole_at = 0;
    l->hole_bytes = (uint16_t)(SLIP_LENGTH_BYTES + slip_length(l));
}

/* Moves some bytes down, not past those that follow. */
/*@ requires \valid(l) && 1 <= bytes <= SLIP_STEP_BYTES && to < from;
  @ requires from + bytes <= PROFILE_SLIP_IN_BYTES;
  @ assigns  l->in[to .. to + bytes - 1];
  @ ensures  \forall integer i; to <= i < to + bytes ==> l->in[i] == \old(l->in[from - to + i]);
  @*/
static inline void slip_move(struct slip_link *l, uint16_t to, uint16_t from, uint8_t bytes)
{
    const uint8_t *source = l->in + from;
    uint8_t *target = l->in + to;
    uint8_t left = bytes;

    /*@ loop invariant 1 <= left <= bytes;
      @ loop invariant target == &l->in[to + (bytes - left)] && source == &l->in[from + (bytes - left)];
      @ loop invariant \forall integer i; to <= i < to + (bytes - left) ==>
      @     l->in[i] == \at(l->in[from - to + i], Pre);
      @ loop invariant \forall integer i; to + (bytes - left) <= i < PROFILE_SLIP_IN_BYTES ==>
      @     l->in[i] == \at(l->in[i], Pre);
      @ loop assigns left, target, source, l->in[to .. to + bytes - 1];
      @ loop variant left;
      @*/
    do { /* at most SLIP_STEP_BYTES turns */
        *target++ = *source++;
    } while (--left != 0);
}

/* Moves the hole a step up; true: call again. */
/*@ requires \valid(l) && slip_ok(l);
  @ assigns  l->in[0 .. PROFILE_SLIP_IN_BYTES - 1], l->in_end, l->in_fill, l->hole_at, l->hole_bytes;
  @ ensures  slip_ok(l);
  @ ensures  \result <==> l->hole_bytes != 0;
  @ ensures  l->hole_bytes != 0 ==>
  @     l->hole_bytes == \old(l->hole_bytes) && l->hole_at > \old(l->hole_at);
  @ ensures  slip_whole(l) == \old(slip_whole(l));
  @ ensures  l->in_fill - l->hole_bytes == \old(l->in_fill - l->hole_bytes);
  @ ensures  \forall integer i; 0 <= i < slip_whole(l) ==>
  @     l->in[slip_place(l, i)] == \old(l->in[slip_place(l, i)]);
  @ ensures  \forall integer i; slip_whole(l) + SLIP_LENGTH_BYTES <= i < l->in_fill - l->hole_bytes ==>
  @     l->in[slip_place(l, i)] == \old(l->in[slip_place(l, i)]);
  @*/
static inline bool slip_close_hole(struct slip_link *l)
{
    uint16_t from = (uint16_t)(l->hole_at + l->hole_bytes);
    uint16_t bytes;

    if (l->hole_bytes == 0) {
        return false;
    }
    if (from == l->in_end) { /* only the arriving frame is left, whose length is not there yet */
        l->in_end = l->hole_at;
        l->hole_at = (uint16_t)(l->hole_at + SLIP_LENGTH_BYTES);
        from = (uint16_t)(from + SLIP_LENGTH_BYTES);
    }
    bytes = (uint16_t)((slip_hole_is_in_arriving(l) ? l->in_fill : l->in_end) - from);
    if (bytes > SLIP_STEP_BYTES) {
        bytes = SLIP_STEP_BYTES;
    }
    if (bytes != 0) {
        slip_move(l, l->hole_at, from, (uint8_t)bytes);
        l->hole_at = (uint16_t)(l->hole_at + bytes);
    }
    /*@ assert \let hole = l->hole_bytes; \forall integer i; l->hole_at - bytes <= i < l->hole_at ==>
      @     l->in[i] == \at(l->in[i + hole], Pre);
      @*/
    /*@ assert \forall integer i; 0 <= i < PROFILE_SLIP_IN_BYTES &&
      @     (i < l->hole_at - bytes || l->hole_at <= i) ==> l->in[i] == \at(l->in[i], Pre);
      @*/
    /* Where each byte that counts lay; then that it is the same one: of a whole frame, and of the one
     * that arrives, in what has moved, before it and behind it. */
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     (0 <= i < whole || whole + SLIP_LENGTH_BYTES <= i) && i < l->hole_at - bytes ==>
      @         \at(slip_place(l, i), Pre) == i;
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     (0 <= i < whole || whole + SLIP_LENGTH_BYTES <= i) && l->hole_at - bytes <= i ==>
      @         \at(slip_place(l, i), Pre) == i + hole;
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     0 <= i < whole ==>
      @         l->in[slip_place(l, i)] == \at(l->in[slip_place(l, i)], Pre);
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     whole + SLIP_LENGTH_BYTES <= i && l->hole_at - bytes <= i < l->hole_at ==>
      @         l->in[i] == \at(l->in[i + hole], Pre);
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     whole + SLIP_LENGTH_BYTES <= i && l->hole_at - bytes <= i < l->hole_at ==>
      @         l->in[i] == \at(l->in[slip_place(l, i)], Pre);
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     whole + SLIP_LENGTH_BYTES <= i < l->hole_at - bytes ==>
      @         l->in[slip_place(l, i)] == \at(l->in[slip_place(l, i)], Pre);
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     whole + SLIP_LENGTH_BYTES <= i && l->hole_at - bytes <= i < l->hole_at ==>
      @         l->in[slip_place(l, i)] == \at(l->in[slip_place(l, i)], Pre);
      @*/
    /*@ assert \let hole = l->hole_bytes; \let whole = \at(slip_whole(l), Pre); \forall integer i;
      @     whole + SLIP_LENGTH_BYTES <= i < l->in_fill - hole && l->hole_at <= i ==>
      @         l->in[slip_place(l, i)] == \at(l->in[slip_place(l, i)], Pre);
      @*/
    if (slip_hole_is_in_arriving(l) && l->hole_at + l->hole_bytes == l->in_fill) {
        l->in_fill = l->hole_at;
        l->hole_at = 0;
        l->hole_bytes = 0;
    }
    return l->hole_bytes != 0;
}

/* Frames lost since the last call. */
/*@ requires \valid(l);
  @ assigns  l->overruns;
  @ ensures  \result == \old(l->overruns) && l->overruns == 0;
  @*/
static inline uint8_t slip_overruns(struct slip_link *l)
{
    const uint8_t lost = l->overruns;
    l->overruns = 0;
    return lost;
}

#ifdef __cplusplus
}
#endif

#endif
