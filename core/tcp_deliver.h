/* SPDX-License-Identifier: MIT */
/* Text is given to whoever takes it: RFC 9293 3.10.7.4, the seventh step.
 *
 * Without a receive ring, text goes to the application straight from the frame, in order and once;
 * what it does not take is not acknowledged and comes again. With one, core/tcp_order.h sorts it.
 */
#ifndef THIMBLE_TCP_DELIVER_H
#define THIMBLE_TCP_DELIVER_H

#include "drops.h"
#include "tcp_order.h"
#include "tcp_tell.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* What a delivery leaves, of a window of which `window` is left: its ring fits. (And its early stretch: a
 * macro, it is said of memories that differ by much, and provers need not look into it.) */
/*@ predicate tcp_text_in_slot(struct stack *s, struct tcp_connection *c, integer number) =
  @     c == &s->connection[number];
  @
  @ predicate tcp_text_fits_in{L}(struct stack *s, struct tcp_connection *c, integer number, integer window) =
  @     tcp_order_fits(s, c, number) && (profile_receive_bytes(number) == 0 ==> TCP_EARLY_BYTES_OF(c) == 0) &&
  @     (profile_receive_bytes(number) != 0 ==> TCP_RX_USED_OF(c) + window <= profile_receive_bytes(number));
  @
  @ predicate tcp_text_fits{L}(struct stack *s, struct tcp_connection *c, integer window) =
  @     \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_text_in_slot(s, c, i) &&
  @         tcp_text_fits_in(s, c, i, window);
  @*/
#ifdef __FRAMAC__
#define TCP_TEXT_EARLY(c, window) \
    (TCP_EARLY_BYTES_OF(c) == 0 || \
     (TCP_EARLY_AT_OF(c) != 0 && TCP_EARLY_AT_OF(c) + TCP_EARLY_BYTES_OF(c) <= (window)))
#endif

/* Text goes into the ring, and its reader is told. Returns how much of it is in order now, with what was
 * waiting for it. */
/*@ requires feature: PROFILE_RECEIVE_RING;
  @ requires number < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) != 0;
  @ requires bytes != 0 && at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  TCP_BESIDE(s, c), APPLICATION_WITHIN(c), TCP_EARLY_AT_AT(c), TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  TCP_TEXT_EARLY(c, c->rcv_wnd - \result);
  @ ensures  tcp_text_fits_in(s, c, number, c->rcv_wnd - \result);
  @*/
static inline uint16_t tcp_hand_to_ring(struct stack *s, struct tcp_connection *c, uint8_t number,
                                        uint16_t at, const uint8_t *text, uint16_t bytes)
{
    const uint16_t taken = tcp_order_put(s, c, number, at, text, bytes);

    /*@ assert c == &s->connection[number]; */
    if (taken != 0) {
        application_arrived(s, c->socket, number, tcp_rx_used_of(c));
    }
    return taken;
}

/* Text goes to the application as it comes, in order. Returns how much of it was taken. */
/*@ requires number < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires profile_receive_bytes(number) == 0;
  @ requires bytes != 0 && at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  TCP_BESIDE(s, c), APPLICATION_WITHIN(c), TCP_EARLY_AT_AT(c), TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  TCP_TEXT_EARLY(c, c->rcv_wnd - \result);
  @ ensures  tcp_text_fits_in(s, c, number, c->rcv_wnd - \result);
  @*/
static inline uint16_t tcp_hand_on(struct stack *s, struct tcp_connection *c, uint8_t number,
                                   uint16_t at, const uint8_t *text, uint16_t bytes)
{
    uint16_t taken;

    /*@ assert c == &s->connection[number]; */
    if (at != 0) {
        taken = drop(s, DROP_TCP_ORDER);
    } else {
        taken = application_received(s, c->socket, number, text, bytes);
        if (taken < bytes) {
            (void)drop(s, DROP_TCP_REFUSED);
        }
    }
    return taken;
}

/* The text of a segment is given to whoever takes it. Returns how much of it is in order now, with
 * what was waiting for it. */
/*@ requires number < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires bytes != 0 && at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  TCP_BESIDE(s, c), APPLICATION_WITHIN(c), TCP_EARLY_AT_AT(c), TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  TCP_TEXT_EARLY(c, c->rcv_wnd - \result);
  @ ensures  tcp_text_fits_in(s, c, number, c->rcv_wnd - \result);
  @*/
static inline uint16_t tcp_hand_over(struct stack *s, struct tcp_connection *c, uint8_t number,
                                     uint16_t at, const uint8_t *text, uint16_t bytes)
{
    uint16_t taken;

    if (c->calls & TCP_CALL_ABORT) {
        taken = 0;
    } else if (PROFILE_RECEIVE_RING && profile_receive_bytes(number) != 0) {
        taken = tcp_hand_to_ring(s, c, number, at, text, bytes);
    } else {
        taken = tcp_hand_on(s, c, number, at, text, bytes);
    }
    return taken;
}

/* The same, and what there is to tell before: text may come with the ACK that establishes, and
 * "connected" is told first. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires number < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, number);
  @ requires tcp_ok(c) && (c->calls & 0x80) != 0;
  @ requires bytes != 0 && at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  TCP_BESIDE(s, c), APPLICATION_WITHIN(c), c->signals, TCP_EARLY_AT_AT(c),
  @     TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  TCP_TEXT_EARLY(c, c->rcv_wnd - \result);
  @ ensures  tcp_text_fits_in(s, c, number, c->rcv_wnd - \result);
  @*/
static inline uint16_t tcp_tell_and_hand_over(struct stack *s, struct tcp_connection *c, uint8_t number,
                                              uint16_t at, const uint8_t *text, uint16_t bytes)
{
    /*@ assert c == &s->connection[number]; */
    /*@ assert application_kept(s, number) == number; */
    tcp_tell(s, c);
    /*@ assert c->rcv_wnd == \at(c->rcv_wnd, Pre); */
    /*@ assert TCP_EARLY_AT_OF(c) == \at(TCP_EARLY_AT_OF(c), Pre); */
    /*@ assert TCP_EARLY_BYTES_OF(c) == \at(TCP_EARLY_BYTES_OF(c), Pre); */
    /*@ assert TCP_TEXT_EARLY(c, c->rcv_wnd); */
    /*@ assert application_reads(s, number); */
    /*@ assert tcp_order_fits(s, c, number); */
    /*@ assert tcp_text_fits_in(s, c, number, c->rcv_wnd); */
    return tcp_hand_over(s, c, number, at, text, bytes);
}

/* The same; meanwhile the application's calls wait. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @ requires tcp_ok(c);
  @ requires bytes != 0 && at + bytes <= c->rcv_wnd;
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ requires tcp_order_apart(s, c, text, bytes);
  @ assigns  TCP_BESIDE(s, c), APPLICATION_WITHIN(c), c->signals, TCP_EARLY_AT_AT(c),
  @     TCP_EARLY_BYTES_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \result <= c->rcv_wnd;
  @ ensures  TCP_TEXT_EARLY(c, c->rcv_wnd - \result);
  @ ensures  tcp_text_fits(s, c, c->rcv_wnd - \result);
  @*/
static inline uint16_t tcp_deliver(struct stack *s, struct tcp_connection *c, uint16_t at,
                                   const uint8_t *text, uint16_t bytes)
{
    const uint8_t number = connection_number(s, c);
    uint16_t taken;

    /*@ assert c == &s->connection[number]; */
    c->calls |= TCP_CALL_LATER;
    /*@ assert tcp_order_placed(s, c, number); */
    taken = tcp_tell_and_hand_over(s, c, number, at, text, bytes);
    c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
    /*@ assert tcp_text_fits_in(s, c, number, c->rcv_wnd - taken); */
    return taken;
}

#ifdef __cplusplus
}
#endif

#endif
