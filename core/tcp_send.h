/* SPDX-License-Identifier: MIT */
/* What a connection owes its peer, one segment a call: RFC 9293 3.8.
 *
 * The machine says what is owed (rst_due, rexmt_due, ack_due, fin_req); this file pays it from
 * stack_poll, the most urgent first. Nothing waits in a queue: what is sent again is read again,
 * from the ring or from the application.
 *
 * New text goes when a full segment fits the peer's window, when everything waiting fits, or when
 * half of the widest window there was can be used (RFC 9293 3.8.6.2.1, without Nagle); else it
 * waits for the retransmission timer, which is the override. Nothing goes past the window but a
 * probe of one byte (3.8.6.1). Every segment acknowledges. Not here yet: Nagle, RTT measurement,
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
    const uint16_t bytes = ipv4_send(frame, IPV4_PROTOCOL_TCP, to, size);

    tcp_checksum_seal(frame + IPV4_HEADER_BYTES,
                      ipv4_transport_sum(tcp_checksum_prefix(0, 0, size), frame, size));
    return bytes;
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
    return tcp_finish(frame, c->remote_ip,
                      (uint16_t)(text + (uint8_t)(TCP_HEADER_BYTES + options)));
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

/* How much text may go from `ahead` bytes behind snd_una on: what the window and the peer's mss
 * leave, or one byte, a probe, when the window is shut. It may have shrunk below what is out. */
static inline uint16_t tcp_usable(const struct tcp_connection *c, uint16_t ahead)
{
    uint16_t room = 1;

    if (c->snd_wnd > ahead) {
        room = (uint16_t)(c->snd_wnd - ahead);
    }
    return room < c->mss ? room : c->mss;
}

/* Text and FIN, new or again: puts the text in its place and its length into *text. Returns the
 * segment's flags, 0 when there is nothing to send. */
static inline uint8_t tcp_send_text(struct stack *s, struct tcp_connection *c, uint8_t *frame,
                                    uint16_t *text)
{
    const uint16_t flight = (uint16_t)seq_distance(c->snd_una, c->snd_nxt);
    const bool again = c->rexmt_due;
    const uint16_t ahead = again ? 0 : flight;
    const uint16_t room = tcp_usable(c, ahead);
    uint16_t found;
    uint16_t sent;
    bool waits = !again && c->snd_wnd <= ahead;
    bool fin;

    c->rexmt_due = 0;
    if (c->fin_sent && !again) {
        return 0;
    }
    /* a byte more than fits, where the frame has room for it: is it all? */
    found = tcp_text(s, c, ahead, frame + TCP_TEXT_OFFSET, (uint16_t)(room + (room < c->mss)));
    if (found > room) {
        found = room;
        if (c->retries == 0 && room < (uint16_t)(c->snd_max / 2u)) { /* no timer has fired yet */
            waits = true;
        }
    }
    fin = c->fin_req && found < room;
    if (c->fin_sent) { /* the end of the text is settled, whatever a source says now */
        sent = (uint16_t)(flight - 1u);
        if (found > sent) {
            found = sent;
        }
        fin = found == sent && sent < room;
    }
    sent = (uint16_t)(ahead + found + fin);
    if (waits || sent == ahead) {
        if ((sent | flight) != 0) { /* held back, or out and not to be had again: the timer asks */
            tcp_rexmt_needed(s, c);
        }
        return 0;
    }
    if (sent > flight) {
        c->snd_nxt += (uint16_t)(sent - flight);
    }
    *text = found;
    if (fin) {
        c->fin_sent = 1;
        return TCP_SEG_ACK | TCP_SEG_PSH | TCP_SEG_FIN;
    }
    return TCP_SEG_ACK | TCP_SEG_PSH;
}

/* Builds the connection's next segment. Returns the bytes of the frame; 0: nothing is owed. */
static inline uint16_t tcp_send(struct stack *s, struct tcp_connection *c, uint8_t *frame)
{
    uint32_t seqno = c->rexmt_due ? c->snd_una : c->snd_nxt;
    uint16_t text = 0;
    uint8_t flags = 0;

    if (c->rst_due) {
        c->rst_due = 0;
        return tcp_send_segment(c, frame, seqno, TCP_SEG_RST, 0);
    }
    if (c->state == TCP_SYN_SENT || c->state == TCP_SYN_RCVD) {
        if (c->rexmt_due) {
            c->rexmt_due = 0;
            flags = c->state == TCP_SYN_SENT ? TCP_SEG_SYN : TCP_SEG_SYN | TCP_SEG_ACK;
        }
    } else if (c->state != TCP_CLOSED) {
        flags = tcp_send_text(s, c, frame, &text);
    }
    if (flags != 0) {
        tcp_rexmt_needed(s, c);
    } else {
        if (!c->ack_due) {
            return 0;
        }
        seqno = c->snd_nxt;
        flags = TCP_SEG_ACK;
    }
    c->ack_due = 0;
    return tcp_send_segment(c, frame, seqno, flags, text);
}

#ifdef __cplusplus
}
#endif

#endif
