// SPDX-License-Identifier: MIT
// What all inputs of one fuzzing process together have met: told now and then, and at the end.
#ifndef THIMBLE_FUZZ_STACK_PROGRESS_HPP
#define THIMBLE_FUZZ_STACK_PROGRESS_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "reference/lockstep.hpp"

namespace fuzz {

#ifdef __clang__ // what looks on is neither searched nor sanitized
#pragma clang attribute push(__attribute__((no_sanitize("address", "undefined", "coverage"))), \
                             apply_to = function)
#endif

struct progress {
    bool told = false; // to somebody who fuzzes; who replays asks otherwise
    std::uint64_t ops = 0, inputs = 0;
    reference::counters seen = {}; // not 0: met, or taken

    void input_ended(unsigned its_ops)
    {
        ops += its_ops;
        inputs++;
        const auto *const now = reinterpret_cast<const std::uint8_t *>(&reference::counted);
        auto *const ever = reinterpret_cast<std::uint8_t *>(&seen);
        for (std::size_t i = 0; i < sizeof seen; i++) {
            ever[i] |= now[i];
        }
        if (told && (inputs & (inputs - 1)) == 0) {
            tell();
        }
    }

    void tell() const
    {
        int pairs = 0, rows = 0;
        for (const auto &of_event : seen.met) {
            for (const std::uint8_t one : of_event) {
                pairs += one != 0;
            }
        }
        for (const std::uint8_t one : seen.taken) {
            rows += one != 0;
        }
        std::fprintf(stderr, "met: %d pairs, %d rows\n", pairs, rows);
    }

    ~progress()
    {
        if (!told || inputs == 0) {
            return;
        }
        tell();
        for (int e = 0; e < reference::EVENTS; e++) {
            std::fprintf(stderr, "stat::met: %s ", reference::events[e].name);
            for (const std::uint8_t one : seen.met[e]) {
                std::fputc(one != 0 ? 'x' : '.', stderr);
            }
            std::fputc('\n', stderr);
        }
        std::fprintf(stderr, "stat::ops: %llu\nstat::inputs: %llu\n",
                     static_cast<unsigned long long>(ops),
                     static_cast<unsigned long long>(inputs));
    }
};

#ifdef __clang__
#pragma clang attribute pop
#endif

}

#endif
