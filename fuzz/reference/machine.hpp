// SPDX-License-Identifier: MIT
// What the rows of tcp.fsm stand on, as tools/fuzz_reference.py prints them. There are no reduced
// levels, no ranges of states, no narrow storage: what the generator does to make small C of the
// rows is not done here.
#ifndef THIMBLE_FUZZ_REFERENCE_MACHINE_HPP
#define THIMBLE_FUZZ_REFERENCE_MACHINE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace reference {

using value = std::uint32_t;

constexpr std::uint32_t ANY_STATE = ~0u;

struct event { const char *name; int first, steps; bool timeless; }; // no row names a timer
struct step { std::uint32_t states; int guard, first, rows; };
struct row { std::uint32_t states; int guard, line; };
struct timer { int var, event; };
struct prim { const char *name; std::uint64_t vars, fields; }; // what it may write
struct promise { const char *name; int line; };

#include "tables.hpp"

template <typename Kind>
std::uint32_t word_of(const Kind &from, std::size_t at)
{
    std::uint32_t word;
    __builtin_memcpy(&word, reinterpret_cast<const char *>(&from) + at, sizeof word);
    return word;
}

inline thimble::tcp_connection all_but_timers()
{
    thimble::tcp_connection mask;

    __builtin_memset(&mask, 0xff, sizeof mask);
#define CLEARED(timer) mask.timer = 0;
    EACH_TIMER(CLEARED)
#undef CLEARED
    return mask;
}
inline const thimble::tcp_connection no_timer = all_but_timers();

// Equal as memory. Not memcmp: the sanitizer has one of its own, which takes longer than the machine.
template <typename Kind>
bool alike(const Kind &a, const Kind &b)
{
    std::uint32_t differs = 0;

    static_assert(sizeof a % sizeof differs == 0, "whole words");
    for (std::size_t at = 0; at < sizeof a; at += sizeof differs) {
        differs |= word_of(a, at) ^ word_of(b, at);
    }
    return differs == 0;
}

// The same, but for the time that a connection's timers have left.
inline bool alike_but_timers(const thimble::tcp_connection &a, const thimble::tcp_connection &b)
{
    std::uint32_t differs = 0;

    for (std::size_t at = 0; at < sizeof a; at += sizeof differs) {
        differs |= (word_of(a, at) ^ word_of(b, at)) & word_of(no_timer, at);
    }
    return differs == 0;
}

// Not an assignment: what is not small would be a call of memcpy, for which the same is true.
template <typename Kind>
void copy_into(Kind &to, const Kind &from)
{
#ifdef __clang__
    __builtin_memcpy_inline(&to, &from, sizeof to);
#else
    __builtin_memcpy(&to, &from, sizeof to);
#endif
}

struct held { // by a connection; all of one width, so that two can be compared as memory
    value state;
    value var[VARS];
};

struct snapshot : held { // and by the segment that it looks at
    value field[FIELDS];

    std::int64_t operator()(variable which) const { return var[which]; }
    std::int64_t of(reference::field which) const { return field[which]; }
    bool bit(reference::field which, int n) const { return field[which] >> n & 1; }
};

// Values are whole numbers; only sequence numbers wrap.
inline std::int64_t least(std::int64_t a, std::int64_t b) { return std::min(a, b); }

inline std::int64_t within(int bits, std::int64_t number)
{
    return number & ((std::int64_t{1} << bits) - 1);
}

// RFC 9293 3.4: after is what is less than half a circle ahead.
inline std::int64_t ahead(int bits, std::int64_t a, std::int64_t b)
{
    const std::int64_t circle = std::int64_t{1} << bits, by = within(bits, a - b);
    return by >= circle / 2 ? by - circle : by;
}

#include "rows.hpp"

inline bool holds(std::uint32_t in, int guard, const snapshot &now)
{
    return (in >> now.state & 1) && asked(guard, now);
}

}

#endif
