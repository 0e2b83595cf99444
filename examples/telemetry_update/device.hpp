// SPDX-License-Identifier: MIT
// A sensor that goes on sending its readings while new firmware arrives: one application for the
// chip and for tests.
//
//   telemetry   calls the collector and sends a line for each reading: "00042 00512\n"
//   update 8266 takes what is uploaded and checks it, page by page
//   coap 5683   GET /status (RFC 7252): what has been read, lost and uploaded
//
// The sockets are named in spec/profiles/telemetry_update.yaml. telemetry.cpp, update.cpp and
// coap.cpp define their handlers; chip.cpp is the port: it owns a stack, and says what lies below.
#ifndef TELEMETRY_UPDATE_DEVICE_HPP
#define TELEMETRY_UPDATE_DEVICE_HPP

#include "profile.h"

namespace thimble {

struct stack;

enum { READING_MS = 100, CALL_AGAIN_MS = 5000 };
enum { COLLECTOR_PORT = 8267 };
static const uint32_t COLLECTOR = 0xc0a80701; // 192.168.7.1

// A line can be asked for again until the collector has acknowledged it; so long its reading is
// kept. Nobody else keeps it: the socket has no send buffer. Others wait for their turn.
enum { READINGS = 64 };

struct telemetry {
    uint16_t value[READINGS]; // of reading n at n % READINGS
    uint16_t taken;           // readings so far; wraps, as their numbers in the lines do
    uint16_t first;           // the reading with which this connection's stream begins
    uint32_t given;           // how much of the stream was asked for
    uint16_t lost;            // readings that found no room
    uint32_t reading_ms;      // when the last was taken
    uint32_t call_ms;         // when the collector was called last
    bool calling;             // or connected
};

enum { UPDATE_PAGE_BYTES = 128 }; // what the flash of an ATmega328P takes at once

enum update_state { UPDATE_NONE, UPDATE_ARRIVING, UPDATE_COMPLETE, UPDATE_BROKEN };

struct update {
    uint8_t page[UPDATE_PAGE_BYTES];
    uint8_t filled;     // bytes of it
    uint32_t bytes;     // in all pages before
    uint32_t crc;       // CRC-32 of them, not yet inverted
    uint8_t connection; // where it arrives
    uint8_t state;      // enum update_state
    bool ended;         // the peer has said all; some may still wait in the ring
};

struct device {
    struct telemetry telemetry;
    struct update update;
};

// `d` is all zeros, as static memory is.
void device_init(device *d);

// Each a millisecond or so: readings and calls; pages.
void telemetry_turn(stack *s, uint32_t now_ms);
void update_turn(stack *s);

// The update's checksum, as far as it has come.
uint32_t update_crc(const update *u);

// What a port supplies: the state that belongs to this stack, and a reading.
device *device_of(stack *s);
uint16_t device_reading();

}

#endif
