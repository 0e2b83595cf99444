// SPDX-License-Identifier: MIT
// examples/telemetry_update as a whole, with the test as its port.
#ifndef THIMBLE_TESTS_FIRMWARE_HPP
#define THIMBLE_TESTS_FIRMWARE_HPP

#include <doctest/doctest.h>

#include <string>

#include "stack.cpp"

#include "coap.cpp"
#include "telemetry.cpp"
#include "update.cpp"

namespace thimble {

inline device board;
inline uint16_t reading; // the next one; each is one more

device *device_of(stack *)
{
    return &board;
}

uint16_t device_reading()
{
    return reading++;
}

}

namespace firmware {

using namespace thimble;

inline stack core;

inline void reset()
{
    const uint8_t secret[ISS_SECRET_BYTES] = {7};
    board = device();
    reading = 500;
    stack_init(&core, secret);
    device_init(&board);
}

// The stream from `offset` on, at most `room` bytes.
inline std::string stream(std::uint32_t offset, std::uint16_t room)
{
    std::string out(room, '\0');
    const std::uint16_t bytes =
        telemetry_fill(&core, 0, offset, reinterpret_cast<uint8_t *>(&out[0]), room);
    out.resize(bytes);
    return out;
}

}

#endif
