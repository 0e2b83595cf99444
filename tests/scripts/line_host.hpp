// SPDX-License-Identifier: MIT
// The script at the other end of standard input and output.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace thimble {

enum { LINE_IS_HOST = 1 };

[[noreturn]] static void broken(uint16_t line, uint8_t state)
{
    std::fprintf(stderr, "tcp.fsm:%u does not hold in state %u\n", line, state);
    std::abort();
}

static void line_start() {}

static inline void mark(uint8_t) {}

static void line_put(uint8_t byte)
{
    std::putchar(byte);
}

static void line_flush()
{
    std::fflush(stdout);
}

static int line_get()
{
    return std::getchar();
}

}
