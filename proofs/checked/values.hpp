// SPDX-License-Identifier: MIT
// What the checks made of contracts are written with: integers, memory as it was, places.
#ifndef THIMBLE_CHECKED_VALUES_HPP
#define THIMBLE_CHECKED_VALUES_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <type_traits>
#include <unistd.h>

#include <sanitizer/asan_interface.h>

namespace checked {

// ACSL's integers have no bounds. These have 63 bits; ubsan ends a run that needs more.
typedef long long integer;

// ---- which clause is looked at, and what is said when it does not hold ----

struct clause {
    const char *place;    // file:line
    const char *function;
    const char *kind;     // requires, ensures, assigns ...
    const char *text;
    bool reached;
    bool refuted;
};

inline clause *current = nullptr;
inline bool saying = true;

// With THIMBLE_CHECKED_LOG=file: each clause once a program, for those who want to know which were
// looked at, and which of those in contradicted.txt are contradicted indeed.
inline void note(const char *word, const clause &each)
{
    static const int log = [] {
        const char *name = std::getenv("THIMBLE_CHECKED_LOG");
        return name == nullptr ? -1 : open(name, O_WRONLY | O_CREAT | O_APPEND, 0666);
    }();
    char line[300];
    const int size = std::snprintf(line, sizeof line, "%s %s %s: %s: %.150s\n", word, each.place,
                                   each.function, each.kind, each.text);
    if (log >= 0 && (size >= int(sizeof line) || write(log, line, std::size_t(size)) != size)) {
        std::abort();
    }
}

inline void look(clause &each)
{
    current = &each;
    if (!each.reached) {
        each.reached = true;
        note("looked", each);
    }
}

// One of contradicted.txt does not hold.
inline void refuted(clause &each)
{
    if (!each.refuted) {
        each.refuted = true;
        note("contradicted", each);
    }
}

// With THIMBLE_CHECKED_ALL=1 a run goes on, to find the others too; each is said once.
inline bool goes_on()
{
    static const bool asked = std::getenv("THIMBLE_CHECKED_ALL") != nullptr;
    return asked;
}

inline void stop()
{
    std::fflush(stderr);
    if (!goes_on()) {
        std::abort();
    }
}

// The first calls of a function are all looked at, then one of 31: loops would take minutes.
inline bool enough(unsigned &called)
{
    return ++called > 3000 && called % 31 != 0;
}

inline void broken()
{
    saying = !current->refuted;
    current->refuted = true;
    if (!saying) {
        return;
    }
    std::fprintf(stderr, "\n%s: %s: contract broken: %s %s;\n", current->place, current->function,
                 current->kind, current->text);
}

[[noreturn]] inline void impossible(const char *why)
{
    std::fprintf(stderr, "\n%s: %s: cannot be checked: %s %s: %s\n", current->place,
                 current->function, current->kind, current->text, why);
    std::abort();
}

// ---- values ----

template <class T> auto value(const T &x)
{
    if constexpr (std::is_array_v<T>) {
        return static_cast<const std::remove_extent_t<T> *>(x);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T> || std::is_same_v<T, integer>) {
        return static_cast<integer>(x);
    } else if constexpr (std::is_pointer_v<T>) {
        return static_cast<const std::remove_pointer_t<T> *>(x);
    } else {
        return x;
    }
}

inline bool truth(bool x) { return x; }
inline bool truth(integer x) { return x != 0; }
inline bool truth(const void *x) { return x != nullptr; }

template <class A, class B> bool equal(const A &a, const B &b)
{
    if constexpr (std::is_class_v<A>) {
        static_assert(std::is_same_v<A, B>, "two structures of one type");
        return std::memcmp(&a, &b, sizeof a) == 0;
    } else {
        return a == b;
    }
}

inline integer least(integer a, integer b) { return a < b ? a : b; }
inline integer most(integer a, integer b) { return a > b ? a : b; }
inline integer magnitude(integer a) { return a < 0 ? -a : a; }

inline void show(const char *what, integer x)
{
    if (!saying) {
        return;
    }
    char digits[48];
    char *at = digits + sizeof digits;
    const bool minus = x < 0;
    *--at = 0;
    do {
        const int digit = static_cast<int>(x % 10);
        *--at = static_cast<char>('0' + (digit < 0 ? -digit : digit));
        x /= 10;
    } while (x != 0);
    std::fprintf(stderr, "    %s = %s%s\n", what, minus ? "-" : "", at);
}

inline void show(const char *what, const void *x)
{
    if (saying) {
        std::fprintf(stderr, "    %s = %p\n", what, x);
    }
}

template <class T, class = std::enable_if_t<std::is_class_v<T>>> void show(const char *, const T &) {}

// ---- for all, there is ----

enum : int { few = 1024, many = 200000, side = 64 };

// A range of more than `few` values is looked at in at most 3 * side + 1 of them.
template <class F> bool for_all(integer low, integer end, const F &holds)
{
    const integer width = end - low;
    const integer step = width > few ? (width - 2 * side) / side : 1;

    for (integer i = low; i < end;) {
        if (!holds(i)) {
            return false;
        }
        i += i < low + side || i >= end - side ? 1 : step < end - side - i ? step : least(step, most(1, end - side - i));
    }
    return true;
}

template <class F> bool there_is(integer low, integer end, const F &holds)
{
    if (end - low > many) {
        impossible("too many values to try");
    }
    for (integer i = low; i < end; i++) {
        if (holds(i)) {
            return true;
        }
    }
    return false;
}

// What an inductive predicate gives its results to; says whether that is enough.
template <class... A> class taker {
public:
    template <class F> taker(const F &f)
        : what(&f), call([](const void *each, A... a) { return (*static_cast<const F *>(each))(a...); })
    {
    }
    bool operator()(A... a) const { return call(what, a...); }

private:
    const void *what;
    bool (*call)(const void *, A...);
};

struct deeper {
    static inline int depth = 0;
    deeper() { if (++depth > 4000) { impossible("the inductive definition does not come to an end"); } }
    ~deeper() { depth--; }
};

} // namespace checked

#endif
