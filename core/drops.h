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
#include "wire.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Out of line: there are many callers, and each counter would cost 18 bytes of flash there. */
/*@ requires feature: PROFILE_DROP_COUNTERS;
  @ requires \valid(s);
  @ requires why < DROP_REASONS;
  @ assigns  stack_dropped_at(s)[why];
  @ ensures  \old(stack_dropped_at(s)[why]) < 255 ==>
  @     stack_dropped_at(s)[why] == \old(stack_dropped_at(s)[why]) + 1;
  @ ensures  \old(stack_dropped_at(s)[why]) == 255 ==> stack_dropped_at(s)[why] == 255;
  @*/
__attribute__((noinline)) static void drop_count(struct stack *s, uint8_t why)
{
    uint8_t *const count = stack_dropped(s) + why;

    if (*count < 255u) {
        *count = (uint8_t)(*count + 1u);
    }
}

/* Returns 0, the length of the answer to a dropped frame. */
/*@ requires \valid(s);
  @ requires why < DROP_REASONS;
  @ assigns  stack_dropped_at(s)[why];
  @ ensures  \result == 0;
  @ ensures  PROFILE_DROP_COUNTERS && \old(stack_dropped_at(s)[why]) < 255 ==>
  @     stack_dropped_at(s)[why] == \old(stack_dropped_at(s)[why]) + 1;
  @ ensures  !PROFILE_DROP_COUNTERS || \old(stack_dropped_at(s)[why]) == 255 ==>
  @     stack_dropped_at(s)[why] == \old(stack_dropped_at(s)[why]);
  @*/
static inline uint16_t drop(struct stack *s, uint8_t why)
{
    if (PROFILE_DROP_COUNTERS) {
        drop_count(s, why);
    }
    return 0;
}

/* What <name>_check said, as a reason: those of a protocol begin with `first`, and lie in the order
 * of enum wire_verdict. */
/*@ requires \valid(s);
  @ requires verdict >= WIRE_SHORT && first + verdict - WIRE_SHORT < DROP_REASONS;
  @ assigns  stack_dropped_at(s)[first + verdict - WIRE_SHORT];
  @ ensures  \result == 0;
  @*/
static inline uint16_t drop_refused(struct stack *s, uint8_t first, uint8_t verdict)
{
    return drop(s, (uint8_t)(first + verdict - WIRE_SHORT));
}

#ifdef __cplusplus
}
#endif

#endif
