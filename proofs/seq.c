/* SPDX-License-Identifier: MIT
 * Proves core/seq.h, the circle of 2^32 sequence numbers (RFC 9293 3.4):
 *
 *   - of two different sequence numbers that are not exactly half the circle apart one comes before the other, and
 *     not both [seq_before, seq_exactly_one_is_first]
 *   - inside any window of 2^16 the order of sequence numbers is that of the integers [seq_order_within_a_window]
 *
 * What joins its functions:
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
