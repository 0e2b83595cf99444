// SPDX-License-Identifier: MIT
// The fuzzer's bytes, read one behind the other; zeros when they are used up.
#ifndef THIMBLE_FUZZ_TAPE_HPP
#define THIMBLE_FUZZ_TAPE_HPP

#include <cstddef>
#include <cstdint>

// What lies between them is no code under test: its branches are nothing to be searched for, and
// counting them would cost more than running them.
#ifdef __clang__
#define UNSEEN \
    _Pragma("clang attribute push(__attribute__((no_sanitize(\"coverage\"))), apply_to=function)")
#define SEEN _Pragma("clang attribute pop")
#else
#define UNSEEN
#define SEEN
#endif

namespace fuzz {

class tape {
public:
    tape(const std::uint8_t *data, std::size_t size) : at_(data), end_(data + size) {}

    bool more() const { return at_ != end_; }
    std::uint8_t u8() { return at_ == end_ ? std::uint8_t{0} : *at_++; }
    std::uint32_t milliseconds() // from one to more than the longest RTO
    {
        const std::uint32_t t = u8();
        return t < 128 ? t : (t - 127) * (t - 127) * 5;
    }

private:
    const std::uint8_t *at_, *end_;
};

}

#endif
