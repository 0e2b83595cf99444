// SPDX-License-Identifier: MIT
// Runs both forms of the cipher of core/iss.h beside each other: the published vector, then blocks and secrets that
// follow from each other. Ends with 0, or with the number of the first pair that differs (255: the vector is wrong).
// Markers 1 and 2 time one number in each form.
#include "iss.h"
#include "serial.hpp"

using namespace thimble;

namespace {

const uint8_t published_key[ISS_SECRET_BYTES] = {0x00, 0x01, 0x02, 0x03, 0x08, 0x09, 0x0a, 0x0b,
                                                 0x10, 0x11, 0x12, 0x13, 0x18, 0x19, 0x1a, 0x1b};
uint8_t secret[ISS_SECRET_BYTES];

bool same(const iss_block &a, const iss_block &b)
{
    for (uint8_t i = 0; i < 4; i++) {
        if (a.key[i] != b.key[i]) {
            return false;
        }
    }
    return a.x == b.x && a.y == b.y;
}

bool vector_is_right()
{
    iss_block block;
    block.x = 0x3b726574;
    block.y = 0x7475432d;
    iss_encrypt(&block, published_key);
    return block.x == 0x8c6fa548 && block.y == 0x454e028b;
}

} // namespace

int main()
{
    iss_block fast, plain;

    if (!vector_is_right()) {
        finish(255);
    }
    fast.x = fast.y = 0;
    for (uint8_t pair = 1; pair <= 60; pair++) {
        plain = fast;
        iss_encrypt(&fast, secret);
        iss_encrypt_portable(&plain, secret);
        if (!same(fast, plain)) {
            finish(pair);
        }
        for (uint8_t i = 0; i < ISS_SECRET_BYTES; i++) {
            secret[i] = (uint8_t)(secret[i] + (fast.x >> (i & 7)) + (fast.y >> 8));
        }
    }
    GPIOR0 = 1;
    const uint32_t number = iss_keyed(secret, fast.x, 1, fast.y, 2);
    GPIOR0 = 0;
    GPIOR2 = (uint8_t)number;
    GPIOR0 = 2;
    iss_encrypt_portable(&plain, secret);
    iss_encrypt_portable(&plain, secret);
    GPIOR0 = 0;
    GPIOR2 = (uint8_t)plain.x;
    finish(0);
}
