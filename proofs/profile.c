/* SPDX-License-Identifier: MIT
 * Proves the generated profile.h: sockets, ports and slots as the profile says, and each ring inside the RAM kept
 * for rings. */
#include "facts.h"
#include "profile.h"

/*@ requires slot < PROFILE_TCP_CONNECTIONS;
  @ assigns  \nothing;
  @ ensures  \result <= PROFILE_RING_BYTES;
  @*/
uint16_t profile_ring_end(uint8_t slot)
{
    return (uint16_t)(profile_ring_offset(slot) + profile_ring_bytes(slot));
}
