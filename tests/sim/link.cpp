// SPDX-License-Identifier: MIT
#include "link.hpp"

#include <cstdio>

namespace avrsim {

std::optional<std::uint8_t> link::next_byte(std::uint64_t cycle)
{
    if (line_.empty()) {
        poll(cycle);
    }
    if (line_.empty()) {
        return std::nullopt;
    }
    const std::uint8_t byte = line_.front();
    line_.pop_front();
    inside_frame_ = byte != SLIP_END;
    return byte;
}

void link::byte_from_chip(std::uint64_t cycle, std::uint8_t byte)
{
    if (prints_) {
        std::putchar(byte);
    }
    const std::optional<frame> whole = decoder_.take(byte);
    if (!whole) {
        return;
    }
    ++frames_out_;
    if (keeps_frames()) {
        frames_.push_back({cycle, false, *whole});
    }
    frame_from_chip(cycle, *whole);
}

void link::send(std::uint64_t cycle, const frame &datagram)
{
    ++frames_in_;
    if (keeps_frames()) {
        frames_.push_back({cycle, true, datagram});
    }
    slip_encode(datagram, line_);
}

} // namespace avrsim
