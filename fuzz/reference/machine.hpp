// SPDX-License-Identifier: MIT
// An interpreter for the rows of tcp.fsm, as tools/fuzz_reference.py prints them into tables. It
// knows no reduced levels, no ranges of states, no narrow storage: what the generator does to make
// small C of the rows, it does not do.
#ifndef THIMBLE_FUZZ_REFERENCE_MACHINE_HPP
#define THIMBLE_FUZZ_REFERENCE_MACHINE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace reference {

using value = std::uint32_t;

enum word : std::int32_t {
    NUMBER, VAR, FIELD, BIT, RESULT,                       // what a value is read from
    NOT, LOW, MIN, IF, ADD, SUB, MUL, DIV, AND, OR,        // operators, before their operands
    EQUAL, OTHER, LESS, NOT_MORE, MORE, NOT_LESS,
    ON_CIRCLE,                                             // the next one, modulo 2^16 or 2^32
    PUT, CALL, BECOME, SETTLED, GO_ON, ANSWER, END         // statements
};

constexpr std::uint32_t ANY_STATE = ~0u;

struct event { const char *name; int first, steps; };
struct step { std::uint32_t states; int guard, first, rows; };
struct row { std::uint32_t states; int guard, body, line; };
struct timer { int var, event; };
struct prim { const char *name; std::uint64_t vars, fields; }; // what it may write
struct promise { const char *name; std::uint32_t states; int guard, line; };

#include "tables.hpp"

// Equal as memory. Not memcmp: the sanitizer has one of its own, which takes longer than the machine.
template <typename Kind>
bool alike(const Kind &a, const Kind &b)
{
    std::uint32_t differs = 0;

    static_assert(sizeof a % sizeof differs == 0, "whole words");
    for (std::size_t at = 0; at < sizeof a; at += sizeof differs) {
        std::uint32_t x, y;
        __builtin_memcpy(&x, reinterpret_cast<const char *>(&a) + at, sizeof x);
        __builtin_memcpy(&y, reinterpret_cast<const char *>(&b) + at, sizeof y);
        differs |= x ^ y;
    }
    return differs == 0;
}

struct held { // by a connection; all of one width, so that two can be compared as memory
    value state;
    value var[VARS];
};

struct snapshot : held { // and by the segment that it looks at
    value field[FIELDS];
};

// Values are whole numbers; only sequence numbers wrap.
class evaluator {
public:
    evaluator(const snapshot &now, value result) : now(now), result(result) {}

    std::int64_t operator()(const std::int32_t *&at) const
    {
        const std::int32_t what = *at++;

        switch (what) {
        case NUMBER: return *at++;
        case VAR: return now.var[*at++];
        case FIELD: return now.field[*at++];
        case BIT: at += 2; return now.field[at[-2]] >> at[-1] & 1;
        case RESULT: return result;
        case NOT: return !(*this)(at);
        case LOW: return (*this)(at) & 0xffff;
        case IF: return chosen(at);
        case ON_CIRCLE: return on_circle(at);
        case AND:
        case OR: return both(what == AND, at);
        default: {
            const std::int64_t a = (*this)(at);
            return combined(what, a, (*this)(at));
        }
        }
    }

private:
    const snapshot &now;
    const value result;

    std::int64_t chosen(const std::int32_t *&at) const
    {
        const bool yes = (*this)(at) != 0;
        const std::int64_t a = (*this)(at), b = (*this)(at);
        return yes ? a : b;
    }

    // `and` and `or`: how many words the right one has comes first.
    std::int64_t both(bool all, const std::int32_t *&at) const
    {
        const std::int32_t other = *at++;
        const bool left = (*this)(at) != 0;

        if (left != all) {
            at += other;
            return left;
        }
        return (*this)(at) != 0;
    }

    // RFC 9293 3.4: before and after are what is less than half a circle away.
    std::int64_t on_circle(const std::int32_t *&at) const
    {
        const int bits = *at++;
        const std::int32_t what = *at++;
        const std::int64_t a = (*this)(at), b = (*this)(at);
        const std::int64_t circle = std::int64_t{1} << bits;
        const std::int64_t mask = circle - 1;

        if (what == ADD || what == SUB) {
            return combined(what, a, b) & mask;
        }
        const std::int64_t ahead = (a - b) & mask;
        return combined(what, ahead >= circle / 2 ? ahead - circle : ahead, 0);
    }

    static std::int64_t combined(std::int32_t what, std::int64_t a, std::int64_t b)
    {
        switch (what) {
        case MIN: return std::min(a, b);
        case ADD: return a + b;
        case SUB: return a - b;
        case MUL: return a * b;
        case DIV: return a / b;
        case EQUAL: return a == b;
        case OTHER: return a != b;
        case LESS: return a < b;
        case NOT_MORE: return a <= b;
        case MORE: return a > b;
        default: return a >= b;
        }
    }
};

inline std::int64_t evaluate(int at, const snapshot &now, value result = 0)
{
    const std::int32_t *place = code + at;
    return evaluator(now, result)(place);
}

inline bool holds(std::uint32_t in, int guard, const snapshot &now)
{
    return (in >> now.state & 1) && (guard < 0 || evaluate(guard, now) != 0);
}

}

#endif
