// SPDX-License-Identifier: MIT
// The stack's machine, and beside it the rows of tcp.fsm, walked by machine.hpp: after each event
// every variable, the state and the answer are the same, and in between the same calls were made
// with the same values. Include it before stack.h: it puts itself between the machine and core/.
#ifndef THIMBLE_FUZZ_REFERENCE_LOCKSTEP_HPP
#define THIMBLE_FUZZ_REFERENCE_LOCKSTEP_HPP

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "rename.h"
#include "tcp_machine.h"
#include "restore.h"

// Neither sanitized nor searched, or the fuzzer would be ten times slower.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("address", "undefined", "coverage"))), \
                             apply_to = function)
#endif

#include "calls.hpp"
#include "remembered.hpp"

namespace reference {

using thimble::tcp_connection;
using thimble::tcp_segment;

inline frame frames[DEEP]; // a handler may begin an event of another connection
inline int depth;

inline void room_for(bool more)
{
    if (!more) {
        std::fputs("more calls or events inside another than lock step has room for\n", stderr);
        std::abort();
    }
}

// ---- around the machine's functions ----

inline void enter(const tcp_connection *c, const tcp_segment *seg, int event_code)
{
    room_for(depth < DEEP);
    frame &f = frames[depth++];
    f.c = c;
    f.seg = seg;
    f.event = event_code;
    f.count = 0;
    f.before.take(*c, seg);
}

inline void leave(long answered, value ticks)
{
    const frame &f = frames[--depth];
    remembered &same = memory_of(f);

    if (same.was(f, answered)) {
        return;
    }
    walk w(f);
    snapshot device;

    if (f.event < 0) {
        w.elapse(ticks);
    } else {
        w.run(f.event);
        w.compare("the answer", answered, f.seg == nullptr ? w.answer : w.settled);
    }
    look(*f.c, f.seg, device);
    w.end(device);
    same.keep(f, answered, w);
}

// Time passes and no timer ends: then the rows say no more than that the timers have less left. The
// invariants only ask whether one is 0, which tools/fuzz_reference_tables.py sees to.
inline bool only_passed(const frame &f, value ticks)
{
#define PASSED(timer) \
    if (f.before.c.timer == 0 ? f.c->timer != 0 \
                              : f.before.c.timer <= ticks || f.c->timer != f.before.c.timer - ticks) { \
        return false; \
    }
    EACH_TIMER(PASSED)
#undef PASSED
    return f.count == 0 && alike_but_timers(f.before.c, *f.c);
}

inline void leave_elapse(value ticks)
{
    if (only_passed(frames[depth - 1], ticks)) {
        depth--;
    } else {
        leave(0, ticks);
    }
}

template <typename Doing>
value noted(int prim_code, const tcp_connection *c, std::uint8_t argument,
            Doing doing)
{
    if (depth == 0 || frames[depth - 1].c != c) { // a segment of no connection: core/ asks one step
        return doing();
    }
    frame &f = frames[depth - 1];
    room_for(f.count < CALLS);
    call &noted = f.calls[f.count++];
    noted.prim = prim_code;
    noted.argument = argument;
    noted.before.take(*c, f.seg);
    noted.result = doing();
    noted.after.take(*c, f.seg);
    check_call(prim_code, {noted.before.c, *c, noted.before.seg, noted.after.seg, argument});
    return noted.result;
}

}

#include "wrappers.hpp"

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
