// SPDX-License-Identifier: MIT
// One direction of a bad line: frames wait on it until the fuzzer delivers them, in any order,
// loses, repeats or spoils them. It holds so many, and what does not fit is lost.
//
// One byte changed, or the end cut off: no Internet checksum and no length field misses that.
#ifndef THIMBLE_FUZZ_LINE_HPP
#define THIMBLE_FUZZ_LINE_HPP

#include <array>
#include <algorithm>
#include <cstring>

#include "profile.h"
#include "tape.hpp"
#include "wire.hpp"

UNSEEN

namespace fuzz {

struct packet {
    enum { PADDING = 7, LONGEST = thimble::PROFILE_MTU + PADDING };
    std::uint16_t size = 0;
    bool spoilt = false;
    std::array<std::uint8_t, LONGEST> at;
};

class line {
public:
    enum { MOST = 64 };

    std::size_t count() const { return count_; }
    bool empty() const { return count_ == 0; }
    bool full() const { return count_ >= room_; }
    void set_room(std::size_t frames) { room_ = std::min<std::size_t>(frames, MOST); }

    void put(const std::uint8_t *frame, std::uint16_t size)
    {
        MUST(size <= thimble::PROFILE_MTU);
        if (!full()) {
            packet &p = waiting_[count_++];
            p.size = size;
            p.spoilt = false;
            std::memcpy(p.at.data(), frame, size);
        }
    }

    packet take(std::size_t n) // n below count()
    {
        const packet out = waiting_[n];
        count_--;
        std::copy(waiting_.begin() + static_cast<std::ptrdiff_t>(n) + 1,
                  waiting_.begin() + static_cast<std::ptrdiff_t>(count_) + 1,
                  waiting_.begin() + static_cast<std::ptrdiff_t>(n));
        return out;
    }

    void repeat(std::size_t n)
    {
        if (count_ < MOST) {
            waiting_[count_++] = waiting_[n];
        }
    }

    void damage(std::size_t n, tape &t)
    {
        packet &p = waiting_[n];
        const std::uint8_t how = t.u8(), where = t.u8();

        if (p.spoilt || p.size > thimble::PROFILE_MTU) { // twice might be right again
            return;
        }
        const int datagram = p.at[2] << 8 | p.at[3]; // what pads it is nobody's loss
        if (how == 0) { // padded, as Ethernet does
            const auto more = static_cast<std::uint16_t>(where % (packet::PADDING + 1));
            std::memset(&p.at[p.size], 0xa5, more);
            p.size = static_cast<std::uint16_t>(p.size + more);
        } else if (how == 1) {
            p.size = static_cast<std::uint16_t>(where % datagram);
            p.spoilt = true;
        } else {
            std::uint8_t &byte = p.at[where % datagram];
            byte = static_cast<std::uint8_t>(byte ^ how);
            p.spoilt = true;
        }
    }

private:
    std::array<packet, MOST> waiting_;
    std::size_t count_ = 0, room_ = MOST;
};

// Both ends believe that they are the profile's address: on the way the two change places, which no
// checksum notices.
inline void swap_addresses(packet &p)
{
    if (p.size >= 20) {
        std::swap_ranges(&p.at[12], &p.at[16], &p.at[16]);
    }
}

}

SEEN

#endif
