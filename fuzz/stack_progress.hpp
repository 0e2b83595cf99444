// SPDX-License-Identifier: MIT
// What all inputs of one fuzzing process together have met: told now and then, and at the end.
#ifndef THIMBLE_FUZZ_STACK_PROGRESS_HPP
#define THIMBLE_FUZZ_STACK_PROGRESS_HPP

#include <cstdint>
#include <cstdio>

#include "reference/lockstep.hpp"

namespace fuzz {

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

struct progress {
    bool told = false; // to somebody who fuzzes; who replays asks otherwise
    std::uint64_t ops = 0, inputs = 0;
    bool met[reference::EVENTS][thimble::TCP_STATES] = {};
    bool taken[reference::LINES] = {};

    void input_ended(unsigned its_ops)
    {
        ops += its_ops;
        inputs++;
        for (int e = 0; e < reference::EVENTS; e++) {
            for (int s = 0; s < thimble::TCP_STATES; s++) {
                met[e][s] |= reference::counted.met[e][s] != 0;
            }
        }
        for (int line = 0; line < reference::LINES; line++) {
            taken[line] |= reference::counted.taken[line] != 0;
        }
        if (told && (inputs & (inputs - 1)) == 0) {
            tell();
        }
    }

    void tell() const
    {
        int pairs = 0, rows = 0;
        for (const auto &of_event : met) {
            for (const bool one : of_event) {
                pairs += one;
            }
        }
        for (const bool one : taken) {
            rows += one;
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
            for (const bool one : met[e]) {
                std::fputc(one ? 'x' : '.', stderr);
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
