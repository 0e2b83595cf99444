/* SPDX-License-Identifier: MIT */
/* A TCP segment arrives: checked, given to its connection's machine, answered only by a reset.
 *
 * The eight steps of RFC 9293 3.10.7.4 are in tcp.fsm; here is what comes before them (is it whole,
 * intact, and whose?) and the primitives they call on the receiving side. Text goes to the
 * application straight from the frame, in order and once; what the application does not take is not
 * acknowledged and comes again.
 */
#ifndef THIMBLE_TCP_RECEIVE_H
#define THIMBLE_TCP_RECEIVE_H

#include "tcp_send.h"
#include "tcp_user.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* The other two bits are ECN's on the wire, and the machine's own behind it. */
enum { TCP_SEG_FROM_WIRE = 0x3f };

/* The window may grow by what the application has room for, but not in silly steps: at least half
 * of the widest window so far, or a full segment (3.8.6.2.2). Its right edge never moves left
 * (3.8.6). */
void tcp_offer_window(struct stack *s, struct tcp_connection *c)
{
    uint16_t room;

    c->calls |= TCP_CALL_LATER;
    room = application_room(s, c->socket, connection_number(s, c));
    c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
    if (room > c->rcv_max) {
        c->rcv_max = room;
    }
    if (room <= c->rcv_wnd) {
        return;
    }
    if ((uint16_t)(room - c->rcv_wnd) >= c->mss ||
        (uint16_t)(room - c->rcv_wnd) >= (uint16_t)(c->rcv_max / 2u)) {
        c->rcv_wnd = room;
        if (tcp_state_can_recv(c->state)) { /* before that, the SYN says it */
            c->ack_due = 1;
        }
    }
}

/* Trims the text to what is new and inside the window (the step before let some of it through)
 * and hands it over. */
void tcp_accept_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    const uint8_t syn = (seg->flags & TCP_SEG_SYN) != 0;
    const uint8_t fin = (seg->flags & TCP_SEG_FIN) != 0;
    /* bytes at its head that we have */
    const uint32_t old = seq_distance(seg->seqno + syn, c->rcv_nxt);
    uint16_t bytes = (uint16_t)(seg->len - syn - fin);
    uint16_t taken;

    if (old > bytes) { /* "before" seen from rcv_nxt: it begins behind the next byte */
        (void)drop(s, DROP_TCP_ORDER);
        return;
    }
    bytes = (uint16_t)(bytes - (uint16_t)old);
    if (bytes > c->rcv_wnd) {
        bytes = c->rcv_wnd;
    }
    if (bytes == 0) {
        return;
    }
    c->calls |= TCP_CALL_LATER;
    tcp_tell(s, c); /* text may come with the ACK that establishes: "connected" is told first */
    taken = application_received(s, c->socket, connection_number(s, c), seg->text + (uint16_t)old,
                                 bytes);
    c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
    if (taken < bytes) {
        (void)drop(s, DROP_TCP_REFUSED);
        bytes = taken;
    }
    c->rcv_nxt += bytes;
    c->rcv_wnd = (uint16_t)(c->rcv_wnd - bytes);
}

void tcp_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)s;
    (void)c;
    seg->flags |= TCP_SEG_RESET;
}

/* The reset that answers a segment, in its place: two forms, so that the peer finds it
 * acceptable (3.10.7.1). */
static inline uint16_t tcp_send_reset(uint8_t *frame, const struct tcp_segment *seg)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    uint32_t seqno = seg->ackno;
    uint32_t ackno = 0;
    uint8_t flags = TCP_SEG_RST;

    if ((seg->flags & TCP_SEG_ACK) == 0) {
        seqno = 0;
        ackno = seg->seqno + seg->len;
        flags = TCP_SEG_RST | TCP_SEG_ACK;
    }
    tcp_emit(at, tcp_dst_port(at), tcp_src_port(at), seqno, ackno, flags, 0, 0);
    return tcp_finish(frame, ipv4_src(frame), TCP_HEADER_BYTES);
}

/* Reads what the machine wants to know. Returns false when the segment was dropped. */
static inline bool tcp_read(struct stack *s, const uint8_t *frame, uint16_t room,
                            struct tcp_segment *seg)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    const enum wire_verdict verdict = tcp_check(at, room);
    struct tcp_options options;

    if (verdict != WIRE_OK) {
        return drop(s, verdict == WIRE_SHORT ? DROP_TCP_SHORT : DROP_TCP_LENGTH);
    }
    if (!tcp_checksum_accepts(at,
                              ipv4_transport_sum(tcp_checksum_prefix(0, 0, room), frame, room))) {
        return drop(s, DROP_TCP_CHECKSUM);
    }
    if (tcp_options_check(at, &options) != WIRE_OK) {
        return drop(s, DROP_TCP_OPTION);
    }
    seg->seqno = tcp_seqno(at);
    seg->ackno = tcp_ackno(at);
    seg->flags = (uint8_t)(tcp_flags(at) & TCP_SEG_FROM_WIRE);
    seg->len = (uint16_t)(tcp_payload_bytes(at, room) + ((seg->flags & TCP_SEG_SYN) != 0) +
                          ((seg->flags & TCP_SEG_FIN) != 0));
    seg->window = tcp_window(at);
    seg->mss = options.mss;
    seg->text = at + tcp_payload_offset(at);
    return true;
}

/* Nobody's segment: a SYN may begin a connection of the listener on its port. 3.10.7.2 needs a
 * connection only for that: everything else a listener gets is answered as in CLOSED, or not at all
 * when it acknowledges nothing. */
static inline struct tcp_connection *tcp_listen(struct stack *s, uint8_t socket,
                                                const uint8_t *frame)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    struct tcp_connection *c = connection_take(s, socket);

    if (c != 0) {
        c->local_port = tcp_dst_port(at);
        c->remote_port = tcp_src_port(at);
        c->remote_ip = ipv4_src(frame);
        (void)tcp_open_passive(s, c); /* a slot just taken is CLOSED: it cannot refuse */
    }
    return c;
}

static inline uint16_t tcp_receive(struct stack *s, uint8_t *frame, uint16_t bytes)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES;
    struct tcp_connection *c;
    struct tcp_segment seg;
    uint8_t before;

    if (!tcp_read(s, frame, (uint16_t)(bytes - IPV4_HEADER_BYTES), &seg)) {
        return 0;
    }
    c = connection_find(s, ipv4_src(frame), tcp_src_port(at), tcp_dst_port(at));
    if (c == 0) {
        const uint8_t socket =
            PROFILE_LISTENS ? profile_tcp_listener(tcp_dst_port(at)) : (uint8_t)PROFILE_NO_SOCKET;

        if (socket == PROFILE_NO_SOCKET || (seg.flags & TCP_SEG_ACK)) {
            (void)tcp_segment_closed(s, 0, &seg);
        } else if ((seg.flags & (TCP_SEG_SYN | TCP_SEG_RST)) == TCP_SEG_SYN) {
            c = tcp_listen(s, socket, frame);
            if (c == 0) {
                return drop(s, DROP_TCP_NO_SLOT);
            }
        }
    }
    if (c != 0) {
        before = c->state;
        if (tcp_segment_arrives(s, c, &seg) == TCP_DROP && c->state == before) {
            (void)drop(s, DROP_TCP_MACHINE);
        }
        if (c->snd_wnd > c->snd_max) { /* here every window that counts comes by */
            c->snd_max = c->snd_wnd;
        }
        tcp_settle(s, c);
    } else if (!(seg.flags & TCP_SEG_RESET)) {
        return drop(s, DROP_TCP_MACHINE);
    }
    return seg.flags & TCP_SEG_RESET ? tcp_send_reset(frame, &seg) : 0;
}

#ifdef __cplusplus
}
#endif

#endif
