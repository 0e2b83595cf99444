// SPDX-License-Identifier: MIT
// An event without a segment and without calls out is a function: of the same connection it makes
// the same. What the rows have once said of it need not be asked of them again.
#ifndef THIMBLE_FUZZ_REFERENCE_REMEMBERED_HPP
#define THIMBLE_FUZZ_REFERENCE_REMEMBERED_HPP

#include "walk.hpp"

namespace reference {

class remembered {
public:
    // Has this been walked, and did the device the same then? What it counted counts again.
    bool was(const frame &f, long answered) const
    {
        if (!known || f.count != 0 || answered != answer
            || !alike(before, f.before.c)
            || !alike(after, *f.c)) {
            return false;
        }
        for (int n = 0; n < counts.used; n++) {
            count(*counts.at[n]);
        }
        return true;
    }

    // The walk was as the device, or this is never reached.
    void keep(const frame &f, long answered, const walk &w)
    {
        known = f.event >= 0 && f.seg == nullptr && f.count == 0 && w.bumped.used <= w.bumped.MOST;
        if (known) {
            __builtin_memcpy(&before, &f.before.c, sizeof before);
            __builtin_memcpy(&after, f.c, sizeof after);
            answer = answered;
            counts = w.bumped;
        }
    }

private:
    bool known = false;
    long answer = 0;
    thimble::tcp_connection before, after;
    bumps counts;
};

// One for each event and a few connections, which lie behind each other.
inline remembered &memory_of(const frame &f)
{
    enum { CONNECTIONS = 4 };
    static remembered memory[EVENTS + 1][CONNECTIONS];
    const std::uintptr_t place = reinterpret_cast<std::uintptr_t>(f.c) / sizeof *f.c;
    return memory[f.event < 0 ? EVENTS : f.event][place % CONNECTIONS];
}

}

#endif
