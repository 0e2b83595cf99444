// SPDX-License-Identifier: MIT
// Cycles: between two markers, inside interrupt handlers, with interrupts off.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

namespace avrsim {

struct spread {
    std::uint64_t count = 0, min = 0, max = 0, sum = 0;

    void add(std::uint64_t cycles)
    {
        min = count == 0 ? cycles : std::min(min, cycles);
        max = std::max(max, cycles);
        sum += cycles;
        ++count;
    }
};

struct marked {
    spread all;     // everything between the two writes
    spread own;     // without the interrupt handlers that came in between
};

class meter {
public:
    // A program writes n to GPIOR0 where something starts and 0 where it ends. The instruction that
    // starts the measurement is not part of it.
    void mark(std::uint64_t cycle, std::uint8_t n)
    {
        if (open_ != 0) {
            const std::uint64_t all = cycle - started_ - 1;
            markers_[open_].all.add(all);
            const std::uint64_t handlers = opened_inside_ ? 0 : handler_cycles_ - handlers_then_;
            markers_[open_].own.add(all - handlers);
        }
        open_ = n;
        started_ = cycle;
        handlers_then_ = handler_cycles_;
        opened_inside_ = depth_ > 0; // a handler measures itself: it is all its own
    }

    void enter_handler(std::uint64_t cycle, std::uint8_t vector)
    {
        if (depth_++ == 0) {
            entered_ = cycle;
            vector_ = vector;
        }
    }

    void leave_handler(std::uint64_t cycle)
    {
        if (depth_ > 0 && --depth_ == 0) {
            handler_cycles_ += cycle - entered_;
            handlers_[vector_].add(cycle - entered_);
        }
    }

    bool at_main_level() const { return depth_ == 0; }
    std::uint64_t handler_cycles() const { return handler_cycles_; } // of all that have returned

    void interrupts_off(std::uint64_t cycle) { off_since_ = cycle; }

    // The time before a program first lets interrupts in is start-up, not latency.
    void interrupts_on(std::uint64_t cycle, std::uint32_t pc)
    {
        if (ever_on_ && cycle - off_since_ > longest_off_) {
            longest_off_ = cycle - off_since_;
            longest_off_until_ = pc;
        }
        ever_on_ = true;
    }

    const std::map<std::uint8_t, marked> &markers() const { return markers_; }

    // By vector: from the last instruction before it to the first after, nested ones included.
    const std::map<std::uint8_t, spread> &handlers() const { return handlers_; }
    std::uint64_t longest_off() const { return longest_off_; }
    std::uint32_t longest_off_until() const { return longest_off_until_; } // the reti, mostly

private:
    std::map<std::uint8_t, marked> markers_;
    std::uint8_t open_ = 0;
    std::uint64_t started_ = 0;
    std::map<std::uint8_t, spread> handlers_;
    unsigned depth_ = 0;
    std::uint8_t vector_ = 0;      // of the outermost
    std::uint64_t entered_ = 0;
    std::uint64_t handler_cycles_ = 0;
    std::uint64_t handlers_then_ = 0;
    bool opened_inside_ = false;
    bool ever_on_ = false;
    std::uint64_t off_since_ = 0;
    std::uint64_t longest_off_ = 0;
    std::uint32_t longest_off_until_ = 0;
};

} // namespace avrsim
