/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/sensor.yaml -- change the spec and regenerate.
 *
 * What the application of profile "sensor" supplies, and who calls it.
 * Calls are direct, so a handler that is missing is a link error with its name, and the stack bound
 * covers the application too.
 *
 * A TCP socket has:
 *   _room        bytes it could take now: the receive window
 *   _received    text in order; returns how many bytes it took, the rest comes again
 *   _signalled   what happened, one bit each of enum tcp_signal
 *   _fill        with `send: source`: writes bytes of its stream from `offset` on and returns how
 *                many; may be asked again for what the peer has not acknowledged, and then gives
 *                the same bytes
 *   _arrived     with `receive: N`, instead of _room and _received: so many bytes wait in the ring,
 *                in order; tcp_read takes them, here or at any later time, and so opens the window
 * A UDP socket has:
 *   _received    one datagram; may write an answer of at most `room` bytes over it and returns its
 *                length, 0 for none
 *   _unreachable with `errors: true`: an ICMP error about a datagram sent to this address and port;
 *                nobody has checked that it is true
 *
 * A handler may call what api.h declares, but _room opens no connection: the slot that it is asked
 * for may still be free.
 */
#ifndef THIMBLE_APPLICATION_H
#define THIMBLE_APPLICATION_H

#include <stdint.h>

#include "memory.h"
#include "profile.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* TCP client, sends from a source */
uint16_t readings_room(struct stack *s, uint8_t connection);
uint16_t readings_received(struct stack *s, uint8_t connection, const uint8_t *text,
                           uint16_t bytes);
void readings_signalled(struct stack *s, uint8_t connection, uint8_t signals);
uint16_t readings_fill(struct stack *s, uint8_t connection, uint32_t offset, uint8_t *out,
                       uint16_t room);

/* Core calls these, each for sockets that have such a handler and for no others. */

#ifdef __FRAMAC__
/* What calls of api.h that a handler makes may write: what all connections share, and others than
 * `kept`; and of its own. */
#define APPLICATION_BESIDE(s, kept) \
    (s)->next_port, stack_dropped_at(s)[0 .. DROP_REASONS - 1], \
    stack_time_wait_at(s)[0 .. PROFILE_TIME_WAIT_RECORDS - 1], \
    stack_ring_at(s)[0 .. PROFILE_RING_BYTES - 1], \
    (s)->connection[0 .. (kept) - 1], (s)->connection[(kept) + 1 .. PROFILE_TCP_CONNECTIONS - 1]
#define APPLICATION_WITHIN(c) \
    (c)->calls, (c)->rcv_up, (c)->max_retries, TCP_SND_UP_AT(c), TCP_RING_USED_AT(c), \
    TCP_RX_START_AT(c), TCP_RX_USED_AT(c), TCP_NODELAY_AT(c), TCP_KEEP_AT(c)
#endif

/* Contracts are said of the dispatch, and are the handlers'. While TCP_CALL_LATER is set, the
 * handlers of a connection leave its machine alone; `_signalled` is called without it too, and then
 * a close takes effect at once, and a slot that is free may be a new connection's: none is kept.
 * Whatever they call, each ring fits as it did, and what waits to be read becomes no more. A frame
 * may lie in the stack, where fragments are put together, but nowhere they write. (Where
 * text goes, `ensures` repeats what `assigns` says of the window: provers then need not look for
 * it.) */
/*@ predicate application_called{L}(struct stack *s, integer number) =
  @     \valid(s) && 0 <= number < PROFILE_TCP_CONNECTIONS && tcp_ok(&s->connection[number]);
  @
  @ logic integer application_kept{L}(struct stack *s, integer number) =
  @     (s->connection[number].calls & 0x80) != 0 ? number : PROFILE_TCP_CONNECTIONS;
  @
  @ predicate application_ring(integer start, integer used, integer ring) =
  @     0 <= used <= ring && 0 <= start && (start < ring || start == 0 && ring == 0);
  @
  @ predicate application_sends{L}(struct stack *s, integer number) =
  @     application_ring(TCP_RING_START_OF(&s->connection[number]),
  @         TCP_RING_USED_OF(&s->connection[number]), profile_ring_bytes(number));
  @
  @ predicate application_reads{L}(struct stack *s, integer number) =
  @     application_ring(TCP_RX_START_OF(&s->connection[number]),
  @         TCP_RX_USED_OF(&s->connection[number]), profile_receive_bytes(number));
  @
  @ predicate application_apart(struct stack *s, uint8_t *at, integer bytes) =
  @     \separated(at + (0 .. bytes - 1), &s->next_port) &&
  @     \separated(at + (0 .. bytes - 1), stack_dropped_at(s) + (0 .. DROP_REASONS - 1)) &&
  @     \separated(at + (0 .. bytes - 1),
  @         stack_time_wait_at(s) + (0 .. PROFILE_TIME_WAIT_RECORDS - 1)) &&
  @     \separated(at + (0 .. bytes - 1), stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1)) &&
  @     \separated(at + (0 .. bytes - 1), &s->connection[0] + (0 .. PROFILE_TCP_CONNECTIONS - 1));
  @*/

/*@ requires application_called(s, connection);
  @ assigns  APPLICATION_BESIDE(s, connection), APPLICATION_WITHIN(&s->connection[connection]);
  @ ensures  application_called(s, connection);
  @ ensures  \old(application_sends(s, connection)) ==> application_sends(s, connection);
  @ ensures  \old(application_reads(s, connection)) ==> application_reads(s, connection);
  @ ensures  TCP_RX_USED_OF(&s->connection[connection]) <=
  @     \old(TCP_RX_USED_OF(&s->connection[connection]));
  @*/
static inline uint16_t application_room(struct stack *s, uint8_t socket, uint8_t connection)
{
    (void)socket; /* there is one */
    return readings_room(s, connection);
}

/*@ requires application_called(s, connection);
  @ requires \valid_read(text + (0 .. bytes - 1));
  @ assigns  APPLICATION_BESIDE(s, connection), APPLICATION_WITHIN(&s->connection[connection]);
  @ ensures  application_called(s, connection);
  @ ensures  \old(application_sends(s, connection)) ==> application_sends(s, connection);
  @ ensures  \old(application_reads(s, connection)) ==> application_reads(s, connection);
  @ ensures  TCP_RX_USED_OF(&s->connection[connection]) <=
  @     \old(TCP_RX_USED_OF(&s->connection[connection]));
  @ ensures  s->connection[connection].rcv_wnd == \old(s->connection[connection].rcv_wnd);
  @ ensures  TCP_EARLY_AT_OF(&s->connection[connection]) ==
  @     \old(TCP_EARLY_AT_OF(&s->connection[connection]));
  @ ensures  TCP_EARLY_BYTES_OF(&s->connection[connection]) ==
  @     \old(TCP_EARLY_BYTES_OF(&s->connection[connection]));
  @ ensures  \result <= bytes;
  @*/
static inline uint16_t application_received(struct stack *s, uint8_t socket, uint8_t connection,
                                            const uint8_t *text, uint16_t bytes)
{
    (void)socket; /* there is one */
    return readings_received(s, connection, text, bytes);
}

/*@ requires application_called(s, connection);
  @ assigns  APPLICATION_BESIDE(s, connection), APPLICATION_WITHIN(&s->connection[connection]);
  @ ensures  application_called(s, connection);
  @ ensures  \old(application_sends(s, connection)) ==> application_sends(s, connection);
  @ ensures  \old(application_reads(s, connection)) ==> application_reads(s, connection);
  @ ensures  TCP_RX_USED_OF(&s->connection[connection]) <=
  @     \old(TCP_RX_USED_OF(&s->connection[connection]));
  @ ensures  s->connection[connection].rcv_wnd == \old(s->connection[connection].rcv_wnd);
  @ ensures  TCP_EARLY_AT_OF(&s->connection[connection]) ==
  @     \old(TCP_EARLY_AT_OF(&s->connection[connection]));
  @ ensures  TCP_EARLY_BYTES_OF(&s->connection[connection]) ==
  @     \old(TCP_EARLY_BYTES_OF(&s->connection[connection]));
  @*/
static inline void application_arrived(struct stack *s, uint8_t socket, uint8_t connection,
                                       uint16_t bytes)
{
    (void)s;
    (void)socket;
    (void)connection;
    (void)bytes;
}

/*@ requires application_called(s, connection);
  @ assigns  APPLICATION_BESIDE(s, application_kept(s, connection)),
  @     APPLICATION_WITHIN(&s->connection[connection]);
  @ ensures  application_called(s, connection);
  @ ensures  \old(application_sends(s, connection)) ==> application_sends(s, connection);
  @ ensures  \old(application_reads(s, connection)) ==> application_reads(s, connection);
  @ ensures  \old(application_kept(s, connection)) == connection ==>
  @     TCP_RX_USED_OF(&s->connection[connection]) <=
  @         \old(TCP_RX_USED_OF(&s->connection[connection]));
  @*/
static inline void application_signalled(struct stack *s, uint8_t socket, uint8_t connection,
                                         uint8_t signals)
{
    (void)socket; /* there is one */
    readings_signalled(s, connection, signals);
}

/*@ requires application_called(s, connection);
  @ requires \valid(out + (0 .. room - 1));
  @ requires application_apart(s, out, room);
  @ assigns  APPLICATION_BESIDE(s, connection), APPLICATION_WITHIN(&s->connection[connection]),
  @     out[0 .. room - 1];
  @ ensures  application_called(s, connection);
  @ ensures  \old(application_sends(s, connection)) ==> application_sends(s, connection);
  @ ensures  \old(application_reads(s, connection)) ==> application_reads(s, connection);
  @ ensures  TCP_RX_USED_OF(&s->connection[connection]) <=
  @     \old(TCP_RX_USED_OF(&s->connection[connection]));
  @*/
static inline uint16_t application_fill(struct stack *s, uint8_t socket, uint8_t connection,
                                        uint32_t offset, uint8_t *out, uint16_t room)
{
    (void)socket; /* there is one */
    return readings_fill(s, connection, offset, out, room);
}

/*@ requires \valid(s);
  @ requires \valid_read(data + (0 .. bytes - 1)) && \valid(data + (0 .. room - 1));
  @ requires application_apart(s, data, bytes) && application_apart(s, data, room);
  @ assigns  APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS), data[0 .. room - 1];
  @*/
static inline uint16_t application_udp_received(struct stack *s, uint8_t socket, uint32_t from_ip,
                                                uint16_t from_port, uint8_t *data, uint16_t bytes,
                                                uint16_t room)
{
    (void)s;
    (void)socket;
    (void)from_ip;
    (void)from_port;
    (void)data;
    (void)bytes;
    (void)room;
    return 0;
}

/*@ requires \valid(s);
  @ assigns  APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS);
  @*/
static inline void application_udp_error(struct stack *s, uint8_t socket, uint32_t ip,
                                         uint16_t port, uint8_t type, uint8_t code)
{
    (void)s;
    (void)socket;
    (void)ip;
    (void)port;
    (void)type;
    (void)code;
}

#ifdef __cplusplus
}
#endif

#endif
