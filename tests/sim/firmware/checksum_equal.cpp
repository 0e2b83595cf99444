// SPDX-License-Identifier: MIT
// Runs both forms of the checksum beside each other: every length up to 64 and a few long ones, at even and odd
// addresses, from sums that carry and sums that do not, over bytes that are all ones, all zero and neither.
// Ends with 0, or with the number of the first round whose forms differ. Markers 1 and 2 time 512 bytes in each form.
#include "checksum.h"
#include "serial.hpp"

using namespace thimble;

namespace {

uint8_t bytes[1030];

void fill(uint8_t round)
{
    uint16_t seed = 0xace1;
    for (uint16_t i = 0; i < sizeof bytes; i++) {
        seed = (uint16_t)(seed * 25173u + 13849u);
        bytes[i] = round == 0 ? 0xff : round == 1 ? 0 : (uint8_t)(seed >> 8);
    }
}

bool equal(uint16_t length)
{
    static const uint16_t starts[] = {0, 1, 0x00ff, 0x8000, 0xfffe, 0xffff};
    for (uint8_t odd = 0; odd < 2; odd++) {
        for (uint8_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
            if (checksum_add(starts[i], bytes + odd, length) !=
                checksum_add_portable(starts[i], bytes + odd, length)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

int main()
{
    static const uint16_t lengths[] = {127, 128, 255, 256, 257, 511, 512, 576, 1021, 1022, 1023, 1024, 1025, 1026, 1027, 1028};
    uint16_t sum = 0;

    for (uint8_t round = 0; round < 3; round++) {
        fill(round);
        for (uint8_t length = 0; length <= 64; length++) {
            if (!equal(length)) {
                finish((uint8_t)(round + 1));
            }
        }
        for (uint8_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            if (!equal(lengths[i])) {
                finish((uint8_t)(round + 101));
            }
        }
    }
    GPIOR0 = 1;
    sum = checksum_add(sum, bytes, 512);
    GPIOR0 = 0;
    GPIOR2 = (uint8_t)sum;
    GPIOR0 = 2;
    sum = checksum_add_portable(sum, bytes, 512);
    GPIOR0 = 0;
    GPIOR2 = (uint8_t)sum;
    finish(0);
}
