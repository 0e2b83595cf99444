// SPDX-License-Identifier: MIT
// Readings, one line each, from a source: no byte of the stream is kept, a line is made when it is
// asked for, and made again when the network has lost it.
#include "api.h"
#include "application.h"
#include "device.hpp"

namespace thimble {

enum { LINE_BYTES = 12 }; // of a reading

// Further than this behind the furthest byte that was asked for, none is asked for again: the last
// two only show whether there is more.
enum { ASKED_AGAIN = PROFILE_SEND_MAX + 2 };

static_assert(READINGS >= ASKED_AGAIN / LINE_BYTES + 2, "a line in flight has lost its reading");
static_assert((READINGS & (READINGS - 1)) == 0, "numbers of readings wrap: a power of two");

// Number of the oldest reading whose line may still be asked for.
static uint16_t oldest(const telemetry *t)
{
    uint32_t acknowledged = 0; // so much of the stream at least

    if (t->given > ASKED_AGAIN) {
        acknowledged = t->given - ASKED_AGAIN;
    }
    return static_cast<uint16_t>(t->first + acknowledged / LINE_BYTES);
}

static void take_reading(telemetry *t)
{
    const uint16_t kept = static_cast<uint16_t>(t->taken - oldest(t));

    if (kept >= READINGS) {
        t->lost++;
        return;
    }
    t->value[t->taken % READINGS] = device_reading();
    t->taken++;
}

void telemetry_turn(stack *s, uint32_t now_ms)
{
    telemetry *const t = &device_of(s)->telemetry;

    if (now_ms - t->reading_ms >= READING_MS) {
        t->reading_ms = now_ms;
        take_reading(t);
    }
    if (!t->calling && now_ms - t->call_ms >= CALL_AGAIN_MS) {
        t->call_ms = now_ms;
        t->calling = tcp_open(s, SOCKET_TELEMETRY, COLLECTOR, COLLECTOR_PORT) < TCP_NO_PEER;
    }
}

void telemetry_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    telemetry *const t = &device_of(s)->telemetry;

    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        tcp_close(s, connection);
    }
    if (signals & (TCP_SIGNAL_CLOSED_BOTH | TCP_SIGNAL_REFUSED | TCP_SIGNAL_RESET
                   | TCP_SIGNAL_TIMED_OUT)) {
        // The next stream begins with what this one may not have brought; some come twice then.
        t->first = oldest(t);
        t->given = 0;
        t->calling = false;
    }
}

static void put_number(uint8_t *at, uint16_t number)
{
    for (uint8_t i = 5; i != 0; i--) { // at most 5 turns
        at[i - 1] = static_cast<uint8_t>('0' + number % 10);
        number /= 10;
    }
}

uint16_t telemetry_fill(stack *s, uint8_t, uint32_t offset, uint8_t *out, uint16_t room)
{
    telemetry *const t = &device_of(s)->telemetry;
    uint8_t line[LINE_BYTES];
    uint16_t number = static_cast<uint16_t>(t->first + offset / LINE_BYTES);
    uint8_t at = static_cast<uint8_t>(offset % LINE_BYTES);
    uint16_t bytes = 0;

    line[5] = ' ';
    line[11] = '\n';
    // at most PROFILE_TCP_MSS / LINE_BYTES + 2 turns
    while (number != t->taken && bytes < room) {
        put_number(line, number);
        put_number(line + 6, t->value[number % READINGS]);
        while (at < LINE_BYTES && bytes < room) { // at most LINE_BYTES turns
            out[bytes++] = line[at++];
        }
        at = 0;
        number++;
    }
    if (offset + bytes > t->given) {
        t->given = offset + bytes;
    }
    return bytes;
}

// What the collector says is of no interest.
uint16_t telemetry_room(stack *, uint8_t)
{
    return PROFILE_TCP_MSS;
}

uint16_t telemetry_received(stack *, uint8_t, const uint8_t *, uint16_t bytes)
{
    return bytes;
}

}
