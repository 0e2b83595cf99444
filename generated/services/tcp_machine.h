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

#ifdef __cplusplus
namespace thimble {
#endif

struct stack; /* passed through, never looked into */

enum tcp_state {
    TCP_CLOSED = 0,
    TCP_LISTEN = 1,
    TCP_SYN_SENT = 2,
    TCP_SYN_RCVD = 3,
    TCP_ESTAB = 4,
    TCP_FIN_WAIT_1 = 5,
    TCP_FIN_WAIT_2 = 6,
    TCP_CLOSE_WAIT = 7,
    TCP_CLOSING = 8,
    TCP_LAST_ACK = 9,
    TCP_TIME_WAIT = 10
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
    TCP_SIGNAL_TIMED_OUT = 32
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
    TCP_GOTO_TEXT = 2 /* go on at step text */
};

enum {
    TCP_MSS = 216,
    TCP_RTO_INIT = 10,
    TCP_RTO_MAX = 600,
    TCP_MAX_RETRIES = 8,
    TCP_MSL2 = 600,
    TCP_USER_TIMEOUT = 3000
};

enum {
    TCP_SEG_FIN = 1,
    TCP_SEG_SYN = 2,
    TCP_SEG_RST = 4,
    TCP_SEG_PSH = 8,
    TCP_SEG_ACK = 16,
    TCP_SEG_URG = 32,
    TCP_SEG_ECE = 64,
    TCP_SEG_RESET = 128
};

struct tcp_segment {
    uint32_t seqno;
    uint32_t ackno;
    uint16_t len;
    uint16_t window;
    uint16_t mss;
    uint8_t flags;
    const uint8_t *text;
};

struct tcp_connection {
    uint8_t state; /* enum tcp_state */
    uint8_t mss; /* most text a segment to this peer may carry */
    uint8_t retries; /* retransmissions of the segment at snd_una */
    uint8_t passive; /* came from LISTEN */
    uint8_t fin_req; /* CLOSE was called */
    uint8_t fin_sent; /* snd_nxt counts our FIN */
    uint8_t ack_due; /* we owe an ACK */
    uint8_t rexmt_due; /* we owe what starts at snd_una, or a window probe */
    uint8_t rst_due; /* we owe a reset; the connection is gone already */
    uint8_t signals; /* owed to the application, one bit each */
    uint8_t calls; /* user calls made from inside a handler, one bit each */
    uint8_t socket; /* which socket of the profile */
    uint32_t snd_una; /* oldest sequence number not acknowledged */
    uint32_t snd_nxt; /* next to send, SYN and FIN counted */
    uint32_t snd_wl1; /* seqno of the segment that last set snd_wnd */
    uint32_t snd_wl2; /* and its ackno */
    uint32_t iss; /* our first sequence number; stream offset 0 is iss + 1 */
    uint32_t rcv_nxt; /* next to receive */
    uint32_t remote_ip;
    uint16_t snd_wnd;
    uint16_t snd_max; /* widest yet: half of it is worth a segment of less than mss (3.8.6.2.1) */
    uint16_t rcv_wnd; /* as last promised, counted from rcv_nxt */
    uint16_t rcv_max; /* widest yet: half of it is the least the right edge moves by (3.8.6.2.2) */
    uint16_t local_port;
    uint16_t remote_port;
    uint16_t ring_start; /* where in its ring the byte at snd_una lies */
    uint16_t ring_used; /* bytes in the ring, sent or not */
    uint16_t rexmt; /* ticks until rexmt_timeout; 0: stopped */
    uint16_t msl2; /* ticks until msl2_timeout; 0: stopped */
    uint16_t user; /* ticks until user_timeout; 0: stopped */
};

/*@ predicate tcp_ok(struct tcp_connection *c) =
  @     c->state < TCP_STATES &&
  @     c->mss <= 216 &&
  @     c->retries <= 8 &&
  @     c->passive <= 1 &&
  @     c->fin_req <= 1 &&
  @     c->fin_sent <= 1 &&
  @     c->ack_due <= 1 &&
  @     c->rexmt_due <= 1 &&
  @     c->rst_due <= 1 &&
  @     c->rexmt <= 600 &&
  @     c->msl2 <= 600 &&
  @     c->user <= 3000;
  @
  @ predicate tcp_before(integer a, integer b) =
  @     (a >= b ? a - b : a - b + 0x100000000) >= 0x80000000;
  @
  @ predicate tcp_before16(integer a, integer b) =
  @     (a >= b ? a - b : a - b + 0x10000) >= 0x8000;
  @*/

/* `a` is `b` or comes before it. */
/*@ assigns  \nothing;
  @ ensures  \result <==> !tcp_before(b, a);
  @*/
static inline bool tcp_seq_not_after(uint32_t a, uint32_t b)
{
    return (uint32_t)(b - a) < 0x80000000ul;
}

/* `a` comes before `b` on the circle of 2^32 sequence numbers (RFC 9293 3.4), for two that
 * are less than half of it apart. Unsigned subtraction wraps by definition. */
/*@ assigns  \nothing;
  @ ensures  \result <==> tcp_before(a, b);
  @*/
static inline bool tcp_seq_before(uint32_t a, uint32_t b)
{
    return (uint32_t)(a - b) >= 0x80000000ul;
}

/*@ assigns  \nothing;
  @ ensures  \result == \min(a, b);
  @*/
static inline uint16_t tcp_min_u16(uint16_t a, uint16_t b)
{
    return a < b ? a : b;
}

/*@ assigns  \nothing;
  @ ensures  \result == \max(a, b);
  @*/
static inline uint16_t tcp_max_u16(uint16_t a, uint16_t b)
{
    return a > b ? a : b;
}

/* tcp.fsm:58 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->mss;
  @*/
static inline uint16_t tcp_mss_of(const struct tcp_connection *c)
{
    return c->mss;
}

/* tcp.fsm:58 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires mss <= 216;
  @ assigns  c->mss;
  @ ensures  tcp_ok(c);
  @ ensures  c->mss == mss;
  @*/
static inline void tcp_set_mss(struct tcp_connection *c, uint16_t mss)
{
    c->mss = (uint8_t)mss;
}

/* tcp.fsm:59 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->retries;
  @*/
static inline uint8_t tcp_retries_of(const struct tcp_connection *c)
{
    return c->retries;
}

/* tcp.fsm:59 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires retries <= 8;
  @ assigns  c->retries;
  @ ensures  tcp_ok(c);
  @ ensures  c->retries == retries;
  @*/
static inline void tcp_set_retries(struct tcp_connection *c, uint8_t retries)
{
    c->retries = retries;
}

/* tcp.fsm:75 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->rexmt;
  @*/
static inline uint16_t tcp_rexmt_of(const struct tcp_connection *c)
{
    return c->rexmt;
}

/* tcp.fsm:75 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires rexmt <= 600;
  @ assigns  c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  c->rexmt == rexmt;
  @*/
static inline void tcp_set_rexmt(struct tcp_connection *c, uint16_t rexmt)
{
    c->rexmt = rexmt;
}

/* tcp.fsm:76 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->msl2;
  @*/
static inline uint16_t tcp_msl2_of(const struct tcp_connection *c)
{
    return c->msl2;
}

/* tcp.fsm:76 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires msl2 <= 600;
  @ assigns  c->msl2;
  @ ensures  tcp_ok(c);
  @ ensures  c->msl2 == msl2;
  @*/
static inline void tcp_set_msl2(struct tcp_connection *c, uint16_t msl2)
{
    c->msl2 = msl2;
}

/* tcp.fsm:77 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result == c->user;
  @*/
static inline uint16_t tcp_user_of(const struct tcp_connection *c)
{
    return c->user;
}

/* tcp.fsm:77 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires user <= 3000;
  @ assigns  c->user;
  @ ensures  tcp_ok(c);
  @ ensures  c->user == user;
  @*/
static inline void tcp_set_user(struct tcp_connection *c, uint16_t user)
{
    c->user = user;
}

/* ---- Calls out: hand-written, each bound by its contract ---- */

/* tcp.fsm:98 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @*/
uint32_t tcp_new_iss(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:99 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rcv_wnd, c->rcv_max, c->ack_due;
  @ ensures  tcp_ok(c);
  @*/
void tcp_offer_window(struct stack *s, struct tcp_connection *c);

/* tcp.fsm:100 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->ring_start, c->ring_used;
  @ ensures  tcp_ok(c);
  @*/
void tcp_release_acked(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:101 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->signals, c->calls, c->ring_used;
  @ ensures  tcp_ok(c);
  @*/
void tcp_accept_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* tcp.fsm:102 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->signals;
  @ ensures  tcp_ok(c);
  @*/
void tcp_signal(struct stack *s, struct tcp_connection *c, uint8_t what);

/* tcp.fsm:103 */
/*@ requires \valid(seg);
  @ assigns  seg->flags;
  @*/
void tcp_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* ---- The machine ---- */

/* tcp.fsm:15  ESTAB FIN_WAIT_1 FIN_WAIT_2 CLOSE_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_ESTAB || state == TCP_FIN_WAIT_1 || state == TCP_FIN_WAIT_2
  @     || state == TCP_CLOSE_WAIT);
  @*/
static inline bool tcp_state_open(uint8_t state)
{
    return state >= TCP_ESTAB && state <= TCP_CLOSE_WAIT;
}

/* tcp.fsm:16  ESTAB CLOSE_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result <==> (state == TCP_ESTAB || state == TCP_CLOSE_WAIT);
  @*/
static inline bool tcp_state_can_send(uint8_t state)
{
    return state == TCP_ESTAB || state == TCP_CLOSE_WAIT;
}

/* tcp.fsm:17  ESTAB FIN_WAIT_1 CLOSE_WAIT CLOSING LAST_ACK */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_ESTAB || state == TCP_FIN_WAIT_1 || state == TCP_CLOSE_WAIT
  @     || state == TCP_CLOSING || state == TCP_LAST_ACK);
  @*/
static inline bool tcp_state_sending(uint8_t state)
{
    return (state >= TCP_ESTAB && state <= TCP_FIN_WAIT_1)
        || (state >= TCP_CLOSE_WAIT && state <= TCP_LAST_ACK);
}

/* tcp.fsm:18  ESTAB FIN_WAIT_1 FIN_WAIT_2 */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_ESTAB || state == TCP_FIN_WAIT_1 || state == TCP_FIN_WAIT_2);
  @*/
static inline bool tcp_state_can_recv(uint8_t state)
{
    return state >= TCP_ESTAB && state <= TCP_FIN_WAIT_2;
}

/* tcp.fsm:19  FIN_WAIT_1 CLOSING LAST_ACK */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_FIN_WAIT_1 || state == TCP_CLOSING || state == TCP_LAST_ACK);
  @*/
static inline bool tcp_state_fin_out(uint8_t state)
{
    return state == TCP_FIN_WAIT_1 || (state >= TCP_CLOSING && state <= TCP_LAST_ACK);
}

/* tcp.fsm:20  CLOSED LISTEN FIN_WAIT_2 TIME_WAIT */
/*@ requires state < TCP_STATES;
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> (state == TCP_CLOSED || state == TCP_LISTEN || state == TCP_FIN_WAIT_2
  @     || state == TCP_TIME_WAIT);
  @*/
static inline bool tcp_state_quiet(uint8_t state)
{
    return state <= TCP_LISTEN || state == TCP_FIN_WAIT_2 || state == TCP_TIME_WAIT;
}

/* tcp.fsm:80 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> tcp_before(c->snd_una, seg->ackno) && !tcp_before(c->snd_nxt, seg->ackno);
  @*/
static inline bool tcp_ack_new(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_before(c->snd_una, seg->ackno) && tcp_seq_not_after(seg->ackno, c->snd_nxt);
}

/* tcp.fsm:81 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> tcp_before(seg->ackno, c->snd_una);
  @*/
static inline bool tcp_ack_old(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_before(seg->ackno, c->snd_una);
}

/* tcp.fsm:82 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> tcp_before(seg->ackno, (uint32_t)(c->snd_una - 65535));
  @*/
static inline bool tcp_ack_stale(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_before(seg->ackno, c->snd_una - 65535u);
}

/* tcp.fsm:83 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> tcp_before(c->snd_nxt, seg->ackno);
  @*/
static inline bool tcp_ack_unsent(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_before(c->snd_nxt, seg->ackno);
}

/* tcp.fsm:84 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> seg->ackno == c->snd_nxt;
  @*/
static inline bool tcp_ack_all(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return seg->ackno == c->snd_nxt;
}

/* tcp.fsm:85 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> tcp_before(c->snd_wl1, seg->seqno)
  @     || (c->snd_wl1 == seg->seqno && !tcp_before(seg->ackno, c->snd_wl2));
  @*/
static inline bool tcp_wnd_newer(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_before(c->snd_wl1, seg->seqno)
        || (c->snd_wl1 == seg->seqno && tcp_seq_not_after(c->snd_wl2, seg->ackno));
}

/* tcp.fsm:86 */
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

/* tcp.fsm:87 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> !tcp_before(seg->seqno, c->rcv_nxt)
  @     && tcp_before(seg->seqno, (uint32_t)(c->rcv_nxt + c->rcv_wnd));
  @*/
static inline bool tcp_head_in(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_not_after(c->rcv_nxt, seg->seqno)
        && tcp_seq_before(seg->seqno, c->rcv_nxt + c->rcv_wnd);
}

/* tcp.fsm:88 */
/*@ requires \valid_read(seg);
  @ assigns  \nothing;
  @ ensures  \result == (uint32_t)((uint32_t)(seg->seqno + seg->len) - 1);
  @*/
static inline uint32_t tcp_tail(const struct tcp_segment *seg)
{
    return (seg->seqno + seg->len) - 1;
}

/* tcp.fsm:89 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> !tcp_before((uint32_t)((uint32_t)(seg->seqno + seg->len) - 1), c->rcv_nxt)
  @     && tcp_before((uint32_t)((uint32_t)(seg->seqno + seg->len) - 1),
  @     (uint32_t)(c->rcv_nxt + c->rcv_wnd));
  @*/
static inline bool tcp_tail_in(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_seq_not_after(c->rcv_nxt, tcp_tail(seg))
        && tcp_seq_before(tcp_tail(seg), c->rcv_nxt + c->rcv_wnd);
}

/* tcp.fsm:90 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result
  @     <==> ((seg->len == 0)
  @     ? ((c->rcv_wnd == 0) ? (seg->seqno == c->rcv_nxt)
  @     : (!tcp_before(seg->seqno, c->rcv_nxt)
  @     && tcp_before(seg->seqno, (uint32_t)(c->rcv_nxt + c->rcv_wnd))))
  @     : (c->rcv_wnd != 0
  @     && ((!tcp_before(seg->seqno, c->rcv_nxt)
  @     && tcp_before(seg->seqno, (uint32_t)(c->rcv_nxt + c->rcv_wnd)))
  @     || (!tcp_before((uint32_t)((uint32_t)(seg->seqno + seg->len) - 1), c->rcv_nxt)
  @     && tcp_before((uint32_t)((uint32_t)(seg->seqno + seg->len) - 1),
  @     (uint32_t)(c->rcv_nxt + c->rcv_wnd))))));
  @*/
static inline bool tcp_acceptable(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return (seg->len == 0) ? ((c->rcv_wnd == 0) ? (seg->seqno == c->rcv_nxt) : tcp_head_in(c, seg))
        : (c->rcv_wnd != 0 && (tcp_head_in(c, seg) || tcp_tail_in(c, seg)));
}

/* tcp.fsm:91 */
/*@ requires \valid_read(c);
  @ requires \valid_read(seg);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> c->rcv_wnd == 0 && seg->seqno == c->rcv_nxt;
  @*/
static inline bool tcp_full_house(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return c->rcv_wnd == 0 && seg->seqno == c->rcv_nxt;
}

/* tcp.fsm:92 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->fin_sent != 0) && c->snd_una == c->snd_nxt;
  @*/
static inline bool tcp_fin_acked(const struct tcp_connection *c)
{
    return c->fin_sent && c->snd_una == c->snd_nxt;
}

/* tcp.fsm:93 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> (c->passive != 0) && !(c->fin_req != 0);
  @*/
static inline bool tcp_listener(const struct tcp_connection *c)
{
    return c->passive && !c->fin_req;
}

/* tcp.fsm:94 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> c->retries == TCP_MAX_RETRIES;
  @*/
static inline bool tcp_last_try(const struct tcp_connection *c)
{
    return c->retries == TCP_MAX_RETRIES;
}

/* tcp.fsm:95 */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <= 600;
  @*/
static inline uint16_t tcp_backoff(const struct tcp_connection *c)
{
    return tcp_min_u16((uint16_t)((unsigned)TCP_RTO_INIT << c->retries), TCP_RTO_MAX);
}

/* tcp.fsm:106 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->snd_una, c->snd_nxt, c->iss, c->rcv_wnd, c->rcv_max, c->retries, c->ack_due,
  @     c->rexmt_due;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_begin(struct stack *s, struct tcp_connection *c)
{
    c->iss = tcp_new_iss(s, c);
    c->snd_una = c->iss;
    c->snd_nxt = c->iss + 1;
    c->retries = 0;
    c->rexmt_due = 1;
    tcp_offer_window(s, c);
}

/* tcp.fsm:107 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->snd_wl1, c->snd_wl2, c->snd_wnd;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_take_window(struct stack *s,
                                                              struct tcp_connection *c,
                                                              struct tcp_segment *seg)
{
    (void)s;
    c->snd_wnd = seg->window;
    c->snd_wl1 = seg->seqno;
    c->snd_wl2 = seg->ackno;
}

/* tcp.fsm:108 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->snd_wl1, c->snd_wl2, c->rcv_nxt, c->snd_wnd, c->mss;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_take_syn(struct stack *s,
                                                           struct tcp_connection *c,
                                                           struct tcp_segment *seg)
{
    c->rcv_nxt = seg->seqno + 1;
    c->mss = (uint8_t)tcp_min_u16(tcp_max_u16(seg->mss, 1), TCP_MSS);
    tcp_take_window(s, c, seg);
}

/* tcp.fsm:109 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->snd_una, c->retries, c->rexmt_due, c->ring_start, c->ring_used;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_take_ack(struct stack *s,
                                                           struct tcp_connection *c,
                                                           struct tcp_segment *seg)
{
    tcp_release_acked(s, c, seg);
    c->snd_una = seg->ackno;
    c->retries = 0;
    c->rexmt_due = 0;
}

/* tcp.fsm:110 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->ring_used, c->rexmt, c->msl2, c->user;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_forget(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    c->rexmt = 0;
    c->msl2 = 0;
    c->user = 0;
    c->ack_due = 0;
    c->rexmt_due = 0;
    c->ring_used = 0;
}

/* tcp.fsm:111 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rcv_nxt, c->ack_due, c->signals;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_take_fin(struct stack *s,
                                                           struct tcp_connection *c)
{
    c->rcv_nxt = c->rcv_nxt + 1;
    c->ack_due = 1;
    tcp_signal(s, c, TCP_SIGNAL_PEER_CLOSED);
}

/* tcp.fsm:112 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2, c->user;
  @ ensures  tcp_ok(c);
  @*/
__attribute__((noinline, unused)) static void tcp_wait_2msl(struct stack *s,
                                                            struct tcp_connection *c)
{
    tcp_forget(s, c);
    c->ack_due = 1;
    c->msl2 = TCP_MSL2;
    tcp_signal(s, c, TCP_SIGNAL_CLOSED_BOTH);
}

/* RFC 9293 3.10.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->passive, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_ALREADY_EXISTS;
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == TCP_LISTEN;
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @*/
static inline enum tcp_error tcp_open_passive(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:117  3.10.1 */
        c->passive = 1;
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    /* tcp.fsm:118  3.10.1 */
    return TCP_ERROR_ALREADY_EXISTS;
}

/* RFC 9293 3.10.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->snd_una, c->snd_nxt, c->iss, c->rcv_wnd, c->rcv_max, c->retries, c->passive,
  @     c->ack_due, c->rexmt_due, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_ALREADY_EXISTS;
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN)
  @     ==> c->state == TCP_SYN_SENT;
  @ ensures  (\old(c->state) == TCP_SYN_SENT || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT) ==> c->state == \old(c->state);
  @*/
static inline enum tcp_error tcp_open_active(struct stack *s, struct tcp_connection *c)
{
    if (c->state <= TCP_LISTEN) { /* tcp.fsm:121  3.10.1  CLOSED LISTEN */
        c->passive = 0;
        tcp_begin(s, c);
        c->state = TCP_SYN_SENT;
        return TCP_OK;
    }
    /* tcp.fsm:122  3.10.1 */
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
  @*/
static inline enum tcp_error tcp_send_call(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:125  3.10.2 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state == TCP_LISTEN) { /* tcp.fsm:126  3.10.2 */
        return TCP_ERROR_UNSPECIFIED_PEER;
    }
    if (c->fin_req) { /* tcp.fsm:127  3.10.2 */
        return TCP_ERROR_CLOSING_ALREADY;
    }
    if (c->state <= TCP_SYN_RCVD) { /* tcp.fsm:128  3.10.2  SYN_SENT SYN_RCVD */
        return TCP_OK;
    }
    if (c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT) { /* tcp.fsm:129  3.10.2  CAN_SEND */
        return TCP_OK;
    }
    /* tcp.fsm:130  3.10.2 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.3 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rcv_wnd, c->rcv_max, c->ack_due;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION
  @     || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  c->state == \old(c->state);
  @*/
static inline enum tcp_error tcp_receive_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:133  3.10.3 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state == TCP_LISTEN) { /* tcp.fsm:134  3.10.3 */
        return TCP_OK;
    }
    if (c->state <= TCP_SYN_RCVD) { /* tcp.fsm:135  3.10.3  SYN_SENT SYN_RCVD */
        tcp_offer_window(s, c);
        return TCP_OK;
    }
    if (c->state <= TCP_FIN_WAIT_2) { /* tcp.fsm:136  3.10.3  CAN_RECV */
        tcp_offer_window(s, c);
        return TCP_OK;
    }
    /* tcp.fsm:137  3.10.3 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.4 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->fin_req, c->ack_due, c->rexmt_due, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION
  @     || \result == TCP_ERROR_CLOSING_ALREADY;
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT) ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT)
  @     ==> c->state == TCP_CLOSED;
  @ ensures  \old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_FIN_WAIT_1);
  @ ensures  \old(c->state) == TCP_CLOSE_WAIT
  @     ==> (c->state == \old(c->state) || c->state == TCP_LAST_ACK);
  @*/
static inline enum tcp_error tcp_close_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:140  3.10.4 */
        return TCP_ERROR_NO_CONNECTION;
    }
    if (c->state <= TCP_SYN_SENT) { /* tcp.fsm:141  3.10.4  LISTEN SYN_SENT */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    if (c->fin_req) { /* tcp.fsm:142  3.10.4 */
        return TCP_ERROR_CLOSING_ALREADY;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:143  3.10.4 */
        c->fin_req = 1;
        return TCP_OK;
    }
    if (c->state == TCP_ESTAB) { /* tcp.fsm:144  3.10.4 */
        c->fin_req = 1;
        c->state = TCP_FIN_WAIT_1;
        return TCP_OK;
    }
    if (c->state == TCP_CLOSE_WAIT) { /* tcp.fsm:145  3.10.4 */
        c->fin_req = 1;
        c->state = TCP_LAST_ACK;
        return TCP_OK;
    }
    /* tcp.fsm:146  3.10.4 */
    return TCP_ERROR_CLOSING_ALREADY;
}

/* RFC 9293 3.10.5 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->rst_due, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT
  @     || \old(c->state) == TCP_SYN_RCVD || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_FIN_WAIT_2
  @     || \old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == TCP_CLOSED;
  @*/
static inline enum tcp_error tcp_abort_call(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:149  3.10.5 */
        return TCP_ERROR_NO_CONNECTION;
    }
    /* tcp.fsm:150  3.10.5  SYN_RCVD OPEN */
    if (c->state >= TCP_SYN_RCVD && c->state <= TCP_CLOSE_WAIT) {
        tcp_forget(s, c);
        c->rst_due = 1;
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:151  3.10.5 */
    tcp_forget(s, c);
    c->state = TCP_CLOSED;
    return TCP_OK;
}

/* RFC 9293 3.10.6 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK || \result == TCP_ERROR_NO_CONNECTION;
  @ ensures  c->state == \old(c->state);
  @*/
static inline enum tcp_error tcp_status_call(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->state == TCP_CLOSED) { /* tcp.fsm:154  3.10.6 */
        return TCP_ERROR_NO_CONNECTION;
    }
    /* tcp.fsm:155  3.10.6 */
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
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:162  3.10.7.1 */
        return TCP_DROP;
    }
    /* tcp.fsm:163  3.10.7.1 */
    tcp_reset(s, c, seg);
    return TCP_DROP;
}

/* RFC 9293 3.10.7.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires c->state == TCP_LISTEN;
  @ assigns  c->snd_una, c->snd_nxt, c->snd_wl1, c->snd_wl2, c->iss, c->rcv_nxt, c->snd_wnd,
  @     c->rcv_wnd, c->rcv_max, c->mss, c->retries, c->ack_due, c->rexmt_due, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_DROP;
  @ ensures  c->state == \old(c->state) || c->state == TCP_SYN_RCVD;
  @*/
static inline enum tcp_verdict tcp_segment_listen(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:166  3.10.7.2 */
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_ACK) { /* tcp.fsm:167  3.10.7.2 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_SYN) { /* tcp.fsm:168  3.10.7.2 */
        tcp_take_syn(s, c, seg);
        tcp_begin(s, c);
        c->state = TCP_SYN_RCVD;
        return TCP_DROP;
    }
    /* tcp.fsm:169  3.10.7.2 */
    return TCP_DROP;
}

/* RFC 9293 3.10.7.3 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires c->state == TCP_SYN_SENT;
  @ assigns  c->snd_una, c->snd_wl1, c->snd_wl2, c->rcv_nxt, c->snd_wnd, c->rcv_wnd, c->rcv_max,
  @     c->mss, c->retries, c->ack_due, c->rexmt_due, c->signals, c->ring_start, c->ring_used,
  @     c->rexmt, c->msl2, c->user, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_DROP || \result == TCP_GOTO_TEXT;
  @ ensures  \result == TCP_DROP
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_SYN_RCVD);
  @ ensures  \result == TCP_GOTO_TEXT ==> c->state == TCP_ESTAB;
  @*/
static inline enum tcp_verdict tcp_segment_syn_sent(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    /* tcp.fsm:172  3.10.7.3 */
    if ((seg->flags & TCP_SEG_ACK) && !tcp_ack_new(c, seg)
        && (seg->flags & TCP_SEG_RST)) {
        return TCP_DROP;
    }
    if ((seg->flags & TCP_SEG_ACK) && !tcp_ack_new(c, seg)) { /* tcp.fsm:173  3.10.7.3 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if ((seg->flags & TCP_SEG_RST) && (seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:174  3.10.7.3 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:175  3.10.7.3 */
        return TCP_DROP;
    }
    if ((seg->flags & TCP_SEG_SYN) && (seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:176  3.10.7.3 */
        tcp_take_syn(s, c, seg);
        tcp_take_ack(s, c, seg);
        c->rexmt = 0;
        c->ack_due = 1;
        tcp_signal(s, c, TCP_SIGNAL_CONNECTED);
        c->state = TCP_ESTAB;
        return TCP_GOTO_TEXT;
    }
    if (seg->flags & TCP_SEG_SYN) { /* tcp.fsm:177  3.10.7.3 */
        tcp_take_syn(s, c, seg);
        c->rexmt_due = 1;
        tcp_offer_window(s, c);
        c->state = TCP_SYN_RCVD;
        return TCP_DROP;
    }
    /* tcp.fsm:178  3.10.7.3 */
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 first */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_SYN_RCVD || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING
  @     || c->state == TCP_LAST_ACK || c->state == TCP_TIME_WAIT);
  @ assigns  c->ack_due, c->msl2;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \result == TCP_CONTINUE ==> c->state == \old(c->state);
  @ ensures  \result == TCP_DROP ==> c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_sequence(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    (void)s;
    if (tcp_acceptable(c, seg)) { /* tcp.fsm:181  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (seg->flags & TCP_SEG_RST) { /* tcp.fsm:182  3.10.7.4 */
        return TCP_DROP;
    }
    if (c->state == TCP_TIME_WAIT && (seg->flags & TCP_SEG_FIN)) { /* tcp.fsm:183  3.10.7.4 */
        c->ack_due = 1;
        c->msl2 = TCP_MSL2;
        return TCP_DROP;
    }
    if (tcp_full_house(c, seg)) { /* tcp.fsm:184  3.10.7.4 */
        c->ack_due = 1;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:185  3.10.7.4 */
    c->ack_due = 1;
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 second, RFC 5961 3.2 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_SYN_RCVD || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING
  @     || c->state == TCP_LAST_ACK || c->state == TCP_TIME_WAIT);
  @ assigns  c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \result == TCP_CONTINUE ==> c->state == \old(c->state);
  @ ensures  \result == TCP_DROP && \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN);
  @ ensures  \result == TCP_DROP
  @     && (\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @*/
static inline enum tcp_verdict tcp_segment_rst(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_RST)) { /* tcp.fsm:187 */
        return TCP_CONTINUE;
    }
    if (seg->seqno != c->rcv_nxt) { /* tcp.fsm:188  3.10.7.4 */
        c->ack_due = 1;
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && tcp_listener(c)) { /* tcp.fsm:189  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:190  3.10.7.4 */
        tcp_forget(s, c);
        tcp_signal(s, c, TCP_SIGNAL_REFUSED);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:191  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_DROP;
    }
    /* tcp.fsm:192  3.10.7.4 */
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
  @ requires (c->state == TCP_SYN_RCVD || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING
  @     || c->state == TCP_LAST_ACK || c->state == TCP_TIME_WAIT);
  @ assigns  c->ack_due, c->rexmt_due, c->ring_used, c->rexmt, c->msl2, c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \result == TCP_CONTINUE ==> c->state == \old(c->state);
  @ ensures  \result == TCP_DROP && \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_LISTEN);
  @ ensures  \result == TCP_DROP
  @     && (\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT) ==> c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_syn(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_SYN)) { /* tcp.fsm:194 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_SYN_RCVD && tcp_listener(c)) { /* tcp.fsm:195  3.10.7.4 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_DROP;
    }
    /* tcp.fsm:196  3.10.7.4 */
    c->ack_due = 1;
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_SYN_RCVD || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING
  @     || c->state == TCP_LAST_ACK || c->state == TCP_TIME_WAIT);
  @ assigns  c->snd_una, c->snd_wl1, c->snd_wl2, c->snd_wnd, c->retries, c->ack_due, c->rexmt_due,
  @     c->signals, c->ring_start, c->ring_used, c->rexmt, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \result == TCP_CONTINUE && \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1);
  @ ensures  \result == TCP_CONTINUE
  @     && (\old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT) ==> c->state == \old(c->state);
  @ ensures  \result == TCP_DROP ==> c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_ack(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!(seg->flags & TCP_SEG_ACK)) { /* tcp.fsm:199  3.10.7.4 */
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && !tcp_ack_new(c, seg)) { /* tcp.fsm:200  3.10.7.4 */
        tcp_reset(s, c, seg);
        return TCP_DROP;
    }
    if (c->state == TCP_SYN_RCVD && c->fin_req) { /* tcp.fsm:201  3.10.7.4 */
        tcp_take_ack(s, c, seg);
        tcp_take_window(s, c, seg);
        c->rexmt = 0;
        tcp_signal(s, c, TCP_SIGNAL_CONNECTED);
        c->state = TCP_FIN_WAIT_1;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_SYN_RCVD) { /* tcp.fsm:202  3.10.7.4 */
        tcp_take_ack(s, c, seg);
        tcp_take_window(s, c, seg);
        c->rexmt = 0;
        tcp_signal(s, c, TCP_SIGNAL_CONNECTED);
        c->state = TCP_ESTAB;
        return TCP_CONTINUE;
    }
    if (tcp_ack_unsent(c, seg) || tcp_ack_stale(c, seg)) { /* tcp.fsm:203  3.10.7.4 */
        c->ack_due = 1;
        return TCP_DROP;
    }
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:204  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (tcp_ack_new(c, seg) && tcp_ack_all(c, seg)) { /* tcp.fsm:205  3.10.7.4 */
        tcp_take_ack(s, c, seg);
        c->rexmt = 0;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:206  3.10.7.4 */
        return TCP_CONTINUE;
    }
    if (tcp_ack_new(c, seg)) { /* tcp.fsm:207  3.10.7.4 */
        tcp_take_ack(s, c, seg);
        c->rexmt = TCP_RTO_INIT;
        return TCP_CONTINUE;
    }
    if (c->snd_wnd == 0 && tcp_last_try(c)) { /* tcp.fsm:208  3.10.7.4 */
        c->retries = (uint8_t)(TCP_MAX_RETRIES - 1);
        return TCP_CONTINUE;
    }
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSE_WAIT
  @     || c->state == TCP_CLOSING || c->state == TCP_LAST_ACK);
  @ assigns  c->snd_wl1, c->snd_wl2, c->snd_wnd, c->retries, c->rexmt_due, c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_window(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg)
{
    if (!(tcp_wnd_newer(c, seg) && !tcp_ack_old(c, seg))) { /* tcp.fsm:210 */
        return TCP_CONTINUE;
    }
    if (tcp_wnd_opens(c, seg)) { /* tcp.fsm:211  3.10.7.4 */
        tcp_take_window(s, c, seg);
        c->retries = 0;
        c->rexmt_due = c->snd_una != c->snd_nxt;
        c->rexmt = TCP_RTO_INIT;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:212  3.10.7.4 */
    tcp_take_window(s, c, seg);
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 fifth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSING || c->state == TCP_LAST_ACK);
  @ assigns  c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \result == TCP_CONTINUE && \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_FIN_WAIT_2);
  @ ensures  \result == TCP_CONTINUE
  @     && (\old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK)
  @     ==> c->state == \old(c->state);
  @ ensures  \result == TCP_DROP && \old(c->state) == TCP_CLOSING ==> c->state == TCP_TIME_WAIT;
  @ ensures  \result == TCP_DROP && \old(c->state) == TCP_LAST_ACK ==> c->state == TCP_CLOSED;
  @ ensures  \old(c->state) == TCP_FIN_WAIT_1 ==> \result != TCP_DROP;
  @*/
static inline enum tcp_verdict tcp_segment_our_fin(struct stack *s, struct tcp_connection *c,
                                                   struct tcp_segment *seg)
{
    (void)seg;
    if (!tcp_fin_acked(c)) { /* tcp.fsm:214 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_1) { /* tcp.fsm:215  3.10.7.4 */
        c->rexmt = 0;
        c->user = TCP_USER_TIMEOUT;
        c->state = TCP_FIN_WAIT_2;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_CLOSING) { /* tcp.fsm:216  3.10.7.4 */
        tcp_wait_2msl(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_DROP;
    }
    /* tcp.fsm:217  3.10.7.4  LAST_ACK */
    tcp_forget(s, c);
    tcp_signal(s, c, TCP_SIGNAL_CLOSED_BOTH);
    c->state = TCP_CLOSED;
    return TCP_DROP;
}

/* RFC 9293 3.10.7.4 seventh */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->ack_due, c->signals, c->calls, c->ring_used, c->user;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_text(struct stack *s, struct tcp_connection *c,
                                                struct tcp_segment *seg)
{
    if (seg->len == 0) { /* tcp.fsm:221 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:222  3.10.7.4 */
        tcp_accept_text(s, c, seg);
        c->ack_due = 1;
        c->user = TCP_USER_TIMEOUT;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:223  3.10.7.4 */
    tcp_accept_text(s, c, seg);
    c->ack_due = 1;
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7.4 eighth */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING || c->state == TCP_LAST_ACK
  @     || c->state == TCP_TIME_WAIT);
  @ assigns  c->rcv_nxt, c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2,
  @     c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  \old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSING);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_2
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_fin(struct stack *s, struct tcp_connection *c,
                                               struct tcp_segment *seg)
{
    if (!((seg->flags & TCP_SEG_FIN) && tcp_tail(seg) == c->rcv_nxt)) { /* tcp.fsm:225 */
        return TCP_CONTINUE;
    }
    if (c->state == TCP_ESTAB) { /* tcp.fsm:226  3.10.7.4 */
        tcp_take_fin(s, c);
        c->state = TCP_CLOSE_WAIT;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_1) { /* tcp.fsm:227  3.10.7.4 */
        tcp_take_fin(s, c);
        c->state = TCP_CLOSING;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_FIN_WAIT_2) { /* tcp.fsm:228  3.10.7.4 */
        tcp_take_fin(s, c);
        tcp_wait_2msl(s, c);
        c->state = TCP_TIME_WAIT;
        return TCP_CONTINUE;
    }
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:229  3.10.7.4 */
        c->ack_due = 1;
        c->msl2 = TCP_MSL2;
        return TCP_CONTINUE;
    }
    /* tcp.fsm:230  3.10.7.4 */
    c->ack_due = 1;
    return TCP_CONTINUE;
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING || c->state == TCP_LAST_ACK
  @     || c->state == TCP_TIME_WAIT);
  @ assigns  c->rcv_nxt, c->rcv_wnd, c->ack_due, c->rexmt_due, c->signals, c->calls, c->ring_used,
  @     c->rexmt, c->msl2, c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE;
  @ ensures  \old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSING);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_2
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_CLOSING
  @     || \old(c->state) == TCP_LAST_ACK || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @*/
static inline enum tcp_verdict tcp_segment_from_text(struct stack *s, struct tcp_connection *c,
                                                     struct tcp_segment *seg)
{
    if (c->state <= TCP_FIN_WAIT_2) {
        (void)tcp_segment_text(s, c, seg);
    }
    return tcp_segment_fin(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ requires (c->state == TCP_SYN_RCVD || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1
  @     || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING
  @     || c->state == TCP_LAST_ACK || c->state == TCP_TIME_WAIT);
  @ assigns  c->snd_una, c->snd_wl1, c->snd_wl2, c->rcv_nxt, c->snd_wnd, c->rcv_wnd, c->retries,
  @     c->ack_due, c->rexmt_due, c->signals, c->calls, c->ring_start, c->ring_used, c->rexmt,
  @     c->msl2, c->user, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_LISTEN || c->state == TCP_ESTAB
  @     || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSE_WAIT
  @     || c->state == TCP_CLOSING || c->state == TCP_TIME_WAIT);
  @ ensures  \old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSE_WAIT);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_FIN_WAIT_2 || c->state == TCP_CLOSING
  @     || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @ ensures  \old(c->state) == TCP_LAST_ACK
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @*/
static inline enum tcp_verdict tcp_segment_from_syn(struct stack *s, struct tcp_connection *c,
                                                    struct tcp_segment *seg)
{
    enum tcp_verdict verdict;

    verdict = tcp_segment_syn(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    verdict = tcp_segment_ack(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    if (c->state <= TCP_FIN_WAIT_1 || (c->state >= TCP_CLOSE_WAIT && c->state <= TCP_LAST_ACK)) {
        (void)tcp_segment_window(s, c, seg);
    }
    if (c->state == TCP_FIN_WAIT_1 || (c->state >= TCP_CLOSING && c->state <= TCP_LAST_ACK)) {
        verdict = tcp_segment_our_fin(s, c, seg);
        if (verdict != TCP_CONTINUE) {
            return verdict;
        }
    }
    return tcp_segment_from_text(s, c, seg);
}

/* RFC 9293 3.10.7 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->snd_una, c->snd_nxt, c->snd_wl1, c->snd_wl2, c->iss, c->rcv_nxt, c->snd_wnd,
  @     c->rcv_wnd, c->rcv_max, c->mss, c->retries, c->ack_due, c->rexmt_due, c->signals, c->calls,
  @     c->ring_start, c->ring_used, c->rexmt, c->msl2, c->user, c->state, seg->flags;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_CONTINUE || \result == TCP_DROP;
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == \old(c->state);
  @ ensures  \old(c->state) == TCP_LISTEN
  @     ==> (c->state == \old(c->state) || c->state == TCP_SYN_RCVD);
  @ ensures  \old(c->state) == TCP_SYN_SENT
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_SYN_RCVD
  @     || c->state == TCP_ESTAB || c->state == TCP_CLOSE_WAIT);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN
  @     || c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSE_WAIT || c->state == TCP_CLOSING || c->state == TCP_TIME_WAIT);
  @ ensures  \old(c->state) == TCP_ESTAB
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_CLOSE_WAIT);
  @ ensures  \old(c->state) == TCP_FIN_WAIT_1
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_FIN_WAIT_2
  @     || c->state == TCP_CLOSING || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSING)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_TIME_WAIT);
  @ ensures  (\old(c->state) == TCP_CLOSE_WAIT || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @*/
__attribute__((noinline, unused)) static enum tcp_verdict tcp_segment_arrives(struct stack *s,
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
        if (verdict == TCP_GOTO_TEXT) {
            return tcp_segment_from_text(s, c, seg);
        }
        return verdict;
    }
    verdict = tcp_segment_sequence(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    verdict = tcp_segment_rst(s, c, seg);
    if (verdict != TCP_CONTINUE) {
        return verdict;
    }
    return tcp_segment_from_syn(s, c, seg);
}

/* RFC 6298 5.1 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->rexmt;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK;
  @ ensures  c->state == \old(c->state);
  @*/
static inline enum tcp_error tcp_rexmt_needed(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    /* tcp.fsm:236  RFC 6298 5.1  QUIET */
    if (c->state <= TCP_LISTEN || c->state == TCP_FIN_WAIT_2
        || c->state == TCP_TIME_WAIT) {
        return TCP_OK;
    }
    if (c->rexmt == 0) { /* tcp.fsm:237  RFC 6298 5.1 */
        c->rexmt = tcp_backoff(c);
        return TCP_OK;
    }
    /* tcp.fsm:238  RFC 6298 5.1 */
    return TCP_OK;
}

/* RFC 9293 3.10.8, RFC 6298 5.4 and 5.5 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->retries, c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2,
  @     c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK;
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_SYN_SENT || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN);
  @*/
static inline enum tcp_error tcp_rexmt_timeout(struct stack *s, struct tcp_connection *c)
{
    /* tcp.fsm:242  3.10.8  QUIET */
    if (c->state <= TCP_LISTEN || c->state == TCP_FIN_WAIT_2
        || c->state == TCP_TIME_WAIT) {
        return TCP_OK;
    }
    if (!tcp_last_try(c)) { /* tcp.fsm:243  3.10.8 */
        c->retries = (uint8_t)(c->retries + 1);
        c->rexmt_due = 1;
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && tcp_listener(c)) { /* tcp.fsm:244  3.10.8 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    /* tcp.fsm:245  3.10.8 */
    tcp_forget(s, c);
    tcp_signal(s, c, TCP_SIGNAL_TIMED_OUT);
    c->state = TCP_CLOSED;
    return TCP_OK;
}

/* RFC 9293 3.10.8 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->ring_used, c->rexmt, c->msl2, c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK;
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_SYN_SENT || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK)
  @     ==> c->state == \old(c->state);
  @ ensures  \old(c->state) == TCP_TIME_WAIT ==> c->state == TCP_CLOSED;
  @*/
static inline enum tcp_error tcp_msl2_timeout(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_TIME_WAIT) { /* tcp.fsm:248  3.10.8 */
        tcp_forget(s, c);
        c->state = TCP_CLOSED;
        return TCP_OK;
    }
    /* tcp.fsm:249  3.10.8 */
    return TCP_OK;
}

/* RFC 9293 3.10.8 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \result == TCP_OK;
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT) ==> c->state == TCP_CLOSED;
  @ ensures  \old(c->state) == TCP_SYN_RCVD ==> (c->state == TCP_CLOSED || c->state == TCP_LISTEN);
  @*/
static inline enum tcp_error tcp_user_timeout(struct stack *s, struct tcp_connection *c)
{
    if (c->state == TCP_CLOSED) { /* tcp.fsm:252  3.10.8 */
        return TCP_OK;
    }
    if (c->state == TCP_SYN_RCVD && tcp_listener(c)) { /* tcp.fsm:253  3.10.8 */
        tcp_forget(s, c);
        c->state = TCP_LISTEN;
        return TCP_OK;
    }
    /* tcp.fsm:254  3.10.8 */
    tcp_forget(s, c);
    tcp_signal(s, c, TCP_SIGNAL_TIMED_OUT);
    c->state = TCP_CLOSED;
    return TCP_OK;
}

/* tcp.fsm:75 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->retries, c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2,
  @     c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_TIME_WAIT)
  @     ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_SYN_SENT || \old(c->state) == TCP_ESTAB
  @     || \old(c->state) == TCP_FIN_WAIT_1 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN);
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

/* tcp.fsm:76 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->ring_used, c->rexmt, c->msl2, c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  (\old(c->state) == TCP_CLOSED || \old(c->state) == TCP_LISTEN
  @     || \old(c->state) == TCP_SYN_SENT || \old(c->state) == TCP_SYN_RCVD
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK)
  @     ==> c->state == \old(c->state);
  @ ensures  \old(c->state) == TCP_TIME_WAIT
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @*/
static inline void tcp_elapse_msl2(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    if (c->msl2 > ticks) {
        c->msl2 = (uint16_t)(c->msl2 - ticks);
    } else if (c->msl2 != 0) {
        c->msl2 = 0;
        (void)tcp_msl2_timeout(s, c);
    }
}

/* tcp.fsm:77 */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2, c->user,
  @     c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN);
  @*/
static inline void tcp_elapse_user(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    if (c->user > ticks) {
        c->user = (uint16_t)(c->user - ticks);
    } else if (c->user != 0) {
        c->user = 0;
        (void)tcp_user_timeout(s, c);
    }
}

/* So many ticks have passed. A timer that is 0 is stopped; one that reaches 0 runs its
 * event once, however late it is noticed. An event may stop the timers behind its own. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->retries, c->ack_due, c->rexmt_due, c->signals, c->ring_used, c->rexmt, c->msl2,
  @     c->user, c->state;
  @ ensures  tcp_ok(c);
  @ ensures  \old(c->state) == TCP_CLOSED ==> c->state == \old(c->state);
  @ ensures  (\old(c->state) == TCP_LISTEN || \old(c->state) == TCP_SYN_SENT
  @     || \old(c->state) == TCP_ESTAB || \old(c->state) == TCP_FIN_WAIT_1
  @     || \old(c->state) == TCP_FIN_WAIT_2 || \old(c->state) == TCP_CLOSE_WAIT
  @     || \old(c->state) == TCP_CLOSING || \old(c->state) == TCP_LAST_ACK
  @     || \old(c->state) == TCP_TIME_WAIT)
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED);
  @ ensures  \old(c->state) == TCP_SYN_RCVD
  @     ==> (c->state == \old(c->state) || c->state == TCP_CLOSED || c->state == TCP_LISTEN);
  @*/
static inline void tcp_elapse(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    tcp_elapse_rexmt(s, c, ticks);
    tcp_elapse_msl2(s, c, ticks);
    tcp_elapse_user(s, c, ticks);
}

#ifdef __cplusplus
} /* namespace thimble */
#endif

#endif
