/* SPDX-License-Identifier: MIT */
/* What an ICMP error message says about a connection: RFC 9293 3.9.2.2, RFC 5927.
 *
 * icmp.h has checked that the message quotes a TCP segment of ours; here is whose. Anybody can write
 * such a message, so it must quote a number that is on its way now (RFC 5927 4.1). That nobody is
 * there is believed while the connection is being opened; later it is a hint, told as DELAYED, and
 * the timer decides (5.2).
 */
#ifndef THIMBLE_TCP_ICMP_H
#define THIMBLE_TCP_ICMP_H

#include "icmp_error.h"
#include "seq.h"
#include "tcp_settle.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    TCP_LEAST_MTU = 68,   /* every link takes this much: RFC 791 3.2 */
    TCP_UNTOLD_MTU = 296, /* for routers that do not say: RFC 1191 7.1 */
    TCP_AND_IP_BYTES = 40
};

/* The connection between these ends has the segment on its way whose first eight bytes are `ports`. And what
 * an MTU leaves for text. */
/*@ predicate tcp_icmp_quotes{L}(struct tcp_connection *c, integer remote_ip, uint8_t *ports) =
  @     connection_between(c, remote_ip, ports[2] * 256 + ports[3], ports[0] * 256 + ports[1]) &&
  @     seq_steps(c->snd_una, ports[4] * 16777216 + ports[5] * 65536 + ports[6] * 256 + ports[7]) < c->flight;
  @
  @ predicate tcp_icmp_beside(struct tcp_connection *c, uint8_t *dropped) =
  @     \separated(c, dropped + (0 .. DROP_REASONS - 1));
  @
  @ logic integer tcp_mss_of_mtu(integer mtu) =
  @     (mtu == 0 ? 296 : mtu < 68 ? 68 : mtu) - 40;
  @*/

/* We never let our datagrams be cut (DF), so what was too big goes again in smaller pieces, one
 * after the other: RFC 1191 6.5. On a link of so small an MTU the path has no smaller one. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(c) && tcp_rests(c);
  @ requires TCP_FIN_WAIT_1 <= c->state <= TCP_CLOSING && c->flight != 0;
  @ assigns  c->mss, c->rtt_mark, TCP_RECOVER_AT(c), c->rexmt_due;
  @ ensures  tcp_rests(c);
  @ ensures  c->mss == \min(\old(c->mss), tcp_mss_of_mtu(mtu));
  @ ensures  c->mss != \old(c->mss) ==> c->rexmt_due == 1 && c->rtt_mark == 0;
  @ ensures  c->mss == \old(c->mss) ==> c->rexmt_due == \old(c->rexmt_due);
  @*/
static inline void tcp_shrink(struct tcp_connection *c, uint16_t mtu)
{
    uint16_t mss;

    if (mtu == 0) {
        mtu = TCP_UNTOLD_MTU;
    } else if (mtu < TCP_LEAST_MTU) {
        mtu = TCP_LEAST_MTU;
    }
    mss = (uint16_t)(mtu - TCP_AND_IP_BYTES);
    if (mss < c->mss) {
        tcp_set_mss(c, mss);
        tcp_set_rtt_mark(c, 0);
        tcp_set_recover(c, c->flight);
        c->rexmt_due = 1;
    }
}

/* The message is about the segment that begins with `ports`. A SYN is never too big, and of a
 * connection that a peer is opening nobody has been told yet. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid(s) && tcp_all_rest(s) && \valid_read(ports + (0 .. 7));
  @ assigns  APPLICATION_BESIDE(s, PROFILE_TCP_CONNECTIONS);
  @ ensures  (\forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @              !\old(tcp_icmp_quotes(&s->connection[i], remote_ip, ports))) ==>
  @          \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==> connection_same{Pre, Post}(&s->connection[i]);
  @*/
static inline void tcp_icmp_received(struct stack *s, uint32_t remote_ip, const uint8_t *ports,
                                     uint8_t type, uint8_t code, uint16_t mtu)
{
    struct tcp_connection *c =
        connection_find(s, remote_ip, wire_get_u16(ports + 2), wire_get_u16(ports));

    if (c == 0 || (uint32_t)(wire_get_u32(ports + 4) - c->snd_una) >= c->flight) {
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     tcp_icmp_beside(&s->connection[i], stack_dropped_at(s)); */
        (void)drop(s, DROP_ICMP_TYPE);
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     CONNECTION_SAME(&s->connection[i], Pre); */
        /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
          @     connection_same{Pre, Here}(&s->connection[i]); */
        return;
    }
    /*@ assert tcp_icmp_quotes(c, remote_ip, ports); */
    /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i]; */
    /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS &&
      @     \at(tcp_icmp_quotes(&s->connection[i], remote_ip, ports), Pre); */
    if (type != ICMP_MESSAGE_UNREACHABLE) {
        code = 0;
    }
    if (code == ICMP_CODE_PROTOCOL || code == ICMP_CODE_PORT) {
        (void)tcp_refused(s, c);
    } else if (code != ICMP_CODE_TOO_BIG) {
        if (!tcp_state_opening(c->state) || !tcp_by_peer_of(c)) {
            tcp_signal(s, c, TCP_SIGNAL_DELAYED);
        }
    } else if (PROFILE_MTU > (int)TCP_UNTOLD_MTU && !tcp_state_opening(c->state)) {
        tcp_shrink(c, mtu);
    }
    tcp_settle(s, c);
    /*@ assert \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS &&
      @     \at(tcp_icmp_quotes(&s->connection[i], remote_ip, ports), Pre); */
}

#ifdef __cplusplus
}
#endif

#endif
