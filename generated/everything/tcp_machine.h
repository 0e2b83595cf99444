/* SPDX-License-Identifier: MIT
 * GENERATED from spec/machines/tcp.fsm -- change the spec and regenerate.
 *
 * The state machine of RFC 9293: the only place where a connection changes its state. Each row
 * of the spec is one block below, with its line. Nothing here writes a frame: rows say what is owed,
 * and the functions under "Calls out" do the rest by hand.
 */
#ifndef THIMBLE_TCP_MACHINE_H
#define THIMBLE_TCP_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__GNUC__) && !defined(__cplusplus) && !defined(__FRAMAC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes" /* of `inline` and noinline together; only C minds */
#endif

#ifdef __cplusplus
namespace thimble {
#endif

struct stack; /* passed through, never looked into */

enum tcp_state {
    TCP_CLOSED = 0,
    TCP_LISTEN = 1,
    TCP_TIME_WAIT = 2,
    TCP_FIN_WAIT_2 = 3,
    TCP_FIN_WAIT_1 = 4,
    TCP_ESTAB = 5,
    TCP_CLOSE_WAIT = 6,
    TCP_LAST_ACK = 7,
    TCP_CLOSING = 8,
    TCP_SYN_RCVD = 9,
    TCP_SYN_SENT = 10
};

enum {
    TCP_STATES = 11
};

enum tcp_signal {
    TCP_SIGNAL_CONNECTED = 1,
    TCP_SIGNAL_PEER_CLOSED = 2,
    TCP_SIGNAL_CLOSED_BOTH = 4,
    TCP_SIGNAL_REFUSED = 8,
    TCP_SIGNAL_RESET = 16,
    TCP_SIGNAL_TIMED_OUT = 32,
    TCP_SIGNAL_URGENT = 64,
    TCP_SIGNAL_DELAYED = 128
};

enum tcp_error {
    TCP_OK = 0,
    TCP_ERROR_NO_CONNECTION = 1,
    TCP_ERROR_ALREADY_EXISTS = 2,
    TCP_ERROR_UNSPECIFIED_PEER = 3,
    TCP_ERROR_CLOSING_ALREADY = 4
};

enum tcp_verdict {
    TCP_CONTINUE = 0, /* this step has nothing to say; make the next one */
    TCP_DROP = 1, /* the segment is settled */
    TCP_GOTO_ALIVE = 2 /* go on at step alive */
};

enum {
    TCP_MSS = 128,
    TCP_SEND_MAX = 640,
    TCP_RECEIVE_MAX = 128,
    TCP_RING_MAX = 256,
    TCP_RTO_INIT = 11,
    TCP_RTO_MIN = 11,
    TCP_RTO_AFTER_SYN = 31,
    TCP_RTO_MAX = 601,
    TCP_MAX_RETRIES = 8,
    TCP_MSL2 = 601,
    TCP_FIN_WAIT = 601,
    TCP_LIFE_MAX = 6001,
    TCP_KEEPALIVE = 6001,
    TCP_KEEP_AGAIN = 751
};

enum {
    TCP_SEG_FIN = 1,
    TCP_SEG_SYN = 2,
    TCP_SEG_RST = 4,
    TCP_SEG_PSH = 8,
    TCP_SEG_ACK = 16,
    TCP_SEG_URG = 32,
    TCP_SEG_LATE = 64,
    TCP_SEG_RESET = 128
};

struct tcp_segment {
    uint32_t seqno;
    uint16_t ahead;
    uint16_t end;
    uint16_t acked;
    uint16_t len;
    uint16_t size;
    uint16_t window;
    uint16_t mss;
    uint16_t urgent;
    uint8_t flags;
    const uint8_t *text;
};

struct tcp_connection {
    uint8_t state; /* enum tcp_state */
    uint8_t snd_half; /* half of the widest window: worth a segment of less than mss (3.8.6.2.1) */
    uint8_t mss; /* most text a segment to this peer may carry */
    uint8_t rx_start; /* where in its ring the oldest byte not read lies */
    uint8_t rx_used; /* bytes in order that wait to be read */
    uint8_t early_at; /* what came too early begins so far behind rcv_nxt */
    uint8_t early_bytes;
    uint8_t rtt_start; /* when it began, the low byte of the tick count */
    uint8_t retries; /* retransmissions of the segment at snd_una */
    uint8_t max_retries; /* R2; 255: for ever */
    uint8_t socket; /* which socket of the profile */
    uint8_t signals; /* owed to the application, one bit each */
    uint8_t calls; /* user calls made from inside a handler, one bit each */
    uint8_t dupacks;
    uint8_t challenged; /* a challenge ACK has been sent in this tick */
    uint8_t by_peer; /* came from LISTEN */
    uint8_t waited; /* came from TIME-WAIT, and may go back there */
    uint8_t fin_req; /* CLOSE was called */
    uint8_t fin_sent; /* flight counts our FIN */
    uint8_t ack_due; /* we owe an ACK */
    uint8_t ack_soon; /* we will, when the tick ends */
    uint8_t rexmt_due; /* we owe what starts at snd_una, or a window probe */
    uint8_t rst_due; /* we owe a reset; the connection is gone already */
    uint8_t keep_due; /* we owe a keep-alive probe */
    uint32_t snd_una; /* oldest sequence number not acknowledged */
    uint32_t rcv_nxt; /* next to receive */
    uint32_t remote_ip;
    uint32_t iss; /* our first sequence number; stream offset 0 is iss + 1 */
    uint16_t remote_port;
    uint16_t local_port;
    uint16_t snd_wl1; /* seqno of the segment that last set snd_wnd; wl2 is never after snd_una */
    uint16_t snd_wnd;
    uint16_t rcv_wnd; /* as last promised, counted from rcv_nxt */
    uint16_t rcv_max; /* widest yet: half of it is the least the right edge moves by (3.8.6.2.2) */
    uint16_t rcv_up; /* urgent text from rcv_nxt on (3.8.5) */
    uint16_t snd_up; /* urgent text from snd_una on */
    uint16_t flight; /* SND.NXT - SND.UNA: text, SYN and FIN that wait for their ACK */
    uint16_t recover; /* of it, what a loss has put in doubt (RFC 6582) */
    uint16_t cwnd; /* RFC 5681 */
    uint16_t ssthresh;
    uint16_t ring_start; /* where in its ring the byte at snd_una lies */
    uint16_t ring_used; /* bytes in the ring, sent or not */
    uint16_t srtt; /* smoothed round trip in 1/8 ticks; 0: none measured (RFC 6298) */
    uint16_t rttvar; /* its variation in 1/4 ticks */
    uint16_t rto; /* backed off, until a round trip is measured again */
    uint16_t rtt_mark; /* the ACK of so much from snd_una on ends a measurement; 0: none runs */
    uint16_t rexmt; /* ticks until rexmt_timeout; 0: stopped */
    uint16_t life; /* ticks until life_timeout; 0: stopped */
    uint8_t keep; /* the application wants them */
    uint8_t nodelay; /* the application has switched the Nagle algorithm off */
};

/*@ predicate tcp_ok(struct tcp_connection *c) =
  @     c->state < TCP_STATES &&
  @     c->flight <= 641 &&
  @     c->recover <= 641 &&
  @     c->cwnd <= 640 &&
  @     c->ssthresh <= 640 &&
  @     c->snd_half <= 128 &&
  @     c->mss <= 128 &&
  @     c->ring_start <= 256 &&
  @     c->ring_used <= 256 &&
  @     c->rx_start <= 128 &&
  @     c->rx_used <= 128 &&
  @     c->early_at <= 128 &&
  @     c->early_bytes <= 128 &&
  @     c->srtt <= 2048 &&
  @     c->rttvar <= 1024 &&
  @     c->rto <= 601 &&
  @     c->rtt_mark <= 641 &&
  @     c->dupacks <= 3 &&
  @     c->challenged <= 1 &&
  @     c->by_peer <= 1 &&
  @     c->waited <= 1 &&
  @     c->fin_req <= 1 &&
  @     c->fin_sent <= 1 &&
  @     c->ack_due <= 1 &&
  @     c->ack_soon <= 1 &&
  @     c->rexmt_due <= 1 &&
  @     c->rst_due <= 1 &&
  @     c->keep_due <= 1 &&
  @     c->keep <= 1 &&
  @     c->nodelay <= 1 &&
  @     c->rexmt <= 601 &&
  @     c->life <= 6001;
  @
  @ predicate tcp_before(integer a, integer b) =
  @     (a >= b ? a - b : a - b + 0x100000000) >= 0x80000000;
  @
  @ predicate tcp_before16(integer a, integer b) =
  @     (a >= b ? a - b : a - b + 0x10000) >= 0x8000;
  @*/

#ifdef __FRAMAC__
#define TCP_HAS_CLOSED /* a step that this profile has */
#define TCP_HAS_LISTEN /* a step that this profile has */
#define TCP_HAS_SYN_SENT /* a step that this profile has */
#define TCP_HAS_SEQUENCE /* a step that this profile has */
#define TCP_HAS_RST /* a step that this profile has */
#define TCP_HAS_SYN /* a step that this profile has */
#define TCP_HAS_ACK /* a step that this profile has */
#define TCP_HAS_CLOSING /* a step that this profile has */
#define TCP_HAS_WINDOW /* a step that this profile has */
#define TCP_HAS_OUR_FIN /* a step that this profile has */
#define TCP_HAS_ALIVE /* a step that this profile has */
#define TCP_HAS_URGENT /* a step that this profile has */
#define TCP_HAS_TEXT /* a step that this profile has */
#define TCP_HAS_FIN /* a step that this profile has */
/* For contracts of hand-written code: members that not every profile has. */
#define TCP_ISS_OF(c) (c)->iss
#define TCP_ISS_AT(c) (c)->iss
#define TCP_SND_UP_OF(c) (c)->snd_up
#define TCP_SND_UP_AT(c) (c)->snd_up
#define TCP_RECOVER_OF(c) (c)->recover
#define TCP_RECOVER_AT(c) (c)->recover
#define TCP_CWND_OF(c) (c)->cwnd
#define TCP_CWND_AT(c) (c)->cwnd
#define TCP_SSTHRESH_OF(c) (c)->ssthresh
#define TCP_SSTHRESH_AT(c) (c)->ssthresh
#define TCP_RING_START_OF(c) (c)->ring_start
#define TCP_RING_START_AT(c) (c)->ring_start
#define TCP_RING_USED_OF(c) (c)->ring_used
#define TCP_RING_USED_AT(c) (c)->ring_used
#define TCP_RX_START_OF(c) (c)->rx_start
#define TCP_RX_START_AT(c) (c)->rx_start
#define TCP_RX_USED_OF(c) (c)->rx_used
#define TCP_RX_USED_AT(c) (c)->rx_used
#define TCP_EARLY_AT_OF(c) (c)->early_at
#define TCP_EARLY_AT_AT(c) (c)->early_at
#define TCP_EARLY_BYTES_OF(c) (c)->early_bytes
#define TCP_EARLY_BYTES_AT(c) (c)->early_bytes
#define TCP_DUPACKS_OF(c) (c)->dupacks
#define TCP_DUPACKS_AT(c) (c)->dupacks
#define TCP_CHALLENGED_OF(c) (c)->challenged
#define TCP_CHALLENGED_AT(c) (c)->challenged
#define TCP_BY_PEER_OF(c) (c)->by_peer
#define TCP_BY_PEER_AT(c) (c)->by_peer
#define TCP_WAITED_OF(c) (c)->waited
#define TCP_WAITED_AT(c) (c)->waited
#define TCP_ACK_SOON_OF(c) (c)->ack_soon
#define TCP_ACK_SOON_AT(c) (c)->ack_soon
#define TCP_KEEP_DUE_OF(c) (c)->keep_due
#define TCP_KEEP_DUE_AT(c) (c)->keep_due
#define TCP_KEEP_OF(c) (c)->keep
#define TCP_KEEP_AT(c) (c)->keep
#define TCP_NODELAY_OF(c) (c)->nodelay
#define TCP_NODELAY_AT(c) (c)->nodelay
/* What holds between events. */
/* tcp.fsm:147  3.6.1, 3.10.8 */
#define TCP_INV_WAIT_ENDS(c) \
    (((c)->state >= TCP_TIME_WAIT && (c)->state <= TCP_FIN_WAIT_2) ==> (c)->life != 0)
/* tcp.fsm:149  3.8.4 */
#define TCP_INV_LIFE_USED(c) \
    (((c)->state == TCP_LISTEN || (c)->state == TCP_FIN_WAIT_1 || (c)->state >= TCP_LAST_ACK) \
        ==> (c)->life == 0)
/* tcp.fsm:150  RFC 6298 5.2 */
#define TCP_INV_QUIET_TIMER(c) \
    ((c)->state <= TCP_FIN_WAIT_2 ==> (c)->rexmt == 0)
/* tcp.fsm:151  RFC 6298 5.2 */
#define TCP_INV_QUIET_DEBT(c) \
    ((c)->state <= TCP_FIN_WAIT_2 ==> !((c)->rexmt_due != 0))
/* tcp.fsm:152  RFC 6298 5.1 */
#define TCP_INV_TIMED(c) \
    ((c)->state >= TCP_FIN_WAIT_1 ==> ((c)->flight == 0 || (c)->rexmt != 0) \
        || ((c)->rexmt_due != 0))
/* tcp.fsm:153  RFC 6298 2.4 */
#define TCP_INV_RTO_FLOOR(c) \
    ((c)->state >= TCP_FIN_WAIT_2 ==> (c)->rto >= TCP_RTO_MIN)
/* tcp.fsm:154  3.10.7.4 fifth */
#define TCP_INV_FIN_ACKED(c) \
    (((c)->state >= TCP_TIME_WAIT && (c)->state <= TCP_FIN_WAIT_2) ==> ((c)->fin_sent != 0) \
        && (c)->flight == 0)
/* tcp.fsm:155  3.10.7.4 fifth */
#define TCP_INV_FIN_AWAITED(c) \
    (((c)->state == TCP_FIN_WAIT_1 || ((c)->state >= TCP_LAST_ACK && (c)->state <= TCP_CLOSING)) \
        ==> !((c)->fin_sent != 0) || (c)->flight != 0)
/* tcp.fsm:156  3.10.7.4 fifth */
#define TCP_INV_NOTHING_AGAIN(c) \
    (((c)->state == TCP_FIN_WAIT_1 || ((c)->state >= TCP_LAST_ACK && (c)->state <= TCP_CLOSING)) \
        ==> (!((c)->fin_sent != 0) || (c)->flight != 0) || !((c)->rexmt_due != 0))
/* tcp.fsm:157  3.10.4 */
#define TCP_INV_CLOSING_ASKED(c) \
    ((((c)->state >= TCP_FIN_WAIT_2 && (c)->state <= TCP_FIN_WAIT_1) \
        || ((c)->state >= TCP_LAST_ACK && (c)->state <= TCP_CLOSING)) ==> ((c)->fin_req != 0))
/* tcp.fsm:158  3.10.4 */
#define TCP_INV_NONE_ASKED(c) \
    (((c)->state == TCP_CLOSE_WAIT || (c)->state == TCP_SYN_SENT) ==> !((c)->fin_req != 0))
/* tcp.fsm:159  3.10.4 */
#define TCP_INV_ASKED_CLOSES(c) \
    ((c)->state == TCP_ESTAB ==> !((c)->fin_req != 0))
/* tcp.fsm:160  3.10.4 */
#define TCP_INV_NO_FIN_YET(c) \
    (((c)->state == TCP_LISTEN || ((c)->state >= TCP_ESTAB && (c)->state <= TCP_CLOSE_WAIT) \
        || (c)->state >= TCP_SYN_RCVD) ==> !((c)->fin_sent != 0))
/* tcp.fsm:161  3.10.1 */
#define TCP_INV_SYN_IN_FLIGHT(c) \
    ((c)->state >= TCP_SYN_RCVD ==> (c)->flight == 1)
/* tcp.fsm:162  3.10.7.2 */
#define TCP_INV_CALLED(c) \
    ((c)->state == TCP_LISTEN ==> ((c)->by_peer != 0))
/* tcp.fsm:164  3.8.6 */
#define TCP_INV_IN_FLIGHT(c) \
    ((c)->state >= TCP_FIN_WAIT_2 ==> (c)->flight <= TCP_SEND_MAX || ((c)->fin_sent != 0))
/* tcp.fsm:165  RFC 6582 */
#define TCP_INV_NO_DOUBT(c) \
    ((c)->state == TCP_LISTEN ==> (c)->recover <= 1)
/* tcp.fsm:166  RFC 6582 */
#define TCP_INV_DOUBT(c) \
    ((c)->state >= TCP_TIME_WAIT ==> (c)->recover <= (c)->flight || (c)->recover == 1)
/* tcp.fsm:167  RFC 6298 3 */
#define TCP_INV_MEASURED(c) \
    ((c)->state >= TCP_FIN_WAIT_2 ==> (c)->rtt_mark <= (c)->flight)
/* tcp.fsm:168  RFC 6298 2.2 */
#define TCP_INV_MEASURING(c) \
    ((c)->srtt == 0 || (c)->srtt >= 8)
/* tcp.fsm:169  3.7.1 */
#define TCP_INV_SPOKEN(c) \
    (((c)->state >= TCP_FIN_WAIT_2 && (c)->state <= TCP_SYN_RCVD) ==> (c)->mss != 0)
/* tcp.fsm:170  3.8.6.2.2 */
#define TCP_INV_PROMISED(c) \
    (((c)->state == TCP_LISTEN || (c)->state >= TCP_FIN_WAIT_2) ==> (c)->rcv_wnd <= (c)->rcv_max)
/* tcp.fsm:171  3.10.7.4 first */
#define TCP_INV_WINDOW_NEAR(c) \
    ((c)->rcv_wnd != 65535)
/* tcp.fsm:172  3.10.7.4 seventh */
#define TCP_INV_EARLY(c) \
    ((c)->early_bytes == 0 \
        || ((c)->early_at != 0 && ((c)->early_at + (c)->early_bytes) <= (c)->rcv_wnd))
/* tcp.fsm:173  3.10.5 */
#define TCP_INV_RESET_LAST(c) \
    ((c)->state != TCP_CLOSED ==> !((c)->rst_due != 0))
/* between events */
#define TCP_INV(c) \
    (TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c) \
        && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c) \
        && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c) \
        && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c) \
        && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c) \
        && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c) \
        && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) \
        && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c))
/* between the steps of an event too */
#define TCP_INV_STEADY(c) \
    (TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c) \
        && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c) \
        && TCP_INV_FIN_ACKED(c) && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) \
        && TCP_INV_NONE_ASKED(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) \
        && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) \
        && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) \
        && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) \
        && TCP_INV_RESET_LAST(c))
/* when rexmt has fired */
#define TCP_INV_BUT_REXMT(c) \
    (TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_DEBT(c) \
        && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) \
        && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) \
        && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) \
        && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) \
        && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) \
        && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) \
        && TCP_INV_RESET_LAST(c))
/* when life has fired */
#define TCP_INV_BUT_LIFE(c) \
    (TCP_INV_QUIET_TIMER(c) && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c) \
        && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c) \
        && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c) \
        && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c) \
        && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c) \
        && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) \
        && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c))
#endif


/* `a` is `b` or comes before it, in their low halves. */
/*@ assigns  \nothing;
  @ ensures  \result <==> !tcp_before16(b, a);
  @*/
static inline bool tcp_seq_not_after16(uint16_t a, uint16_t b)
{
    return (uint16_t)(b - a) < 0x8000u;
}

/*@ assigns  \nothing;
  @ ensures  \result == \min(a, b);
  @*/
static inline uint8_t tcp_min_u8(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/*@ assigns  \nothing;
  @ ensures  \result == \min(a, b);
  @*/
static inline uint16_t tcp_min_u16(uint16_t a, uint16_t b)
{
    return a < b ? a : b;
}

/* tcp.fsm:87 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->iss;
  @*/
static inline uint32_t tcp_iss_of(const struct tcp_connection *c)
{
    return c->iss;
}

/* tcp.fsm:87 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->iss;
  @ ensures  tcp_ok(c);
  @ ensures  c->iss == iss;
  @*/
static inline void tcp_set_iss(struct tcp_connection *c, uint32_t iss)
{
    c->iss = iss;
}

/* tcp.fsm:95 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->snd_up;
  @*/
static inline uint16_t tcp_snd_up_of(const struct tcp_connection *c)
{
    return c->snd_up;
}

/* tcp.fsm:95 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->snd_up;
  @ ensures  tcp_ok(c);
  @ ensures  c->snd_up == snd_up;
  @*/
static inline void tcp_set_snd_up(struct tcp_connection *c, uint16_t snd_up)
{
    c->snd_up = snd_up;
}

/* tcp.fsm:96 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->flight;
  @*/
static inline uint16_t tcp_flight_of(const struct tcp_connection *c)
{
    return c->flight;
}

/* tcp.fsm:96 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires flight <= 641;
  @ assigns  c->flight;
  @ ensures  tcp_ok(c);
  @ ensures  c->flight == flight;
  @*/
static inline void tcp_set_flight(struct tcp_connection *c, uint16_t flight)
{
    c->flight = flight;
}

/* tcp.fsm:97 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->recover;
  @*/
static inline uint16_t tcp_recover_of(const struct tcp_connection *c)
{
    return c->recover;
}

/* tcp.fsm:97 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires recover <= 641;
  @ assigns  c->recover;
  @ ensures  tcp_ok(c);
  @ ensures  c->recover == recover;
  @*/
static inline void tcp_set_recover(struct tcp_connection *c, uint16_t recover)
{
    c->recover = recover;
}

/* tcp.fsm:98 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->cwnd;
  @*/
static inline uint16_t tcp_cwnd_of(const struct tcp_connection *c)
{
    return c->cwnd;
}

/* tcp.fsm:98 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires cwnd <= 640;
  @ assigns  c->cwnd;
  @ ensures  tcp_ok(c);
  @ ensures  c->cwnd == cwnd;
  @*/
static inline void tcp_set_cwnd(struct tcp_connection *c, uint16_t cwnd)
{
    c->cwnd = cwnd;
}

/* tcp.fsm:99 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->ssthresh;
  @*/
static inline uint16_t tcp_ssthresh_of(const struct tcp_connection *c)
{
    return c->ssthresh;
}

/* tcp.fsm:99 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires ssthresh <= 640;
  @ assigns  c->ssthresh;
  @ ensures  tcp_ok(c);
  @ ensures  c->ssthresh == ssthresh;
  @*/
static inline void tcp_set_ssthresh(struct tcp_connection *c, uint16_t ssthresh)
{
    c->ssthresh = ssthresh;
}

/* tcp.fsm:100 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->snd_half;
  @*/
static inline uint16_t tcp_snd_half_of(const struct tcp_connection *c)
{
    return c->snd_half;
}

/* tcp.fsm:100 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires snd_half <= 128;
  @ assigns  c->snd_half;
  @ ensures  tcp_ok(c);
  @ ensures  c->snd_half == snd_half;
  @*/
static inline void tcp_set_snd_half(struct tcp_connection *c, uint16_t snd_half)
{
    c->snd_half = (uint8_t)snd_half;
}

/* tcp.fsm:101 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->mss;
  @*/
static inline uint16_t tcp_mss_of(const struct tcp_connection *c)
{
    return c->mss;
}

/* tcp.fsm:101 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires mss <= 128;
  @ assigns  c->mss;
  @ ensures  tcp_ok(c);
  @ ensures  c->mss == mss;
  @*/
static inline void tcp_set_mss(struct tcp_connection *c, uint16_t mss)
{
    c->mss = (uint8_t)mss;
}

/* tcp.fsm:102 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->ring_start;
  @*/
static inline uint16_t tcp_ring_start_of(const struct tcp_connection *c)
{
    return c->ring_start;
}

/* tcp.fsm:102 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires ring_start <= 256;
  @ assigns  c->ring_start;
  @ ensures  tcp_ok(c);
  @ ensures  c->ring_start == ring_start;
  @*/
static inline void tcp_set_ring_start(struct tcp_connection *c, uint16_t ring_start)
{
    c->ring_start = ring_start;
}

/* tcp.fsm:103 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->ring_used;
  @*/
static inline uint16_t tcp_ring_used_of(const struct tcp_connection *c)
{
    return c->ring_used;
}

/* tcp.fsm:103 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires ring_used <= 256;
  @ assigns  c->ring_used;
  @ ensures  tcp_ok(c);
  @ ensures  c->ring_used == ring_used;
  @*/
static inline void tcp_set_ring_used(struct tcp_connection *c, uint16_t ring_used)
{
    c->ring_used = ring_used;
}

/* tcp.fsm:104 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rx_start;
  @*/
static inline uint16_t tcp_rx_start_of(const struct tcp_connection *c)
{
    return c->rx_start;
}

/* tcp.fsm:104 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rx_start <= 128;
  @ assigns  c->rx_start;
  @ ensures  tcp_ok(c);
  @ ensures  c->rx_start == rx_start;
  @*/
static inline void tcp_set_rx_start(struct tcp_connection *c, uint16_t rx_start)
{
    c->rx_start = (uint8_t)rx_start;
}

/* tcp.fsm:105 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rx_used;
  @*/
static inline uint16_t tcp_rx_used_of(const struct tcp_connection *c)
{
    return c->rx_used;
}

/* tcp.fsm:105 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rx_used <= 128;
  @ assigns  c->rx_used;
  @ ensures  tcp_ok(c);
  @ ensures  c->rx_used == rx_used;
  @*/
static inline void tcp_set_rx_used(struct tcp_connection *c, uint16_t rx_used)
{
    c->rx_used = (uint8_t)rx_used;
}

/* tcp.fsm:106 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->early_at;
  @*/
static inline uint16_t tcp_early_at_of(const struct tcp_connection *c)
{
    return c->early_at;
}

/* tcp.fsm:106 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires early_at <= 128;
  @ assigns  c->early_at;
  @ ensures  tcp_ok(c);
  @ ensures  c->early_at == early_at;
  @*/
static inline void tcp_set_early_at(struct tcp_connection *c, uint16_t early_at)
{
    c->early_at = (uint8_t)early_at;
}

/* tcp.fsm:107 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->early_bytes;
  @*/
static inline uint16_t tcp_early_bytes_of(const struct tcp_connection *c)
{
    return c->early_bytes;
}

/* tcp.fsm:107 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires early_bytes <= 128;
  @ assigns  c->early_bytes;
  @ ensures  tcp_ok(c);
  @ ensures  c->early_bytes == early_bytes;
  @*/
static inline void tcp_set_early_bytes(struct tcp_connection *c, uint16_t early_bytes)
{
    c->early_bytes = (uint8_t)early_bytes;
}

/* tcp.fsm:108 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->srtt;
  @*/
static inline uint16_t tcp_srtt_of(const struct tcp_connection *c)
{
    return c->srtt;
}

/* tcp.fsm:108 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires srtt <= 2048;
  @ assigns  c->srtt;
  @ ensures  tcp_ok(c);
  @ ensures  c->srtt == srtt;
  @*/
static inline void tcp_set_srtt(struct tcp_connection *c, uint16_t srtt)
{
    c->srtt = srtt;
}

/* tcp.fsm:109 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rttvar;
  @*/
static inline uint16_t tcp_rttvar_of(const struct tcp_connection *c)
{
    return c->rttvar;
}

/* tcp.fsm:109 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rttvar <= 1024;
  @ assigns  c->rttvar;
  @ ensures  tcp_ok(c);
  @ ensures  c->rttvar == rttvar;
  @*/
static inline void tcp_set_rttvar(struct tcp_connection *c, uint16_t rttvar)
{
    c->rttvar = rttvar;
}

/* tcp.fsm:110 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rto;
  @*/
static inline uint16_t tcp_rto_of(const struct tcp_connection *c)
{
    return c->rto;
}

/* tcp.fsm:110 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rto <= 601;
  @ assigns  c->rto;
  @ ensures  tcp_ok(c);
  @ ensures  c->rto == rto;
  @*/
static inline void tcp_set_rto(struct tcp_connection *c, uint16_t rto)
{
    c->rto = rto;
}

/* tcp.fsm:111 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rtt_mark;
  @*/
static inline uint16_t tcp_rtt_mark_of(const struct tcp_connection *c)
{
    return c->rtt_mark;
}

/* tcp.fsm:111 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rtt_mark <= 641;
  @ assigns  c->rtt_mark;
  @ ensures  tcp_ok(c);
  @ ensures  c->rtt_mark == rtt_mark;
  @*/
static inline void tcp_set_rtt_mark(struct tcp_connection *c, uint16_t rtt_mark)
{
    c->rtt_mark = rtt_mark;
}

/* tcp.fsm:118 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->dupacks;
  @*/
static inline uint8_t tcp_dupacks_of(const struct tcp_connection *c)
{
    return c->dupacks;
}

/* tcp.fsm:118 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires dupacks <= 3;
  @ assigns  c->dupacks;
  @ ensures  tcp_ok(c);
  @ ensures  c->dupacks == dupacks;
  @*/
static inline void tcp_set_dupacks(struct tcp_connection *c, uint8_t dupacks)
{
    c->dupacks = dupacks;
}

/* tcp.fsm:119 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->challenged != 0);
  @*/
static inline bool tcp_challenged_of(const struct tcp_connection *c)
{
    return c->challenged;
}

/* tcp.fsm:119 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->challenged;
  @ ensures  tcp_ok(c);
  @ ensures  c->challenged != 0 <==> challenged != 0;
  @*/
static inline void tcp_set_challenged(struct tcp_connection *c, bool challenged)
{
    c->challenged = challenged;
}

/* tcp.fsm:120 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->by_peer != 0);
  @*/
static inline bool tcp_by_peer_of(const struct tcp_connection *c)
{
    return c->by_peer;
}

/* tcp.fsm:120 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->by_peer;
  @ ensures  tcp_ok(c);
  @ ensures  c->by_peer != 0 <==> by_peer != 0;
  @*/
static inline void tcp_set_by_peer(struct tcp_connection *c, bool by_peer)
{
    c->by_peer = by_peer;
}

/* tcp.fsm:121 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->waited != 0);
  @*/
static inline bool tcp_waited_of(const struct tcp_connection *c)
{
    return c->waited;
}

/* tcp.fsm:121 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->waited;
  @ ensures  tcp_ok(c);
  @ ensures  c->waited != 0 <==> waited != 0;
  @*/
static inline void tcp_set_waited(struct tcp_connection *c, bool waited)
{
    c->waited = waited;
}

/* tcp.fsm:125 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->ack_soon != 0);
  @*/
static inline bool tcp_ack_soon_of(const struct tcp_connection *c)
{
    return c->ack_soon;
}

/* tcp.fsm:125 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_soon;
  @ ensures  tcp_ok(c);
  @ ensures  c->ack_soon != 0 <==> ack_soon != 0;
  @*/
static inline void tcp_set_ack_soon(struct tcp_connection *c, bool ack_soon)
{
    c->ack_soon = ack_soon;
}

/* tcp.fsm:128 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->keep_due != 0);
  @*/
static inline bool tcp_keep_due_of(const struct tcp_connection *c)
{
    return c->keep_due;
}

/* tcp.fsm:128 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->keep_due;
  @ ensures  tcp_ok(c);
  @ ensures  c->keep_due != 0 <==> keep_due != 0;
  @*/
static inline void tcp_set_keep_due(struct tcp_connection *c, bool keep_due)
{
    c->keep_due = keep_due;
}

/* tcp.fsm:129 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->keep != 0);
  @*/
static inline bool tcp_keep_of(const struct tcp_connection *c)
{
    return c->keep;
}

/* tcp.fsm:129 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->keep;
  @ ensures  tcp_ok(c);
  @ ensures  c->keep != 0 <==> keep != 0;
  @*/
static inline void tcp_set_keep(struct tcp_connection *c, bool keep)
{
    c->keep = keep;
}

/* tcp.fsm:130 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->nodelay != 0);
  @*/
static inline bool tcp_nodelay_of(const struct tcp_connection *c)
{
    return c->nodelay;
}

/* tcp.fsm:130 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->nodelay;
  @ ensures  tcp_ok(c);
  @ ensures  c->nodelay != 0 <==> nodelay != 0;
  @*/
static inline void tcp_set_nodelay(struct tcp_connection *c, bool nodelay)
{
    c->nodelay = nodelay;
}

/* tcp.fsm:132 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rexmt;
  @*/
static inline uint16_t tcp_rexmt_of(const struct tcp_connection *c)
{
    return c->rexmt;
}

/* tcp.fsm:132 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rexmt <= 601;
  @ assigns  c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  c->rexmt == rexmt;
  @*/
static inline void tcp_set_rexmt(struct tcp_connection *c, uint16_t rexmt)
{
    c->rexmt = rexmt;
}

/* tcp.fsm:133 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->life;
  @*/
static inline uint16_t tcp_life_of(const struct tcp_connection *c)
{
    return c->life;
}

/* tcp.fsm:133 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires life <= 6001;
  @ assigns  c->life;
  @ ensures  tcp_ok(c);
  @ ensures  c->life == life;
  @*/
static inline void tcp_set_life(struct tcp_connection *c, uint16_t life)
{
    c->life = life;
}

/* ---- Calls out: hand-written, each bound by its contract ---- */

/* tcp.fsm:176 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rtt_start;
  @ ensures  tcp_ok(c);
  @*/
uint32_t tcp_new_iss(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:177 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start, c->rx_used,
  @     c->max_retries, c->calls, c->ack_due, c->keep, c->nodelay;
  @ ensures  tcp_ok(c);
  @ ensures  \old(c->rcv_wnd) > \old(c->rcv_max) || c->rcv_wnd <= c->rcv_max;
  @ ensures  \old(TCP_INV_WINDOW_NEAR(c)) ==> TCP_INV_WINDOW_NEAR(c);
  @ ensures  \old(TCP_INV_EARLY(c)) ==> TCP_INV_EARLY(c);
  @*/
void tcp_offer_window(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:179 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->snd_wl1, c->snd_wnd, c->snd_half, c->rto;
  @ ensures  tcp_ok(c);
  @ ensures  \old(TCP_INV_RTO_FLOOR(c)) ==> TCP_INV_RTO_FLOOR(c);
  @*/
void tcp_take_window(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:180 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_nxt, c->mss, seg->ahead, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  c->mss != 0;
  @*/
void tcp_take_syn(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:182 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (seg->acked != 0 && seg->acked <= c->flight);
  @ requires c->mss != 0;
  @ requires c->recover <= c->flight || c->recover == 1;
  @ requires TCP_INV_SYN_IN_FLIGHT(c);
  @ assigns  c->snd_una, c->snd_wnd, c->snd_up, c->flight, c->recover, c->cwnd, c->ssthresh,
  @     c->ring_start, c->ring_used, c->srtt, c->rttvar, c->rto, c->rtt_mark, c->dupacks,
  @     c->rexmt_due;
  @ ensures  tcp_ok(c);
  @ ensures  c->flight == (\old(c->flight) - seg->acked);
  @ ensures  !(c->rexmt_due != 0) || c->flight != 0;
  @ ensures  \old(TCP_INV_RTO_FLOOR(c)) ==> TCP_INV_RTO_FLOOR(c);
  @ ensures  \old(TCP_INV_IN_FLIGHT(c)) ==> TCP_INV_IN_FLIGHT(c);
  @ ensures  \old(TCP_INV_DOUBT(c)) ==> TCP_INV_DOUBT(c);
  @ ensures  \old(TCP_INV_MEASURED(c)) ==> TCP_INV_MEASURED(c);
  @ ensures  \old(TCP_INV_MEASURING(c)) ==> TCP_INV_MEASURING(c);
  @*/
void tcp_take_acked(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:189 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires c->flight != 0;
  @ assigns  c->recover, c->cwnd, c->ssthresh, c->rtt_mark, c->dupacks, c->rexmt_due;
  @ ensures  tcp_ok(c);
  @ ensures  \old(TCP_INV_DOUBT(c)) ==> TCP_INV_DOUBT(c);
  @ ensures  \old(TCP_INV_MEASURED(c)) ==> TCP_INV_MEASURED(c);
  @ ensures  \old(TCP_INV_TIMED(c)) ==> TCP_INV_TIMED(c);
  @*/
void tcp_take_duplicate(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:191 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->recover, c->cwnd, c->ssthresh, c->dupacks;
  @ ensures  tcp_ok(c);
  @ ensures  \old(TCP_INV_DOUBT(c)) ==> TCP_INV_DOUBT(c);
  @*/
void tcp_lose(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:192 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->cwnd, c->ssthresh;
  @ ensures  tcp_ok(c);
  @*/
void tcp_first_window(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:193 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start,
  @     c->rx_used, c->early_at, c->early_bytes, c->max_retries, c->signals, c->calls, c->ack_due,
  @     c->ack_soon, c->keep, c->nodelay, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  \old(c->rcv_wnd) > \old(c->rcv_max) || c->rcv_wnd <= c->rcv_max;
  @ ensures  \old(TCP_INV_WINDOW_NEAR(c)) ==> TCP_INV_WINDOW_NEAR(c);
  @ ensures  \old(TCP_INV_EARLY(c)) ==> TCP_INV_EARLY(c);
  @*/
void tcp_accept_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:195 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_up, c->signals;
  @ ensures  tcp_ok(c);
  @*/
void tcp_take_urgent(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:196 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->challenged, c->ack_due;
  @ ensures  tcp_ok(c);
  @*/
void tcp_challenge(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:197 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->signals;
  @ ensures  tcp_ok(c);
  @*/
void tcp_signal(struct stack *s, struct tcp_connection *c, uint8_t what);

/* tcp.fsm:198 */
/*@ requires \valid(seg);
  @ assigns  seg->flags;
  @*/
void tcp_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* ---- The machine ---- */

/* tcp.fsm:32  ESTAB FIN_WAIT_1 FIN_WAIT_2 CLOSE_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_FIN_WAIT_2 || state == TCP_FIN_WAIT_1 || state == TCP_ESTAB
  @     || state == TCP_CLOSE_WAIT);
  @*/
static inline bool tcp_state_open(uint8_t state)
{
    return state >= TCP_FIN_WAIT_2 && state <= TCP_CLOSE_WAIT;
}

/* tcp.fsm:33  SYN_SENT SYN_RCVD ESTAB FIN_WAIT_1 FIN_WAIT_2 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_TIME_WAIT || state == TCP_FIN_WAIT_2 || state == TCP_FIN_WAIT_1
  @     || state == TCP_ESTAB || state == TCP_CLOSE_WAIT || state == TCP_LAST_ACK
  @     || state == TCP_CLOSING || state == TCP_SYN_RCVD || state == TCP_SYN_SENT);
  @*/
static inline bool tcp_state_live(uint8_t state)
{
    return state >= TCP_TIME_WAIT;
}

/* tcp.fsm:34  SYN_SENT SYN_RCVD */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result <==> (state == TCP_SYN_RCVD || state == TCP_SYN_SENT);
  @*/
static inline bool tcp_state_opening(uint8_t state)
{
    return state >= TCP_SYN_RCVD;
}

/* tcp.fsm:35  SYN_SENT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result <==> state == TCP_SYN_SENT;
  @*/
static inline bool tcp_state_calling(uint8_t state)
{
    return state == TCP_SYN_SENT;
}

/* tcp.fsm:36  LISTEN */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result <==> state == TCP_LISTEN;
  @*/
static inline bool tcp_state_waiting(uint8_t state)
{
    return state == TCP_LISTEN;
}

/* tcp.fsm:37  ESTAB CLOSE_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result <==> (state == TCP_ESTAB || state == TCP_CLOSE_WAIT);
  @*/
static inline bool tcp_state_can_send(uint8_t state)
{
    return state >= TCP_ESTAB && state <= TCP_CLOSE_WAIT;
}

/* tcp.fsm:38  ESTAB FIN_WAIT_1 FIN_WAIT_2 */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_FIN_WAIT_2 || state == TCP_FIN_WAIT_1 || state == TCP_ESTAB);
  @*/
static inline bool tcp_state_can_recv(uint8_t state)
{
    return state >= TCP_FIN_WAIT_2 && state <= TCP_ESTAB;
}

/* tcp.fsm:39  CLOSED LISTEN FIN_WAIT_2 TIME_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_CLOSED || state == TCP_LISTEN || state == TCP_TIME_WAIT
  @     || state == TCP_FIN_WAIT_2);
  @*/
static inline bool tcp_state_quiet(uint8_t state)
{
    return state <= TCP_FIN_WAIT_2;
}

/* tcp.fsm:40  ESTAB FIN_WAIT_1 CLOSE_WAIT LAST_ACK CLOSING */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_FIN_WAIT_1 || state == TCP_ESTAB || state == TCP_CLOSE_WAIT
  @     || state == TCP_LAST_ACK || state == TCP_CLOSING);
  @*/
static inline bool tcp_state_sending(uint8_t state)
{
    return state >= TCP_FIN_WAIT_1 && state <= TCP_CLOSING;
}

/* tcp.fsm:135 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> seg->acked != 0 && seg->acked <= c->flight;
  @*/
static inline bool tcp_ack_new(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return seg->acked != 0 && seg->acked <= c->flight;
}

/* tcp.fsm:136 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0);
  @*/
static inline bool tcp_ack_ok(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return seg->acked <= c->flight || (seg->flags & TCP_SEG_LATE);
}

/* tcp.fsm:137 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (((seg->acked == 0 && c->flight != 0) && seg->len == 0) && seg->window == c->snd_wnd)
  @     && c->snd_wnd != 0;
  @*/
static inline bool tcp_ack_dup(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return seg->acked == 0 && c->flight != 0 && seg->len == 0 && seg->window == c->snd_wnd
        && c->snd_wnd != 0;
}

/* tcp.fsm:138 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> !tcp_before16((uint16_t)seg->seqno, c->snd_wl1)
  @     && !((seg->flags & TCP_SEG_LATE) != 0);
  @*/
static inline bool tcp_wnd_newer(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_not_after16(c->snd_wl1, (uint16_t)seg->seqno) && !(seg->flags & TCP_SEG_LATE);
}

/* tcp.fsm:139 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> c->snd_wnd == 0 && seg->window != 0;
  @*/
static inline bool tcp_wnd_opens(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return c->snd_wnd == 0 && seg->window != 0;
}

/* tcp.fsm:140 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd);
  @*/
static inline bool tcp_in_window(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return seg->ahead < c->rcv_wnd || (seg->len != 0 && seg->end != 0 && seg->end <= c->rcv_wnd);
}

/* tcp.fsm:141 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> c->rcv_wnd == 0 && seg->ahead == 0;
  @*/
static inline bool tcp_full_house(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return c->rcv_wnd == 0 && seg->ahead == 0;
}

/* tcp.fsm:142 */
/*@ requires \valid_read(seg);
  @ assigns  \nothing;
  @ ensures  \result <==> ((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 0;
  @*/
static inline bool tcp_fin_again(const struct tcp_segment *seg)
{
    return (seg->flags & TCP_SEG_FIN) && seg->end == 0;
}

/* tcp.fsm:143 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> c->retries >= c->max_retries;
  @*/
static inline bool tcp_last_try(const struct tcp_connection *c)
{
    return c->retries >= c->max_retries;
}

/* tcp.fsm:147  3.6.1, 3.10.8 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_WAIT_ENDS(c);
  @*/
static inline bool tcp_keeps_wait_ends(const struct tcp_connection *c)
{
    return !(c->state >= TCP_TIME_WAIT && c->state <= TCP_FIN_WAIT_2) || (c->life != 0);
}

/* tcp.fsm:149  3.8.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_LIFE_USED(c);
  @*/
static inline bool tcp_keeps_life_used(const struct tcp_connection *c)
{
    return !(c->state == TCP_LISTEN || c->state == TCP_FIN_WAIT_1 || c->state >= TCP_LAST_ACK)
        || (c->life == 0);
}

/* tcp.fsm:150  RFC 6298 5.2 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_QUIET_TIMER(c);
  @*/
static inline bool tcp_keeps_quiet_timer(const struct tcp_connection *c)
{
    return !(c->state <= TCP_FIN_WAIT_2) || (c->rexmt == 0);
}

/* tcp.fsm:151  RFC 6298 5.2 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_QUIET_DEBT(c);
  @*/
static inline bool tcp_keeps_quiet_debt(const struct tcp_connection *c)
{
    return !(c->state <= TCP_FIN_WAIT_2) || (!c->rexmt_due);
}

/* tcp.fsm:152  RFC 6298 5.1 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_TIMED(c);
  @*/
static inline bool tcp_keeps_timed(const struct tcp_connection *c)
{
    return !(c->state >= TCP_FIN_WAIT_1) || (c->flight == 0 || c->rexmt != 0 || c->rexmt_due);
}

/* tcp.fsm:153  RFC 6298 2.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_RTO_FLOOR(c);
  @*/
static inline bool tcp_keeps_rto_floor(const struct tcp_connection *c)
{
    return !(c->state >= TCP_FIN_WAIT_2) || (c->rto >= (uint16_t)TCP_RTO_MIN);
}

/* tcp.fsm:154  3.10.7.4 fifth */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_FIN_ACKED(c);
  @*/
static inline bool tcp_keeps_fin_acked(const struct tcp_connection *c)
{
    return !(c->state >= TCP_TIME_WAIT && c->state <= TCP_FIN_WAIT_2)
        || (c->fin_sent && c->flight == 0);
}

/* tcp.fsm:155  3.10.7.4 fifth */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_FIN_AWAITED(c);
  @*/
static inline bool tcp_keeps_fin_awaited(const struct tcp_connection *c)
{
    return !(c->state == TCP_FIN_WAIT_1 || (c->state >= TCP_LAST_ACK && c->state <= TCP_CLOSING))
        || (!c->fin_sent || c->flight != 0);
}

/* tcp.fsm:156  3.10.7.4 fifth */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_NOTHING_AGAIN(c);
  @*/
static inline bool tcp_keeps_nothing_again(const struct tcp_connection *c)
{
    return !(c->state == TCP_FIN_WAIT_1 || (c->state >= TCP_LAST_ACK && c->state <= TCP_CLOSING))
        || (!c->fin_sent || c->flight != 0 || !c->rexmt_due);
}

/* tcp.fsm:157  3.10.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_CLOSING_ASKED(c);
  @*/
static inline bool tcp_keeps_closing_asked(const struct tcp_connection *c)
{
    return !((c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_FIN_WAIT_1)
        || (c->state >= TCP_LAST_ACK && c->state <= TCP_CLOSING)) || (c->fin_req);
}

/* tcp.fsm:158  3.10.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_NONE_ASKED(c);
  @*/
static inline bool tcp_keeps_none_asked(const struct tcp_connection *c)
{
    return !(c->state == TCP_CLOSE_WAIT || c->state == TCP_SYN_SENT) || (!c->fin_req);
}

/* tcp.fsm:159  3.10.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_ASKED_CLOSES(c);
  @*/
static inline bool tcp_keeps_asked_closes(const struct tcp_connection *c)
{
    return !(c->state == TCP_ESTAB) || (!c->fin_req);
}

/* tcp.fsm:160  3.10.4 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_NO_FIN_YET(c);
  @*/
static inline bool tcp_keeps_no_fin_yet(const struct tcp_connection *c)
{
    return !(c->state == TCP_LISTEN || (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT)
        || c->state >= TCP_SYN_RCVD) || (!c->fin_sent);
}

/* tcp.fsm:161  3.10.1 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_SYN_IN_FLIGHT(c);
  @*/
static inline bool tcp_keeps_syn_in_flight(const struct tcp_connection *c)
{
    return !(c->state >= TCP_SYN_RCVD) || (c->flight == 1);
}

/* tcp.fsm:162  3.10.7.2 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_CALLED(c);
  @*/
static inline bool tcp_keeps_called(const struct tcp_connection *c)
{
    return !(c->state == TCP_LISTEN) || (c->by_peer);
}

/* tcp.fsm:164  3.8.6 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_IN_FLIGHT(c);
  @*/
static inline bool tcp_keeps_in_flight(const struct tcp_connection *c)
{
    return !(c->state >= TCP_FIN_WAIT_2) || (c->flight <= (uint16_t)TCP_SEND_MAX || c->fin_sent);
}

/* tcp.fsm:165  RFC 6582 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_NO_DOUBT(c);
  @*/
static inline bool tcp_keeps_no_doubt(const struct tcp_connection *c)
{
    return !(c->state == TCP_LISTEN) || (c->recover <= 1);
}

/* tcp.fsm:166  RFC 6582 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_DOUBT(c);
  @*/
static inline bool tcp_keeps_doubt(const struct tcp_connection *c)
{
    return !(c->state >= TCP_TIME_WAIT) || (c->recover <= c->flight || c->recover == 1);
}

/* tcp.fsm:167  RFC 6298 3 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_MEASURED(c);
  @*/
static inline bool tcp_keeps_measured(const struct tcp_connection *c)
{
    return !(c->state >= TCP_FIN_WAIT_2) || (c->rtt_mark <= c->flight);
}

/* tcp.fsm:168  RFC 6298 2.2 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_MEASURING(c);
  @*/
static inline bool tcp_keeps_measuring(const struct tcp_connection *c)
{
    return c->srtt == 0 || c->srtt >= 8;
}

/* tcp.fsm:169  3.7.1 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_SPOKEN(c);
  @*/
static inline bool tcp_keeps_spoken(const struct tcp_connection *c)
{
    return !(c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_SYN_RCVD) || (c->mss != 0);
}

/* tcp.fsm:170  3.8.6.2.2 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_PROMISED(c);
  @*/
static inline bool tcp_keeps_promised(const struct tcp_connection *c)
{
    return !(c->state == TCP_LISTEN || c->state >= TCP_FIN_WAIT_2) || (c->rcv_wnd <= c->rcv_max);
}

/* tcp.fsm:171  3.10.7.4 first */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_WINDOW_NEAR(c);
  @*/
static inline bool tcp_keeps_window_near(const struct tcp_connection *c)
{
    return c->rcv_wnd != 65535u;
}

/* tcp.fsm:172  3.10.7.4 seventh */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_EARLY(c);
  @*/
static inline bool tcp_keeps_early(const struct tcp_connection *c)
{
    return c->early_bytes == 0
        || (c->early_at != 0 && (uint16_t)((uint16_t)c->early_at + c->early_bytes) <= c->rcv_wnd);
}

/* tcp.fsm:173  3.10.5 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_INV_RESET_LAST(c);
  @*/
static inline bool tcp_keeps_reset_last(const struct tcp_connection *c)
{
    return !(c->state != TCP_CLOSED) || (!c->rst_due);
}

/* For tests: the line of the first invariant that does not hold, or 0. Nothing else
 * calls it. */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == 0 <==> TCP_INV(c);
  @*/
static inline uint16_t tcp_broken(const struct tcp_connection *c)
{
    if (!tcp_keeps_wait_ends(c)) {
        return 147;
    }
    if (!tcp_keeps_life_used(c)) {
        return 149;
    }
    if (!tcp_keeps_quiet_timer(c)) {
        return 150;
    }
    if (!tcp_keeps_quiet_debt(c)) {
        return 151;
    }
    if (!tcp_keeps_timed(c)) {
        return 152;
    }
    if (!tcp_keeps_rto_floor(c)) {
        return 153;
    }
    if (!tcp_keeps_fin_acked(c)) {
        return 154;
    }
    if (!tcp_keeps_fin_awaited(c)) {
        return 155;
    }
    if (!tcp_keeps_nothing_again(c)) {
        return 156;
    }
    if (!tcp_keeps_closing_asked(c)) {
        return 157;
    }
    if (!tcp_keeps_none_asked(c)) {
        return 158;
    }
    if (!tcp_keeps_asked_closes(c)) {
        return 159;
    }
    if (!tcp_keeps_no_fin_yet(c)) {
        return 160;
    }
    if (!tcp_keeps_syn_in_flight(c)) {
        return 161;
    }
    if (!tcp_keeps_called(c)) {
        return 162;
    }
    if (!tcp_keeps_in_flight(c)) {
        return 164;
    }
    if (!tcp_keeps_no_doubt(c)) {
        return 165;
    }
    if (!tcp_keeps_doubt(c)) {
        return 166;
    }
    if (!tcp_keeps_measured(c)) {
        return 167;
    }
    if (!tcp_keeps_measuring(c)) {
        return 168;
    }
    if (!tcp_keeps_spoken(c)) {
        return 169;
    }
    if (!tcp_keeps_promised(c)) {
        return 170;
    }
    if (!tcp_keeps_window_near(c)) {
        return 171;
    }
    if (!tcp_keeps_early(c)) {
        return 172;
    }
    if (!tcp_keeps_reset_last(c)) {
        return 173;
    }
    return 0;
}

/* tcp.fsm:201 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->snd_una, c->iss, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->flight,
  @     c->ring_used, c->rx_start, c->rx_used, c->rto, c->rtt_mark, c->rtt_start, c->max_retries,
  @     c->calls, c->ack_due, c->rexmt_due, c->keep, c->nodelay;
  @ ensures  tcp_ok(c);
  @ ensures  c->flight == 1;
  @ ensures  c->rto == TCP_RTO_INIT;
  @ ensures  c->rtt_mark == 1;
  @ ensures  c->rexmt_due == 1;
  @ ensures  \old(c->rcv_wnd) > \old(c->rcv_max) || c->rcv_wnd <= c->rcv_max;
  @ ensures  \old(TCP_INV_WINDOW_NEAR(c)) ==> TCP_INV_WINDOW_NEAR(c);
  @ ensures  \old(TCP_INV_EARLY(c)) ==> TCP_INV_EARLY(c);
  @*/
static inline __attribute__((noinline)) void tcp_begin(struct stack *s, struct tcp_connection *c)
{
    c->snd_una = tcp_new_iss(s, c);
    c->iss = c->snd_una;
    c->flight = 1;
    c->rtt_mark = 1;
    c->rto = TCP_RTO_INIT;
    c->max_retries = TCP_MAX_RETRIES;
    c->rexmt_due = 1;
    tcp_offer_window(s, c);
}

/* tcp.fsm:202 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (seg->acked != 0 && seg->acked <= c->flight);
  @ requires c->mss != 0;
  @ requires c->recover <= c->flight || c->recover == 1;
  @ requires TCP_INV_SYN_IN_FLIGHT(c);
  @ assigns  c->snd_una, c->snd_wl1, c->snd_wnd, c->snd_up, c->flight, c->recover, c->cwnd,
  @     c->ssthresh, c->snd_half, c->ring_start, c->ring_used, c->srtt, c->rttvar, c->rto,
  @     c->rtt_mark, c->retries, c->signals, c->dupacks, c->rexmt_due, c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  c->retries == 0;
  @ ensures  c->rexmt == 0;
  @ ensures  c->flight == (\old(c->flight) - seg->acked);
  @ ensures  !(c->rexmt_due != 0) || c->flight != 0;
  @ ensures  \old(TCP_INV_RTO_FLOOR(c)) ==> TCP_INV_RTO_FLOOR(c);
  @ ensures  \old(TCP_INV_IN_FLIGHT(c)) ==> TCP_INV_IN_FLIGHT(c);
  @ ensures  \old(TCP_INV_DOUBT(c)) ==> TCP_INV_DOUBT(c);
  @ ensures  \old(TCP_INV_MEASURED(c)) ==> TCP_INV_MEASURED(c);
  @ ensures  \old(TCP_INV_MEASURING(c)) ==> TCP_INV_MEASURING(c);
  @*/
static inline __attribute__((noinline)) void tcp_connect(struct stack *s, struct tcp_connection *c,
                                                         struct tcp_segment *seg)
{
    c->rto = (uint16_t)((c->retries == 0) ? c->rto : (uint16_t)TCP_RTO_AFTER_SYN);
    tcp_first_window(s, c);
    tcp_take_window(s, c, seg);
    tcp_take_acked(s, c, seg);
    c->retries = 0;
    c->rexmt = 0;
    tcp_signal(s, c, TCP_SIGNAL_CONNECTED);
}

/* tcp.fsm:203 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ring_used, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt, c->life;
  @ ensures  tcp_ok(c);
  @ ensures  c->ring_used == 0;
  @ ensures  c->ack_due == 0;
  @ ensures  c->ack_soon == 0;
  @ ensures  c->rexmt_due == 0;
  @ ensures  c->keep_due == 0;
  @ ensures  c->rexmt == 0;
  @ ensures  c->life == 0;
  @*/
static inline __attribute__((noinline)) void tcp_forget(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    c->rexmt = 0;
    c->life = 0;
    c->ack_due = 0;
    c->ack_soon = 0;
    c->rexmt_due = 0;
    c->keep_due = 0;
    c->ring_used = 0;
}

/* tcp.fsm:204 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rcv_nxt, c->signals, c->ack_due;
  @ ensures  tcp_ok(c);
  @ ensures  c->rcv_nxt == \old((uint32_t)(c->rcv_nxt + 1));
  @ ensures  c->ack_due == 1;
  @*/
static inline __attribute__((noinline)) void tcp_take_fin(struct stack *s,
                                                          struct tcp_connection *c)
{
    c->rcv_nxt = c->rcv_nxt + 1;
    c->ack_due = 1;
    tcp_signal(s, c, TCP_SIGNAL_PEER_CLOSED);
}

/* tcp.fsm:205 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->recover, c->cwnd, c->ssthresh, c->rto, c->rtt_mark, c->retries, c->dupacks,
  @     c->rexmt_due;
  @ ensures  tcp_ok(c);
  @ ensures  c->rto == \old(\min(c->rto * 2, TCP_RTO_MAX));
  @ ensures  c->rtt_mark == 0;
  @ ensures  c->retries == \old(\min(c->retries, 253) + 1);
  @ ensures  c->rexmt_due == 1;
  @ ensures  \old(TCP_INV_DOUBT(c)) ==> TCP_INV_DOUBT(c);
  @*/
static inline __attribute__((noinline)) void tcp_again(struct stack *s, struct tcp_connection *c)
{
    c->retries = (uint8_t)(tcp_min_u8(c->retries, 253) + 1);
    c->rto = tcp_min_u16((uint16_t)(c->rto * 2), TCP_RTO_MAX);
    c->rtt_mark = 0;
    tcp_lose(s, c);
    c->rexmt_due = 1;
}

/* tcp.fsm:206 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->life;
  @ ensures  tcp_ok(c);
  @ ensures  c->life == 0;
  @*/
static inline __attribute__((noinline)) void tcp_rest(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    c->life = 0;
}

/* tcp.fsm:207 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->snd_una, c->flight, c->ring_used, c->fin_sent, c->ack_due, c->ack_soon,
  @     c->rexmt_due, c->keep_due, c->rexmt, c->life;
  @ ensures  tcp_ok(c);
  @ ensures  c->snd_una == \old((uint32_t)(c->snd_una + c->flight));
  @ ensures  c->flight == 0;
  @ ensures  c->ring_used == 0;
  @ ensures  c->fin_sent == 1;
  @ ensures  c->ack_due == 0;
  @ ensures  c->ack_soon == 0;
  @ ensures  c->rexmt_due == 0;
  @ ensures  c->keep_due == 0;
  @ ensures  c->rexmt == 0;
  @ ensures  c->life == TCP_MSL2;
  @*/
static inline __attribute__((noinline)) void tcp_wait_again(struct stack *s,
                                                            struct tcp_connection *c)
{
    tcp_forget(s, c);
    c->fin_sent = 1;
    c->snd_una = c->snd_una + c->flight;
    c->flight = 0;
    c->life = TCP_MSL2;
}

/* tcp.fsm:208 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ring_used, c->signals, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt,
  @     c->life;
  @ ensures  tcp_ok(c);
  @ ensures  c->ring_used == 0;
  @ ensures  c->ack_due == 0;
  @ ensures  c->ack_soon == 0;
  @ ensures  c->rexmt_due == 0;
  @ ensures  c->keep_due == 0;
  @ ensures  c->rexmt == 0;
  @ ensures  c->life == TCP_MSL2;
  @*/
static inline __attribute__((noinline)) void tcp_wait_2msl(struct stack *s,
                                                           struct tcp_connection *c)
{
    tcp_forget(s, c);
    c->life = TCP_MSL2;
    tcp_signal(s, c, TCP_SIGNAL_CLOSED_BOTH);
}

/* RFC 9293 3.10.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ requires ((!(c->rst_due != 0) && !(c->fin_sent != 0)) && c->life == 0)
  @     && c->rcv_wnd <= c->rcv_max;
  @ requires c->recover == 0;
  @ assigns  c->by_peer, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_ALREADY_EXISTS;
  @ ensures  (\old(c->state) == TCP_CLOSED ==> c->state == TCP_LISTEN)
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT)
  @     ==> c->state == \old(c->state));
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_OK && c->state == TCP_LISTEN)
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT)
  @     ==> \result == TCP_ERROR_ALREADY_EXISTS && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_open_passive(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:216  3.10.1 */
        c->by_peer = 1;
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    /* tcp.fsm:217  3.10.1 */
    return TCP_ERROR_ALREADY_EXISTS;
}

/* RFC 9293 3.10.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ requires (((!(c->rst_due != 0) && !(c->fin_req != 0)) && !(c->fin_sent != 0)) && c->life == 0)
  @     && c->rcv_wnd <= c->rcv_max;
  @ requires c->recover == 0;
  @ assigns  c->snd_una, c->iss, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->flight,
  @     c->ring_used, c->rx_start, c->rx_used, c->rto, c->rtt_mark, c->rtt_start, c->max_retries,
  @     c->calls, c->by_peer, c->ack_due, c->rexmt_due, c->keep, c->nodelay, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c)
  @     && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_ALREADY_EXISTS;
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN)
  @     ==> c->state == TCP_SYN_SENT)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> c->state == \old(c->state));
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN) ==> \result == TCP_OK
  @     && c->state == TCP_SYN_SENT)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_ERROR_ALREADY_EXISTS
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_open_active(struct stack *s, struct tcp_connection *c)
{
    if (c->state <= TCP_LISTEN) { /* tcp.fsm:222  3.10.1  CLOSED LISTEN */
        c->by_peer = 0;
        tcp_begin(s, c);
        c->state = TCP_SYN_SENT;
        return TCP_OK;
    }
    /* tcp.fsm:223  3.10.1 */
    return TCP_ERROR_ALREADY_EXISTS;
}

/* RFC 9293 3.10.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION
  @     || \result == TCP_ERROR_UNSPECIFIED_PEER || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_ERROR_NO_CONNECTION
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_LISTEN ==> \result == TCP_ERROR_UNSPECIFIED_PEER
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && \old(c->fin_req != 0)
  @     ==> \result == TCP_ERROR_CLOSING_ALREADY && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT)
  @     && !\old(c->fin_req != 0) ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     && !\old(c->fin_req != 0) ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(c->fin_req != 0)
  @     ==> \result == TCP_ERROR_CLOSING_ALREADY && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_send_call(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:226  3.10.2 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state == TCP_LISTEN) { /* tcp.fsm:227  3.10.2 */
        return TCP_ERROR_UNSPECIFIED_PEER;
    }
    if (c->fin_req) { /* tcp.fsm:228  3.10.2 */
        return TCP_ERROR_CLOSING_ALREADY;
    }
    if (c->state >= TCP_SYN_RCVD) { /* tcp.fsm:229  3.10.2  SYN_SENT SYN_RCVD */
        return TCP_OK;
    }
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT) { /* tcp.fsm:230  3.10.2  CAN_SEND */
        return TCP_OK;
    }
    /* tcp.fsm:231  3.10.2 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.3 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start, c->rx_used,
  @     c->max_retries, c->calls, c->ack_due, c->keep, c->nodelay;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION
  @     || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_ERROR_NO_CONNECTION
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_LISTEN ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT)
  @     ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB) ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     ==> \result == TCP_ERROR_CLOSING_ALREADY && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_receive_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:234  3.10.3 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state == TCP_LISTEN) { /* tcp.fsm:235  3.10.3 */
        return TCP_OK;
    }
    if (c->state >= TCP_SYN_RCVD) { /* tcp.fsm:236  3.10.3  SYN_SENT SYN_RCVD */
        tcp_offer_window(s, c);
        return TCP_OK;
    }
    if (c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_ESTAB) { /* tcp.fsm:237  3.10.3  CAN_RECV */
        tcp_offer_window(s, c);
        return TCP_OK;
    }
    /* tcp.fsm:238  3.10.3 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->ring_used, c->fin_req, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt,
  @     c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION
  @     || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_RCVD) ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT)
  @     ==> c->state == TCP_CLOSED)
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_FIN_WAIT_1))
  @     && (\old(c->state) == TCP_CLOSE_WAIT
  @     ==> (c->state == \old(c->state) || c->state == TCP_LAST_ACK));
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_ERROR_NO_CONNECTION
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_OK
  @     && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD)
  @     && \old(c->fin_req != 0) ==> \result == TCP_ERROR_CLOSING_ALREADY
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->fin_req != 0) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_ESTAB && !\old(c->fin_req != 0) ==> \result == TCP_OK
  @     && c->state == TCP_FIN_WAIT_1)
  @     && (\old(c->state) == TCP_CLOSE_WAIT && !\old(c->fin_req != 0) ==> \result == TCP_OK
  @     && c->state == TCP_LAST_ACK)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(c->fin_req != 0)
  @     ==> \result == TCP_ERROR_CLOSING_ALREADY && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_close_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:241  3.10.4 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state == TCP_LISTEN || c->state == TCP_SYN_SENT) { /* tcp.fsm:242  3.10.4 */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    if (c->fin_req) { /* tcp.fsm:243  3.10.4 */
        return TCP_ERROR_CLOSING_ALREADY;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:244  3.10.4 */
        c->fin_req = 1;
        return TCP_OK;
    }
    if (c->state == TCP_ESTAB) { /* tcp.fsm:245  3.10.4 */
        c->fin_req = 1;
        tcp_rest(s, c);
        c->state = TCP_FIN_WAIT_1;
        return TCP_OK;
    }
    if (c->state == TCP_CLOSE_WAIT) { /* tcp.fsm:246  3.10.4 */
        c->fin_req = 1;
        tcp_rest(s, c);
        c->state = TCP_LAST_ACK;
        return TCP_OK;
    }
    /* tcp.fsm:247  3.10.4 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.5 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->ring_used, c->ack_due, c->ack_soon, c->rexmt_due, c->rst_due, c->keep_due, c->rexmt,
  @     c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  (\old(c->state) == TCP_CLOSED ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT)
  @     ==> c->state == TCP_CLOSED);
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_ERROR_NO_CONNECTION
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_SYN_RCVD) ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_OK && c->state == TCP_CLOSED);
  @*/
static inline enum tcp_error tcp_abort_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:250  3.10.5 */
        return TCP_ERROR_NO_CONNECTION;
    }
    /* tcp.fsm:251  3.10.5  SYN_RCVD OPEN */
    if ((c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_CLOSE_WAIT)
        || c->state == TCP_SYN_RCVD) {
        tcp_forget(s, c);
        c->rst_due = 1;
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:252  3.10.5 */
    tcp_forget(s, c);
    c->state = TCP_CLOSED;
    return TCP_OK;
}

/* RFC 9293 3.8.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->keep, c->life;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c);
  @ ensures  TCP_INV_QUIET_TIMER(c) && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c)
  @     && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c)
  @     && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c)
  @     && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c)
  @     && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c)
  @     && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_OK;
  @ ensures  c->state == \old(c->state);
  @ ensures  ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_OK && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_keep_alive_call(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT) { /* tcp.fsm:255  3.8.4  CAN_SEND */
        c->keep = 1;
        c->life = TCP_KEEPALIVE;
        return TCP_OK;
    }
    /* tcp.fsm:256  3.8.4 */
    c->keep = 1;
    return TCP_OK;
}

/* RFC 9293 3.10.6 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_CLOSED ==> \result == TCP_ERROR_NO_CONNECTION
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_TIME_WAIT
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_OK
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_status_call(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:259  3.10.6 */
        return TCP_ERROR_NO_CONNECTION;
    }
    /* tcp.fsm:260  3.10.6 */
    return TCP_OK;
}

/* RFC 9293 3.10.7.1
 * The connection is not touched here: `c` may be 0. */
/*@ requires \valid(seg);
  @ assigns  seg->flags;
  @ ensures  \result == TCP_DROP;
  @*/
static inline enum tcp_verdict tcp_segment_closed(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    /* tcp.fsm:267  3.10.7.1 */
    tcp_reset(s, c, seg);
    return TCP_DROP;
}

/* RFC 9293 3.10.7.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires c->state == TCP_LISTEN;
  @ assigns  c->snd_una, c->rcv_nxt, c->iss, c->snd_wl1, c->snd_wnd, c->rcv_wnd, c->rcv_max,
  @     c->rcv_up, c->snd_up, c->flight, c->snd_half, c->mss, c->ring_used, c->rx_start, c->rx_used,
  @     c->rto, c->rtt_mark, c->rtt_start, c->max_retries, c->calls, c->ack_due, c->rexmt_due,
  @     c->keep, c->nodelay, c->state, seg->ahead, seg->end, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c)
  @     && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c);
  @ ensures  \result == TCP_DROP;
  @ ensures  c->state == \old(c->state) || c->state == TCP_SYN_RCVD;
  @ ensures  (\old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (!\old((seg->flags & TCP_SEG_RST) != 0) && \old((seg->flags & TCP_SEG_ACK) != 0)
  @     ==> \result == TCP_DROP && c->state == \old(c->state))
  @     && (!\old((seg->flags & TCP_SEG_RST) != 0) && !\old((seg->flags & TCP_SEG_ACK) != 0)
  @     && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_SYN_RCVD)
  @     && (!\old((seg->flags & TCP_SEG_RST) != 0) && !\old((seg->flags & TCP_SEG_ACK) != 0)
  @     && !\old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_listen(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:270  3.10.7.2 */
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_ACK) { /* tcp.fsm:271  3.10.7.2 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_SYN) { /* tcp.fsm:272  3.10.7.2 */
        tcp_take_syn(s, c, seg);
        tcp_take_window(s, c, seg);
        tcp_begin(s, c);
        c->state = TCP_SYN_RCVD;
        return TCP_DROP;
    }
    /* tcp.fsm:273  3.10.7.2 */
    return TCP_DROP;
}

/* RFC 9293 3.10.7.3 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires c->state == TCP_SYN_SENT;
  @ assigns  c->snd_una, c->rcv_nxt, c->snd_wl1, c->snd_wnd, c->rcv_wnd, c->rcv_max, c->rcv_up,
  @     c->snd_up, c->flight, c->recover, c->cwnd, c->ssthresh, c->snd_half, c->mss, c->ring_start,
  @     c->ring_used, c->rx_start, c->rx_used, c->srtt, c->rttvar, c->rto, c->rtt_mark, c->retries,
  @     c->max_retries, c->signals, c->calls, c->dupacks, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->keep, c->nodelay, c->rexmt, c->life, c->state, seg->ahead, seg->end,
  @     seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_DROP || \result == TCP_GOTO_ALIVE;
  @ ensures  (\result == TCP_DROP
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_SYN_RCVD))
  @     && (\result == TCP_GOTO_ALIVE ==> c->state == TCP_ESTAB);
  @ ensures  (\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight)) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (!\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight))
  @     && \old(((seg->flags & TCP_SEG_RST) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     ==> \result == TCP_DROP && c->state == TCP_CLOSED)
  @     && (!\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight))
  @     && !\old(((seg->flags & TCP_SEG_RST) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (!\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight))
  @     && !\old(((seg->flags & TCP_SEG_RST) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old((seg->flags & TCP_SEG_RST) != 0)
  @     && \old(((seg->flags & TCP_SEG_SYN) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     ==> \result == TCP_GOTO_ALIVE && c->state == TCP_ESTAB)
  @     && (!\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight))
  @     && !\old(((seg->flags & TCP_SEG_RST) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old((seg->flags & TCP_SEG_RST) != 0)
  @     && !\old(((seg->flags & TCP_SEG_SYN) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_SYN_RCVD)
  @     && (!\old(((seg->flags & TCP_SEG_ACK) != 0)
  @     && !(seg->acked != 0 && seg->acked <= c->flight))
  @     && !\old(((seg->flags & TCP_SEG_RST) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old((seg->flags & TCP_SEG_RST) != 0)
  @     && !\old(((seg->flags & TCP_SEG_SYN) != 0) && ((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_syn_sent(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    if ((seg->flags & TCP_SEG_ACK) && !tcp_ack_new(c, seg)) { /* tcp.fsm:276  3.10.7.3 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if ((seg->flags & TCP_SEG_RST) && (seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:277  3.10.7.3 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:278  3.10.7.3 */
        return TCP_DROP;
    }
    if ((seg->flags & TCP_SEG_SYN) && (seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:279  3.10.7.3 */
        tcp_take_syn(s, c, seg);
        tcp_connect(s, c, seg);
        c->ack_due = 1;
        c->state = TCP_ESTAB;
        return TCP_GOTO_ALIVE;
    }
    if (seg->flags & TCP_SEG_SYN) { /* tcp.fsm:280  3.10.7.3 */
        tcp_take_syn(s, c, seg);
        tcp_take_window(s, c, seg);
        c->rexmt_due = 1;
        c->rtt_mark = 0;
        tcp_offer_window(s, c);
        c->state = TCP_SYN_RCVD;
        return TCP_DROP;
    }
    /* tcp.fsm:281  3.10.7.3 */
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 first */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->challenged, c->ack_due, c->life;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c);
  @ ensures  TCP_INV_QUIET_TIMER(c) && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c)
  @     && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c)
  @     && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c)
  @     && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c)
  @     && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c)
  @     && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\result == TCP_CONTINUE ==> c->state == \old(c->state))
  @     && (\result == TCP_DROP ==> c->state == \old(c->state));
  @ ensures  (\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     ==> \result == TCP_CONTINUE && c->state == \old(c->state))
  @     && (!\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     && \old((c->rcv_wnd == 0 && seg->ahead == 0) && seg->len != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     && !\old((c->rcv_wnd == 0 && seg->ahead == 0) && seg->len != 0)
  @     && \old(c->rcv_wnd == 0 && seg->ahead == 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     && !\old((c->rcv_wnd == 0 && seg->ahead == 0) && seg->len != 0)
  @     && !\old(c->rcv_wnd == 0 && seg->ahead == 0) && \old((seg->flags & TCP_SEG_RST) != 0)
  @     ==> \result == TCP_DROP && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_TIME_WAIT
  @     && !\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     && !\old((c->rcv_wnd == 0 && seg->ahead == 0) && seg->len != 0)
  @     && !\old(c->rcv_wnd == 0 && seg->ahead == 0) && !\old((seg->flags & TCP_SEG_RST) != 0)
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (!\old(seg->ahead < c->rcv_wnd
  @     || ((seg->len != 0 && seg->end != 0) && seg->end <= c->rcv_wnd))
  @     && !\old((c->rcv_wnd == 0 && seg->ahead == 0) && seg->len != 0)
  @     && !\old(c->rcv_wnd == 0 && seg->ahead == 0) && !\old((seg->flags & TCP_SEG_RST) != 0)
  @     && !(\old(c->state) == TCP_TIME_WAIT
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 0)) ==> \result == TCP_DROP
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_sequence(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    if (tcp_in_window(c, seg)) { /* tcp.fsm:284  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (tcp_full_house(c, seg) && seg->len != 0) { /* tcp.fsm:285  3.10.7.4 */
        c->ack_due = 1;
        return TCP_CONTINUE;
    }
    if (tcp_full_house(c, seg)) { /* tcp.fsm:286  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:287  3.10.7.4 */
        return TCP_DROP;
    }
    if (c->state == TCP_TIME_WAIT && tcp_fin_again(seg)) { /* tcp.fsm:288  3.10.7.4 */
        c->ack_due = 1;
        c->life = TCP_MSL2;
        return TCP_DROP;
    }
    /* tcp.fsm:289  3.10.7.4 */
    tcp_challenge(s, c);
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 second, RFC 5961 3.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->snd_una, c->flight, c->ring_used, c->signals, c->challenged, c->fin_sent,
  @     c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\result == TCP_CONTINUE ==> c->state == \old(c->state))
  @     && (\result == TCP_DROP
  @     && (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED))
  @     && (\result == TCP_DROP && \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT));
  @ ensures  (\old(seg->ahead != 0) && \old((seg->flags & TCP_SEG_RST) != 0)
  @     ==> \result == TCP_DROP && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(seg->ahead != 0) && \old(c->waited != 0)
  @     && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_TIME_WAIT)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(seg->ahead != 0) && !\old(c->waited != 0)
  @     && \old(c->by_peer != 0) && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_LISTEN)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(seg->ahead != 0) && !\old(c->waited != 0)
  @     && !\old(c->by_peer != 0) && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_CLOSED)
  @     && (\old(c->state) == TCP_TIME_WAIT && !\old(seg->ahead != 0)
  @     && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     && !\old(seg->ahead != 0) && \old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_CLOSED)
  @     && (!\old((seg->flags & TCP_SEG_RST) != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_rst(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_RST)) { /* tcp.fsm:291 */
        return TCP_CONTINUE;
    }
    if (seg->ahead != 0) { /* tcp.fsm:292  3.10.7.4 */
        tcp_challenge(s, c);
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && c->waited) { /* tcp.fsm:293  3.10.7.4 */
        tcp_wait_again(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && c->by_peer) { /* tcp.fsm:294  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:295  3.10.7.4 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:296  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    /* tcp.fsm:297  3.10.7.4 */
    tcp_forget(s, c);
    tcp_signal(s, c, TCP_SIGNAL_RESET);
    c->state = TCP_CLOSED;
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 fourth, RFC 5961 4.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->snd_una, c->flight, c->ring_used, c->challenged, c->fin_sent, c->ack_due,
  @     c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\result == TCP_CONTINUE ==> c->state == \old(c->state))
  @     && (\result == TCP_DROP
  @     && (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) ==> c->state == \old(c->state))
  @     && (\result == TCP_DROP && \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_LISTEN || c->state == TCP_TIME_WAIT));
  @ ensures  (\old(c->state) == TCP_SYN_RCVD && \old(seg->ahead == 65535)
  @     && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(seg->ahead == 65535) && \old(c->waited != 0)
  @     && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_TIME_WAIT)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(seg->ahead == 65535) && !\old(c->waited != 0)
  @     && \old(c->by_peer != 0) && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == TCP_LISTEN)
  @     && (!(\old(c->state) == TCP_SYN_RCVD && \old(seg->ahead == 65535))
  @     && !(\old(c->state) == TCP_SYN_RCVD && \old(c->waited != 0))
  @     && !(\old(c->state) == TCP_SYN_RCVD && \old(c->by_peer != 0))
  @     && \old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (!\old((seg->flags & TCP_SEG_SYN) != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_syn(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_SYN)) { /* tcp.fsm:299 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_SYN_RCVD && seg->ahead == 65535u) { /* tcp.fsm:300  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_SYN_RCVD && c->waited) { /* tcp.fsm:301  3.10.7.4 */
        tcp_wait_again(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && c->by_peer) { /* tcp.fsm:302  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_DROP;
    }
    /* tcp.fsm:303  3.10.7.4 */
    tcp_challenge(s, c);
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->snd_una, c->snd_wl1, c->snd_wnd, c->snd_up, c->flight, c->recover, c->cwnd,
  @     c->ssthresh, c->snd_half, c->ring_start, c->ring_used, c->srtt, c->rttvar, c->rto,
  @     c->rtt_mark, c->retries, c->signals, c->dupacks, c->challenged, c->ack_due, c->rexmt_due,
  @     c->rexmt, c->life, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c)
  @     && TCP_INV_NONE_ASKED(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c)
  @     && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c)
  @     && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_DROP ==> TCP_INV_FIN_AWAITED(c);
  @ ensures  \result == TCP_DROP ==> TCP_INV_ASKED_CLOSES(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\result == TCP_CONTINUE
  @     && (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) ==> c->state == \old(c->state))
  @     && (\result == TCP_CONTINUE && \old(c->state) == TCP_SYN_RCVD ==> c->state == TCP_ESTAB)
  @     && (\result == TCP_DROP ==> c->state == \old(c->state));
  @ ensures  (\old(!((seg->flags & TCP_SEG_ACK) != 0)) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && \old(!(seg->acked != 0 && seg->acked <= c->flight)) ==> \result == TCP_DROP
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked != 0 && seg->acked <= c->flight)) ==> \result == TCP_CONTINUE
  @     && c->state == TCP_ESTAB)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && \old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     ==> \result == TCP_DROP && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_FIN_WAIT_2 && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     ==> \result == TCP_CONTINUE && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_TIME_WAIT && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     ==> \result == TCP_CONTINUE && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     && \old(seg->acked != 0 && seg->acked <= c->flight) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     && !\old(seg->acked != 0 && seg->acked <= c->flight) && \old(c->snd_wnd == 0)
  @     ==> \result == TCP_CONTINUE && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     && !\old(seg->acked != 0 && seg->acked <= c->flight) && !\old(c->snd_wnd == 0)
  @     && \old((((seg->acked == 0 && c->flight != 0) && seg->len == 0)
  @     && seg->window == c->snd_wnd) && c->snd_wnd != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) && !\old(!((seg->flags & TCP_SEG_ACK) != 0))
  @     && !\old(!(seg->acked <= c->flight || ((seg->flags & TCP_SEG_LATE) != 0)))
  @     && !\old(seg->acked != 0 && seg->acked <= c->flight) && !\old(c->snd_wnd == 0)
  @     && !\old((((seg->acked == 0 && c->flight != 0) && seg->len == 0)
  @     && seg->window == c->snd_wnd) && c->snd_wnd != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_ack(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:306  3.10.7.4 */
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && !tcp_ack_new(c, seg)) { /* tcp.fsm:307  3.10.7.4 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:308  3.10.7.4 */
        tcp_connect(s, c, seg);
        c->state = TCP_ESTAB;
        return TCP_CONTINUE;
    }
    if (!tcp_ack_ok(c, seg)) { /* tcp.fsm:309  3.10.7.4 */
        tcp_challenge(s, c);
        return TCP_DROP;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:310  3.10.7.4 */
        c->life = TCP_FIN_WAIT;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:311  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (tcp_ack_new(c, seg)) { /* tcp.fsm:312  3.10.7.4 */
        tcp_take_acked(s, c, seg);
        c->retries = 0;
        c->rexmt = (uint16_t)((c->flight != 0) ? c->rto : 0);
        return TCP_CONTINUE;
    }
    if (c->snd_wnd == 0) { /* tcp.fsm:313  3.10.7.4 */
        c->retries = 0;
        return TCP_CONTINUE;
    }
    if (tcp_ack_dup(c, seg)) { /* tcp.fsm:314  3.10.7.4 */
        tcp_take_duplicate(s, c);
        return TCP_CONTINUE;
    }
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV_STEADY(c);
  @ requires c->state == TCP_ESTAB;
  @ assigns  c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c)
  @     && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c)
  @     && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c)
  @     && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c) && TCP_INV_SPOKEN(c)
  @     && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state) || c->state == TCP_FIN_WAIT_1;
  @ ensures  (\old(c->fin_req != 0) ==> \result == TCP_CONTINUE && c->state == TCP_FIN_WAIT_1)
  @     && (!\old(c->fin_req != 0) ==> \result == TCP_CONTINUE && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_closing(struct stack *s, struct tcp_connection *c,
                                                   struct tcp_segment *seg)
{
    (void)seg;
    if (!c->fin_req) { /* tcp.fsm:317 */
        return TCP_CONTINUE;
    }
    /* tcp.fsm:318  3.10.4  ESTAB */
    tcp_rest(s, c);
    c->state = TCP_FIN_WAIT_1;
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV_STEADY(c);
  @ requires TCP_INV_ASKED_CLOSES(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->snd_wl1, c->snd_wnd, c->snd_half, c->rto, c->retries, c->rexmt_due, c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_QUIET_TIMER(c) && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c)
  @     && TCP_INV_RTO_FLOOR(c) && TCP_INV_NOTHING_AGAIN(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_FIN_ACKED(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(c->snd_wnd == 0 && seg->window != 0)
  @     && \old(!tcp_before16((uint16_t)seg->seqno, c->snd_wl1)
  @     && !((seg->flags & TCP_SEG_LATE) != 0)) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old(c->snd_wnd == 0 && seg->window != 0)
  @     && \old(!tcp_before16((uint16_t)seg->seqno, c->snd_wl1)
  @     && !((seg->flags & TCP_SEG_LATE) != 0)) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old(!tcp_before16((uint16_t)seg->seqno, c->snd_wl1)
  @     && !((seg->flags & TCP_SEG_LATE) != 0)) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_window(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    if (!tcp_wnd_newer(c, seg)) { /* tcp.fsm:320 */
        return TCP_CONTINUE;
    }
    if (tcp_wnd_opens(c, seg)) { /* tcp.fsm:321  3.10.7.4 */
        tcp_take_window(s, c, seg);
        c->retries = 0;
        c->rexmt_due = c->flight != 0;
        c->rexmt = 0;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:322  3.10.7.4 */
    tcp_take_window(s, c, seg);
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV_STEADY(c);
  @ requires TCP_INV_ASKED_CLOSES(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->ring_used, c->signals, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->rexmt,
  @     c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\result == TCP_CONTINUE
  @     && (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     ==> c->state == \old(c->state))
  @     && (\result == TCP_CONTINUE && \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_FIN_WAIT_2))
  @     && (\result == TCP_DROP && \old(c->state) == TCP_LAST_ACK ==> c->state == TCP_CLOSED)
  @     && (\result == TCP_DROP && \old(c->state) == TCP_CLOSING ==> c->state == TCP_TIME_WAIT)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT) ==> \result != TCP_DROP);
  @ ensures  (\old(c->state) == TCP_FIN_WAIT_1 && \old((c->fin_sent != 0) && c->flight == 0)
  @     ==> \result == TCP_CONTINUE && c->state == TCP_FIN_WAIT_2)
  @     && (\old(c->state) == TCP_CLOSING && \old((c->fin_sent != 0) && c->flight == 0)
  @     ==> \result == TCP_DROP && c->state == TCP_TIME_WAIT)
  @     && (\old(c->state) == TCP_LAST_ACK && \old((c->fin_sent != 0) && c->flight == 0)
  @     ==> \result == TCP_DROP && c->state == TCP_CLOSED)
  @     && (!\old((c->fin_sent != 0) && c->flight == 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     && \old((c->fin_sent != 0) && c->flight == 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_our_fin(struct stack *s, struct tcp_connection *c,
                                                   struct tcp_segment *seg)
{
    (void)seg;
    if (!(c->fin_sent && c->flight == 0)) { /* tcp.fsm:324 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_1) { /* tcp.fsm:325  3.10.7.4 */
        c->rexmt = 0;
        c->life = TCP_FIN_WAIT;
        c->state = TCP_FIN_WAIT_2;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_CLOSING) { /* tcp.fsm:326  3.10.7.4 */
        tcp_wait_2msl(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_DROP;
    }
    if (c->state == TCP_LAST_ACK) { /* tcp.fsm:327  3.10.7.4 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_CLOSED_BOTH);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    return TCP_CONTINUE;
}

/* RFC 9293 3.8.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT);
  @ assigns  c->retries, c->life;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c);
  @ ensures  TCP_INV_QUIET_TIMER(c) && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c)
  @     && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c)
  @     && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c)
  @     && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c)
  @     && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c)
  @     && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old((c->keep != 0) && c->flight == 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old((c->keep != 0) && c->flight == 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_alive(struct stack *s, struct tcp_connection *c,
                                                 struct tcp_segment *seg)
{
    (void)s;
    (void)seg;
    if (!(c->keep && c->flight == 0)) { /* tcp.fsm:330 */
        return TCP_CONTINUE;
    }
    /* tcp.fsm:331  3.8.4 */
    c->retries = 0;
    c->life = TCP_KEEPALIVE;
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 sixth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1 || c->state == TCP_ESTAB);
  @ assigns  c->rcv_up, c->signals;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old((seg->flags & TCP_SEG_URG) != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old((seg->flags & TCP_SEG_URG) != 0) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_urgent(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_URG)) { /* tcp.fsm:333 */
        return TCP_CONTINUE;
    }
    /* tcp.fsm:334  3.10.7.4 */
    tcp_take_urgent(s, c, seg);
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 seventh */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1 || c->state == TCP_ESTAB);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start,
  @     c->rx_used, c->early_at, c->early_bytes, c->max_retries, c->signals, c->calls, c->ack_due,
  @     c->ack_soon, c->keep, c->nodelay, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(seg->len != 0) ==> \result == TCP_CONTINUE && c->state == \old(c->state))
  @     && (!\old(seg->len != 0) ==> \result == TCP_CONTINUE && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_text(struct stack *s, struct tcp_connection *c,
                                                struct tcp_segment *seg)
{
    if (seg->len == 0) { /* tcp.fsm:336 */
        return TCP_CONTINUE;
    }
    /* tcp.fsm:337  3.10.7.4 */
    tcp_accept_text(s, c, seg);
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 eighth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->rcv_nxt, c->ring_used, c->signals, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     ==> c->state == \old(c->state))
  @     && (\old(c->state) == TCP_FIN_WAIT_2
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT));
  @ ensures  (\old(c->state) == TCP_ESTAB
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 1) ==> \result == TCP_CONTINUE
  @     && c->state == TCP_CLOSE_WAIT)
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 1) ==> \result == TCP_CONTINUE
  @     && c->state == TCP_CLOSING)
  @     && (\old(c->state) == TCP_FIN_WAIT_2
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 1) ==> \result == TCP_CONTINUE
  @     && c->state == TCP_TIME_WAIT)
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     && \old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 1) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state))
  @     && (!\old(((seg->flags & TCP_SEG_FIN) != 0) && seg->end == 1) ==> \result == TCP_CONTINUE
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_verdict tcp_segment_fin(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!((seg->flags & TCP_SEG_FIN) && seg->end == 1)) { /* tcp.fsm:339 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_ESTAB) { /* tcp.fsm:340  3.10.7.4 */
        tcp_take_fin(s, c);
        c->state = TCP_CLOSE_WAIT;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_1) { /* tcp.fsm:341  3.10.7.4 */
        tcp_take_fin(s, c);
        c->state = TCP_CLOSING;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:342  3.10.7.4 */
        tcp_wait_2msl(s, c);
        tcp_take_fin(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:343  3.10.7.4 */
    c->ack_due = 1;
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->rcv_nxt, c->ring_used, c->signals, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     ==> c->state == \old(c->state))
  @     && (\old(c->state) == TCP_FIN_WAIT_2
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT));
  @*/
static inline enum tcp_verdict tcp_segment_from_fin(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    return tcp_segment_fin(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start,
  @     c->rx_used, c->early_at, c->early_bytes, c->retries, c->max_retries, c->signals, c->calls,
  @     c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->keep, c->nodelay, c->rexmt, c->life,
  @     c->state, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c)
  @     && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_CLOSING)
  @     ==> c->state == \old(c->state))
  @     && (\old(c->state) == TCP_FIN_WAIT_2
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT));
  @*/
static inline enum tcp_verdict tcp_segment_from_alive(struct stack *s, struct tcp_connection *c,
                                                      struct tcp_segment *seg)
{
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT) {
        (void)tcp_segment_alive(s, c, seg);
    }
    if (c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_ESTAB) {
        (void)tcp_segment_urgent(s, c, seg);
    }
    if (c->state >= TCP_FIN_WAIT_2 && c->state <= TCP_ESTAB) {
        (void)tcp_segment_text(s, c, seg);
    }
    return tcp_segment_from_fin(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV_STEADY(c);
  @ requires TCP_INV_ASKED_CLOSES(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->rcv_max, c->rcv_up, c->snd_up, c->ring_used, c->rx_start,
  @     c->rx_used, c->early_at, c->early_bytes, c->retries, c->max_retries, c->signals, c->calls,
  @     c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->keep, c->nodelay, c->rexmt, c->life,
  @     c->state, seg->end;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c)
  @     && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT)
  @     ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT))
  @     && (\old(c->state) == TCP_LAST_ACK
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED));
  @*/
static inline enum tcp_verdict tcp_segment_from_our_fin(struct stack *s, struct tcp_connection *c,
                                                        struct tcp_segment *seg)
{
    enum tcp_verdict verdict;

    verdict = tcp_segment_our_fin(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    return tcp_segment_from_alive(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->snd_una, c->rcv_nxt, c->snd_wl1, c->snd_wnd, c->rcv_wnd, c->rcv_max, c->rcv_up,
  @     c->snd_up, c->flight, c->recover, c->cwnd, c->ssthresh, c->snd_half, c->ring_start,
  @     c->ring_used, c->rx_start, c->rx_used, c->early_at, c->early_bytes, c->srtt, c->rttvar,
  @     c->rto, c->rtt_mark, c->retries, c->max_retries, c->signals, c->calls, c->dupacks,
  @     c->challenged, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->keep, c->nodelay,
  @     c->rexmt, c->life, c->state, seg->end, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT)
  @     ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_LAST_ACK
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED))
  @     && (\old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_FIN_WAIT_1 || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT
  @     || c->state == TCP_CLOSING));
  @*/
static inline enum tcp_verdict tcp_segment_from_ack(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    enum tcp_verdict verdict;

    verdict = tcp_segment_ack(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    if (c->state == TCP_ESTAB) {
        (void)tcp_segment_closing(s, c, seg);
    }
    (void)tcp_segment_window(s, c, seg);
    return tcp_segment_from_our_fin(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires (c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_LAST_ACK
  @     || c->state == TCP_CLOSING || c->state == TCP_SYN_RCVD);
  @ assigns  c->snd_una, c->rcv_nxt, c->snd_wl1, c->snd_wnd, c->rcv_wnd, c->rcv_max, c->rcv_up,
  @     c->snd_up, c->flight, c->recover, c->cwnd, c->ssthresh, c->snd_half, c->ring_start,
  @     c->ring_used, c->rx_start, c->rx_used, c->early_at, c->early_bytes, c->srtt, c->rttvar,
  @     c->rto, c->rtt_mark, c->retries, c->max_retries, c->signals, c->calls, c->dupacks,
  @     c->challenged, c->fin_sent, c->ack_due, c->ack_soon, c->rexmt_due, c->keep_due, c->keep,
  @     c->nodelay, c->rexmt, c->life, c->state, seg->end, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSE_WAIT
  @     || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING));
  @*/
static inline enum tcp_verdict tcp_segment_from_sequence(struct stack *s, struct tcp_connection *c,
                                                         struct tcp_segment *seg)
{
    enum tcp_verdict verdict;

    verdict = tcp_segment_sequence(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    verdict = tcp_segment_rst(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    verdict = tcp_segment_syn(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    return tcp_segment_from_ack(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires TCP_INV(c);
  @ assigns  c->snd_una, c->rcv_nxt, c->iss, c->snd_wl1, c->snd_wnd, c->rcv_wnd, c->rcv_max,
  @     c->rcv_up, c->snd_up, c->flight, c->recover, c->cwnd, c->ssthresh, c->snd_half, c->mss,
  @     c->ring_start, c->ring_used, c->rx_start, c->rx_used, c->early_at, c->early_bytes, c->srtt,
  @     c->rttvar, c->rto, c->rtt_mark, c->rtt_start, c->retries, c->max_retries, c->signals,
  @     c->calls, c->dupacks, c->challenged, c->fin_sent, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->keep, c->nodelay, c->rexmt, c->life, c->state, seg->ahead, seg->end,
  @     seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  (\old(c->state) == TCP_CLOSED ==> c->state == \old(c->state))
  @     && (\old(c->state) == TCP_LISTEN
  @     ==> (c->state == \old(c->state) || c->state == TCP_SYN_RCVD))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_LAST_ACK)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED))
  @     && ((\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSE_WAIT
  @     || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT || c->state == TCP_FIN_WAIT_2 || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING))
  @     && (\old(c->state) == TCP_SYN_SENT
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_ESTAB
  @     || c->state == TCP_CLOSE_WAIT || c->state == TCP_SYN_RCVD));
  @*/
static inline __attribute__((noinline)) enum tcp_verdict tcp_segment_arrives(struct stack *s,
                                                                             struct tcp_connection *c,
                                                                             struct tcp_segment *seg)
{
    enum tcp_verdict verdict;

    if (c->state == TCP_CLOSED) {
        return tcp_segment_closed(s, c, seg);
    }
    if (c->state == TCP_LISTEN) {
        return tcp_segment_listen(s, c, seg);
    }
    if (c->state == TCP_SYN_SENT) {
        verdict = tcp_segment_syn_sent(s, c, seg);
        if (verdict == TCP_GOTO_ALIVE) {
            return tcp_segment_from_alive(s, c, seg);
        }
        return verdict;
    }
    return tcp_segment_from_sequence(s, c, seg);
}

/* RFC 6298 5.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c)
  @     && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c)
  @     && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c)
  @     && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c)
  @     && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c)
  @     && TCP_INV_RESET_LAST(c);
  @ assigns  c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_QUIET_TIMER(c) && TCP_INV_TIMED(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_DEBT(c)
  @     && TCP_INV_RTO_FLOOR(c) && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c)
  @     && TCP_INV_NOTHING_AGAIN(c) && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c)
  @     && TCP_INV_ASKED_CLOSES(c) && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c)
  @     && TCP_INV_CALLED(c) && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c)
  @     && TCP_INV_MEASURED(c) && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_OK;
  @ ensures  c->state == \old(c->state);
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2)
  @     ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && \old(c->rexmt == 0) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && !\old(c->rexmt == 0) ==> \result == TCP_OK
  @     && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_rexmt_needed(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state <= TCP_FIN_WAIT_2) { /* tcp.fsm:350  RFC 6298 5.1  QUIET */
        return TCP_OK;
    }
    if (c->rexmt == 0) { /* tcp.fsm:351  RFC 6298 5.1 */
        c->rexmt = (uint16_t)((c->flight == 0 && c->snd_wnd != 0) ? (uint16_t)TCP_RTO_MIN : c->rto);
        return TCP_OK;
    }
    /* tcp.fsm:352  RFC 6298 5.1 */
    return TCP_OK;
}

/* RFC 9293 3.10.8, RFC 6298 5.4 to 5.6 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires c->rexmt == 0;
  @ requires TCP_INV_BUT_REXMT(c);
  @ assigns  c->snd_una, c->flight, c->recover, c->cwnd, c->ssthresh, c->ring_used, c->rto,
  @     c->rtt_mark, c->retries, c->signals, c->dupacks, c->fin_sent, c->ack_due, c->ack_soon,
  @     c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK;
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2)
  @     ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_SENT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED))
  @     && (\old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT));
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2)
  @     ==> \result == TCP_OK && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && \old(c->flight == 0 && c->snd_wnd != 0)
  @     ==> \result == TCP_OK && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->flight == 0 && c->snd_wnd != 0)
  @     && \old((c->by_peer != 0) && !(c->retries >= c->max_retries)) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && !\old(c->flight == 0 && c->snd_wnd != 0)
  @     && !(\old(c->state) == TCP_SYN_RCVD
  @     && \old((c->by_peer != 0) && !(c->retries >= c->max_retries)))
  @     && \old(!(c->retries >= c->max_retries)) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->flight == 0 && c->snd_wnd != 0)
  @     && !\old((c->by_peer != 0) && !(c->retries >= c->max_retries))
  @     && !\old(!(c->retries >= c->max_retries)) && \old(c->waited != 0) ==> \result == TCP_OK
  @     && c->state == TCP_TIME_WAIT)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->flight == 0 && c->snd_wnd != 0)
  @     && !\old((c->by_peer != 0) && !(c->retries >= c->max_retries))
  @     && !\old(!(c->retries >= c->max_retries)) && !\old(c->waited != 0) && \old(c->by_peer != 0)
  @     ==> \result == TCP_OK && c->state == TCP_LISTEN)
  @     && ((\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) && !\old(c->flight == 0 && c->snd_wnd != 0)
  @     && !(\old(c->state) == TCP_SYN_RCVD
  @     && \old((c->by_peer != 0) && !(c->retries >= c->max_retries)))
  @     && !\old(!(c->retries >= c->max_retries))
  @     && !(\old(c->state) == TCP_SYN_RCVD && \old(c->waited != 0))
  @     && !(\old(c->state) == TCP_SYN_RCVD && \old(c->by_peer != 0)) ==> \result == TCP_OK
  @     && c->state == TCP_CLOSED);
  @*/
static inline enum tcp_error tcp_rexmt_timeout(struct stack *s, struct tcp_connection *c)
{
    if (c->state <= TCP_FIN_WAIT_2) { /* tcp.fsm:356  3.10.8  QUIET */
        return TCP_OK;
    }
    if (c->flight == 0 && c->snd_wnd != 0) { /* tcp.fsm:357  3.10.8 */
        c->rexmt_due = 1;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && c->by_peer && !tcp_last_try(c)) { /* tcp.fsm:358  3.10.8 */
        tcp_again(s, c);
        return TCP_OK;
    }
    if (!tcp_last_try(c)) { /* tcp.fsm:359  3.10.8 */
        tcp_again(s, c);
        tcp_signal(s, c, (uint8_t)((c->retries == 3) ? TCP_SIGNAL_DELAYED : 0));
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && c->waited) { /* tcp.fsm:360  3.10.8 */
        tcp_wait_again(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && c->by_peer) { /* tcp.fsm:361  3.10.8 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    /* tcp.fsm:362  3.10.8 */
    tcp_forget(s, c);
    tcp_signal(s, c, TCP_SIGNAL_TIMED_OUT);
    c->state = TCP_CLOSED;
    return TCP_OK;
}

/* RFC 9293 3.10.8, 3.8.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires c->life == 0;
  @ requires TCP_INV_BUT_LIFE(c);
  @ assigns  c->ring_used, c->retries, c->signals, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK;
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2)
  @     ==> c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED));
  @ ensures  (\old(c->state) == TCP_TIME_WAIT ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && (\old(c->state) == TCP_FIN_WAIT_2 ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     && \old((c->flight != 0 || !(c->keep != 0)) || (c->keep_due != 0)) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     && !\old((c->flight != 0 || !(c->keep != 0)) || (c->keep_due != 0))
  @     && \old(!(c->retries >= c->max_retries)) ==> \result == TCP_OK
  @     && c->state == \old(c->state))
  @     && ((\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     && !\old((c->flight != 0 || !(c->keep != 0)) || (c->keep_due != 0))
  @     && !\old(!(c->retries >= c->max_retries)) ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> \result == TCP_OK && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_life_timeout(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:365  3.10.8 */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:366  3.10.8 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_TIMED_OUT);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:367  3.10.8  CAN_SEND */
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT
        && (c->flight != 0 || !c->keep || c->keep_due)) {
        c->life = TCP_KEEPALIVE;
        return TCP_OK;
    }
    /* tcp.fsm:368  3.10.8  CAN_SEND */
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT && !tcp_last_try(c)) {
        c->retries = (uint8_t)(tcp_min_u8(c->retries, 253) + 1);
        c->keep_due = 1;
        c->life = TCP_KEEP_AGAIN;
        return TCP_OK;
    }
    if (c->state >= TCP_ESTAB && c->state <= TCP_CLOSE_WAIT) { /* tcp.fsm:369  3.10.8  CAN_SEND */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_TIMED_OUT);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:370  3.10.8 */
    return TCP_OK;
}

/* RFC 9293 3.9.2.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->snd_una, c->flight, c->ring_used, c->signals, c->fin_sent, c->ack_due, c->ack_soon,
  @     c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  \result == TCP_OK;
  @ ensures  ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) ==> c->state == \old(c->state))
  @     && (\old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == TCP_CLOSED || c->state == TCP_LISTEN || c->state == TCP_TIME_WAIT))
  @     && (\old(c->state) == TCP_SYN_SENT ==> c->state == TCP_CLOSED);
  @ ensures  (\old(c->state) == TCP_SYN_SENT ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && (\old(c->state) == TCP_SYN_RCVD && \old(c->waited != 0) ==> \result == TCP_OK
  @     && c->state == TCP_TIME_WAIT)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->waited != 0) && \old(c->by_peer != 0)
  @     ==> \result == TCP_OK && c->state == TCP_LISTEN)
  @     && (\old(c->state) == TCP_SYN_RCVD && !\old(c->waited != 0) && !\old(c->by_peer != 0)
  @     ==> \result == TCP_OK && c->state == TCP_CLOSED)
  @     && ((\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING) ==> \result == TCP_OK && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_refused(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_SYN_SENT) { /* tcp.fsm:374  3.9.2.2 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && c->waited) { /* tcp.fsm:375  3.9.2.2 */
        tcp_wait_again(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && c->by_peer) { /* tcp.fsm:376  3.9.2.2 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:377  3.9.2.2 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:378  3.9.2.2 */
    tcp_signal(s, c, TCP_SIGNAL_DELAYED);
    return TCP_OK;
}

/* RFC 9293 3.8.6.3 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->challenged, c->ack_due, c->ack_soon;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_MEASURING(c) && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c)
  @     && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c) && TCP_INV_RESET_LAST(c);
  @ ensures  \result == TCP_OK;
  @ ensures  c->state == \old(c->state);
  @ ensures  (\old(c->ack_soon != 0) ==> \result == TCP_OK && c->state == \old(c->state))
  @     && (!\old(c->ack_soon != 0) ==> \result == TCP_OK && c->state == \old(c->state));
  @*/
static inline enum tcp_error tcp_tick(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->ack_soon) { /* tcp.fsm:382  3.8.6.3 */
        c->ack_due = 1;
        c->ack_soon = 0;
        c->challenged = 0;
        return TCP_OK;
    }
    /* tcp.fsm:383  3.8.6.3 */
    c->challenged = 0;
    return TCP_OK;
}

/* tcp.fsm:132 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->snd_una, c->flight, c->recover, c->cwnd, c->ssthresh, c->ring_used, c->rto,
  @     c->rtt_mark, c->retries, c->signals, c->dupacks, c->fin_sent, c->ack_due, c->ack_soon,
  @     c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2)
  @     ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_SENT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT);
  @*/
static inline void tcp_elapse_rexmt(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    if (c->rexmt > ticks) {
        c->rexmt = (uint16_t)(c->rexmt - ticks);
    } else if (c->rexmt != 0) {
        c->rexmt = 0;
        (void)tcp_rexmt_timeout(s, c);
    }
}

/* tcp.fsm:133 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->ring_used, c->retries, c->signals, c->ack_due, c->ack_soon, c->rexmt_due,
  @     c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_SYN_SENT) ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_CLOSE_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @*/
static inline void tcp_elapse_life(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    if (c->life > ticks) {
        c->life = (uint16_t)(c->life - ticks);
    } else if (c->life != 0) {
        c->life = 0;
        (void)tcp_life_timeout(s, c);
    }
}

/* So many ticks have passed. A timer that is 0 is stopped; one that reaches 0 runs its
 * event once, however late it is noticed. An event may stop the timers behind its own. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  c->snd_una, c->flight, c->recover, c->cwnd, c->ssthresh, c->ring_used, c->rto,
  @     c->rtt_mark, c->retries, c->signals, c->dupacks, c->fin_sent, c->ack_due, c->ack_soon,
  @     c->rexmt_due, c->keep_due, c->rexmt, c->life, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV_WAIT_ENDS(c) && TCP_INV_LIFE_USED(c) && TCP_INV_QUIET_TIMER(c)
  @     && TCP_INV_QUIET_DEBT(c) && TCP_INV_TIMED(c) && TCP_INV_RTO_FLOOR(c)
  @     && TCP_INV_FIN_ACKED(c) && TCP_INV_FIN_AWAITED(c) && TCP_INV_NOTHING_AGAIN(c)
  @     && TCP_INV_CLOSING_ASKED(c) && TCP_INV_NONE_ASKED(c) && TCP_INV_ASKED_CLOSES(c)
  @     && TCP_INV_NO_FIN_YET(c) && TCP_INV_SYN_IN_FLIGHT(c) && TCP_INV_CALLED(c)
  @     && TCP_INV_IN_FLIGHT(c) && TCP_INV_NO_DOUBT(c) && TCP_INV_DOUBT(c) && TCP_INV_MEASURED(c)
  @     && TCP_INV_SPOKEN(c) && TCP_INV_PROMISED(c) && TCP_INV_RESET_LAST(c);
  @ ensures  TCP_INV_MEASURING(c) && TCP_INV_WINDOW_NEAR(c) && TCP_INV_EARLY(c);
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN)
  @     ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_TIME_WAIT || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_SYN_SENT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_TIME_WAIT);
  @*/
static inline void tcp_elapse(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    tcp_elapse_rexmt(s, c, ticks);
    tcp_elapse_life(s, c, ticks);
}

#ifdef __cplusplus
} /* namespace thimble */
#endif

#if defined(__GNUC__) && !defined(__cplusplus) && !defined(__FRAMAC__)
#pragma GCC diagnostic pop
#endif

#endif
