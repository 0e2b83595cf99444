// SPDX-License-Identifier: MIT
#include "chip.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdlib>
#include <new>
#include <stdexcept>

namespace avrsim {
namespace {

void no_log(avr_t *, int, const char *, va_list)
{
    // What libsimavr would print here, watch.cpp reports with function and cycle.
}

// A pointer reaches 64 KB, RAM and flash end before that, and libsimavr then reads and writes its
// own heap: give it memory up to there. Flash repeats, since the chip ignores the upper bits.
void widen_memories(avr_t *avr, const std::vector<std::uint8_t> &flash)
{
    constexpr std::size_t reach = 0x10000, slack = 64; // an access may be several bytes wide
    auto *data = static_cast<std::uint8_t *>(std::realloc(avr->data, reach + slack));
    auto *code = static_cast<std::uint8_t *>(std::realloc(avr->flash, reach + slack));
    if (data == nullptr || code == nullptr) {
        throw std::bad_alloc();
    }
    std::fill(data + avr->ramend + 1, data + reach + slack, std::uint8_t{0});
    for (std::size_t i = 0; i < reach + slack; ++i) {
        code[i] = flash[i % flash.size()];
    }
    avr->data = data;
    avr->flash = code;
}

} // namespace

avr_t *make_chip(const firmware &program)
{
    avr_global_logger_set(no_log);
    avr_t *avr = avr_make_mcu_by_name("atmega328p");
    if (avr == nullptr) {
        throw std::runtime_error("libsimavr knows no atmega328p");
    }
    avr_init(avr);
    avr->frequency = clock_hz;
    widen_memories(avr, program.flash);
    avr->codeend = program.code_end;
    return avr;
}

} // namespace avrsim
