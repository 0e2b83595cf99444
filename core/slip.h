/* SPDX-License-Identifier: MIT
 * IP over a serial line: RFC 1055. Bytes in, frames out, and back.
 *
 *   UART interrupt -> slip_receive -> arena `in` -> slip_frame -> the stack -> slip_release
 *   the stack -> `in` or `out` -> slip_send -> slip_send_next -> UART interrupt
 *
 * The arena holds frames behind each other, each behind its length, the oldest first; behind them
 * the one that is still arriving. The stack works on the oldest where it lies and may answer in its
 * place, while the next arrives.
 *
 *   0                          in_end        in_fill            SLIP_IN_BYTES
 *   | length frame | length frame | length body |  free              |
 *
 * An answer may be longer than its frame. If nothing has come behind the frame yet, slip_lend makes
 * it as long as an answer can be: what comes then lies behind the room lent. SLIP_KEPT_BYTES are
 * never lent, so that a frame that begins while the stack is at work is not lost. slip_keep gives
 * back what the answer does not need, before it is sent.
 *
 *   0                                      in_end        in_fill   SLIP_IN_BYTES
 *   | length frame   room for its answer     | length body |  free  |
 *
 * A released frame, or room given back, leaves a hole. slip_close_hole moves what lies behind it
 * down, a few bytes a call, so interrupts need to be off only that long; bytes may arrive between
 * two calls, and whole frames too:
 *
 *   0          hole_at          in_end        in_fill                 the hole below in_end
 *   | length fr | hole | ame length ... | length body |
 *
 *   0      in_end       hole_at         in_fill              ... and inside the arriving frame
 *   | frames | length bo | hole | dy       |
 *
 * No register is touched here: core/avr/slip_uart.cpp does that, and keeps its interrupts out while
 * the main program calls slip_frame, slip_lend, slip_keep, slip_release, slip_close_hole or
 * slip_overruns.
 */
#ifndef THIMBLE_SLIP_H
#define THIMBLE_SLIP_H

#include "memory.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { SLIP_END = 0xc0, SLIP_ESC = 0xdb, SLIP_ESC_END = 0xdc, SLIP_ESC_ESC = 0xdd };
enum { SLIP_LENGTH_BYTES = 2 };                   /* stored before each frame of the arena */
enum { SLIP_KEPT_BYTES = 64 };                    /* 0.6 ms at 1 Mbit/s: the stack's longest turn */
enum { SLIP_STEP_BYTES = 8 };                     /* most that one slip_close_hole moves */
enum { SLIP_IN_ESCAPED = 1, SLIP_IN_SPOILT = 2 }; /* in_flags: one of them, or none */

static inline void slip_init(struct slip_link *l)
{
    l->in_end = 0;
    l->in_fill = SLIP_LENGTH_BYTES;
    l->hole_at = 0;
    l->hole_bytes = 0;
    l->in_flags = 0;
    l->out_at = 0;
    l->out_end = 0;
    l->out_busy = 0;
    l->out_next = 0;
    l->overruns = 0;
}

static inline bool slip_hole_is_in_arriving(const struct slip_link *l)
{
    return l->hole_at > l->in_end; /* hole_at is 0 when there is no hole */
}

/* The arriving frame is worth nothing: whatever lies behind the whole ones is free again. */
static inline void slip_discard(struct slip_link *l)
{
    if (slip_hole_is_in_arriving(l)) {
        l->hole_at = 0;
        l->hole_bytes = 0;
    }
    l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    if (l->overruns != 255) {
        l->overruns = (uint8_t)(l->overruns + 1);
    }
}

/* END. An empty frame is no error: senders begin and end each frame with one. */
static inline void slip_frame_ends(struct slip_link *l)
{
    uint16_t first = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);

    if (slip_hole_is_in_arriving(l)) {
        first = (uint16_t)(first + l->hole_bytes);
    }
    if (l->in_flags != 0) {
        slip_discard(l);
    } else if (l->in_fill != first) {
        const uint16_t bytes = (uint16_t)(l->in_fill - first);
        l->in[l->in_end] = (uint8_t)(bytes & 0xff);
        l->in[l->in_end + 1] = (uint8_t)(bytes >> 8);
        l->in_end = l->in_fill;
        l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    }
    l->in_flags = 0;
}

/* One byte from the line. `damaged`: its stop bit is missing, or bytes before it are lost.
 *
 * RFC 1055 would keep a byte that may not follow ESC; a frame with one is damaged for certain, so
 * it is dropped here like the ones that are too long, and counted.
 */
static inline void slip_receive(struct slip_link *l, uint8_t byte, bool damaged)
{
    const uint16_t at = l->in_fill;

    if (damaged) {
        l->in_flags = SLIP_IN_SPOILT;
    }
    if (byte == SLIP_END) {
        slip_frame_ends(l);
        return;
    }
    if (l->in_flags == SLIP_IN_SPOILT) {
        return;
    }
    if (l->in_flags == SLIP_IN_ESCAPED) {
        l->in_flags = 0;
        if (byte == SLIP_ESC_END) {
            byte = SLIP_END;
        } else if (byte == SLIP_ESC_ESC) {
            byte = SLIP_ESC;
        } else {
            l->in_flags = SLIP_IN_SPOILT;
            return;
        }
    } else if (byte == SLIP_ESC) {
        l->in_flags = SLIP_IN_ESCAPED;
        return;
    }
    if (at >= PROFILE_SLIP_IN_BYTES) {
        l->in_flags = SLIP_IN_SPOILT;
        return;
    }
    l->in[at] = byte;
    l->in_fill = (uint16_t)(at + 1);
}

/* The oldest frame has `bytes` bytes now. */
static inline void slip_set_length(struct slip_link *l, uint16_t bytes)
{
    l->in[0] = (uint8_t)(bytes & 0xff);
    l->in[1] = (uint8_t)(bytes >> 8);
}

static inline uint16_t slip_length(const struct slip_link *l)
{
    return (uint16_t)(l->in[0] | (uint16_t)(l->in[1] << 8));
}

/* The oldest whole frame, 0 = none. It stays where it is until slip_release. */
static inline uint8_t *slip_frame(struct slip_link *l, uint16_t *bytes)
{
    if (l->in_end == 0 || l->hole_bytes != 0) {
        return 0;
    }
    *bytes = slip_length(l);
    return l->in + SLIP_LENGTH_BYTES;
}

/* Lends the oldest frame, while there is one, what is free behind it; returns the bytes it now has
 * for an answer. */
static inline uint16_t slip_lend(struct slip_link *l)
{
    const uint16_t free_for_all = PROFILE_SLIP_IN_BYTES - SLIP_LENGTH_BYTES - SLIP_KEPT_BYTES;
    const uint16_t mtu = PROFILE_MTU;
    const uint16_t most = free_for_all < mtu ? free_for_all : mtu;
    const uint16_t bytes = slip_length(l);

    if (bytes >= most || l->in_end != (uint16_t)(SLIP_LENGTH_BYTES + bytes) ||
        l->in_fill != (uint16_t)(l->in_end + SLIP_LENGTH_BYTES)) { /* it, or what came, is behind */
        return bytes;
    }
    slip_set_length(l, most);
    l->in_end = (uint16_t)(SLIP_LENGTH_BYTES + most);
    l->in_fill = (uint16_t)(l->in_end + SLIP_LENGTH_BYTES);
    return most;
}

/* Of the oldest frame's room only `bytes` bytes are needed, at least one. Follow up with
 * slip_close_hole until it says no. */
static inline void slip_keep(struct slip_link *l, uint16_t bytes)
{
    const uint16_t had = slip_length(l);

    if (bytes < had) {
        l->hole_at = (uint16_t)(SLIP_LENGTH_BYTES + bytes);
        l->hole_bytes = (uint16_t)(had - bytes);
        slip_set_length(l, bytes);
    }
}

/* The oldest whole frame is done with. Follow up with slip_close_hole until it says no. */
static inline void slip_release(struct slip_link *l)
{
    l->hole_at = 0;
    l->hole_bytes = (uint16_t)(SLIP_LENGTH_BYTES + slip_length(l));
}

/* Moves the hole a step up; true: call again. */
static inline bool slip_close_hole(struct slip_link *l)
{
    uint16_t from = (uint16_t)(l->hole_at + l->hole_bytes);
    uint16_t bytes;

    if (l->hole_bytes == 0) {
        return false;
    }
    if (from == l->in_end) { /* only the arriving frame is left, whose length is not there yet */
        l->in_end = l->hole_at;
        l->hole_at = (uint16_t)(l->hole_at + SLIP_LENGTH_BYTES);
        from = (uint16_t)(from + SLIP_LENGTH_BYTES);
    }
    bytes = (uint16_t)((slip_hole_is_in_arriving(l) ? l->in_fill : l->in_end) - from);
    if (bytes > SLIP_STEP_BYTES) {
        bytes = SLIP_STEP_BYTES;
    }
    if (bytes != 0) {
        const uint8_t *at = l->in + from;
        uint8_t *to = l->in + l->hole_at;
        uint8_t left = (uint8_t)bytes;

        do { /* at most SLIP_STEP_BYTES turns */
            *to++ = *at++;
        } while (--left != 0);
        l->hole_at = (uint16_t)(l->hole_at + bytes);
    }
    if (slip_hole_is_in_arriving(l) && l->hole_at + l->hole_bytes == l->in_fill) {
        l->in_fill = l->hole_at;
        l->hole_at = 0;
        l->hole_bytes = 0;
    }
    return l->hole_bytes != 0;
}

/* Frames lost since the last call. */
static inline uint8_t slip_overruns(struct slip_link *l)
{
    const uint8_t lost = l->overruns;
    l->overruns = 0;
    return lost;
}

static inline bool slip_is_sending(const struct slip_link *l)
{
    return l->out_busy != 0;
}

/* Sends `bytes` bytes: the answer that lies where the oldest frame was, or what is in `out`. Only
 * when nothing is being sent. */
static inline void slip_send(struct slip_link *l, bool in_place, uint16_t bytes)
{
    l->out_at = in_place ? (uint16_t)SLIP_LENGTH_BYTES : (uint16_t)PROFILE_SLIP_IN_BYTES;
    l->out_end = (uint16_t)(l->out_at + bytes);
    l->out_next = SLIP_END; /* ends whatever noise the other side has gathered */
    l->out_busy = 1;
}

/* The next byte for the line. Only while slip_is_sending. */
static inline uint8_t slip_send_next(struct slip_link *l)
{
    uint8_t byte = l->out_next;

    if (byte != 0) {
        l->out_next = 0;
        return byte;
    }
    if (l->out_at == l->out_end) {
        l->out_busy = 0;
        return SLIP_END;
    }
    byte = l->out_at < PROFILE_SLIP_IN_BYTES ? l->in[l->out_at]
                                             : l->out[l->out_at - PROFILE_SLIP_IN_BYTES];
    l->out_at = (uint16_t)(l->out_at + 1);
    if (byte == SLIP_END) {
        l->out_next = SLIP_ESC_END;
        return SLIP_ESC;
    }
    if (byte == SLIP_ESC) {
        l->out_next = SLIP_ESC_ESC;
    }
    return byte;
}

#ifdef __cplusplus
}
#endif

#endif
