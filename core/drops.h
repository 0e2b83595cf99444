/* SPDX-License-Identifier: MIT */
/* The one place where a frame ends unanswered. spec/drops.yaml names the reasons.
 *
 * Counters stop at 255: "many" is all a person needs to see, and a byte each is all the RAM they
 * get.
 */
#ifndef THIMBLE_DROPS_H
#define THIMBLE_DROPS_H

#include "drop.h"
#include "memory.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Returns 0, the length of the answer to a dropped frame. */
/*@ requires \valid(s);
  @ requires why < DROP_REASONS;
  @ assigns  s->dropped[why];
  @ ensures  \result == 0;
  @ ensures  \old(s->dropped[why]) < 255 ==> s->dropped[why] == \old(s->dropped[why]) + 1;
  @ ensures  \old(s->dropped[why]) == 255 ==> s->dropped[why] == 255;
  @*/
static inline uint16_t drop(struct stack *s, enum drop_reason why)
{
    if (s->dropped[why] < 255u) {
        s->dropped[why] = (uint8_t)(s->dropped[why] + 1u);
    }
    return 0;
}

#ifdef __cplusplus
}
#endif

#endif
