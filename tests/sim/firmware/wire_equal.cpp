// SPDX-License-Identifier: MIT
// Numbers of four bytes where they are read by a form of their own: every byte in every place, at even and odd addresses.
// Ends with 0, or with the place of the first byte that went elsewhere.
#include "serial.hpp"
#include "wire.h"

using namespace thimble;

static volatile uint8_t bytes[5];

static uint32_t slowly(const uint8_t *at)
{
    uint32_t number = 0;

    for (uint8_t i = 0; i < 4; i++) {
        number = number << 8 | at[i];
    }
    return number;
}

int main()
{
    for (uint8_t place = 0; place < sizeof bytes; place++) {
        for (uint8_t value = 255; value != 0; value--) {
            bytes[place] = value;
            for (uint8_t odd = 0; odd < 2; odd++) {
                const uint8_t *const at = const_cast<const uint8_t *>(bytes) + odd;
                if (wire_get_u32(at) != slowly(at)) {
                    finish((uint8_t)(place + 1));
                }
            }
        }
        bytes[place] = (uint8_t)(0x81 + 0x23 * place); // no two alike
    }
    finish(0);
}
