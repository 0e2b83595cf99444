/* SPDX-License-Identifier: MIT
 * The moves between states that RFC 9293 demands, by hand from its figure 5 and 3.10: for each user call, each check of
 * SEGMENT ARRIVES, each timeout, and ICMP, where a connection goes and under which condition. Never taken from
 * tcp.fsm: proofs/tcp_machine.c proves that the machine makes these moves and no other, so a wrong row cannot bring its
 * own contract as a witness.
 */
#ifndef THIMBLE_RFC9293_H
#define THIMBLE_RFC9293_H

#include "tcp_machine.h"

/* Flags of a segment, as the checks below ask for them. */
#define RFC_HAS(seg, flag) (((seg)->flags & TCP_SEG_##flag) != 0)

/* SND.UNA < SEG.ACK =< SND.NXT: it acknowledges something new, and nothing that was never sent. */
#define RFC_ACKS_NEW(c, seg) ((seg)->acked != 0 && (seg)->acked <= (c)->flight)

/* How far the circle of sequence numbers must be walked upwards (3.4), and what 16 bits tell of such a distance: 65535
 * is "far". core/tcp_arrival.h says a segment's place to the machine in these (tcp_locate). */
#define RFC_STEPS(from, to) ((to) >= (from) ? (to) - (from) : (to) - (from) + 0x100000000)
#define RFC_ON_CIRCLE(n) ((n) >= 0x100000000 ? (n) - 0x100000000 : (n))
#define RFC_NEAR(distance) ((distance) < 65535 ? (distance) : 65535)

/*@ // ---- 3.10.7.4 first: the four cases of its table. RCV.NXT =< N < RCV.NXT + RCV.WND, modulo 2^32.
  @ predicate rfc_in_window(integer n, integer rcv_nxt, integer rcv_wnd) = RFC_STEPS(rcv_nxt, n) < rcv_wnd;
  @
  @ predicate rfc_acceptable(integer seq, integer len, integer rcv_nxt, integer rcv_wnd) =
  @     (len == 0 && rcv_wnd == 0 && seq == rcv_nxt)
  @     || (len == 0 && rcv_wnd > 0 && rfc_in_window(seq, rcv_nxt, rcv_wnd))
  @     // len > 0 and rcv_wnd == 0: not acceptable
  @     || (len > 0 && rcv_wnd > 0
  @         && (rfc_in_window(seq, rcv_nxt, rcv_wnd)
  @             || rfc_in_window(RFC_ON_CIRCLE(seq + len - 1), rcv_nxt, rcv_wnd)));
  @*/

/*@ // ---- User calls: 3.10.1 to 3.10.6. What is not named here stays.
  @ predicate rfc_open_passive(integer from, integer to) =
  @     to == (from == TCP_CLOSED ? TCP_LISTEN : from);
  @
  @ predicate rfc_open_active(integer from, integer to) =
  @     to == (from == TCP_CLOSED || from == TCP_LISTEN ? TCP_SYN_SENT : from);
  @
  @ // In SYN-RECEIVED a CLOSE waits for ESTABLISHED (3.10.4 lets it, and has it so when text waits to be sent).
  @ predicate rfc_close(integer from, integer to) =
  @     to == (from == TCP_LISTEN || from == TCP_SYN_SENT ? TCP_CLOSED
  @            : from == TCP_ESTAB ? TCP_FIN_WAIT_1
  @            : from == TCP_CLOSE_WAIT ? TCP_LAST_ACK : from);
  @
  @ // ---- SEGMENT ARRIVES: 3.10.7, the checks in their order. 3.10.7.4 is for those who know both sequence numbers.
  @ predicate rfc_both_numbers_known(integer state) =
  @     state != TCP_CLOSED && state != TCP_LISTEN && state != TCP_SYN_SENT;
  @
  @ // 3.10.7.2: a reset is ignored, an ACK is answered with one, a SYN begins a connection.
  @ predicate rfc_in_listen(boolean rst, boolean ack, boolean syn, integer to) =
  @     to == (!rst && !ack && syn ? TCP_SYN_RCVD : TCP_LISTEN);
  @
  @ // 3.10.7.3: `good` is an ACK of our SYN. A bad one ends the matter, a reset is believed with a good one only.
  @ predicate rfc_in_syn_sent(boolean ack, boolean good, boolean rst, boolean syn, integer to) =
  @     to == (ack && !good ? TCP_SYN_SENT
  @            : rst ? (ack ? TCP_CLOSED : TCP_SYN_SENT)
  @            : syn ? (ack ? TCP_ESTAB : TCP_SYN_RCVD) : TCP_SYN_SENT);
  @
  @ // A half-open connection that comes to nothing returns to where it came from: LISTEN (3.10.7.4), or TIME-WAIT
  @ // when a SYN took its place that proves to be an old duplicate (3.6.1, MAY-2). One that we opened is CLOSED.
  @ logic integer rfc_returns(boolean waited, boolean by_peer) =
  @     waited ? TCP_TIME_WAIT : by_peer ? TCP_LISTEN : TCP_CLOSED;
  @
  @ // Second: a reset with the very next number ends the connection; RFC 5961 3.2 has any other one challenged.
  @ predicate rfc_reset(integer from, boolean rst, boolean next, boolean waited, boolean by_peer, integer to) =
  @     to == (!rst || !next ? from : from == TCP_SYN_RCVD ? rfc_returns(waited, by_peer) : TCP_CLOSED);
  @
  @ // Fourth: a SYN in the window sends back who was called and is half open. With RFC 5961 4.2 it ends nothing else.
  @ // `again` is the SYN that we know, whose number lies before the window.
  @ predicate rfc_syn(integer from, boolean syn, boolean again, boolean waited, boolean by_peer, integer to) =
  @     to == (from == TCP_SYN_RCVD && syn && !again && (waited || by_peer) ? rfc_returns(waited, by_peer) : from);
  @
  @ // Fifth: an ACK of our SYN ends the handshake.
  @ predicate rfc_ack(integer from, boolean ack, boolean good, integer to) =
  @     to == (from == TCP_SYN_RCVD && ack && good ? TCP_ESTAB : from);
  @
  @ // A CLOSE that waited for that (3.10.4) takes effect at once.
  @ predicate rfc_close_waited(boolean asked, integer to) = to == (asked ? TCP_FIN_WAIT_1 : TCP_ESTAB);
  @
  @ // Fifth, and our FIN is acknowledged.
  @ predicate rfc_fin_acked(integer from, boolean acked, integer to) =
  @     to == (!acked ? from
  @            : from == TCP_FIN_WAIT_1 ? TCP_FIN_WAIT_2
  @            : from == TCP_CLOSING ? TCP_TIME_WAIT
  @            : from == TCP_LAST_ACK ? TCP_CLOSED : from);
  @
  @ // Eighth: the peer's FIN, when all its text has come. (Had our FIN been acknowledged, FIN-WAIT-1 would be over.)
  @ predicate rfc_fin(integer from, boolean fin, boolean next, integer to) =
  @     (!fin || !next ==> to == from)
  @     && (fin && next ==> to == (from == TCP_ESTAB ? TCP_CLOSE_WAIT
  @                                : from == TCP_FIN_WAIT_1 ? TCP_CLOSING
  @                                : from == TCP_FIN_WAIT_2 ? TCP_TIME_WAIT : from));
  @
  @ // The whole of it: one segment may end the handshake, release a CLOSE that waited for this, acknowledge our FIN
  @ // and bring the peer's, in this order. These are the states that it may come to.
  @ predicate rfc_ends(integer from, integer to) =
  @     to == from || to == TCP_CLOSED
  @     || (from == TCP_SYN_RCVD && (to == TCP_LISTEN || to == TCP_TIME_WAIT || to == TCP_ESTAB));
  @
  @ predicate rfc_goes_on(integer from, integer to) =
  @     (from == TCP_ESTAB && to == TCP_CLOSE_WAIT)
  @     || (from == TCP_FIN_WAIT_1 && (to == TCP_FIN_WAIT_2 || to == TCP_CLOSING || to == TCP_TIME_WAIT))
  @     || ((from == TCP_FIN_WAIT_2 || from == TCP_CLOSING) && to == TCP_TIME_WAIT);
  @
  @ predicate rfc_segment(integer from, integer to) =
  @     (from == TCP_CLOSED && to == TCP_CLOSED)
  @     || (from == TCP_LISTEN && (to == TCP_LISTEN || to == TCP_SYN_RCVD))
  @     || (from == TCP_SYN_SENT && (to == TCP_SYN_SENT || to == TCP_CLOSED || to == TCP_ESTAB || to == TCP_SYN_RCVD
  @                                  || rfc_goes_on(TCP_ESTAB, to)))
  @     || (rfc_both_numbers_known(from) && (rfc_ends(from, to) || rfc_goes_on(from, to)))
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB)
  @         && (to == TCP_FIN_WAIT_1 || rfc_goes_on(TCP_ESTAB, to) || rfc_goes_on(TCP_FIN_WAIT_1, to)));
  @
  @ // ---- Timeouts: 3.10.8. After the last retransmission (R2, 3.8.3) it is over; who is half open returns, as after a
  @ // reset. `waits`: nothing is on its way, or nothing but what a timer may send at last.
  @ predicate rfc_give_up(integer from, boolean waits, boolean last, boolean waited, boolean by_peer, integer to) =
  @     to == (waits || !last ? from : from == TCP_SYN_RCVD ? rfc_returns(waited, by_peer) : TCP_CLOSED);
  @
  @ // The same for any time that passes, and the end of every wait.
  @ predicate rfc_time(integer from, integer to) =
  @     to == from || to == TCP_CLOSED || (from == TCP_SYN_RCVD && (to == TCP_LISTEN || to == TCP_TIME_WAIT));
  @
  @ // 2 MSL are over; nobody sends the FIN that we wait for; nobody answers the last keep-alive (3.8.4).
  @ predicate rfc_life_ends(integer from, boolean unanswered, integer to) =
  @     to == (from == TCP_TIME_WAIT || from == TCP_FIN_WAIT_2
  @            || (unanswered && (from == TCP_ESTAB || from == TCP_CLOSE_WAIT)) ? TCP_CLOSED : from);
  @
  @ // ---- ICMP says that nobody is there: 3.9.2.2. No message ends what is synchronized (RFC 5927 5.2).
  @ predicate rfc_refused(integer from, boolean waited, boolean by_peer, integer to) =
  @     to == (from == TCP_SYN_SENT ? TCP_CLOSED : from == TCP_SYN_RCVD ? rfc_returns(waited, by_peer) : from);
  @*/

#endif
