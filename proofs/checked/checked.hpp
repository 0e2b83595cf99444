// SPDX-License-Identifier: MIT
// Memory as it was when a function was called, and the places that it may have changed since.
#ifndef THIMBLE_CHECKED_HPP
#define THIMBLE_CHECKED_HPP

#include "values.hpp"

namespace checked {

// Some bytes in a row.
struct place {
    const unsigned char *at;
    std::size_t bytes;
};

template <class T> place object(const T &x)
{
    return {reinterpret_cast<const unsigned char *>(&x), sizeof x};
}

// p + (low .. high)
template <class T> place span(const T *p, integer low, integer high)
{
    const std::size_t count = high < low ? 0 : static_cast<std::size_t>(high - low + 1);
    const auto address = reinterpret_cast<std::uintptr_t>(p);
    const auto first = static_cast<std::intptr_t>(low) * static_cast<std::intptr_t>(sizeof(T));
    return {reinterpret_cast<const unsigned char *>(address + static_cast<std::uintptr_t>(first)),
            count * sizeof(T)};
}

// As far as the address sanitizer knows: it takes what lies between objects for poison.
inline bool valid(place p)
{
    return p.bytes == 0 ||
           (p.at != nullptr &&
            __asan_region_is_poisoned(const_cast<unsigned char *>(p.at), p.bytes) == nullptr);
}

inline bool separated(place a, place b)
{
    return a.bytes == 0 || b.bytes == 0 || a.at + a.bytes <= b.at || b.at + b.bytes <= a.at;
}

template <class... P> bool separated(place a, place b, P... more)
{
    return separated(a, b) && (separated(a, more) && ...) && separated(b, more...);
}

// What `assigns` names.
class places {
public:
    void add(place p)
    {
        if (count == most_places) {
            impossible("more places than checked.hpp has room for");
        }
        all[count++] = p;
    }
    bool hold(const unsigned char *at) const
    {
        for (int i = 0; i < count; i++) {
            if (at >= all[i].at && at < all[i].at + all[i].bytes) {
                return true;
            }
        }
        return false;
    }

private:
    enum : int { most_places = 128 };
    place all[most_places];
    int count = 0;
};

template <class F> void each_of(integer low, integer high, const F &f)
{
    for (integer i = low; i <= high; i++) {
        f(i);
    }
}

// Which member of a structure lies `offset` bytes in: headers say it of their own structures.
inline const char *member_of(const void *, std::size_t) { return ""; }

// Memory as it is.
struct now {
    template <class T> const T &at(const T &x) const { return x; }
};

inline constexpr now here;

// Memory as it was: copies of all that a contract's function may reach. Calls nest, so the copies
// are a stack.
class before {
public:
    before() : mark(top) {}
    ~before() { top = mark; }
    before(const before &) = delete;
    before &operator=(const before &) = delete;

    template <class T> void keep(const char *name, const T *p, integer low = 0, integer high = 0)
    {
        const place was = span(p, low, high);

        if (was.bytes == 0 || !valid(was)) {
            return;
        }
        if (count == most_regions || top + was.bytes > sizeof room) {
            impossible("more memory than checked.hpp has room for");
        }
        region &each = regions[count++];
        each = {name, was, room + top, p + static_cast<std::ptrdiff_t>(low), [](const void *q, std::size_t n) {
                    return member_of(static_cast<const T *>(q), n);
                }};
        std::memcpy(each.copy, was.at, was.bytes);
        top += (was.bytes + 15) / 16 * 16;
    }

    template <class T> const T &at(const T &x) const
    {
        const place wanted = object(x);

        for (int i = 0; i < count; i++) {
            const place &was = regions[i].was;
            if (wanted.at >= was.at && wanted.at + wanted.bytes <= was.at + was.bytes) {
                return *reinterpret_cast<const T *>(regions[i].copy + (wanted.at - was.at));
            }
        }
        impossible("it reads old memory that no \\valid or \\valid_read of the contract names");
    }

    // Ends the run when a byte that `may` does not hold has changed.
    void unchanged_but(const places &may) const
    {
        for (int i = 0; i < count; i++) {
            const region &each = regions[i];
            if (std::memcmp(each.copy, each.was.at, each.was.bytes) == 0) {
                continue;
            }
            for (std::size_t n = 0; n < each.was.bytes; n++) {
                if (each.copy[n] != each.was.at[n] && !may.hold(each.was.at + n)) {
                    changed(each, n);
                    return;
                }
            }
        }
    }

private:
    struct region {
        const char *name;
        place was;
        unsigned char *copy;
        const void *object;
        const char *(*member)(const void *, std::size_t);
    };
    static void changed(const region &each, std::size_t n)
    {
        broken();
        std::fprintf(stderr, "    %s, byte %zu %s was %u and is %u\n", each.name, n,
                     each.member(each.object, n), each.copy[n], each.was.at[n]);
        stop();
    }
    enum : int { most_regions = 32 };
    region regions[most_regions];
    int count = 0;
    std::size_t mark;
    alignas(16) static inline unsigned char room[1 << 21];
    static inline std::size_t top = 0;
};

// An element: of an array it lies where the array lies, behind a pointer in memory itself.
template <class M, class T, std::size_t N> const T &item(const M &, const T (&array)[N], integer i)
{
    return array[static_cast<std::ptrdiff_t>(i)];
}

template <class M, class T> const T &item(const M &memory, const T *const &p, integer i)
{
    static const T nothing{}; // behind a null pointer: logic has a value there too
    return p == nullptr ? nothing : memory.at(p[static_cast<std::ptrdiff_t>(i)]);
}

template <class M, class T> const T &item(const M &memory, T *const &p, integer i)
{
    static const T nothing{}; // behind a null pointer: logic has a value there too
    return p == nullptr ? nothing : memory.at(p[static_cast<std::ptrdiff_t>(i)]);
}

} // namespace checked

#endif
