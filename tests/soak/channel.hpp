// SPDX-License-Identifier: MIT
// A bad line in virtual time: it loses frames, carries them twice, lets later ones overtake, and
// flips single bits. What it will deliver, and when, is decided when a frame is put in.
#ifndef THIMBLE_SOAK_CHANNEL_HPP
#define THIMBLE_SOAK_CHANNEL_HPP

#include <queue>
#include <vector>

#include "luck.hpp"

namespace soak {

using bytes = std::vector<std::uint8_t>;

struct delivery {
    ms at = 0;
    std::uint64_t order = 0; // of those at the same time, the first put in
    bool to_device = false;
    bool spoilt = false;
    bytes frame;

    bool operator>(const delivery &other) const
    {
        return at != other.at ? at > other.at : order > other.order;
    }
};

class channel {
public:
    struct counts {
        std::uint64_t put = 0, lost = 0, repeated = 0, late = 0, spoilt = 0;
    };

    // `bad`: per mille of frames that each of the four mishaps befalls.
    channel(luck &chance, unsigned bad) : chance_(chance), bad_(bad) {}

    void put(ms now, bool to_device, const bytes &frame)
    {
        counted_.put++;
        if (chance_.per_mille(bad_)) {
            counted_.lost++;
        } else {
            carry(now, to_device, frame, 0);
        }
        if (chance_.per_mille(bad_)) { // an old duplicate may come much later, but within an MSL
            counted_.repeated++;
            carry(now, to_device, frame, chance_.one_of({0, 1, 300, 2000, 20'000}));
        }
    }

    bool empty() const { return waiting_.empty(); }
    ms next_at() const { return waiting_.top().at; }
    delivery take()
    {
        delivery out = waiting_.top();
        waiting_.pop();
        return out;
    }
    const counts &counted() const { return counted_; }

private:
    enum { TRANSIT_MS = 20, MOST_LATE_MS = 400 };

    void carry(ms now, bool to_device, bytes frame, ms later)
    {
        if (chance_.per_mille(bad_)) {
            counted_.late++;
            later += chance_.from_to(1, MOST_LATE_MS);
        }
        const bool spoilt = chance_.per_mille(bad_);
        if (spoilt) { // one bit: no Internet checksum misses that
            counted_.spoilt++;
            const std::uint32_t bit = chance_.below(static_cast<std::uint32_t>(frame.size()) * 8);
            frame[bit / 8] = static_cast<std::uint8_t>(frame[bit / 8] ^ 1u << bit % 8);
        }
        waiting_.push({now + TRANSIT_MS + later, order_++, to_device, spoilt, std::move(frame)});
    }

    luck &chance_;
    unsigned bad_;
    std::uint64_t order_ = 0;
    counts counted_;
    std::priority_queue<delivery, std::vector<delivery>, std::greater<delivery>> waiting_;
};

}

#endif
