/* SPDX-License-Identifier: MIT
 * Proves core/seq.h: which of two sequence numbers comes before the other, on the circle of 2^32 (RFC 9293 3.4).
 *
 * What joins them: order means something for numbers less than half the circle apart, and there it is an order.
 */
#include "facts.h"
#include "seq.h"

/*@ assigns \nothing;
  @ ensures  a != b && seq_steps(a, b) != 2147483648 ==> \result == 1;
  @ ensures  a == b ==> \result == 0;
  @*/
int seq_exactly_one_is_first(uint32_t a, uint32_t b)
{
    return (seq_before(a, b) ? 1 : 0) + (seq_before(b, a) ? 1 : 0);
}

/* Three numbers inside one window of 2^16, wherever on the circle it lies. */
/*@ requires i <= 65535 && j <= 65535;
  @ assigns  \nothing;
  @ ensures  \result <==> i < j;
  @*/
bool seq_order_within_a_window(uint32_t start, uint32_t i, uint32_t j)
{
    return seq_before((uint32_t)(start + i), (uint32_t)(start + j));
}
