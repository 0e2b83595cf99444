/* SPDX-License-Identifier: MIT
 * Proves core/slip_arena.h, the frames that have arrived:
 *
 *   - every function of slip_arena.h stays inside the arena, keeps what holds between calls, and ends [*]
 *   - room is lent only when nothing has come behind the frame, and some is kept for what may come [slip_lend]
 *   - room that is given back, and a frame that is done with, is a hole [slip_keep, slip_release]
 *   - closing a hole loses and changes no byte of a frame, whole or arriving; it only moves up, so it comes to an end
 *     [slip_move, slip_close_hole]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "slip_arena.h"
