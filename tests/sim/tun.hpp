// SPDX-License-Identifier: MIT
// The Linux kernel at the other end of the line: datagrams pass between SLIP and a TUN device.
#pragma once

#include "link.hpp"

namespace avrsim {

class tun_link : public link {
public:
    explicit tun_link(const std::string &name); // throws std::runtime_error
    ~tun_link() override;

    void poll(std::uint64_t cycle) override;
    // While the line is busy we read nothing, so more to read is no reason to wake up.
    int wait_on() const override { return between_frames() ? fd_ : -1; }

private:
    void frame_from_chip(std::uint64_t cycle, const frame &datagram) override;

    int fd_;
};

} // namespace avrsim
