// SPDX-License-Identifier: MIT
// Runs both forms of the copy beside each other: every length up to 64 and a few long ones, from and to even and odd
// addresses, apart from each other and down onto itself; and looks whether a byte around the copy has changed.
// Ends with 0, or with the number of the first kind that differs. Markers 1 and 2 time 500 bytes in each form.
#include "copy.h"
#include "serial.hpp"

using namespace thimble;

namespace {

enum { MOST = 520, EDGE = 4 };
uint8_t source[MOST + 2 * EDGE];
uint8_t target[MOST + 2 * EDGE];

uint8_t noise(uint16_t i, uint8_t seed)
{
    return (uint8_t)((uint16_t)(i * 167u + 13u) >> 3 ^ seed);
}

// Copies `length` bytes from source + EDGE + odd to target + EDGE; all of target must be right afterwards.
bool apart(uint16_t length, uint8_t odd)
{
    for (uint16_t i = 0; i < sizeof source; i++) {
        source[i] = noise(i, 1);
        target[i] = noise(i, 99);
    }
    copy_bytes(target + EDGE, source + EDGE - odd, length);
    for (uint16_t i = 0; i < sizeof target; i++) {
        const bool inside = i >= EDGE && i < (uint16_t)(EDGE + length);
        if (target[i] != (inside ? noise((uint16_t)(i - odd), 1) : noise(i, 99))) {
            return false;
        }
    }
    return true;
}

// The same within one array, `down` bytes down: what is copied is read before it is written over.
bool onto_itself(uint16_t length, uint8_t down)
{
    for (uint16_t i = 0; i < sizeof source; i++) {
        source[i] = target[i] = noise(i, 7);
    }
    copy_bytes(source + EDGE, source + EDGE + down, length);
    copy_bytes_portable(target + EDGE, target + EDGE + down, length);
    for (uint16_t i = 0; i < sizeof source; i++) {
        if (source[i] != target[i]) {
            return false;
        }
    }
    return true;
}

void check(uint16_t length)
{
    for (uint8_t odd = 0; odd < 2; odd++) {
        if (!apart(length, odd)) {
            finish(1);
        }
    }
    for (uint8_t down = 1; down <= EDGE; down++) {
        if (!onto_itself(length, down)) {
            finish(2);
        }
    }
}

} // namespace

int main()
{
    static const uint16_t lengths[] = {127, 128, 129, 255, 256, 257, 263, 264, 265, 500, 511, 512, 513, 520};

    for (uint8_t length = 0; length <= 40; length++) {
        check(length);
    }
    for (uint8_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        check(lengths[i]);
    }
    GPIOR0 = 1;
    copy_bytes(target, source, 500);
    GPIOR0 = 0;
    GPIOR2 = target[3];
    GPIOR0 = 2;
    copy_bytes_portable(target, source, 500);
    GPIOR0 = 0;
    GPIOR2 = target[4];
    finish(0);
}
