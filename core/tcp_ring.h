/* SPDX-License-Identifier: MIT */
/* The send ring: bytes the application has written and the peer has not acknowledged.
 *
 * ring_used bytes from ring_start on, the first of them the one at snd_una. What is sent is copied
 * out, not taken: only an acknowledgment makes room. A socket that sends from a source has a ring of
 * 0 bytes and none of this happens.
 */
#ifndef THIMBLE_TCP_RING_H
#define THIMBLE_TCP_RING_H

#include "connection.h"
#include "copy.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* a - b, and 0 where that would be less. */
/*@ assigns \nothing;
  @ ensures \result == (a > b ? a - b : 0);
  @*/
__attribute__((noinline, unused)) static uint16_t tcp_less(uint16_t a, uint16_t b)
{
    return a > b ? (uint16_t)(a - b) : 0u;
}

/* A place in a ring of `ring` bytes, counted on from one inside it. */
/*@ logic integer tcp_ring_index(integer at, integer ring) = at < ring ? at : at - ring;
  @
  @ predicate tcp_ring_within(integer at, integer place, integer count, integer ring) =
  @     place <= at < place + count || at + ring < place + count;
  @
  @ predicate tcp_ring_fits(integer start, integer used, integer ring) =
  @     0 <= used <= ring && 0 <= start && (start < ring || start == 0 && ring == 0);
  @*/

/* Where the byte `ahead` of `start` lies in a ring of `ring` bytes. */
/*@ requires tcp_ring_fits(start, ahead, ring);
  @ requires ring <= PROFILE_RING_MAX || ring <= PROFILE_RECEIVE_MAX;
  @ assigns  \nothing;
  @ ensures  \result == tcp_ring_index(start + ahead, ring);
  @ ensures  tcp_ring_fits(\result, 0, ring);
  @*/
__attribute__((noinline, unused)) static profile_size tcp_ring_place(uint16_t start,
                                                                     uint16_t ahead, uint16_t ring)
{
    const profile_size before_end = (profile_size)(ring - start);

    if ((profile_size)ahead < before_end) {
        return (profile_size)(start + ahead);
    }
    return (profile_size)(ahead - before_end);
}

/* Copies bytes out of a ring, from `place` on: in two stretches where it goes around. */
/*@ requires tcp_ring_fits(place, count, ring);
  @ requires ring <= PROFILE_RING_MAX || ring <= PROFILE_RECEIVE_MAX;
  @ requires \valid_read(bytes + (0 .. ring - 1));
  @ requires \valid(out + (0 .. count - 1));
  @ requires \separated(out + (0 .. count - 1), bytes + (0 .. ring - 1));
  @ assigns  out[0 .. count - 1];
  @ ensures  \forall integer i; 0 <= i < count ==> out[i] == bytes[tcp_ring_index(place + i, ring)];
  @*/
static inline void tcp_ring_copy_out(const uint8_t *bytes, uint16_t ring, uint16_t place,
                                     uint8_t *out, uint16_t count)
{
    const profile_size first = (profile_size)(ring - place);
    profile_size left = (profile_size)count;

    if (left > first) {
        copy_bytes(out + first, bytes, (uint16_t)(left - first));
        left = first;
    }
    copy_bytes(out, bytes + place, left);
}

/* And into one: what is not written stays. */
/*@ requires tcp_ring_fits(place, count, ring);
  @ requires ring <= PROFILE_RING_MAX || ring <= PROFILE_RECEIVE_MAX;
  @ requires \valid(bytes + (0 .. ring - 1));
  @ requires \valid_read(data + (0 .. count - 1));
  @ requires \separated(data + (0 .. count - 1), bytes + (0 .. ring - 1));
  @ assigns  bytes[0 .. ring - 1];
  @ ensures  \forall integer i; 0 <= i < count ==> bytes[tcp_ring_index(place + i, ring)] == data[i];
  @ ensures  \forall integer at; 0 <= at < ring && !tcp_ring_within(at, place, count, ring) ==>
  @              bytes[at] == \old(bytes[at]);
  @*/
static inline void tcp_ring_copy_in(uint8_t *bytes, uint16_t ring, uint16_t place,
                                    const uint8_t *data, uint16_t count)
{
    const profile_size first = (profile_size)(ring - place);
    profile_size left = (profile_size)count;

    if (left > first) {
        copy_bytes(bytes, data + first, (uint16_t)(left - first));
        /*@ assert \forall integer i; first <= i < count ==> bytes[place + i - ring] == data[i]; */
        left = first;
    }
    copy_bytes(bytes + place, data, left);
}

/* The ring of slot `number`, and the place in it of the byte `ahead` behind snd_una. */
/*@ logic uint8_t *tcp_ring_of(struct stack *s, integer number) =
  @     stack_ring_at(s) + profile_ring_offset(number);
  @
  @ logic integer tcp_ring_ahead{L}(struct tcp_connection *c, integer number, integer ahead) =
  @     tcp_ring_index(TCP_RING_START_OF(c) + ahead, profile_ring_bytes(number));
  @
  @ predicate tcp_ring_placed{L}(struct stack *s, struct tcp_connection *c, integer number) =
  @     \valid(s) && 0 <= number < PROFILE_TCP_CONNECTIONS && c == &s->connection[number] &&
  @     tcp_ring_fits(TCP_RING_START_OF(c), TCP_RING_USED_OF(c), profile_ring_bytes(number));
  @*/

/*@ requires \valid(s);
  @ requires number < PROFILE_TCP_CONNECTIONS;
  @ assigns  \result \from s, number;
  @ ensures  \result == tcp_ring_of(s, number);
  @ ensures  \valid(\result + (0 .. profile_ring_bytes(number) - 1));
  @*/
static inline uint8_t *tcp_ring_at(struct stack *s, uint8_t number)
{
    return stack_ring(s) + profile_ring_offset(number);
}

/* Copies bytes out, from `ahead` bytes behind snd_una: the caller knows that they are there. */
/*@ requires tcp_ring_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires ahead + count <= TCP_RING_USED_OF(c);
  @ requires \valid(out + (0 .. count - 1));
  @ requires \separated(out + (0 .. count - 1), stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1));
  @ assigns  out[0 .. count - 1];
  @ ensures  \forall integer i; 0 <= i < count ==>
  @              out[i] == (tcp_ring_of(s, number))[tcp_ring_ahead{Pre}(c, number, ahead + i)];
  @*/
static inline void tcp_ring_read(struct stack *s, const struct tcp_connection *c, uint8_t number,
                                 uint16_t ahead, uint8_t *out, uint16_t count)
{
    const uint16_t ring = profile_ring_bytes(number);

    tcp_ring_copy_out(tcp_ring_at(s, number), ring,
                      tcp_ring_place(tcp_ring_start_of(c), ahead, ring), out, count);
}

/* Appends bytes: the caller knows that there is room. What was there stays. */
/*@ requires tcp_ring_placed(s, c, number);
  @ requires tcp_ok(c);
  @ requires count <= profile_ring_bytes(number) - TCP_RING_USED_OF(c);
  @ requires \valid_read(data + (0 .. count - 1));
  @ requires \separated(data + (0 .. count - 1), stack_ring_at(s) + (0 .. PROFILE_RING_BYTES - 1));
  @ requires \separated(data + (0 .. count - 1), c);
  @ assigns  (tcp_ring_of(s, number))[0 .. profile_ring_bytes(number) - 1], TCP_RING_USED_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  tcp_ring_placed(s, c, number);
  @ ensures  TCP_RING_USED_OF(c) == \old(TCP_RING_USED_OF(c)) + count;
  @ ensures  \forall integer i; 0 <= i < count ==>
  @              (tcp_ring_of(s, number))[tcp_ring_ahead{Pre}(c, number, \old(TCP_RING_USED_OF(c)) + i)]
  @                  == data[i];
  @ ensures  \forall integer i; 0 <= i < \old(TCP_RING_USED_OF(c)) ==>
  @              (tcp_ring_of(s, number))[tcp_ring_ahead{Pre}(c, number, i)] ==
  @                  \old((tcp_ring_of(s, number))[tcp_ring_ahead{Pre}(c, number, i)]);
  @*/
static inline void tcp_ring_write(struct stack *s, struct tcp_connection *c, uint8_t number,
                                      const uint8_t *data, uint16_t count)
{
    const uint16_t ring = profile_ring_bytes(number);

    tcp_ring_copy_in(tcp_ring_at(s, number), ring,
                     tcp_ring_place(tcp_ring_start_of(c), tcp_ring_used_of(c), ring), data, count);
    /*@ assert \forall integer i; 0 <= i < \at(TCP_RING_USED_OF(c), Pre) ==>
      @     0 <= tcp_ring_ahead{Pre}(c, number, i) < ring &&
      @     !tcp_ring_within(tcp_ring_ahead{Pre}(c, number, i),
      @         tcp_ring_ahead{Pre}(c, number, \at(TCP_RING_USED_OF(c), Pre)), count, ring);
      @*/
    tcp_set_ring_used(c, (uint16_t)(tcp_ring_used_of(c) + count));
}

/* The first `acked` numbers have arrived. A FIN among them lies behind the ring's last byte. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_ring_placed(s, c, i);
  @ requires tcp_ok(c);
  @ assigns  TCP_RING_START_AT(c), TCP_RING_USED_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @              tcp_ring_placed{Pre}(s, c, i) ==> tcp_ring_placed(s, c, i);
  @ ensures  TCP_RING_USED_OF(c) ==
  @              \old(TCP_RING_USED_OF(c)) - \min(acked, \old(TCP_RING_USED_OF(c)));
  @ ensures  \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_ring_placed{Pre}(s, c, i) ==>
  @              TCP_RING_START_OF(c) ==
  @                  tcp_ring_ahead{Pre}(c, i, \min(acked, \old(TCP_RING_USED_OF(c))));
  @*/
static inline void tcp_ring_release(struct stack *s, struct tcp_connection *c, uint16_t acked)
{
    if (acked > tcp_ring_used_of(c)) {
        acked = tcp_ring_used_of(c);
    }
    tcp_set_ring_used(c, (uint16_t)(tcp_ring_used_of(c) - acked));
    tcp_set_ring_start(c, tcp_ring_place(tcp_ring_start_of(c), acked,
                                         profile_ring_bytes(connection_number(s, c))));
}

#ifdef __cplusplus
}
#endif

#endif
