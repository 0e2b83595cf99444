/* SPDX-License-Identifier: MIT
 * Proves core/tcp_order.h: the receive ring.
 *
 *   - every function of tcp_order.h stays in the ring of its own slot and in what its contract names, and ends [*]
 *   - text lies in the ring where its number says, in order or early; what was there before and is not the same text
 *     stays [tcp_order_put]
 *   - two early stretches that touch become one, of both; one that does not touch is not kept [tcp_order_merge]
 *   - what is read is what arrived, in order: the oldest bytes, and each once [tcp_order_take, tcp_order_what_is_read]
 *   - text that came too early is read behind what was missing before it [tcp_order_what_came_early]
 */
#include "facts.h"
#include "tcp_order.h"

/* What waits, and then what arrives in order: all of it is read, each byte at its place. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) != 0;
  @ requires bytes != 0 && bytes <= c->rcv_wnd && TCP_EARLY_BYTES_OF(c) == 0;
  @ requires room == TCP_RX_USED_OF(c) + bytes;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires \separated(text + (0 .. bytes - 1), s);
  @ requires \valid(out + (0 .. room - 1));
  @ requires \separated(out + (0 .. room - 1), s);
  @ requires \separated(out + (0 .. room - 1), text + (0 .. bytes - 1));
  @ assigns  (tcp_order_of(s, number))[0 .. profile_receive_bytes(number) - 1], TCP_EARLY_AT_AT(c),
  @     TCP_EARLY_BYTES_AT(c), TCP_RX_START_AT(c), TCP_RX_USED_AT(c), out[0 .. room - 1];
  @ ensures  TCP_RX_USED_OF(c) == 0;
  @ ensures  \forall integer i; 0 <= i < \old(TCP_RX_USED_OF(c)) ==>
  @              out[i] == \old((tcp_order_of(s, number))[tcp_order_ahead(c, number, i)]);
  @ ensures  \forall integer i; 0 <= i < bytes ==> out[\old(TCP_RX_USED_OF(c)) + i] == text[i];
  @*/
void tcp_order_what_is_read(struct stack *s, struct tcp_connection *c, uint8_t number, const uint8_t *text,
                            uint16_t bytes, uint8_t *out, uint16_t room)
{
    (void)tcp_order_put(s, c, number, 0, text, bytes);
    (void)tcp_order_take(s, c, number, out, room);
}

/* The second half of a text comes first. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) != 0;
  @ requires 0 < missing < bytes && bytes <= c->rcv_wnd;
  @ requires TCP_EARLY_BYTES_OF(c) == 0 && TCP_RX_USED_OF(c) == 0;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires \separated(text + (0 .. bytes - 1), s);
  @ requires \valid(out + (0 .. bytes - 1));
  @ requires \separated(out + (0 .. bytes - 1), s);
  @ requires \separated(out + (0 .. bytes - 1), text + (0 .. bytes - 1));
  @ assigns  (tcp_order_of(s, number))[0 .. profile_receive_bytes(number) - 1], TCP_EARLY_AT_AT(c),
  @     TCP_EARLY_BYTES_AT(c), TCP_RX_START_AT(c), TCP_RX_USED_AT(c), out[0 .. bytes - 1];
  @ ensures  \result == bytes;
  @ ensures  \forall integer i; 0 <= i < bytes ==> out[i] == text[i];
  @*/
uint16_t tcp_order_what_came_early(struct stack *s, struct tcp_connection *c, uint8_t number, const uint8_t *text,
                                   uint16_t missing, uint16_t bytes, uint8_t *out)
{
    (void)tcp_order_put(s, c, number, missing, text + missing, (uint16_t)(bytes - missing));
    /*@ assert early: \forall integer i; missing <= i < bytes ==>
      @     (tcp_order_of(s, number))[tcp_order_ahead(c, number, i)] == text[i]; */
    (void)tcp_order_put(s, c, number, 0, text, missing);
    /*@ assert late: \forall integer i; 0 <= i < missing ==>
      @     (tcp_order_of(s, number))[tcp_order_ahead(c, number, i)] == text[i]; */
    /*@ assert both: \forall integer i; missing <= i < bytes ==>
      @     (tcp_order_of(s, number))[tcp_order_ahead(c, number, i)] == text[i]; */
    return tcp_order_take(s, c, number, out, bytes);
}
