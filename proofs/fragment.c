/* SPDX-License-Identifier: MIT
 * Proves core/fragment.h:
 *
 *   - every function of fragment.h writes only into the place for a datagram and what its contract names, for a fragment
 *     of any length and any offset, and ends [*]
 *   - a fragment belongs to the datagram with its identification, protocol and both addresses [fragment_belongs]
 *   - what is handed on fits the buffer: 20 bytes of header, and no more than PROFILE_FRAGMENT_BYTES [fragment_receive]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "fragment.h"
