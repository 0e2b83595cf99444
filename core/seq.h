/* SPDX-License-Identifier: MIT */
/* Sequence-number arithmetic: RFC 9293 3.4.
 *
 * Sequence numbers live on a circle of 2^32 values, so "before" only means something for two
 * numbers less than half the circle apart. Every window in this stack is less than 2^16 wide, so
 * every comparison it makes is meaningful.
 *
 * Unsigned subtraction wraps by definition. The signed form relies on the compiler's goodwill. A
 * leaf: knows nothing of connections. The machine's own comparisons are generated from tcp.fsm.
 */
#ifndef THIMBLE_SEQ_H
#define THIMBLE_SEQ_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
namespace thimble {
#endif

/* How far the circle must be walked upwards from `from` to reach `to`, in plain integers. */
/*@ logic integer seq_steps(integer from, integer to) =
  @     to >= from ? to - from : to - from + 4294967296;
  @*/

/*@ assigns \nothing;
  @ ensures \result <==> seq_steps(b, a) >= 2147483648;
  @*/
static inline bool seq_before(uint32_t a, uint32_t b)
{
    return (uint32_t)(a - b) >= 0x80000000ul;
}

#ifdef __cplusplus
}
#endif

#endif
