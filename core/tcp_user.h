/* SPDX-License-Identifier: MIT */
/* What the application asks of a connection that it has: RFC 9293 3.9.1, 3.10.2 to 3.10.6.
 *
 * The user calls of the RFC are events of tcp.fsm; here they find their connection. A close or abort
 * made by one of its handlers waits until the event is over: tcp_settle.h. OPEN is in tcp_open.h.
 */
#ifndef THIMBLE_TCP_USER_H
#define THIMBLE_TCP_USER_H

#include "tcp_order.h"
#include "tcp_settle.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A call about a connection. While one of its handlers runs, its machine is in the middle of an event. */
/*@ predicate tcp_user_calls{L}(struct stack *s, integer number) =
  @     \valid(s) && (number < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[number]) &&
  @         ((s->connection[number].calls & 0x80) == 0 ==> tcp_rests(&s->connection[number])));
  @
  @ predicate tcp_user_ring{L}(struct stack *s, integer number) =
  @     number < PROFILE_TCP_CONNECTIONS ==> application_sends(s, number);
  @
  @ predicate tcp_user_text(struct stack *s, uint8_t *data, integer bytes) =
  @     \valid_read(data + (0 .. bytes - 1)) &&
  @     \separated(data + (0 .. bytes - 1), stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1)) &&
  @     \separated(data + (0 .. bytes - 1), &s->connection[0] + (0 .. PROFILE_TCP_CONNECTIONS - 1));
  @*/
#ifdef __FRAMAC__
#define TCP_USER_OWN(s, number) (s)->connection[(number) .. \min(number, PROFILE_TCP_CONNECTIONS - 1)]
#endif

/*@ requires tcp_user_calls(s, connection) && tcp_user_ring(s, connection);
  @ assigns  \nothing;
  @ ensures  \result != 0 ==> connection < PROFILE_TCP_CONNECTIONS && \result ==
  @     profile_ring_bytes(connection) - TCP_RING_USED_OF(&s->connection[connection]);
  @ ensures  \result != 0 ==> s->connection[connection].state != TCP_CLOSED &&
  @     s->connection[connection].state != TCP_LISTEN && s->connection[connection].fin_req == 0;
  @*/
uint16_t tcp_write_room(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0 || (c->calls & (TCP_CALL_CLOSE | TCP_CALL_ABORT)) != 0 ||
        tcp_send_call(s, c) != TCP_OK) {
        return 0;
    }
    return (uint16_t)(profile_ring_bytes(connection) - tcp_ring_used_of(c));
}

/*@ requires tcp_user_calls(s, connection) && tcp_user_ring(s, connection);
  @ requires tcp_user_text(s, data, bytes);
  @ assigns  stack_ring_at(s)[0 .. PROFILE_RING_BYTES - 1], TCP_USER_OWN(s, connection);
  @ ensures  \result <= bytes;
  @ ensures  \result != 0 ==> connection < PROFILE_TCP_CONNECTIONS &&
  @     TCP_RING_USED_OF(&s->connection[connection]) ==
  @         \old(TCP_RING_USED_OF(&s->connection[connection])) + \result;
  @ ensures  tcp_user_ring(s, connection);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[connection]);
  @*/
uint16_t tcp_write(struct stack *s, uint8_t connection, const uint8_t *data, uint16_t bytes)
{
    const uint16_t room = tcp_write_room(s, connection);

    if (bytes > room) {
        bytes = room;
    }
    if (bytes != 0) {
        tcp_ring_write(s, connection_at(s, connection), connection, data, bytes);
    }
    return bytes;
}

/* Notes a call that one of the connection's own handlers makes; says whether there was one to
 * note. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  c->calls;
  @ ensures  \result <==> (\old(c->calls) & 0x80) != 0;
  @ ensures  c->calls == (\result ? (\old(c->calls) | call) : \old(c->calls));
  @*/
static inline bool tcp_call_later(struct tcp_connection *c, uint8_t call)
{
    if ((c->calls & TCP_CALL_LATER) == 0) {
        return false;
    }
    c->calls |= call;
    return true;
}

/*@ requires tcp_user_calls(s, connection);
  @ assigns  TCP_USER_OWN(s, connection);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  connection >= PROFILE_TCP_CONNECTIONS ==> \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  connection < PROFILE_TCP_CONNECTIONS && \old((s->connection[connection].calls & 0x80) != 0) ==>
  @     s->connection[connection].state == \old(s->connection[connection].state);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS && \old((s->connection[connection].calls & 0x80) == 0) ==>
  @     tcp_rests(&s->connection[connection]);
  @*/
enum tcp_error tcp_close(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0) {
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->calls & (TCP_CALL_CLOSE | TCP_CALL_ABORT) ||
        (c->calls & TCP_CALL_LATER && c->fin_req)) { /* else the machine says so */
        return TCP_ERROR_CLOSING_ALREADY;
    }
    return tcp_call_later(c, TCP_CALL_CLOSE) ? TCP_OK : tcp_close_call(s, c);
}

/*@ requires tcp_user_calls(s, connection);
  @ assigns  TCP_USER_OWN(s, connection);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  connection >= PROFILE_TCP_CONNECTIONS ==> \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  connection < PROFILE_TCP_CONNECTIONS && \old((s->connection[connection].calls & 0x80) != 0) ==>
  @     s->connection[connection].state == \old(s->connection[connection].state);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS && \old((s->connection[connection].calls & 0x80) == 0) ==>
  @     tcp_rests(&s->connection[connection]) && s->connection[connection].state == TCP_CLOSED;
  @*/
enum tcp_error tcp_abort(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0) {
        return TCP_ERROR_NO_CONNECTION;
    }
    return tcp_call_later(c, TCP_CALL_ABORT) ? TCP_OK : tcp_abort_now(s, c);
}

/*@ requires tcp_user_calls(s, connection);
  @ assigns  TCP_USER_OWN(s, connection);
  @ ensures  PROFILE_NAGLE && connection < PROFILE_TCP_CONNECTIONS ==>
  @     (TCP_NODELAY_OF(&s->connection[connection]) != 0 <==> on);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[connection]);
  @*/
void tcp_no_delay(struct stack *s, uint8_t connection, bool on)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c != 0) {
        tcp_set_nodelay(c, on);
    }
}

/*@ requires tcp_user_calls(s, connection);
  @ requires connection < PROFILE_TCP_CONNECTIONS ==> tcp_rests(&s->connection[connection]);
  @ assigns  TCP_USER_OWN(s, connection);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> tcp_rests(&s->connection[connection]);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS && !on ==> TCP_KEEP_OF(&s->connection[connection]) == 0;
  @*/
void tcp_keep_alive(struct stack *s, uint8_t connection, bool on)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0) {
        return;
    }
    tcp_set_keep(c, false);
    if (on) {
        (void)tcp_keep_alive_call(s, c);
    }
}

/*@ requires tcp_user_calls(s, connection);
  @ assigns  \nothing;
  @ ensures  connection >= PROFILE_TCP_CONNECTIONS ==> \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  \result == TCP_OK ==> s->connection[connection].state != TCP_CLOSED &&
  @     s->connection[connection].state != TCP_LISTEN && s->connection[connection].fin_req == 0;
  @*/
enum tcp_error tcp_can_write(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    return c != 0 ? tcp_send_call(s, c) : TCP_ERROR_NO_CONNECTION;
}

/*@ requires tcp_user_calls(s, connection);
  @ assigns  TCP_USER_OWN(s, connection);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> s->connection[connection].max_retries == retries;
  @*/
void tcp_retries(struct stack *s, uint8_t connection, uint8_t retries)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c != 0) {
        c->max_retries = retries;
    }
}

/*@ requires \valid(s);
  @ assigns  \nothing;
  @ ensures  \result == (connection < PROFILE_TCP_CONNECTIONS ? s->connection[connection].rcv_up : 0);
  @*/
uint16_t tcp_urgent(struct stack *s, uint8_t connection)
{
    const struct tcp_connection *c = connection_at(s, connection);

    return c != 0 ? c->rcv_up : 0;
}

/*@ requires tcp_user_calls(s, connection) && tcp_user_ring(s, connection);
  @ requires tcp_user_text(s, data, bytes);
  @ assigns  stack_ring_at(s)[0 .. PROFILE_RING_BYTES - 1], TCP_USER_OWN(s, connection);
  @ ensures  \result <= bytes;
  @ ensures  tcp_user_ring(s, connection);
  @ ensures  connection < PROFILE_TCP_CONNECTIONS ==> tcp_ok(&s->connection[connection]);
  @*/
uint16_t tcp_write_urgent(struct stack *s, uint8_t connection, const uint8_t *data, uint16_t bytes)
{
    bytes = tcp_write(s, connection, data, bytes);
    if (bytes != 0) {
        tcp_set_snd_up(&s->connection[connection],
                       tcp_ring_used_of(&s->connection[connection]));
    }
    return bytes;
}

/*@ requires tcp_user_calls(s, connection);
  @ requires \valid(report) && \separated(report, s);
  @ assigns  *report;
  @ ensures  \result == TCP_OK <==> connection < PROFILE_TCP_CONNECTIONS &&
  @     s->connection[connection].state != TCP_CLOSED;
  @ ensures  \result != TCP_OK ==> \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  \result == TCP_OK ==> report->remote_ip == s->connection[connection].remote_ip &&
  @     report->remote_port == s->connection[connection].remote_port &&
  @     report->local_port == s->connection[connection].local_port;
  @ ensures  \result == TCP_OK ==> report->unacknowledged == s->connection[connection].flight &&
  @     report->state == \old(s->connection[connection].state) &&
  @     report->socket == \old(s->connection[connection].socket);
  @*/
enum tcp_error tcp_status(struct stack *s, uint8_t connection, struct tcp_report *report)
{
    struct tcp_connection *c = connection_at(s, connection);
    const enum tcp_error error = c != 0 ? tcp_status_call(s, c) : TCP_ERROR_NO_CONNECTION;

    if (error == TCP_OK) {
        report->remote_ip = c->remote_ip;
        report->remote_port = c->remote_port;
        report->local_port = c->local_port;
        report->unacknowledged = c->flight;
        report->state = c->state;
        report->socket = c->socket;
    }
    return error;
}

#ifdef __cplusplus
}
#endif

#endif
