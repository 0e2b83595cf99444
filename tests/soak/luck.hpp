// SPDX-License-Identifier: MIT
// All chance in a soak: one seed, and the same run on every machine.
#ifndef THIMBLE_SOAK_LUCK_HPP
#define THIMBLE_SOAK_LUCK_HPP

#include <cstdint>
#include <initializer_list>

namespace soak {

using ms = std::uint64_t; // virtual time; the device is told its low 32 bits

class luck {
public:
    explicit luck(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}

    std::uint32_t next() // splitmix64
    {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        return static_cast<std::uint32_t>(z >> 32);
    }
    std::uint32_t below(std::uint32_t n) { return n == 0 ? 0 : next() % n; }
    std::uint32_t from_to(std::uint32_t least, std::uint32_t most)
    {
        return least + below(most - least + 1);
    }
    bool percent(unsigned of_100) { return below(100) < of_100; }
    bool per_mille(unsigned of_1000) { return below(1000) < of_1000; }
    std::uint32_t one_of(std::initializer_list<std::uint32_t> all)
    {
        return all.begin()[below(static_cast<std::uint32_t>(all.size()))];
    }

private:
    std::uint64_t state_;
};

}

#endif
