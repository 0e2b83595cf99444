// SPDX-License-Identifier: MIT
// Records between a script and its device: SLIP (RFC 1055) around them, on whatever carries bytes.
#pragma once

#include <stdint.h>

#ifdef __AVR__
#include "line_chip.hpp"
#else
#include "line_host.hpp"
#endif

namespace thimble {

enum { LINE_END = 0xc0, LINE_ESC = 0xdb, LINE_ESC_END = 0xdc, LINE_ESC_ESC = 0xdd };

static uint16_t said; // records, so that a caller sees whether there was one

static uint16_t records_said()
{
    return said;
}

static void say(uint8_t byte)
{
    if (byte == LINE_END || byte == LINE_ESC) {
        line_put(LINE_ESC);
        line_put(byte == LINE_END ? LINE_ESC_END : LINE_ESC_ESC);
    } else {
        line_put(byte);
    }
}

static void say_begin(char what)
{
    said++;
    line_put(static_cast<uint8_t>(what));
}

static void say_number(uint32_t value, uint8_t bytes)
{
    while (bytes-- != 0) { // at most 4 turns
        say(static_cast<uint8_t>(value >> (8 * bytes)));
    }
}

static void say_bytes(const uint8_t *at, uint16_t bytes)
{
    while (bytes-- != 0) { // at most FRAME turns
        say(*at++);
    }
}

static void say_end()
{
    line_put(LINE_END);
    line_flush();
}

// The next record that is not empty; returns its bytes, 0 when there will be none.
static uint16_t hear(uint8_t *to, uint16_t room)
{
    uint16_t bytes = 0;
    bool escaped = false;
    int byte;

    while ((byte = line_get()) >= 0) {
        if (byte == LINE_END) {
            if (bytes != 0) {
                return bytes;
            }
            continue;
        }
        if (byte == LINE_ESC) {
            escaped = true;
            continue;
        }
        if (escaped) {
            byte = byte == LINE_ESC_END ? LINE_END : LINE_ESC;
            escaped = false;
        }
        if (bytes < room) {
            to[bytes++] = static_cast<uint8_t>(byte);
        }
    }
    return 0;
}

}
