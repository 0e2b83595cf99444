// SPDX-License-Identifier: MIT
// A frame lent to the stack: not a byte of room around it, as far as the sanitizer is concerned.
#ifndef THIMBLE_FUZZ_LENT_HPP
#define THIMBLE_FUZZ_LENT_HPP

#include <cstring>

#include "wire.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define THIMBLE_FUZZ_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define THIMBLE_FUZZ_ASAN 1
#endif
#endif
#ifdef THIMBLE_FUZZ_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace fuzz {

// Cheaper than an allocation for each frame: some bytes around it are made untouchable instead.
class lent {
public:
    enum { MOST = 1600, GUARD = 64 };
    struct store {
        alignas(8) std::uint8_t bytes[GUARD + MOST + GUARD];
    };

    lent(store &in, std::size_t room) : store_(in.bytes), room_(room)
    {
        MUST(room <= MOST);
#ifdef THIMBLE_FUZZ_ASAN
        ASAN_POISON_MEMORY_REGION(store_, GUARD);
        ASAN_POISON_MEMORY_REGION(at() + room_, GUARD);
#endif
    }
    ~lent()
    {
#ifdef THIMBLE_FUZZ_ASAN
        ASAN_UNPOISON_MEMORY_REGION(store_, GUARD);
        ASAN_UNPOISON_MEMORY_REGION(at() + room_, GUARD);
#endif
    }
    lent(const lent &) = delete;
    lent &operator=(const lent &) = delete;

    std::uint8_t *at() { return store_ + GUARD; }

private:
    std::uint8_t *const store_;
    const std::size_t room_;
};

}

#endif
