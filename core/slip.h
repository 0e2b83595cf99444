/* SPDX-License-Identifier: MIT
 * IP over a serial line: RFC 1055. Bytes in, frames out, and back.
 *
 *   UART interrupt -> slip_receive -> arena `in` -> slip_frame -> the stack -> slip_release
 *   the stack -> `in` or `out` -> slip_send -> slip_send_next -> UART interrupt
 *
 * The arena holds frames behind each other, each behind its length, the oldest first; behind them
 * the one that is still arriving. The stack works on the oldest where it lies and may answer in its
 * place, while the next arrives.
 *
 *   0                          in_end        in_fill            SLIP_IN_BYTES
 *   | length frame | length frame | length body |  free              |
 *
 * An answer may be longer than its frame. If nothing has come behind the frame yet, slip_lend makes
 * it as long as an answer can be: what comes then lies behind the room lent. SLIP_KEPT_BYTES are
 * never lent, so that a frame that begins while the stack is at work is not lost. slip_keep gives
 * back what the answer does not need, before it is sent.
 *
 *   0                                      in_end        in_fill   SLIP_IN_BYTES
 *   | length frame   room for its answer     | length body |  free  |
 *
 * A released frame, or room given back, leaves a hole. slip_close_hole moves what lies behind it
 * down, a few bytes a call, so interrupts need to be off only that long; bytes may arrive between
 * two calls, and whole frames too:
 *
 *   0          hole_at          in_end        in_fill                 the hole below in_end
 *   | length fr | hole | ame length ... | length body |
 *
 *   0      in_end       hole_at         in_fill              ... and inside the arriving frame
 *   | frames | length bo | hole | dy       |
 *
 * No register is touched here: core/avr/slip_uart.cpp does that, and keeps its interrupts out while
 * the main program calls slip_frame, slip_lend, slip_keep, slip_release, slip_close_hole or
 * slip_overruns.
 */
#ifndef THIMBLE_SLIP_H
#define THIMBLE_SLIP_H

#include "slip_receive.h"

#include "slip_arena.h"
#include "slip_send.h"

#endif
