/* SPDX-License-Identifier: MIT
 * Proves core/tcp_deliver.h:
 *
 *   - every function of tcp_deliver.h writes what its contract names, keeps each variable in its range, and ends [*]
 *   - the application is given bytes of the segment and no others, and no more are taken than lie in the window; behind
 *     it the ring fits, with what came too early [tcp_hand_to_ring, tcp_hand_on, tcp_hand_over,
 *     tcp_tell_and_hand_over, tcp_deliver]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_deliver.h"
