/* SPDX-License-Identifier: MIT */
/* What a connection owes its peer, one segment a call: RFC 9293 3.8.
 *
 * The machine says what is owed (rst_due, rexmt_due, ack_due, fin_req); this file pays it from
 * stack_poll, the most urgent first. Nothing waits in a queue: what is sent again is read again,
 * from the ring or from the application.
 *
 * New text goes when a full segment fits the peer's window, when everything waiting fits, or when
 * half the window can be used (RFC 9293 3.8.6.2.1, without Nagle). Nothing goes past the window but
 * a probe of one byte (3.8.6.1). Every segment acknowledges. Not here yet: Nagle, RTT measurement,
 * congestion control.
 */
#ifndef THIMBLE_TCP_SEND_H
#define THIMBLE_TCP_SEND_H

#include "application.h"
#include "ipv4.h"
#include "seq.h"
#include "tcp_packet.h"
#include "tcp_ring.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { TCP_TEXT_OFFSET = IPV4_HEADER_BYTES + TCP_HEADER_BYTES };

/* The TCP header is in place, its checksum field zero, and `size` bytes of segment with it. */
static inline uint16_t tcp_finish(uint8_t *frame, uint32_t to, uint16_t size)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;

    tcp_checksum_seal(at, checksum_add(tcp_checksum_prefix(profile_address, to, size), at, size));
    return ipv4_send(frame, IPV4_PROTOCOL_TCP, to, size);
}

/* A segment of this connection whose `text` bytes are in place. A SYN says how much we take at
 * once: 3.7.1. */
static inline uint16_t tcp_send_segment(const struct tcp_connection *c, uint8_t *frame,
                                        uint32_t seqno, uint8_t flags, uint16_t text)
{
    uint8_t *at = frame + IPV4_HEADER_BYTES;
    uint8_t options = 0;

    if (flags & TCP_SEG_SYN) {
        tcp_mss_emit(at + TCP_HEADER_BYTES, PROFILE_MTU - TCP_TEXT_OFFSET);
        options = TCP_MSS_BYTES;
    }
    tcp_emit(at, c->local_port, c->remote_port, seqno, c->rcv_nxt, flags, c->rcv_wnd, options);
    return tcp_finish(frame, c->remote_ip, (uint16_t)(TCP_HEADER_BYTES + options + text));
}

/* Writes at most `room` bytes of the stream, from `ahead` bytes behind snd_una on; returns how
 * many there are now. */
static inline uint16_t tcp_text(struct stack *s, struct tcp_connection *c, uint16_t ahead,
                                uint8_t *out, uint16_t room)
{
    uint16_t text;

    if (!profile_sends_from_source(c->socket)) {
        return tcp_ring_read(s, c, ahead, out, room);
    }
    c->calls |= TCP_CALL_LATER;
    text = application_fill(s, c->socket, connection_number(s, c),
                            (uint32_t)(c->snd_una + ahead - c->iss - 1u), out, room);
    c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
    return text < room ? text : room;
}

/* What a call of tcp_send_text found to send. */
struct tcp_piece {
    uint32_t seqno;
    uint16_t text;
    uint8_t flags; /* 0: nothing */
};

/* Text and FIN, new or again. */
static inline void tcp_send_text(struct stack *s, struct tcp_connection *c, uint8_t *frame,
                                 struct tcp_piece *piece)
{
    const bool again = c->rexmt_due;
    const uint16_t ahead = again ? 0 : (uint16_t)(c->snd_nxt - c->snd_una);
    uint16_t room =
        c->snd_wnd > ahead ? (uint16_t)(c->snd_wnd - ahead) : 0; /* the window may have shrunk */
    const bool shut = room == 0;
    bool fin;

    c->rexmt_due = 0;
    if (c->fin_sent && !again) {
        return;
    }
    piece->seqno = c->snd_una + ahead;
    if (shut) {
        room = 1;
    }
    if (room > c->mss) {
        room = c->mss;
    }
    piece->text = tcp_text(s, c, ahead, frame + TCP_TEXT_OFFSET, room);
    if (c->fin_sent) { /* the end of the text is settled, whatever a source says now */
        const uint16_t end = (uint16_t)(c->snd_nxt - c->snd_una - 1u);

        if (piece->text > end) {
            piece->text = end;
        }
        fin = piece->text == end && end < room;
    } else {
        fin = c->fin_req && piece->text < room;
    }
    if (piece->text == 0 && !fin) {
        return;
    }
    if (!again && (shut || (piece->text == room && room < c->mss && room < c->snd_wnd / 2u))) {
        tcp_rexmt_needed(s, c); /* it opens the window or it probes */
        return;
    }
    piece->flags = fin ? TCP_SEG_ACK | TCP_SEG_PSH | TCP_SEG_FIN : TCP_SEG_ACK | TCP_SEG_PSH;
    c->fin_sent = (uint8_t)(c->fin_sent | fin);
    c->snd_nxt = seq_later(c->snd_nxt, piece->seqno + piece->text + fin);
}

/* Builds the connection's next segment. Returns the bytes of the frame; 0: nothing is owed. */
static inline uint16_t tcp_send(struct stack *s, struct tcp_connection *c, uint8_t *frame)
{
    struct tcp_piece piece;

    piece.seqno = c->snd_nxt;
    piece.text = 0;
    piece.flags = 0;
    if (c->rst_due) {
        c->rst_due = 0;
        return tcp_send_segment(c, frame, piece.seqno, TCP_SEG_RST, 0);
    }
    if (c->state == TCP_SYN_SENT || c->state == TCP_SYN_RCVD) {
        if (c->rexmt_due) {
            c->rexmt_due = 0;
            piece.seqno = c->iss;
            piece.flags = c->state == TCP_SYN_SENT ? TCP_SEG_SYN : TCP_SEG_SYN | TCP_SEG_ACK;
        }
    } else if (c->state != TCP_CLOSED) {
        tcp_send_text(s, c, frame, &piece);
    }
    if (piece.flags != 0) {
        tcp_rexmt_needed(s, c);
    } else {
        if (!c->ack_due) {
            return 0;
        }
        piece.seqno = c->snd_nxt;
        piece.flags = TCP_SEG_ACK;
        piece.text = 0;
    }
    c->ack_due = 0;
    return tcp_send_segment(c, frame, piece.seqno, piece.flags, piece.text);
}

#ifdef __cplusplus
}
#endif

#endif
