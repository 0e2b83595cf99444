/* SPDX-License-Identifier: MIT
 * Proves the generated profile.h:
 *
 *   - sockets, ports and slots are what the profile says [profile_*]
 *   - each send ring lies inside the RAM kept for send rings [profile_ring_*]
 */
#include "facts.h"
#include "profile.h"

/*@ requires feature: slot < PROFILE_TCP_CONNECTIONS;
  @ assigns  \nothing;
  @ ensures  \result <= PROFILE_RING_BYTES;
  @*/
uint16_t profile_ring_end(uint8_t slot)
{
    return (uint16_t)(profile_ring_offset(slot) + profile_ring_bytes(slot));
}
