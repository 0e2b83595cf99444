/* SPDX-License-Identifier: MIT */
/* What the application asks of TCP, and how it is told: RFC 9293 3.9.1, 3.10.1 to 3.10.6.
 *
 * The user calls of the RFC are events of tcp.fsm; here they find their connection. Two rules keep
 * the machine from being entered twice: a close or abort made by a handler waits in c->calls until
 * the event is over, and signals wait in c->signals. tcp_settle, called after every event, pays
 * both. (Only "connected" may come earlier: before the text that came with it.)
 */
#ifndef THIMBLE_TCP_USER_H
#define THIMBLE_TCP_USER_H

#include "connection_take.h"
#include "ipv4.h"
#include "seq.h"
#include "tcp_iss.h"
#include "tcp_order.h"
#include "tcp_tell.h"

#ifdef __cplusplus
namespace thimble {
#endif

static const uint16_t tcp_first_ephemeral = 0xc000u; /* the ports from here on: RFC 6335 6 */

/* What was not read nobody wants any more: 3.10.5. */
static inline enum tcp_error tcp_abort_now(struct stack *s, struct tcp_connection *c)
{
    tcp_set_rx_used(c, 0);
    return tcp_abort_call(s, c);
}

/* An event is over: what its handlers asked for, and what it has to tell. A slot in LISTEN, whose
 * connection never came to be, is free like a CLOSED one. */
static inline void tcp_settle(struct stack *s, struct tcp_connection *c)
{
    const uint8_t calls = c->calls;

    c->calls = 0;
    if (calls & TCP_CALL_ABORT) {
        (void)tcp_abort_now(s, c);
    } else if (calls & TCP_CALL_CLOSE || tcp_state_waiting(c->state)) {
        (void)tcp_close_call(s, c);
    }
    if (c->signals != 0) {
        tcp_tell(s, c);
    }
}

/* A port that none of our connections uses: at most that many can be taken, so one of one more
 * is free. */
static inline uint16_t tcp_ephemeral_port(struct stack *s)
{
    uint16_t port;
    uint8_t n = 0;

    port = (uint16_t)(s->next_port | tcp_first_ephemeral);
    while (n < PROFILE_TCP_CONNECTIONS) { /* at most PROFILE_TCP_CONNECTIONS turns */
        n++;
        if (s->connection[n - 1].local_port == port || tcp_time_wait_at(s, port)) {
            /* from the start: at most PROFILE_TCP_CONNECTIONS + PROFILE_TIME_WAIT_RECORDS turns */
            s->next_port = (uint16_t)(s->next_port + 1u);
            port = (uint16_t)(s->next_port | tcp_first_ephemeral);
            n = 0;
        }
    }
    return port;
}

uint8_t tcp_open(struct stack *s, uint8_t socket, uint32_t ip, uint16_t port)
{
    struct tcp_connection *c;

    if (port == 0 || !ipv4_address_is_a_peer(ip)) { /* MUST-46 */
        return TCP_NO_PEER;
    }
    c = connection_take(s, socket);
    if (c == 0) {
        return TCP_NO_SLOT;
    }
    c->local_port = tcp_ephemeral_port(s);
    c->remote_port = port;
    c->remote_ip = ip;
    (void)tcp_open_active(s, c); /* a slot just taken is CLOSED: it cannot refuse */
    return connection_number(s, c);
}

uint16_t tcp_write_room(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0 || (c->calls & (TCP_CALL_CLOSE | TCP_CALL_ABORT)) != 0 ||
        tcp_send_call(s, c) != TCP_OK) {
        return 0;
    }
    return (uint16_t)(profile_ring_bytes(connection) - tcp_ring_used_of(c));
}

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
static inline bool tcp_call_later(struct tcp_connection *c, uint8_t call)
{
    if ((c->calls & TCP_CALL_LATER) == 0) {
        return false;
    }
    c->calls |= call;
    return true;
}

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

enum tcp_error tcp_abort(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c == 0) {
        return TCP_ERROR_NO_CONNECTION;
    }
    return tcp_call_later(c, TCP_CALL_ABORT) ? TCP_OK : tcp_abort_now(s, c);
}

void tcp_no_delay(struct stack *s, uint8_t connection, bool on)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c != 0) {
        tcp_set_nodelay(c, on);
    }
}

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

enum tcp_error tcp_can_write(struct stack *s, uint8_t connection)
{
    struct tcp_connection *c = connection_at(s, connection);

    return c != 0 ? tcp_send_call(s, c) : TCP_ERROR_NO_CONNECTION;
}

void tcp_retries(struct stack *s, uint8_t connection, uint8_t retries)
{
    struct tcp_connection *c = connection_at(s, connection);

    if (c != 0) {
        c->max_retries = retries;
    }
}

uint16_t tcp_urgent(struct stack *s, uint8_t connection)
{
    const struct tcp_connection *c = connection_at(s, connection);

    return c != 0 ? c->rcv_up : 0;
}

uint16_t tcp_write_urgent(struct stack *s, uint8_t connection, const uint8_t *data, uint16_t bytes)
{
    bytes = tcp_write(s, connection, data, bytes);
    if (bytes != 0) {
        tcp_set_snd_up(&s->connection[connection],
                       tcp_ring_used_of(&s->connection[connection]));
    }
    return bytes;
}

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
