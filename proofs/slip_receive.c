/* SPDX-License-Identifier: MIT
 * Proves core/slip_receive.h, the framing of RFC 1055 read, for any bytes from the line:
 *
 *   - every function of slip_receive.h stays inside the arena, keeps what holds between calls, and ends [*]
 *   - a byte is stored behind the one before, without its escape; what may not follow ESC, and a byte too many, spoil the
 *     frame [slip_receive]
 *   - whole frames stay as they are while the next arrives [slip_receive]
 *   - a frame that ends is one more whole one, behind its length; a spoilt one is dropped and counted
 *     [slip_frame_ends, slip_discard]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "slip_receive.h"
