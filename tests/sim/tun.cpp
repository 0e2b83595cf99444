// SPDX-License-Identifier: MIT
#include "tun.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace avrsim {
namespace {

constexpr std::size_t longest_datagram = 65535;

[[noreturn]] void refuse(const std::string &name, const char *way_out)
{
    throw std::runtime_error("TUN device '" + name + "': " + std::strerror(errno) + "; " + way_out);
}

} // namespace

// A device that does not exist is made, and goes when we go; one made with `ip tuntap add` stays.
tun_link::tun_link(const std::string &name)
{
    if (name.empty() || name.size() >= IFNAMSIZ) {
        throw std::runtime_error("TUN device '" + name + "': a name has 1 to 15 characters");
    }
    fd_ = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd_ < 0) {
        refuse(name, "/dev/net/tun must be there and readable (modprobe tun)");
    }
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    if (ioctl(fd_, TUNSETIFF, &request) < 0) {
        close(fd_);
        refuse(name, "run as root, or in a network namespace of your own (unshare -rn)");
    }
}

tun_link::~tun_link()
{
    close(fd_);
}

// One datagram at a time, and only when the line has nothing left to carry: the rest waits in the
// device's queue, where the kernel can see it, as it would behind a real serial port.
void tun_link::poll(std::uint64_t cycle)
{
    while (between_frames()) {
        frame datagram(longest_datagram);
        const ssize_t n = read(fd_, datagram.data(), datagram.size());
        if (n <= 0) {
            return; // nothing there, or the device is down
        }
        datagram.resize(static_cast<std::size_t>(n));
        // SLIP has no type field, so Linux never sends anything but IPv4 through a SLIP interface.
        if (datagram[0] >> 4 == 4) {
            send(cycle, datagram);
        }
    }
}

// A datagram the kernel refuses (device down, malformed) is lost, as it would be on arrival at a
// real host.
void tun_link::frame_from_chip(std::uint64_t, const frame &datagram)
{
    [[maybe_unused]] const ssize_t n = write(fd_, datagram.data(), datagram.size());
}

} // namespace avrsim
