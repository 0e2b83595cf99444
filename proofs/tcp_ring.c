/* SPDX-License-Identifier: MIT
 * Proves core/tcp_ring.h: the send ring.
 *
 *   - every function of tcp_ring.h stays in the ring of its own slot and in what its contract names, and ends [*]
 *   - what is written is what is read from there, byte for byte, also around the end of the ring
 *     [tcp_ring_copy_in, tcp_ring_copy_out, tcp_ring_write, tcp_ring_read, tcp_ring_what_is_written]
 *   - what is not read yet stays when more is written [tcp_ring_write]
 *   - an acknowledgment of n numbers takes n bytes out, or all there are, and behind them what follows is next: each
 *     byte is there once [tcp_ring_release, tcp_ring_what_follows]
 */
#include "facts.h"
#include "tcp_ring.h"

/*@ requires tcp_ring_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires count <= profile_ring_bytes(number) - TCP_RING_USED_OF(c);
  @ requires \valid_read(data + (0 .. count - 1));
  @ requires \valid(out + (0 .. count - 1));
  @ requires \separated(data + (0 .. count - 1), s, out + (0 .. count - 1));
  @ requires \separated(out + (0 .. count - 1), s);
  @ requires \separated(stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1), out + (0 .. count - 1));
  @ requires \separated(stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1), data + (0 .. count - 1));
  @ assigns  (tcp_ring_of(s, number))[0 .. profile_ring_bytes(number) - 1], TCP_RING_USED_AT(c), out[0 .. count - 1];
  @ ensures  \forall integer i; 0 <= i < count ==> out[i] == data[i];
  @*/
void tcp_ring_what_is_written(struct stack *s, struct tcp_connection *c, uint8_t number, const uint8_t *data,
                              uint8_t *out, uint16_t count)
{
    const uint16_t used = tcp_ring_used_of(c);

    tcp_ring_write(s, c, number, data, count);
    tcp_ring_read(s, c, number, used, out, count);
}

/*@ requires feature: PROFILE_HAS_TCP;
  @ requires tcp_ring_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires acked + ahead + count <= TCP_RING_USED_OF(c);
  @ requires \valid(out + (0 .. count - 1));
  @ requires \separated(out + (0 .. count - 1), s);
  @ requires \separated(stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1), out + (0 .. count - 1));
  @ assigns  TCP_RING_START_AT(c), TCP_RING_USED_AT(c), out[0 .. count - 1];
  @ ensures  \forall integer i; 0 <= i < count ==>
  @              out[i] == \old((tcp_ring_of(s, number))[tcp_ring_ahead(c, number, acked + ahead + i)]);
  @*/
void tcp_ring_what_follows(struct stack *s, struct tcp_connection *c, uint8_t number, uint16_t acked, uint16_t ahead,
                           uint8_t *out, uint16_t count)
{
    tcp_ring_release(s, c, acked);
    tcp_ring_read(s, c, number, ahead, out, count);
}
