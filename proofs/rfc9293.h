/* SPDX-License-Identifier: MIT
 * The moves between states that RFC 9293 allows, by hand from its figure 5 and 3.10: for each user call, each check of
 * SEGMENT ARRIVES, each timeout, and ICMP. Never taken from tcp.fsm: proofs/tcp_machine.c proves that the machine
 * makes no other, so a wrong row cannot bring its own contract as a witness.
 */
#ifndef THIMBLE_RFC9293_H
#define THIMBLE_RFC9293_H

#include "tcp_machine.h"

/*@ // ---- User calls: 3.10.1 to 3.10.6. Staying is always allowed.
  @ predicate rfc_open_passive(integer from, integer to) =
  @     to == from || (from == TCP_CLOSED && to == TCP_LISTEN);
  @
  @ predicate rfc_open_active(integer from, integer to) =
  @     to == from || ((from == TCP_CLOSED || from == TCP_LISTEN) && to == TCP_SYN_SENT);
  @
  @ predicate rfc_close(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_LISTEN || from == TCP_SYN_SENT) && to == TCP_CLOSED)
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB) && to == TCP_FIN_WAIT_1)
  @     || (from == TCP_CLOSE_WAIT && to == TCP_LAST_ACK);
  @
  @ // ---- SEGMENT ARRIVES: 3.10.7, the checks in their order. 3.10.7.4 is for those who know both sequence numbers.
  @ predicate rfc_both_numbers_known(integer state) =
  @     state != TCP_CLOSED && state != TCP_LISTEN && state != TCP_SYN_SENT;
  @
  @ predicate rfc_in_listen(integer to) = to == TCP_LISTEN || to == TCP_SYN_RCVD;
  @
  @ predicate rfc_in_syn_sent(integer to) =
  @     to == TCP_SYN_SENT || to == TCP_CLOSED || to == TCP_ESTAB || to == TCP_SYN_RCVD;
  @
  @ // A half-open connection that comes to nothing returns to where it came from: LISTEN (3.10.7.4), or TIME-WAIT
  @ // when a SYN took its place that proves to be an old duplicate (3.6.1, MAY-2).
  @ predicate rfc_returns(integer from, integer to) =
  @     from == TCP_SYN_RCVD && (to == TCP_LISTEN || to == TCP_TIME_WAIT);
  @
  @ // Second: a reset ends the connection.
  @ predicate rfc_reset(integer from, integer to) =
  @     to == from || to == TCP_CLOSED || rfc_returns(from, to);
  @
  @ // Fourth: with RFC 5961 4.2, a SYN ends nothing that is synchronized.
  @ predicate rfc_syn(integer from, integer to) =
  @     to == from || rfc_returns(from, to);
  @
  @ // Fifth: the handshake ends.
  @ predicate rfc_ack(integer from, integer to) =
  @     to == from || (from == TCP_SYN_RCVD && to == TCP_ESTAB);
  @
  @ // A CLOSE that waited for that (3.10.4) takes effect at once.
  @ predicate rfc_close_waited(integer to) = to == TCP_ESTAB || to == TCP_FIN_WAIT_1;
  @
  @ // Fifth, and our FIN is acknowledged.
  @ predicate rfc_fin_acked(integer from, integer to) =
  @     to == from
  @     || (from == TCP_FIN_WAIT_1 && to == TCP_FIN_WAIT_2)
  @     || (from == TCP_CLOSING && to == TCP_TIME_WAIT)
  @     || (from == TCP_LAST_ACK && to == TCP_CLOSED);
  @
  @ // Eighth: the peer's FIN.
  @ predicate rfc_fin(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB) && to == TCP_CLOSE_WAIT)
  @     || (from == TCP_FIN_WAIT_1 && (to == TCP_CLOSING || to == TCP_TIME_WAIT))
  @     || (from == TCP_FIN_WAIT_2 && to == TCP_TIME_WAIT);
  @
  @ // One segment may end the handshake, release a CLOSE that waited for this, acknowledge our FIN and bring the
  @ // peer's, in this order.
  @ predicate rfc_since_close(integer to) =
  @     rfc_close_waited(to) || rfc_fin_acked(TCP_FIN_WAIT_1, to) || rfc_fin(TCP_FIN_WAIT_1, to)
  @     || rfc_fin(TCP_FIN_WAIT_2, to);
  @
  @ predicate rfc_segment(integer from, integer to) =
  @     (from == TCP_CLOSED && to == TCP_CLOSED)
  @     || (from == TCP_LISTEN && rfc_in_listen(to))
  @     || (from == TCP_SYN_SENT && (rfc_in_syn_sent(to) || rfc_fin(TCP_ESTAB, to)))
  @     || (rfc_both_numbers_known(from) && (rfc_reset(from, to) || rfc_fin_acked(from, to) || rfc_fin(from, to)))
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB) && rfc_since_close(to))
  @     || (from == TCP_FIN_WAIT_1 && rfc_fin(TCP_FIN_WAIT_2, to));
  @
  @ // ---- Timeouts: 3.10.8. Giving up is the end; who is half open returns, as after a reset.
  @ predicate rfc_give_up(integer from, integer to) =
  @     to == from || to == TCP_CLOSED || rfc_returns(from, to);
  @
  @ // 2 MSL are over; nobody sends the FIN that we wait for; nobody answers a keep-alive (3.8.4).
  @ predicate rfc_life_ends(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_TIME_WAIT || from == TCP_FIN_WAIT_2 || from == TCP_ESTAB || from == TCP_CLOSE_WAIT)
  @         && to == TCP_CLOSED);
  @
  @ // ---- ICMP says that nobody is there: 3.9.2.2. No message ends what is synchronized (RFC 5927 5.2).
  @ predicate rfc_refused(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_SYN_SENT || from == TCP_SYN_RCVD) && to == TCP_CLOSED)
  @     || rfc_returns(from, to);
  @*/

#endif
