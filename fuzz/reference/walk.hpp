// SPDX-License-Identifier: MIT
// One event, walked by the rows beside what the device noted of it.
#ifndef THIMBLE_FUZZ_REFERENCE_WALK_HPP
#define THIMBLE_FUZZ_REFERENCE_WALK_HPP

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "machine.hpp"

namespace reference {

// A connection, and the segment that it looks at, as the device has them: copied in a moment, and
// read into a snapshot when they are asked for.
struct copy {
    thimble::tcp_connection c;
    thimble::tcp_segment seg;

    void take(const thimble::tcp_connection &of, const thimble::tcp_segment *its)
    {
        copy_into(c, of);
        if (its != nullptr) {
            copy_into(seg, *its);
        }
    }
};

inline void look(const thimble::tcp_connection &c, const thimble::tcp_segment *seg, snapshot &now)
{
    now.state = c.state;
    read(c, now.var);
    if (seg != nullptr) {
        read(*seg, now.field);
    } else {
        for (value &field : now.field) {
            field = 0;
        }
    }
}

struct call { // out of the machine
    int prim;
    std::uint8_t argument;
    value result;
    copy before, after;
};

enum { CALLS = 16, DEEP = 8 }; // more of either ends the program

struct frame { // an event that has begun
    const thimble::tcp_connection *c;
    const thimble::tcp_segment *seg;
    int event;
    copy before;
    int count;
    call calls[CALLS];
};

// How often each event met each state, and each row was taken; the fuzzer searches for more.
enum { LINES = 512 };
struct counters {
    std::uint8_t met[EVENTS][thimble::TCP_STATES];
    std::uint8_t taken[LINES];
};
#ifdef __linux__
__attribute__((used, section("__libfuzzer_extra_counters")))
#endif
inline counters counted;

inline void count(std::uint8_t &counter)
{
    counter = static_cast<std::uint8_t>(counter + (counter != 255));
}

struct bumps { // counters that one walk has moved
    enum { MOST = 4 };
    int used = 0; // more than MOST: not all of them are in `at`
    std::uint8_t *at[MOST] = {};
};

class walk {
public:
    explicit walk(const frame &of) : of(of)
    {
        look(of.before.c, of.seg == nullptr ? nullptr : &of.before.seg, now);
    }

    void run(int event_code)
    {
        const event &e = events[event_code];

        bump(counted.met[event_code][now.state]);
        for (at_step = 0; at_step < e.steps && !settled; at_step++) {
            const step &s = steps[e.first + at_step];
            if (!holds(s.states, s.guard, now)) {
                continue;
            }
            for (int r = s.first; r < s.first + s.rows; r++) {
                if (holds(rows[r].states, rows[r].guard, now)) {
                    take(r);
                    break;
                }
            }
        }
    }

    void elapse(value ticks)
    {
        for (const timer &t : timers) {
            value &left = now.var[t.var];

            if (left > ticks) {
                left -= ticks;
            } else if (left != 0) {
                left = 0;
                run(t.event);
            }
        }
    }

    void end(const snapshot &device)
    {
        if (next != of.count) {
            differs("the device calls", prims[of.calls[next].prim].name, 1, 0);
        }
        same(now, device);
        keeps_promises();
    }

    void compare(const char *what, long device, long here) const
    {
        if (device != here) {
            differs("", what, device, here);
        }
    }

    // ---- what a row does ----

    void become(int state) { now.state = static_cast<value>(state); }

    void go_on(int step) { at_step = step - 1; }

    void put(variable place, std::int64_t what)
    {
        if (what < 0 || what > var_limit[place]) {
            differs("out of its range by the rows:", var_name[place], 0, static_cast<long>(what));
        }
        now.var[place] = static_cast<value>(what);
    }

    value called(int expected, std::int64_t given)
    {
        const auto argument = static_cast<std::uint8_t>(given);

        if (next == of.count || of.calls[next].prim != expected) {
            differs("the device does not call", prims[expected].name, 0, 1);
        }
        const call &c = of.calls[next++];
        compare(prims[expected].name, c.argument, argument);
        snapshot after;
        look(c.before.c, of.seg == nullptr ? nullptr : &c.before.seg, after);
        same(now, after);
        look(c.after.c, of.seg == nullptr ? nullptr : &c.after.seg, after);
        for (int n = 0; n < VARS; n++) {
            if (after.var[n] != now.var[n] && !(prims[expected].vars >> n & 1)) {
                differs("its call may not write", var_name[n], after.var[n], now.var[n]);
            }
        }
        for (int n = 0; n < FIELDS; n++) {
            if (after.field[n] != now.field[n] && !(prims[expected].fields >> n & 1)) {
                differs("its call may not write a field", prims[expected].name, n, n);
            }
        }
        compare("state after a call", after.state, now.state);
        copy_into(now, after);
        return c.result;
    }

    bool settled = false;
    int answer = thimble::TCP_OK;
    bumps bumped;

private:
    const frame &of;
    snapshot now;
    int next = 0, at_step = 0, line = 0;

    void keeps_promises()
    {
        const int which = broken(now);

        if (which >= 0) {
            line = promises[which].line;
            differs("after it", promises[which].name, 0, 1);
        }
    }

    void bump(std::uint8_t &counter)
    {
        count(counter);
        if (bumped.used < bumps::MOST) {
            bumped.at[bumped.used] = &counter;
        }
        bumped.used++;
    }

    void take(int which)
    {
        line = rows[which].line;
        bump(counted.taken[line % LINES]);
        done(which, now, *this);
    }

    void same(const snapshot &here, const snapshot &device) const
    {
        if (alike(here, device)) {
            return;
        }
        for (int n = 0; n < VARS; n++) {
            compare(var_name[n], device.var[n], here.var[n]);
        }
        compare("state", device.state, here.state);
        for (int n = 0; n < FIELDS; n++) {
            compare("the segment", device.field[n], here.field[n]);
        }
    }

    [[noreturn]] void differs(const char *how, const char *what, long device, long here) const
    {
        std::fprintf(stderr,
                     "tcp.fsm:%d: %s in state %d: %s %s: %ld in the device, %ld by the rows;"
                     " lock step does not hold\n",
                     line, of.event < 0 ? "elapse" : events[of.event].name, of.before.c.state, how,
                     what, device, here);
        std::abort();
    }
};

}

#endif
