/* SPDX-License-Identifier: MIT */
/* The receive ring: text in order waits for tcp_read, and one stretch of text that came too early
 * waits for what is missing before it. RFC 9293 3.8.
 *
 * ring: rx_used bytes from rx_start on are in order; rcv_nxt is behind them. `early_bytes` bytes that
 * begin `early_at` behind rcv_nxt have arrived too. A segment that would make a second such stretch is
 * not kept; it comes again. The window never covers more than the ring has room for, so what is in
 * it always fits.
 */
#ifndef THIMBLE_TCP_ORDER_H
#define THIMBLE_TCP_ORDER_H

#include "tcp_ring.h"

#ifdef __cplusplus
namespace thimble {
#endif

#ifdef __FRAMAC__
/* What the calls out that lead to the application may write beside their connection and segment. */
#define TCP_BESIDE(s, c) \
    APPLICATION_BESIDE(s, (c) - &(s)->connection[0]), \
    stack_receive_ring_at(s)[0 .. PROFILE_RECEIVE_RING_BYTES - 1]
#endif

/* The ring of a slot; that it fits; that window and early stretch do too; a segment's text, in the frame or
 * in the datagram that fragments were put into; where it is. */
/*@ logic uint8_t *tcp_order_of(struct stack *s, integer number) =
  @     stack_receive_ring_at(s) + profile_receive_offset(number);
  @
  @ logic integer tcp_order_ahead{L}(struct tcp_connection *c, integer number, integer ahead) =
  @     tcp_ring_index(TCP_RX_START_OF(c) + ahead, profile_receive_bytes(number));
  @
  @ predicate tcp_order_fits{L}(struct stack *s, struct tcp_connection *c, integer number) =
  @     \valid(s) && 0 <= number < PROFILE_TCP_CONNECTIONS && c == &s->connection[number] &&
  @     tcp_ring_fits(TCP_RX_START_OF(c), TCP_RX_USED_OF(c), profile_receive_bytes(number));
  @
  @ predicate tcp_order_early{L}(struct tcp_connection *c, integer window) =
  @     TCP_EARLY_BYTES_OF(c) == 0 ||
  @     TCP_EARLY_AT_OF(c) != 0 && TCP_EARLY_AT_OF(c) + TCP_EARLY_BYTES_OF(c) <= window;
  @
  @ predicate tcp_order_placed{L}(struct stack *s, struct tcp_connection *c, integer number) =
  @     tcp_order_fits(s, c, number) && tcp_order_early(c, c->rcv_wnd) &&
  @     (profile_receive_bytes(number) == 0 ==> TCP_EARLY_BYTES_OF(c) == 0) &&
  @     (profile_receive_bytes(number) != 0 ==>
  @         TCP_RX_USED_OF(c) + c->rcv_wnd <= profile_receive_bytes(number));
  @
  @ predicate tcp_order_apart{L}(struct stack *s, struct tcp_connection *c, uint8_t *text, integer bytes) =
  @     \separated(text + (0 .. bytes - 1), c) && \separated(text + (0 .. bytes - 1),
  @         stack_receive_ring_at(s) + (0 .. PROFILE_RECEIVE_RING_BYTES - 1));
  @
  @ predicate tcp_order_readable{L}(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg) =
  @     \valid_read(seg->text + (0 .. seg->size - 1)) && \separated(seg, s) &&
  @     tcp_order_apart(s, c, seg->text, seg->size);
  @
  @ predicate tcp_order_located{L}(struct tcp_segment *seg) =
  @     seg->ahead == 65535 ==> (seg->flags & TCP_SEG_FIN) <= seg->end &&
  @         seg->end - (seg->flags & TCP_SEG_FIN) <= seg->size;
  @*/

/* The early stretch and a new one of `bytes` from `at` on become one. False: they do not touch. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires bytes != 0;
  @ requires at + bytes <= PROFILE_RECEIVE_MAX;
  @ requires tcp_order_early(c, PROFILE_RECEIVE_MAX);
  @ assigns  TCP_EARLY_AT_AT(c), TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <==> \old(TCP_EARLY_BYTES_OF(c)) == 0 || (at <= \old(TCP_EARLY_AT_OF(c)) +
  @              \old(TCP_EARLY_BYTES_OF(c)) && \old(TCP_EARLY_AT_OF(c)) <= at + bytes);
  @ ensures  !\result ==> TCP_EARLY_AT_OF(c) == \old(TCP_EARLY_AT_OF(c)) &&
  @              TCP_EARLY_BYTES_OF(c) == \old(TCP_EARLY_BYTES_OF(c));
  @ ensures  \result && \old(TCP_EARLY_BYTES_OF(c)) == 0 ==>
  @              TCP_EARLY_AT_OF(c) == at && TCP_EARLY_BYTES_OF(c) == bytes;
  @ ensures  \result && \old(TCP_EARLY_BYTES_OF(c)) != 0 ==>
  @              TCP_EARLY_AT_OF(c) == \min(at, \old(TCP_EARLY_AT_OF(c)));
  @ ensures  \result && \old(TCP_EARLY_BYTES_OF(c)) != 0 ==>
  @              TCP_EARLY_AT_OF(c) + TCP_EARLY_BYTES_OF(c) == \max(at + bytes,
  @                  \old(TCP_EARLY_AT_OF(c)) + \old(TCP_EARLY_BYTES_OF(c)));
  @*/
static inline bool tcp_order_merge(struct tcp_connection *c, uint16_t at, uint16_t bytes)
{
    const uint16_t early = tcp_early_at_of(c);
    const uint16_t early_end = (uint16_t)(early + tcp_early_bytes_of(c));
    uint16_t end = (uint16_t)(at + bytes);

    if (early_end != early) {
        if (at > early_end || end < early) {
            return false;
        }
        if (early < at) {
            at = early;
        }
        if (early_end > end) {
            end = early_end;
        }
    }
    tcp_set_early_at(c, at);
    tcp_set_early_bytes(c, (uint16_t)(end - at));
    return true;
}

/* Puts text that begins `at` behind rcv_nxt in its place: it lies in the window. Returns how many
 * bytes follow rcv_nxt now. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) != 0;
  @ requires bytes != 0;
  @ requires at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  (tcp_order_of(s, number))[0 .. profile_receive_bytes(number) - 1],
  @     TCP_EARLY_AT_AT(c), TCP_EARLY_BYTES_AT(c), TCP_RX_USED_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  tcp_order_fits(s, c, number);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  tcp_order_early(c, c->rcv_wnd - \result);
  @ ensures  at == 0 ==> \result >= bytes;
  @ ensures  at == 0 && \old(TCP_EARLY_BYTES_OF(c)) == 0 ==> \result == bytes;
  @ ensures  at != 0 ==> \result == 0;
  @ ensures  TCP_RX_USED_OF(c) == \old(TCP_RX_USED_OF(c)) + \result;
  @ ensures  at == 0 && \old(TCP_EARLY_BYTES_OF(c)) != 0 && \old(TCP_EARLY_AT_OF(c)) <= bytes ==>
  @              \result == \max(bytes,
  @                  \old(TCP_EARLY_AT_OF(c)) + \old(TCP_EARLY_BYTES_OF(c)));
  @ ensures  at != 0 && \old(TCP_EARLY_BYTES_OF(c)) == 0 ==>
  @              TCP_EARLY_AT_OF(c) == at && TCP_EARLY_BYTES_OF(c) == bytes;
  @ ensures  at == 0 || (TCP_EARLY_AT_OF(c) <= at &&
  @                  at + bytes <= TCP_EARLY_AT_OF(c) + TCP_EARLY_BYTES_OF(c)) ==>
  @              \forall integer i; 0 <= i < bytes ==> (tcp_order_of(s, number))[
  @                  tcp_order_ahead{Pre}(c, number, \old(TCP_RX_USED_OF(c)) + at + i)] == text[i];
  @ ensures  at != 0 && \old(TCP_EARLY_BYTES_OF(c)) == 0 && \old(TCP_RX_USED_OF(c)) == 0 ==>
  @              \forall integer i; at <= i < at + bytes ==>
  @                  (tcp_order_of(s, number))[tcp_order_ahead{Pre}(c, number, i)] == text[i - at];
  @ ensures  \forall integer i; 0 <= i < profile_receive_bytes(number) &&
  @                  (i < \old(TCP_RX_USED_OF(c)) + at || \old(TCP_RX_USED_OF(c)) + at + bytes <= i) ==>
  @              (tcp_order_of(s, number))[tcp_order_ahead{Pre}(c, number, i)] ==
  @                  \old((tcp_order_of(s, number))[tcp_order_ahead{Pre}(c, number, i)]);
  @*/
static inline uint16_t tcp_order_put(struct stack *s, struct tcp_connection *c, uint8_t number,
                                     uint16_t at, const uint8_t *text, uint16_t bytes)
{
    const uint16_t ring = profile_receive_bytes(number);
    uint16_t more = bytes;

    if (at == 0) { /* what was early may follow now */
        const uint16_t end = (uint16_t)(tcp_early_at_of(c) + tcp_early_bytes_of(c));

        if (tcp_early_at_of(c) > bytes) {
            tcp_set_early_at(c, (uint16_t)(tcp_early_at_of(c) - bytes));
        } else {
            more = end > bytes ? end : bytes;
            tcp_set_early_at(c, 0);
            tcp_set_early_bytes(c, 0);
        }
    } else if (tcp_order_merge(c, at, bytes)) {
        more = 0;
    } else {
        return 0;
    }
    /*@ assert TCP_RX_USED_OF(c) == \at(TCP_RX_USED_OF(c), Pre); */
    /*@ assert TCP_RX_START_OF(c) == \at(TCP_RX_START_OF(c), Pre); */
    tcp_ring_copy_in(stack_receive_ring(s) + profile_receive_offset(number), ring,
                     tcp_ring_place(tcp_rx_start_of(c), (uint16_t)(tcp_rx_used_of(c) + at), ring),
                     text, bytes);
    /*@ assert \forall integer i; 0 <= i < ring && (i < \at(TCP_RX_USED_OF(c), Pre) + at ||
      @         \at(TCP_RX_USED_OF(c), Pre) + at + bytes <= i) ==>
      @     0 <= tcp_order_ahead{Pre}(c, number, i) < ring &&
      @     !tcp_ring_within(tcp_order_ahead{Pre}(c, number, i),
      @         tcp_order_ahead{Pre}(c, number, \at(TCP_RX_USED_OF(c), Pre) + at), bytes, ring);
      @*/
    tcp_set_rx_used(c, (uint16_t)(tcp_rx_used_of(c) + more));
    return more;
}

/* Copies out what is in order, at most `room` bytes, and makes room for as many. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires tcp_order_fits(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) != 0;
  @ requires \valid(out + (0 .. room - 1));
  @ requires \separated(out + (0 .. room - 1), s);
  @ assigns  out[0 .. room - 1], TCP_RX_START_AT(c), TCP_RX_USED_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  tcp_order_fits(s, c, number);
  @ ensures  \result == \min(room, \old(TCP_RX_USED_OF(c)));
  @ ensures  TCP_RX_USED_OF(c) == \old(TCP_RX_USED_OF(c)) - \result;
  @ ensures  TCP_RX_START_OF(c) == tcp_order_ahead{Pre}(c, number, \result);
  @ ensures  \forall integer i; 0 <= i < \result ==>
  @              out[i] == (tcp_order_of(s, number))[tcp_order_ahead{Pre}(c, number, i)];
  @*/
static inline uint16_t tcp_order_take(struct stack *s, struct tcp_connection *c, uint8_t number,
                                      uint8_t *out, uint16_t room)
{
    const uint16_t ring = profile_receive_bytes(number);
    const uint16_t used = tcp_rx_used_of(c);

    if (room > used) {
        room = used;
    }
    tcp_ring_copy_out(stack_receive_ring(s) + profile_receive_offset(number), ring, tcp_rx_start_of(c), out,
                      room);
    tcp_set_rx_start(c, tcp_ring_place(tcp_rx_start_of(c), room, ring));
    tcp_set_rx_used(c, (uint16_t)(used - room));
    return room;
}

#ifdef __cplusplus
}
#endif

#endif
