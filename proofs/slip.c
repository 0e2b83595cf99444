/* SPDX-License-Identifier: MIT
 * Proves of core/slip.h, which joins its parts:
 *
 *   - what the framing of RFC 1055 makes of a byte, its escapes undo: any byte that is sent is the byte that is stored at
 *     the other end, next to the one before [slip_is_carried]
 */
#include "facts.h"
#include "slip.h"

/*@ requires \valid(from) && \valid(to) && \separated(from, to);
  @ requires slip_sends(from) && from->out_at < from->out_end && from->out_next == 0;
  @ requires slip_ok(to) && to->in_flags == 0 && to->in_fill < PROFILE_SLIP_IN_BYTES;
  @ assigns  from->out_at, from->out_next, from->out_busy;
  @ assigns  to->in[0 .. PROFILE_SLIP_IN_BYTES - 1], to->in_end, to->in_fill, to->hole_at, to->hole_bytes,
  @     to->in_flags, to->overruns;
  @ ensures  to->in[\old(to->in_fill)] == slip_outgoing(from, \old(from->out_at));
  @ ensures  to->in_fill == \old(to->in_fill) + 1 && to->in_flags == 0 && to->in_end == \old(to->in_end);
  @ ensures  from->out_at == \old(from->out_at) + 1 && from->out_next == 0;
  @*/
void slip_is_carried(struct slip_link *from, struct slip_link *to)
{
    slip_receive(to, slip_send_next(from), false);
    if (from->out_next != 0) {
        slip_receive(to, slip_send_next(from), false);
    }
}
