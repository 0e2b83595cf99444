// SPDX-License-Identifier: MIT
// One event, walked by the rows beside what the device noted of it.
#ifndef THIMBLE_FUZZ_REFERENCE_WALK_HPP
#define THIMBLE_FUZZ_REFERENCE_WALK_HPP

#include <cstdio>
#include <cstdlib>

#include "machine.hpp"

namespace reference {

struct call { // out of the machine
    int prim;
    std::uint8_t argument;
    value result;
    snapshot before, after;
};

enum { CALLS = 16, DEEP = 8 }; // more of either ends the program

struct frame { // an event that has begun
    const thimble::tcp_connection *c;
    const thimble::tcp_segment *seg;
    int event;
    snapshot before;
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

class walk {
public:
    explicit walk(const frame &of) : of(of), now(of.before) {}

    void run(int event_code, int &answer)
    {
        const event &e = events[event_code];

        count(counted.met[event_code][now.state]);
        for (at_step = 0; at_step < e.steps && !settled; at_step++) {
            const step &s = steps[e.first + at_step];
            if (!holds(s.states, s.guard, now)) {
                continue;
            }
            for (int r = s.first; r < s.first + s.rows; r++) {
                if (holds(rows[r].states, rows[r].guard, now)) {
                    take(rows[r], answer);
                    break;
                }
            }
        }
    }

    void elapse(value ticks)
    {
        for (const timer &t : timers) {
            value &left = now.var[t.var];
            int answer = 0;

            if (left > ticks) {
                left -= ticks;
            } else if (left != 0) {
                left = 0;
                run(t.event, answer);
            }
        }
    }

    void end(const snapshot &device)
    {
        if (next != of.count) {
            differs("the device calls", prims[of.calls[next].prim].name, 1, 0);
        }
        same(now, device);
        for (const promise &p : promises) {
            if (holds(p.states, -1, now) && evaluate(p.guard, now) == 0) {
                line = p.line;
                differs("after it", p.name, 0, 1);
            }
        }
    }

    void compare(const char *what, long device, long here) const
    {
        if (device != here) {
            differs("", what, device, here);
        }
    }

    bool settled = false;

private:
    const frame &of;
    snapshot now;
    int next = 0, at_step = 0, line = 0;

    void take(const row &r, int &answer)
    {
        const std::int32_t *at = code + r.body;
        value result = 0;

        line = r.line;
        count(counted.taken[line % LINES]);
        for (;;) {
            switch (*at++) {
            case PUT: put(at, result); break;
            case CALL: result = called(at); break;
            case BECOME: now.state = static_cast<state_code>(*at++); break;
            case SETTLED: settled = true; break;
            case GO_ON: at_step = *at++ - 1; break;
            case ANSWER: answer = *at++; break;
            default: return;
            }
        }
    }

    void put(const std::int32_t *&at, value result)
    {
        const std::int32_t place = *at++;
        const std::int64_t what = evaluator(now, result)(at);

        if (what < 0 || what > var_limit[place]) {
            differs("out of its range by the rows:", var_name[place], 0, static_cast<long>(what));
        }
        now.var[place] = static_cast<value>(what);
    }

    value called(const std::int32_t *&at)
    {
        const int expected = *at++;
        const auto argument = static_cast<std::uint8_t>(evaluator(now, 0)(at));

        if (next == of.count || of.calls[next].prim != expected) {
            differs("the device does not call", prims[expected].name, 0, 1);
        }
        const call &c = of.calls[next++];
        compare(prims[expected].name, c.argument, argument);
        same(now, c.before);
        for (int n = 0; n < VARS; n++) {
            if (c.after.var[n] != c.before.var[n] && !(prims[expected].vars >> n & 1)) {
                differs("its call may not write", var_name[n], c.after.var[n], c.before.var[n]);
            }
        }
        for (int n = 0; n < FIELDS; n++) {
            if (c.after.field[n] != c.before.field[n] && !(prims[expected].fields >> n & 1)) {
                differs("its call may not write a field", prims[expected].name, n, n);
            }
        }
        compare("state after a call", c.after.state, c.before.state);
        now = c.after;
        return c.result;
    }

    void same(const snapshot &here, const snapshot &device) const
    {
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
                     line, of.event < 0 ? "elapse" : events[of.event].name, of.before.state, how,
                     what, device, here);
        std::abort();
    }
};

}

#endif
