// SPDX-License-Identifier: MIT
// New firmware, taken from the receive ring page by page, when it suits: the window opens again as
// the ring is read. An ATmega328P writes its flash only from a boot loader, and stands still
// meanwhile; a product has a second memory on its SPI for page_full, here a page is checked.
#include "api.h"
#include "application.h"
#include "device.hpp"

namespace thimble {

// IEEE 802.3, as in zlib and gzip.
static const uint32_t CRC_POLYNOMIAL = 0xedb88320;
static const uint32_t CRC_START = 0xffffffff;

static uint32_t crc_next(uint32_t crc, uint8_t byte)
{
    crc ^= byte;
    for (uint8_t bit = 0; bit < 8; bit++) { // at most 8 turns
        crc = crc & 1 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
    }
    return crc;
}

uint32_t update_crc(const update *u)
{
    return ~u->crc;
}

static void page_full(update *u)
{
    for (uint8_t i = 0; i < u->filled; i++) { // at most UPDATE_PAGE_BYTES turns
        u->crc = crc_next(u->crc, u->page[i]);
    }
    u->bytes += u->filled;
    u->filled = 0;
}

void update_turn(stack *s)
{
    update *const u = &device_of(s)->update;

    if (u->state != UPDATE_ARRIVING) {
        return;
    }
    u->filled = static_cast<uint8_t>(
        u->filled
        + tcp_read(s, u->connection, u->page + u->filled,
                   static_cast<uint16_t>(UPDATE_PAGE_BYTES - u->filled)));
    if (u->filled == UPDATE_PAGE_BYTES) {
        page_full(u);
    } else if (u->ended) { // and the ring is empty
        page_full(u);
        u->state = UPDATE_COMPLETE;
        tcp_close(s, u->connection);
    }
}

void update_arrived(stack *, uint8_t, uint16_t) {} // update_turn looks by itself

void update_signalled(stack *s, uint8_t connection, uint8_t signals)
{
    update *const u = &device_of(s)->update;

    if (signals & TCP_SIGNAL_CONNECTED) {
        u->filled = 0;
        u->bytes = 0;
        u->crc = CRC_START;
        u->connection = connection;
        u->state = UPDATE_ARRIVING;
        u->ended = false;
    }
    if (signals & TCP_SIGNAL_PEER_CLOSED) {
        u->ended = true;
    }
    if ((signals & (TCP_SIGNAL_RESET | TCP_SIGNAL_TIMED_OUT)) && u->state == UPDATE_ARRIVING) {
        u->state = UPDATE_BROKEN;
    }
}

void device_init(device *d)
{
    d->update.crc = CRC_START;
    d->telemetry.call_ms = static_cast<uint32_t>(-CALL_AGAIN_MS); // the first call is at once
}

}
