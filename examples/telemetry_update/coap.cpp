// SPDX-License-Identifier: MIT
// CoAP (RFC 7252) for one resource: GET /status. The answer lies where the request was: its token
// stays, payload takes the place of the options.
//
//   read 123        readings so far, modulo 65,536
//   lost 0          that found no room
//   come 4096       bytes of the update, or of the one before
//   sum  cbf43926   CRC-32 of them
//   done            or none, part, torn: how the update stands
#include "api.h"
#include "application.h"
#include "device.hpp"

namespace thimble {

enum { COAP_HEADER_BYTES = 4, COAP_TOKEN_MOST = 8, COAP_PAYLOAD = 0xff };
enum { COAP_CONFIRMABLE, COAP_NON_CONFIRMABLE, COAP_ACKNOWLEDGEMENT, COAP_RESET };
enum { COAP_EMPTY = 0, COAP_GET = 1, COAP_REQUEST_LAST = 31 };
enum { // c.dd of an answer is c << 5 | dd
    COAP_CONTENT = 2 << 5 | 5,
    COAP_BAD_OPTION = 4 << 5 | 2,
    COAP_NOT_FOUND = 4 << 5 | 4,
    COAP_BAD_METHOD = 4 << 5 | 5
};
enum { COAP_URI_HOST = 3, COAP_URI_PORT = 7, COAP_URI_PATH = 11, COAP_ACCEPT = 17 };
enum { STATUS_BYTES = 5 + 6 + 5 + 6 + 5 + 11 + 5 + 9 + 5 };

// ---- the request -------------------------------------------------------------------------------

// Where the options stand, and what has been found in them.
struct request {
    const uint8_t *data;
    uint16_t bytes;
    uint16_t at;
    uint16_t option; // number of the last one
    uint8_t paths;   // segments of the path, up to 2
    bool is_status;
    bool unknown_critical;
};

// A delta or length (RFC 7252 3.1): half a byte, or with 13 and 14 one or two more. False: broken.
static bool read_nibble(request *r, uint8_t nibble, uint16_t *value)
{
    const uint8_t more = nibble < 13 ? 0 : static_cast<uint8_t>(nibble - 12);
    uint8_t high = 0;

    if (nibble == 15 || static_cast<uint16_t>(r->bytes - r->at) < more) {
        return false;
    }
    *value = nibble;
    if (nibble == 14) {
        *value = 13 + 256;
        high = r->data[r->at++];
    }
    if (more != 0) {
        *value = static_cast<uint16_t>(*value + (high << 8) + r->data[r->at++]);
    }
    return high < 0xfe; // no option is that far or that long
}

static bool is_status(const uint8_t *at, uint16_t bytes)
{
    return bytes == 6 && at[0] == 's' && at[1] == 't' && at[2] == 'a' && at[3] == 't'
           && at[4] == 'u' && at[5] == 's';
}

static void take_option(request *r, uint16_t bytes)
{
    if (r->option == COAP_URI_PATH) {
        r->is_status = is_status(r->data + r->at, bytes);
        r->paths = r->paths == 0 ? 1 : 2;
    } else if (r->option & 1 && r->option != COAP_URI_HOST && r->option != COAP_URI_PORT
               && !(r->option == COAP_ACCEPT && bytes == 0)) { // text/plain is 0
        r->unknown_critical = true;
    }
    r->at = static_cast<uint16_t>(r->at + bytes);
}

// False: the message is broken.
static bool read_options(request *r)
{
    while (r->at < r->bytes) { // at most PROFILE_MTU - 32 turns: each takes a byte or more
        const uint8_t first = r->data[r->at++];
        uint16_t delta;
        uint16_t bytes;

        if (first == COAP_PAYLOAD) {
            return r->at != r->bytes; // the marker alone is not allowed
        }
        if (!read_nibble(r, static_cast<uint8_t>(first >> 4), &delta) || !read_nibble(r, first & 15, &bytes)
            || bytes > static_cast<uint16_t>(r->bytes - r->at)
            || delta > static_cast<uint16_t>(0xffff - r->option)) {
            return false;
        }
        r->option = static_cast<uint16_t>(r->option + delta);
        take_option(r, bytes);
    }
    return true;
}

static uint8_t answer_code(const request *r)
{
    if (r->unknown_critical) {
        return COAP_BAD_OPTION;
    }
    if (r->paths != 1 || !r->is_status) {
        return COAP_NOT_FOUND;
    }
    return r->data[1] == COAP_GET ? COAP_CONTENT : COAP_BAD_METHOD;
}

// ---- the answer --------------------------------------------------------------------------------

static uint8_t *put_word(uint8_t *at, char a, char b, char c, char d)
{
    *at++ = static_cast<uint8_t>(a);
    *at++ = static_cast<uint8_t>(b);
    *at++ = static_cast<uint8_t>(c);
    *at++ = static_cast<uint8_t>(d);
    *at++ = ' ';
    return at;
}

static uint8_t *put_decimal(uint8_t *at, uint32_t number)
{
    uint8_t digits[10];
    uint8_t count = 0;

    while (count == 0 || number != 0) { // at most 10 turns
        digits[count++] = static_cast<uint8_t>('0' + number % 10);
        number /= 10;
    }
    while (count != 0) { // at most 10 turns
        *at++ = digits[--count];
    }
    *at++ = '\n';
    return at;
}

static uint8_t *put_hexadecimal(uint8_t *at, uint32_t number)
{
    for (uint8_t i = 0; i < 8; i++) { // at most 8 turns
        const uint8_t digit = static_cast<uint8_t>(number >> 28);
        *at++ = static_cast<uint8_t>(digit < 10 ? '0' + digit : 'a' - 10 + digit);
        number <<= 4;
    }
    *at++ = '\n';
    return at;
}

static uint8_t *put_status(uint8_t *at, const device *d)
{
    at = put_decimal(put_word(at, 'r', 'e', 'a', 'd'), d->telemetry.taken);
    at = put_decimal(put_word(at, 'l', 'o', 's', 't'), d->telemetry.lost);
    at = put_decimal(put_word(at, 'c', 'o', 'm', 'e'), d->update.bytes);
    at = put_hexadecimal(put_word(at, 's', 'u', 'm', ' '), update_crc(&d->update));
    switch (d->update.state) {
    case UPDATE_NONE: at = put_word(at, 'n', 'o', 'n', 'e'); break;
    case UPDATE_ARRIVING: at = put_word(at, 'p', 'a', 'r', 't'); break;
    case UPDATE_COMPLETE: at = put_word(at, 'd', 'o', 'n', 'e'); break;
    default: at = put_word(at, 't', 'o', 'r', 'n'); break;
    }
    at[-1] = '\n';
    return at;
}

// A message of four bytes with the request's number: a reset (RFC 7252 4.2).
static uint16_t reset(uint8_t *data)
{
    data[0] = 1 << 6 | COAP_RESET << 4;
    data[1] = COAP_EMPTY;
    return COAP_HEADER_BYTES;
}

static uint16_t answer(stack *s, uint8_t *data, uint8_t type, uint16_t head, uint8_t code,
                       uint16_t room)
{
    uint8_t *at = data + head;

    if (room < head + 1 + STATUS_BYTES) {
        return 0; // no room behind the request now: who wants an answer asks again
    }
    data[0] = static_cast<uint8_t>(1 << 6 | type << 4 | (head - COAP_HEADER_BYTES));
    data[1] = code;
    if (code == COAP_CONTENT) {
        *at++ = COAP_PAYLOAD;
        at = put_status(at, device_of(s));
    }
    return static_cast<uint16_t>(at - data);
}

uint16_t coap_received(stack *s, uint32_t, uint16_t, uint8_t *data, uint16_t bytes, uint16_t room)
{
    if (bytes < COAP_HEADER_BYTES || data[0] >> 6 != 1) {
        return 0; // RFC 7252 3: another version is ignored
    }
    const uint8_t type = data[0] >> 4 & 3;
    const uint8_t token = data[0] & 15;
    const uint16_t head = static_cast<uint16_t>(COAP_HEADER_BYTES + token);
    request r = {data, bytes, head, 0, 0, false, false};

    if (type == COAP_ACKNOWLEDGEMENT || type == COAP_RESET) {
        return 0;
    }
    if (token > COAP_TOKEN_MOST || head > bytes || data[1] == COAP_EMPTY
        || data[1] > COAP_REQUEST_LAST || !read_options(&r)) {
        return type == COAP_CONFIRMABLE ? reset(data) : 0;
    }
    return answer(s, data, type == COAP_CONFIRMABLE ? COAP_ACKNOWLEDGEMENT : COAP_NON_CONFIRMABLE,
                  head, answer_code(&r), room);
}

}
