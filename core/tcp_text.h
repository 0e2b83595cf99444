/* SPDX-License-Identifier: MIT */
/* What a segment brings to the application, and how much more may come: RFC 9293 3.8.5, 3.8.6, the
 * sixth and seventh step of 3.10.7.4.
 */
#ifndef THIMBLE_TCP_TEXT_H
#define THIMBLE_TCP_TEXT_H

#include "tcp_deliver.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The window may grow by what there is room for, but not in silly steps: at least half of the widest
 * window so far, or a full segment (3.8.6.2.2). Its right edge never moves left (3.8.6). */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @ assigns  TCP_BESIDE(s, c);
  @ ensures  c->rcv_wnd >= \old(c->rcv_wnd);
  @*/
void tcp_offer_window(struct stack *s, struct tcp_connection *c)
{
    const uint8_t number = connection_number(s, c);
    uint16_t room;
    uint16_t more;

    /*@ assert c == &s->connection[number]; */
    if (PROFILE_RECEIVE_RING && profile_receive_bytes(number) != 0) {
        room = (uint16_t)(profile_receive_bytes(number) - tcp_rx_used_of(c));
    } else {
        c->calls |= TCP_CALL_LATER;
        room = application_room(s, c->socket, number);
        c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
        if (room == TCP_FAR) { /* or what is far would be inside */
            room--;
        }
    }
    /*@ assert c->rcv_wnd == \at(c->rcv_wnd, Pre); */
    /*@ assert c->rcv_max == \at(c->rcv_max, Pre); */
    if (room > c->rcv_max) {
        c->rcv_max = room;
    }
    more = tcp_less(room, c->rcv_wnd);
    if (more != 0 && (more >= c->mss || more >= (uint16_t)(c->rcv_max / 2u))) {
        if (c->rcv_wnd < TCP_OUR_MSS && tcp_state_can_recv(c->state)) { /* the peer may wait */
            c->ack_due = 1;
        }
        c->rcv_wnd = room;
    }
}

/*@ requires \valid(s);
  @ requires connection < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[connection]) &&
  @              tcp_order_fits(s, &s->connection[connection], connection);
  @ requires \valid(out + (0 .. room - 1));
  @ requires \separated(out + (0 .. room - 1), s);
  @ assigns  out[0 .. room - 1], s->connection[connection].rcv_up,
  @     TCP_RX_START_AT(&s->connection[connection]), TCP_RX_USED_AT(&s->connection[connection]);
  @ ensures  connection >= PROFILE_TCP_CONNECTIONS ==> \result == 0;
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[connection]) &&
  @              tcp_order_fits(s, &s->connection[connection], connection);
  @ ensures  PROFILE_RECEIVE_RING && connection < PROFILE_TCP_CONNECTIONS &&
  @              profile_receive_bytes(connection) != 0 ==> \result ==
  @              \min(room, \old(TCP_RX_USED_OF(&s->connection[connection])));
  @*/
uint16_t tcp_read(struct stack *s, uint8_t connection, uint8_t *out, uint16_t room)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0 || profile_receive_bytes(connection) == 0) {
        return 0;
    }
    room = tcp_order_take(s, c, connection, out, room);
    c->rcv_up = tcp_less(c->rcv_up, room);
    return room;
}

/* What moves rcv_nxt moves everything that is counted from there. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(seg) && \separated(c, seg);
  @ requires tcp_ok(c);
  @ requires taken <= c->rcv_wnd;
  @ requires TCP_TEXT_EARLY(c, c->rcv_wnd - taken);
  @ requires tcp_text_fits(s, c, c->rcv_wnd - taken);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->rcv_up, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  c->rcv_wnd == \old(c->rcv_wnd) - taken;
  @ ensures  \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @*/
__attribute__((always_inline)) static inline void tcp_advance(struct stack *s, struct tcp_connection *c,
                                                              struct tcp_segment *seg, uint16_t taken)
{
    c->rcv_nxt += taken;
    c->rcv_wnd = (uint16_t)(c->rcv_wnd - taken);
    seg->end = (uint16_t)(seg->end - taken);
    if (!PROFILE_RECEIVE_RING || profile_receive_bytes(connection_number(s, c)) == 0) {
        c->rcv_up = tcp_less(c->rcv_up, taken);
    }
    /*@ assert TCP_TEXT_EARLY(c, c->rcv_wnd); */
    /*@ assert tcp_text_fits(s, c, c->rcv_wnd); */
    /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_text_in_slot(s, c, i) &&
      @     tcp_order_placed(s, c, i);
      @*/
}

/* Trims the text to what is new and inside the window (the first step let the segment through, whole)
 * and delivers it. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @ requires placed: tcp_order_readable(s, c, seg);
  @ requires placed: tcp_order_located(seg);
  @ assigns  TCP_BESIDE(s, c);
  @*/
void tcp_accept_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    const uint8_t *text = seg->text;
    uint16_t bytes = seg->size;
    uint16_t at = seg->ahead;
    uint16_t taken = 0;
    bool soon = false;

    if (at == TCP_FAR) { /* it begins before rcv_nxt */
        at = (uint16_t)(seg->end - (seg->flags & TCP_SEG_FIN)); /* bit 0 is one number */
        text += (uint16_t)(bytes - at);
        bytes = at;
        at = 0;
    }
    if (bytes > tcp_less(c->rcv_wnd, at)) {
        bytes = tcp_less(c->rcv_wnd, at);
    }
    if (bytes != 0) {
        taken = tcp_deliver(s, c, at, text, bytes);
        soon = PROFILE_DELAYED_ACK && taken == bytes && !tcp_ack_soon_of(c);
        /*@ assert c->rcv_wnd == \at(c->rcv_wnd, Pre) && c->rcv_max == \at(c->rcv_max, Pre); */
        tcp_advance(s, c, seg, taken);
        /*@ assert c->rcv_wnd <= \at(c->rcv_wnd, Pre) && c->rcv_max == \at(c->rcv_max, Pre); */
        tcp_offer_window(s, c); /* so that one ACK says both */
    }
    tcp_set_ack_soon(c, soon);
    if (!soon) {
        c->ack_due = 1;
    }
}

#ifdef __cplusplus
}
#endif

#endif
