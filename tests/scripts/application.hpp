// SPDX-License-Identifier: MIT
// An application for any profile: one set of handlers serves every socket, and a script says what
// they do. What they see goes onto the line at once, so nothing is kept.
//
// application.h of a profile asks a handler of each socket by name. Here its pickers get other
// names and ours take their place; then nobody calls the handlers, and none is missing.
#pragma once

#define application_room printed_room
#define application_received printed_received
#define application_arrived printed_arrived
#define application_signalled printed_signalled
#define application_fill printed_fill
#define application_udp_error printed_udp_error
#define application_udp_received printed_udp_received
#include "application.h"
#undef application_room
#undef application_received
#undef application_arrived
#undef application_signalled
#undef application_fill
#undef application_udp_error
#undef application_udp_received

#include "api.h"
#include "line.hpp"

namespace thimble {

enum { // what a side does by itself
    SIDE_ECHO = 1,            // writes back what arrives, and reads only what it can write
    SIDE_CLOSE_ON_TEXT = 2,   // closes in the handler that takes text
    SIDE_ABORT_ON_TEXT = 4,
    SIDE_CLOSE_ON_SIGNAL = 8  // closes in the handler that is told PEER_CLOSED
};

// What a script writes to a source is kept here, as far as it is not the pattern: the chip has no
// room for more where rings are.
enum { SIDE_TEXT = PROFILE_RING ? 1 : 64 };

struct side {
    uint16_t room;    // what it could take now
    uint16_t take;    // most that one call takes
    uint32_t source;  // bytes its source has
    uint32_t written; // bytes of the pattern written so far
    uint16_t given;   // bytes written to a source, of this connection
    uint8_t text[SIDE_TEXT];
    uint8_t does;
};

static side sides[PROFILE_TCP_CONNECTIONS];

// Text that shows where in a stream it was: packet.py has the same.
static uint8_t pattern(uint32_t offset)
{
    return static_cast<uint8_t>(offset + (offset >> 8) * 31 + (offset >> 16) * 17);
}

static void application_begin()
{
    for (uint8_t n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        sides[n] = side();
        sides[n].room = 400;
        sides[n].take = 0xffff;
    }
}

// slot (255: all), which, value
static void application_set(const uint8_t *at)
{
    const uint32_t value = static_cast<uint32_t>(at[2]) << 24 | static_cast<uint32_t>(at[3]) << 16
                           | static_cast<uint32_t>(at[4]) << 8 | at[5];

    for (uint8_t n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        if (at[0] != 255 && at[0] != n) {
            continue;
        }
        switch (at[1]) {
        case 'r': sides[n].room = static_cast<uint16_t>(value); break;
        case 't': sides[n].take = static_cast<uint16_t>(value); break;
        case 's': sides[n].source = value; break;
        case 'w': sides[n].written = value; break;
        default: sides[n].does = static_cast<uint8_t>(value); break;
        }
    }
}

static bool sends_from_source(const stack *s, uint8_t slot)
{
    return PROFILE_SOURCE && slot < PROFILE_TCP_CONNECTIONS
           && profile_sends_from_source(s->connection[slot].socket);
}

// A source has no tcp_write: it is asked. So this is what it will answer.
static uint16_t application_give(stack *s, uint8_t slot, uint8_t byte)
{
    side &of = sides[slot];

    if (tcp_can_write(s, slot) != TCP_OK
        || (of.given >= SIDE_TEXT && byte != pattern(of.given))) {
        return 0;
    }
    if (of.given < SIDE_TEXT) {
        of.text[of.given] = byte;
    }
    of.given++;
    return 1;
}

static uint16_t application_write_text(stack *s, uint8_t slot, const uint8_t *text, uint16_t bytes)
{
    uint16_t written = 0;

    if (!sends_from_source(s, slot)) {
        return tcp_write(s, slot, text, bytes);
    }
    // at most FRAME turns
    while (written < bytes && application_give(s, slot, text[written]) != 0) {
        written++;
    }
    return written;
}

// Writes so many bytes of the pattern, on from where the last such write ended.
static uint16_t application_write(stack *s, uint8_t slot, uint16_t bytes)
{
    uint16_t written = 0;

    while (slot < PROFILE_TCP_CONNECTIONS && written < bytes) {
        const bool source = sends_from_source(s, slot);
        const uint8_t byte = pattern(source ? sides[slot].given : sides[slot].written);
        if (application_write_text(s, slot, &byte, 1) == 0) {
            break;
        }
        sides[slot].written++;
        written++;
    }
    return written;
}

// Nobody is told of an end that he has asked for.
static enum tcp_error application_abort(stack *s, uint8_t slot)
{
    if (slot < PROFILE_TCP_CONNECTIONS) {
        sides[slot].given = 0;
    }
    return tcp_abort(s, slot);
}

static inline uint16_t application_room(stack *s, uint8_t, uint8_t n)
{
    return sides[n].does & SIDE_ECHO ? tcp_write_room(s, n) : sides[n].room;
}

static void after_text(stack *s, uint8_t n)
{
    if (sides[n].does & SIDE_CLOSE_ON_TEXT) {
        (void)tcp_close(s, n);
    }
    if (sides[n].does & SIDE_ABORT_ON_TEXT) {
        (void)tcp_abort(s, n);
    }
}

static inline uint16_t application_received(stack *s, uint8_t, uint8_t n, const uint8_t *text,
                                            uint16_t bytes)
{
    uint16_t taken = bytes < sides[n].take ? bytes : sides[n].take;

    if (sides[n].does & SIDE_ECHO) {
        taken = tcp_write(s, n, text, taken);
    }
    say_begin('t');
    say(n);
    say_bytes(text, taken);
    say_end();
    after_text(s, n);
    return taken;
}

// Takes text out of a receive ring, piece by piece; returns how much.
static uint16_t application_read(stack *s, uint8_t n, uint16_t bytes)
{
    uint8_t piece[16];
    uint16_t taken = 0;

    say_begin('t');
    say(n);
    while (taken < bytes) { // at most PROFILE_RECEIVE_MAX / 16 + 1 turns
        const uint16_t wanted = static_cast<uint16_t>(bytes - taken);
        const uint16_t count =
            tcp_read(s, n, piece, wanted < sizeof piece ? wanted : sizeof piece);
        if (count == 0) {
            break;
        }
        for (uint16_t i = 0; i < count; i++) { // at most 16 turns
            say(piece[i]);
        }
        taken = static_cast<uint16_t>(taken + count);
    }
    say_end();
    return taken;
}

// So much waits in the ring of a socket that has one.
static inline void application_arrived(stack *s, uint8_t, uint8_t n, uint16_t bytes)
{
    const uint16_t taken = bytes < sides[n].take ? bytes : sides[n].take;

    if (taken != 0) {
        application_read(s, n, taken);
    }
    after_text(s, n);
}

static inline void application_signalled(stack *s, uint8_t, uint8_t n, uint8_t signals)
{
    say_begin('s');
    say(n);
    say(signals);
    say_end();
    if (sides[n].does & SIDE_CLOSE_ON_SIGNAL && signals & TCP_SIGNAL_PEER_CLOSED) {
        (void)tcp_close(s, n);
    }
    if (signals & (TCP_SIGNAL_CLOSED_BOTH | TCP_SIGNAL_REFUSED | TCP_SIGNAL_RESET
                   | TCP_SIGNAL_TIMED_OUT)) {
        sides[n].given = 0;
    }
}

static inline uint16_t application_fill(stack *, uint8_t, uint8_t n, uint32_t offset, uint8_t *out,
                                        uint16_t room)
{
    uint16_t count = 0;

    while (count < room) { // at most PROFILE_TCP_MSS turns
        const uint32_t at = offset + count;
        if (at >= sides[n].source && at >= sides[n].given) {
            break;
        }
        out[count] = at < sides[n].given && at < SIDE_TEXT ? sides[n].text[at] : pattern(at);
        count++;
    }
    return count;
}

// Every datagram is answered with itself.
static inline uint16_t application_udp_received(stack *, uint8_t, uint32_t, uint16_t,
                                                uint8_t *data, uint16_t bytes, uint16_t)
{
    say_begin('u');
    say_bytes(data, bytes);
    say_end();
    return bytes;
}

// An ICMP error about what a UDP socket sent.
static inline void application_udp_error(stack *, uint8_t, uint32_t, uint16_t port, uint8_t type,
                                         uint8_t code)
{
    say_begin('e');
    say_number(port, 2);
    say(type);
    say(code);
    say_end();
}

}
