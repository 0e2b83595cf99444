// SPDX-License-Identifier: MIT
// An event without a segment and without calls out is a function: of the same connection it makes
// the same. What the rows have once said of it need not be asked of them again. Where they name no
// timer, it is the same connection with other times too: the invariants only ask whether one runs,
// which tools/fuzz_reference_tables.py sees to.
#ifndef THIMBLE_FUZZ_REFERENCE_REMEMBERED_HPP
#define THIMBLE_FUZZ_REFERENCE_REMEMBERED_HPP

#include "walk.hpp"

namespace reference {

class remembered {
public:
    // Has this been walked, and did the device the same then? What it counted counts again.
    bool was(const frame &f, long answered) const
    {
        if (!known || f.count != 0 || answered != answer || !timers_are_as(f)
            || !alike_but_timers(before, f.before.c) || !alike_but_timers(after, *f.c)) {
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
            copy_into(before, f.before.c);
            copy_into(after, *f.c);
            answer = answered;
            counts = w.bumped;
        }
    }

private:
    bool timers_are_as(const frame &f) const
    {
        const bool timeless = events[f.event].timeless;
#define AS_BEFORE(timer) \
        && (timeless ? f.before.c.timer == f.c->timer \
                           && (before.timer != 0) == (f.before.c.timer != 0) \
                     : before.timer == f.before.c.timer && after.timer == f.c->timer)
        return true EACH_TIMER(AS_BEFORE);
#undef AS_BEFORE
    }

    bool known = false;
    long answer = 0;
    thimble::tcp_connection before{}, after{};
    bumps counts;
};

// One for each event and a few connections, which lie behind each other.
enum { CONNECTIONS = 4 };
inline remembered memory[EVENTS + 1][CONNECTIONS];

inline remembered &memory_of(const frame &f)
{
    const std::uintptr_t place = reinterpret_cast<std::uintptr_t>(f.c) / sizeof *f.c;
    return memory[f.event < 0 ? EVENTS : f.event][place % CONNECTIONS];
}

}

#endif
