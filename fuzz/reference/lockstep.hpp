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

#include "walk.hpp"

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

inline void look(const tcp_connection &c, const tcp_segment *seg, snapshot &now)
{
    now.state = c.state;
    read(c, now.var);
    if (seg != nullptr) {
        read(*seg, now.field);
    } else {
        std::memset(now.field, 0, sizeof now.field);
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
    look(*c, seg, f.before);
}

inline void leave(long answered, value ticks)
{
    const frame &f = frames[--depth];
    walk w(f);
    snapshot device;
    int answer = thimble::TCP_OK;

    if (f.event < 0) {
        w.elapse(ticks);
    } else {
        w.run(f.event, answer);
        w.compare("the answer", answered, f.seg == nullptr ? answer : w.settled);
    }
    look(*f.c, f.seg, device);
    w.end(device);
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
    look(*c, f.seg, noted.before);
    noted.result = doing();
    look(*c, f.seg, noted.after);
    return noted.result;
}

}

#include "wrappers.hpp"

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
