// SPDX-License-Identifier: MIT
// The other end of the serial line: what it sends to the chip, byte by byte, and what it does with
// the bytes that come back. tun.cpp is the Linux kernel, script.cpp a file, and this class alone is
// a line with nobody there.
#pragma once

#include "slip.hpp"

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace avrsim {

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint32_t clock_hz = 16000000;

struct passed_frame {
    std::uint64_t cycle;
    bool to_chip;
    frame bytes;
};

class link {
public:
    link() = default;
    link(const link &) = delete;
    link &operator=(const link &) = delete;
    virtual ~link() = default;

    // The byte whose start bit goes onto the line now; asked again after each byte and after each
    // poll.
    std::optional<std::uint8_t> next_byte(std::uint64_t cycle);
    void byte_from_chip(std::uint64_t cycle, std::uint8_t byte);
    void print_bytes() { prints_ = true; } // what the chip sends, on standard output
    bool between_frames() const { return line_.empty() && !inside_frame_; }

    virtual void poll(std::uint64_t) {}                        // look for something to send
    virtual std::uint64_t next_event() const { return never; } // when poll has something to do
    virtual int wait_on() const { return -1; }   // a descriptor whose readiness ends a wait
    virtual bool quits() const { return false; } // the run is over
    virtual std::vector<std::string> failures() const { return {}; }
    virtual bool keeps_frames() const { return false; }

    unsigned frames_in() const { return frames_in_; }
    unsigned frames_out() const { return frames_out_; }
    unsigned spoilt_frames() const { return decoder_.spoilt_frames(); }
    const std::vector<passed_frame> &frames() const { return frames_; }

protected:
    void send(std::uint64_t cycle, const frame &datagram);
    void send_raw(const frame &bytes) { line_.insert(line_.end(), bytes.begin(), bytes.end()); }

private:
    virtual void frame_from_chip(std::uint64_t, const frame &) {}

    std::deque<std::uint8_t> line_;
    slip_decoder decoder_;
    bool inside_frame_ = false; // the chip has had bytes and no END yet
    bool prints_ = false;
    unsigned frames_in_ = 0;  // into the chip
    unsigned frames_out_ = 0; // out of it
    std::vector<passed_frame> frames_;
};

} // namespace avrsim
