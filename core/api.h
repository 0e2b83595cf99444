/* SPDX-License-Identifier: MIT */
/* What a firmware calls. Declarations only: include this (or stack.hpp) anywhere, and compile
 * stack.cpp once.
 *
 * The loop around it, in this order, so that timers are right after a sleep of any length:
 *
 *     for (;;) {
 *         bytes = stack_poll(&s, frame, now_ms);            // what is due, one frame a call
 *         if (bytes) { link_send(frame, bytes); continue; }
 *         bytes = link_receive(frame);
 *         if (bytes) {
 *             bytes = stack_receive(&s, frame, bytes, sizeof frame);
 *             if (bytes) link_send(frame, bytes);
 *         } else sleep until a byte or a tick comes
 *     }
 *
 * What the stack calls is in application.h: the handlers that the profile names. A handler may call
 * every tcp_ function below. tcp_close and tcp_abort for the handler's own connection take effect
 * when the handler has returned; TCP_OK then says that the call was noted.
 */
#ifndef THIMBLE_API_H
#define THIMBLE_API_H

#include "memory.h"
#include "profile.h"
#include "tcp_machine.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    TCP_NO_PEER = 254, /* nobody can have that address or port */
    TCP_NO_SLOT = 255  /* all connections of the socket are in use */
};

/* Call it once, before anything else.
 *
 * `secret` is 16 bytes that nobody outside knows or can guess (RFC 6528 3): who has them can compute
 * every initial sequence number, and so reset connections or put text into them blindly. 128 bits of
 * entropy are asked for. It may be the same after each start, if it is this device's alone: a random
 * number written into EEPROM in the factory; or a new one: avr/secret.hpp makes one from the
 * watchdog's jitter, a host asks getrandom(). It is copied. A profile with `iss: clock` has no use
 * for it, and 0 will do there. */
void stack_init(struct stack *s, const uint8_t *secret);

/* One IPv4 datagram has arrived in the first `bytes` bytes at `frame`. Returns the bytes of an answer
 * that is now there, 0 for none. The answer may use `room` bytes, at least `bytes` and at most the
 * link's MTU or `bytes`; a link that has another frame behind this one passes `bytes`. */
uint16_t stack_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room);

/* It is now_ms (any clock that counts milliseconds and wraps). Builds the next segment that is due
 * in `frame`, which has room for 40 + PROFILE_TCP_MSS bytes, and returns its bytes; 0: nothing more
 * is due. Nothing depends on how often it is called. */
uint16_t stack_poll(struct stack *s, uint8_t *frame, uint32_t now_ms);

/* Makes a UDP datagram that nobody asked for: its `payload` bytes lie at frame + 28 already, and
 * `frame` is not the one that stack_receive works on. `to` may be a broadcast address. Returns its
 * bytes; 0: it is longer than the MTU. */
uint16_t udp_send_to(struct stack *s, uint8_t *frame, uint16_t from_port, uint32_t to,
                     uint16_t to_port, uint16_t payload);

/* Opens a connection of a client socket. Numbers from TCP_NO_PEER on are no connection. `connected`
 * or `refused` comes as a signal. */
uint8_t tcp_open(struct stack *s, uint8_t socket, uint32_t ip, uint16_t port);

/* Puts bytes into the connection's ring; returns how many found room. Before the connection is
 * established they wait; after tcp_close it is 0. */
uint16_t tcp_write(struct stack *s, uint8_t connection, const uint8_t *data, uint16_t bytes);
uint16_t tcp_write_room(struct stack *s, uint8_t connection);

/* Ends our direction once everything written has been sent; bytes still arrive until the peer
 * ends its own. */
enum tcp_error tcp_close(struct stack *s, uint8_t connection);

/* Forgets the connection now, with a reset to the peer. */
enum tcp_error tcp_abort(struct stack *s, uint8_t connection);

/* Copies out text of a socket with a receive ring; returns how many bytes there were. A connection
 * that both sides have closed keeps its slot until all of it is read, or tcp_abort is called; after
 * `reset` and `timed_out` there is nothing to read any more. */
uint16_t tcp_read(struct stack *s, uint8_t connection, uint8_t *out, uint16_t room);

/* Writes text that the peer is told to hurry to (RFC 9293 3.8.5; not for new protocols, says RFC
 * 6093). tcp_urgent: how much of what is still to come the peer has called urgent. */
uint16_t tcp_write_urgent(struct stack *s, uint8_t connection, const uint8_t *data, uint16_t bytes);
uint16_t tcp_urgent(struct stack *s, uint8_t connection);

/* Small segments go at once, without waiting for the ACK of the one before (3.7.4). */
void tcp_no_delay(struct stack *s, uint8_t connection, bool on);

/* Is anybody still there? Asked after the profile's keepalive_s of silence; off at first (3.8.4). */
void tcp_keep_alive(struct stack *s, uint8_t connection, bool on);

/* Why tcp_write takes nothing: TCP_OK says that the ring is full. */
enum tcp_error tcp_can_write(struct stack *s, uint8_t connection);

/* How often a segment of this connection is sent again before it is given up (R2, 3.8.3); 255: for
 * ever. */
void tcp_retries(struct stack *s, uint8_t connection, uint8_t retries);

/* What a person wants to know of a connection (RFC 9293 3.9.1.6). */
struct tcp_report {
    uint32_t remote_ip;
    uint16_t remote_port;
    uint16_t local_port;
    uint16_t unacknowledged; /* bytes written that the peer has not acknowledged */
    uint8_t state;           /* enum tcp_state */
    uint8_t socket;          /* enum profile_socket */
};
enum tcp_error tcp_status(struct stack *s, uint8_t connection, struct tcp_report *report);

#ifdef __cplusplus
}
#endif

#endif
