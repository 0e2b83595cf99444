// SPDX-License-Identifier: MIT The handlers of the sockets in spec/profiles/services.yaml;
// application.h says when each is called.
//
// Nothing here keeps a byte of what is in flight: echo lives in its socket's send ring, daytime and
// chargen are functions of the stream offset, so any part of them can be sent again.
#include "services.hpp"

#include "api.h"
#include "application.h"
#include "wire.h"

namespace thimble {

static_assert(PROFILE_TCP_CONNECTIONS <= 8, "services.ended has one bit for each of 8 connections");

void services_init(services *state)
{
    for (uint8_t i = 0; i < PROFILE_TCP_CONNECTIONS; i++) { // at most PROFILE_TCP_CONNECTIONS turns
        state->mark[i] = 0;
    }
    state->ended = 0;
}

// ---- echo: reads on only while it can write back -----------------------------------------------

// The peer has said all. Closing sends what the ring still holds, and only then our FIN.
static void close_after_peer(stack *s, uint8_t connection, uint8_t signals)
{
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        tcp_close(s, connection);
    }
}

uint16_t echo_room(stack *s, uint8_t connection)
{
    return tcp_write_room(s, connection);
}

uint16_t echo_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)
{
    return tcp_write(s, connection, text, bytes);
}

void echo_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    close_after_peer(s, connection, signals);
}

uint16_t echo_too_room(stack *s, uint8_t connection)
{
    return tcp_write_room(s, connection);
}

uint16_t echo_too_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)
{
    return tcp_write(s, connection, text, bytes);
}

void echo_too_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    close_after_peer(s, connection, signals);
}

uint16_t caller_room(stack *s, uint8_t connection)
{
    return tcp_write_room(s, connection);
}

uint16_t caller_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)
{
    return tcp_write(s, connection, text, bytes);
}

void caller_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    close_after_peer(s, connection, signals);
}

uint16_t pong_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t bytes, uint16_t)
{
    return bytes; // the answer is what is there
}

// ---- discard -----------------------------------------------------------------------------------

// No more than the link can take in at once: what its buffer has no room for would be lost and come
// again.
enum { DISCARD_ROOM = 2 * PROFILE_TCP_MSS };

uint16_t discard_room(stack *, uint8_t)
{
    return DISCARD_ROOM;
}

uint16_t discard_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

void discard_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    close_after_peer(s, connection, signals);
}

// ---- daytime: 2026-11-22 04:13:21 UTC ----------------------------------------------------------

enum { DAYTIME_BYTES = 25 };

static void put_two_digits(uint8_t *at, uint8_t number)
{
    at[0] = static_cast<uint8_t>('0' + number / 10);
    at[1] = static_cast<uint8_t>('0' + number % 10);
}

static bool is_leap(uint16_t year)
{
    return year % 4 == 0 && year != 2100; // 32 bits of seconds end in 2106
}

static uint8_t days_in(uint8_t month, uint16_t year)
{
    if (month == 2) {
        return is_leap(year) ? 29 : 28;
    }
    // Long and short alternate; July and August are both long.
    return static_cast<uint8_t>(30 + ((month + (month >> 3)) & 1));
}

static void put_date(uint8_t *line, uint16_t days)
{
    uint16_t year = 1970;
    uint8_t month = 1;

    // at most 136 turns: 32 bits of seconds end in 2106
    for (uint16_t length = 365; days >= length; length = is_leap(year) ? 366 : 365) {
        days = static_cast<uint16_t>(days - length);
        year++;
    }
    while (days >= days_in(month, year)) { // at most 11 turns
        days = static_cast<uint16_t>(days - days_in(month, year));
        month++;
    }
    put_two_digits(line, static_cast<uint8_t>(year / 100));
    put_two_digits(line + 2, static_cast<uint8_t>(year % 100));
    put_two_digits(line + 5, month);
    put_two_digits(line + 8, static_cast<uint8_t>(days + 1));
}

static void put_line(uint8_t *line, uint32_t seconds)
{
    const uint16_t minutes = static_cast<uint16_t>(seconds % 86400 / 60);

    put_date(line, static_cast<uint16_t>(seconds / 86400));
    put_two_digits(line + 11, static_cast<uint8_t>(minutes / 60));
    put_two_digits(line + 14, static_cast<uint8_t>(minutes % 60));
    put_two_digits(line + 17, static_cast<uint8_t>(seconds % 60));
    line[4] = line[7] = '-';
    line[10] = line[19] = ' ';
    line[13] = line[16] = ':';
    line[20] = 'U'; // one by one: avr-g++ 5.4 would keep the string in RAM
    line[21] = 'T';
    line[22] = 'C';
    line[23] = '\r';
    line[24] = '\n';
}

uint16_t daytime_room(stack *, uint8_t)
{
    return DISCARD_ROOM; // RFC 867: what the user sends is thrown away
}

uint16_t daytime_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

void daytime_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    if (signals & TCP_SIGNAL_CONNECTED) {
        services_of(s)->mark[connection] = services_seconds(s);
        tcp_close(s, connection); // the line goes out before the FIN does
    }
}

uint16_t daytime_fill(stack *s, uint8_t connection, uint32_t offset, uint8_t *out, uint16_t room)
{
    uint8_t line[DAYTIME_BYTES];
    uint16_t bytes = 0;

    put_line(line, services_of(s)->mark[connection]);
    while (bytes < room && offset < DAYTIME_BYTES) { // at most DAYTIME_BYTES turns
        out[bytes++] = line[offset++];
    }
    return bytes;
}

// ---- chargen: 72 characters a line, each line beginning with the next of the 95 printable ones -

enum { CHARGEN_COLUMNS = 72, CHARGEN_LINE_BYTES = 74, CHARGEN_CHARACTERS = 95 };

uint16_t chargen_room(stack *, uint8_t)
{
    return DISCARD_ROOM; // RFC 864: what the user sends is thrown away
}

uint16_t chargen_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

void chargen_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    services *const state = services_of(s);
    const uint8_t bit = static_cast<uint8_t>(1 << connection);

    if (signals & TCP_SIGNAL_CONNECTED) {
        state->mark[connection] = 0;
        state->ended = static_cast<uint8_t>(state->ended & ~bit);
    }
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        // What was sent can be asked for again, no more.
        state->ended = static_cast<uint8_t>(state->ended | bit);
        tcp_close(s, connection);
    }
}

uint16_t chargen_fill(stack *s, uint8_t connection, uint32_t offset, uint8_t *out, uint16_t room)
{
    services *const state = services_of(s);
    uint32_t *const end = &state->mark[connection];
    const bool ended = (state->ended >> connection) & 1;
    uint8_t column = static_cast<uint8_t>(offset % CHARGEN_LINE_BYTES);
    uint8_t first = static_cast<uint8_t>(offset / CHARGEN_LINE_BYTES % CHARGEN_CHARACTERS);
    uint16_t bytes = 0;

    while (bytes < room && !(ended && offset == *end)) { // at most PROFILE_TCP_MSS turns
        uint8_t character = static_cast<uint8_t>(first + column);
        if (character >= CHARGEN_CHARACTERS) {
            character = static_cast<uint8_t>(character - CHARGEN_CHARACTERS);
        }
        character = static_cast<uint8_t>(' ' + character);
        if (column >= CHARGEN_COLUMNS) {
            character = column == CHARGEN_COLUMNS ? '\r' : '\n';
        }
        out[bytes++] = character;
        offset++;
        if (++column == CHARGEN_LINE_BYTES) {
            column = 0;
            first = first == CHARGEN_CHARACTERS - 1 ? 0 : static_cast<uint8_t>(first + 1);
        }
    }
    if (offset > *end) {
        *end = offset;
    }
    return bytes;
}

// ---- control: CONN, IPv4 address, port; all of it big-endian -----------------------------------

enum { CONTROL_BYTES = 10 };

static void put_word(uint8_t *at, char a, char b, char c, char d)
{
    at[0] = static_cast<uint8_t>(a);
    at[1] = static_cast<uint8_t>(b);
    at[2] = static_cast<uint8_t>(c);
    at[3] = static_cast<uint8_t>(d);
}

// The answer is the request with OPEN in place of CONN, or BUSY when the caller's connection is in
// use. Anything that is no request gets no answer.
uint16_t control_received(stack *s, uint32_t, uint16_t, uint8_t *data, uint16_t bytes, uint16_t)
{
    if (bytes != CONTROL_BYTES || data[0] != 'C' || data[1] != 'O' || data[2] != 'N'
        || data[3] != 'N') {
        return 0;
    }
    if (tcp_open(s, SOCKET_CALLER, wire_get_u32(data + 4), wire_get_u16(data + 8)) == TCP_NO_SLOT) {
        put_word(data, 'B', 'U', 'S', 'Y');
    } else {
        put_word(data, 'O', 'P', 'E', 'N');
    }
    return bytes;
}

}
