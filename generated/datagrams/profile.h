/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/datagrams.yaml -- change the spec and regenerate.
 *
 * Profile "datagrams" on atmega328p: every number and name that core asks for.
 * A feature that is off is a 0 here, and the compiler drops what stands behind it.
 */
#ifndef THIMBLE_PROFILE_H
#define THIMBLE_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    PROFILE_MTU = 576,              /* largest datagram */
    PROFILE_TCP_MSS = 536,          /* most text in one segment */
    PROFILE_SEND_MAX = 1,           /* most text on its way, of any connection */
    PROFILE_TTL = 64,               /* of every datagram we send */
    PROFILE_TICK_MS = 100,          /* timers count ticks */
    PROFILE_RTO_INIT = 11,          /* ticks; RFC 6298 2.1 */
    PROFILE_RTO_MIN = 11,           /* ticks; RFC 6298 2.4 */
    PROFILE_RTO_MAX = 601,          /* ticks; RFC 6298 2.5 */
    PROFILE_RTO_AFTER_SYN = 31,     /* ticks; RFC 6298 5.7 */
    PROFILE_MAX_RETRIES = 8,        /* of one segment; RFC 9293 3.8.3 */
    PROFILE_MSL2 = 601,             /* ticks in TIME-WAIT; one more than the time has, as those
                                     * below */
    PROFILE_FIN_WAIT = 601,         /* ticks in FIN-WAIT-2 */
    PROFILE_KEEPALIVE = 0,          /* quiet ticks before a keep-alive; 0: there is none */
    PROFILE_KEEP_AGAIN = 751,       /* ticks from one without an answer to the next */
    PROFILE_LIFE_MAX = 601,         /* the longest of MSL2, FIN_WAIT and those two, as far as
                                     * there are any */
    PROFILE_TCP_SOCKETS = 0,        /* their numbers are below this */
    PROFILE_TCP_CONNECTIONS = 1,    /* none is used; C has no empty array */
    PROFILE_SOURCE_SLOTS = 0,       /* of them may have a socket that sends from a source */
    PROFILE_TIME_WAIT_RECORDS = 0,  /* connections that are over and hold no slot */
    PROFILE_RING_BYTES = 0,         /* of all send rings */
    PROFILE_RING_MAX = 0,           /* the largest of them */
    PROFILE_RECEIVE_RING_BYTES = 0, /* of all receive rings */
    PROFILE_RECEIVE_MAX = 0,        /* the largest of them */
    PROFILE_FRAGMENT_BYTES = 576,   /* largest datagram put together; 0: fragments are dropped */
    PROFILE_FRAGMENT_MAP_BYTES = 9, /* one bit for 8 bytes of it that are there */
    PROFILE_SLIP_IN_BYTES = 644,    /* whole frames behind each other */
    PROFILE_SLIP_OUT_BYTES = 56,    /* the largest frame we begin ourselves */
    PROFILE_HAS_TCP = 0,
    PROFILE_HAS_UDP = 1,
    PROFILE_ICMP_ECHO = 1,          /* ping is answered */
    PROFILE_PASSIVE = 0,            /* some TCP socket is a server */
    PROFILE_ACTIVE = 0,             /* some TCP socket is a client */
    PROFILE_RING = 0,               /* some socket sends from a ring */
    PROFILE_SOURCE = 0,             /* some socket sends from a source */
    PROFILE_RECEIVE_RING = 0,       /* some socket sorts what arrives in a ring */
    PROFILE_PIPELINE = 0,           /* more than one segment may be on its way */
    PROFILE_CONGESTION = 0,         /* more than two may; RFC 5681 */
    PROFILE_DELAYED_ACK = 0,        /* RFC 9293 3.8.6.3 */
    PROFILE_NAGLE = 0,              /* RFC 9293 3.7.4 */
    PROFILE_CHALLENGE_LIMIT = 0,    /* RFC 5961 7 */
    PROFILE_KEYED_ISS = 0,          /* RFC 6528 */
    PROFILE_URGENT = 0,             /* RFC 9293 3.8.5 */
    PROFILE_SHARES = 0,             /* some connections are used by several sockets */
    PROFILE_SYN_RECYCLE = 0,        /* a SYN may take the oldest half-open slot */
    PROFILE_FULL_RESET = 1,         /* no slot: a SYN is refused, not passed over */
    PROFILE_REUSE = 0,              /* a newer SYN takes the place of a connection in TIME-WAIT */
    PROFILE_TIME_WAIT = 0,          /* TIME-WAIT needs no slot */
    PROFILE_UNREACHABLE = 1,        /* datagrams to no socket are answered; RFC 1122 3.2.2.1 */
    PROFILE_UDP_ERRORS = 1,         /* some UDP socket hears of ICMP errors; RFC 1122 4.1.3.3 */
    PROFILE_DROP_COUNTERS = 1,      /* each reason to drop a frame is counted */
    PROFILE_FRAGMENTS = 1           /* they are put together */
};

static const uint32_t profile_address = 3232237314ul; /* 192.168.7.2 */
static const uint32_t profile_netmask = 4294967040ul; /* 255.255.255.0 */
static const uint32_t profile_baud = 115200ul;

/* Counts bytes in rings and on their way to a peer. */
typedef uint16_t profile_size;

/* TCP first, then UDP, each in the order of the profile. */
enum profile_socket {
    SOCKET_ECHO = 0, /* UDP port 7 */
    PROFILE_NO_SOCKET = 255
};

/* The TCP socket that waits for connections to this port. */
/*@ assigns \nothing;
  @ ensures \result ==
  @     PROFILE_NO_SOCKET;
  @*/
static inline uint8_t profile_tcp_listener(uint16_t port)
{
    (void)port;
    return PROFILE_NO_SOCKET;
}

/* The UDP socket with this port. */
/*@ assigns \nothing;
  @ ensures \result ==
  @     (port == 7 ? SOCKET_ECHO :
  @      PROFILE_NO_SOCKET);
  @*/
static inline uint8_t profile_udp_socket(uint16_t port)
{
    if (port == 7) {
        return SOCKET_ECHO;
    }
    return PROFILE_NO_SOCKET;
}

/*@ logic integer profile_udp_port(integer socket) = 7; */
/*@ assigns \nothing;
  @ ensures \result == profile_udp_port(socket);
  @*/
static inline uint16_t profile_udp_port(uint8_t socket)
{
    (void)socket;
    return 7;
}

/* The functions below are asked for TCP sockets and for slots that exist, and for nothing else. */

/* A socket may use the slots [first, first + count); sockets that share have the same ones. */
/*@ logic integer profile_slot_first(integer socket) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_slot_first(socket);
  @*/
static inline uint8_t profile_slot_first(uint8_t socket)
{
    (void)socket;
    return 0;
}

/*@ logic integer profile_slot_count(integer socket) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_slot_count(socket);
  @*/
static inline uint8_t profile_slot_count(uint8_t socket)
{
    (void)socket;
    return 0;
}

/* The socket that a slot belongs to, and the only one that uses it unless PROFILE_SHARES. */
/*@ logic integer profile_slot_socket(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_slot_socket(slot);
  @*/
static inline uint8_t profile_slot_socket(uint8_t slot)
{
    (void)slot;
    return 0;
}

/* Where a slot's send ring lies in the ring bytes of the stack, and its length; 0: it has none. */
/*@ logic integer profile_ring_offset(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_ring_offset(slot);
  @*/
static inline uint16_t profile_ring_offset(uint8_t slot)
{
    (void)slot;
    return 0;
}

/*@ logic integer profile_ring_bytes(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_ring_bytes(slot);
  @*/
static inline uint16_t profile_ring_bytes(uint8_t slot)
{
    (void)slot;
    return 0;
}

/* The same for its receive ring. */
/*@ logic integer profile_receive_offset(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_receive_offset(slot);
  @*/
static inline uint16_t profile_receive_offset(uint8_t slot)
{
    (void)slot;
    return 0;
}

/*@ logic integer profile_receive_bytes(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_receive_bytes(slot);
  @*/
static inline uint16_t profile_receive_bytes(uint8_t slot)
{
    (void)slot;
    return 0;
}

/* Most text of a slot's connection that may be on its way. */
/*@ logic integer profile_in_flight(integer slot) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_in_flight(slot);
  @*/
static inline uint16_t profile_in_flight(uint8_t slot)
{
    (void)slot;
    return 0;
}

/* Is the application asked for this socket's bytes by stream offset? */
/*@ logic integer profile_sends_from_source(integer socket) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_sends_from_source(socket);
  @*/
static inline bool profile_sends_from_source(uint8_t socket)
{
    (void)socket;
    return false;
}

/* Do its small segments leave at once (no Nagle)? */
/*@ logic integer profile_nodelay(integer socket) = 0; */
/*@ assigns \nothing;
  @ ensures \result == profile_nodelay(socket);
  @*/
static inline bool profile_nodelay(uint8_t socket)
{
    (void)socket;
    return false;
}

/* The byte with the DS field of what a TCP or UDP socket sends. */
/*@ logic integer profile_diffserv(integer socket) = 40; */
/*@ assigns \nothing;
  @ ensures \result == profile_diffserv(socket);
  @*/
static inline uint8_t profile_diffserv(uint8_t socket)
{
    (void)socket;
    return 40;
}

#ifdef __cplusplus
}
#endif

#endif
