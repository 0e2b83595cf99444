// SPDX-License-Identifier: MIT
// The services as a Linux process, on a TUN device (IP packets) or a TAP device (Ethernet frames).
//
//   services_host --tun NAME | --tap NAME [--seconds N]
//
// The stack, the application and every byte on the wire are those of the chip; only the link
// differs.
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "api.h"
#include "drop_name.h"
#include "iss.h"
#include "memory.h"
#include "services.hpp"
#include "tap.hpp"

namespace thimble {

// One stack in this process. A program with two would look the state up by `s`.
static services state;

services *services_of(stack *)
{
    return &state;
}

uint32_t services_seconds(stack *)
{
    return static_cast<uint32_t>(std::time(nullptr));
}

}

namespace services_host {

struct options {
    std::string device;
    bool is_tap = false;
    long seconds = 0; // 0 = until a signal comes
};

volatile std::sig_atomic_t stopped = 0;

void on_signal(int)
{
    stopped = 1;
}

[[noreturn]] void fail(int code, const std::string &what)
{
    std::fprintf(stderr, "services_host: %s\n", what.c_str());
    std::exit(code);
}

[[noreturn]] void usage(const std::string &what)
{
    fail(2, what + "\nusage: services_host --tun NAME | --tap NAME [--seconds N]");
}

options parse(int argc, char **argv)
{
    options o;
    for (int i = 1; i < argc; i++) {
        const std::string key = argv[i];
        if (key != "--tun" && key != "--tap" && key != "--seconds") {
            usage("unknown option '" + key + "'");
        }
        if (++i == argc) {
            usage(key + " needs a value");
        }
        const std::string value = argv[i];
        if (key == "--seconds") {
            char *end = nullptr;
            o.seconds = std::strtol(value.c_str(), &end, 10);
            if (value.empty() || *end != 0 || o.seconds < 1 || o.seconds > 1000000) {
                usage("--seconds wants a number from 1 to 1000000, not '" + value + "'");
            }
        } else if (!o.device.empty()) {
            usage("one device only: --tun or --tap, once");
        } else if (value.empty() || value.size() >= IFNAMSIZ) {
            usage("'" + value + "' is no device name: 1 to " + std::to_string(IFNAMSIZ - 1)
                  + " characters");
        } else {
            o.device = value;
            o.is_tap = key == "--tap";
        }
    }
    if (o.device.empty()) {
        usage("no device given");
    }
    return o;
}

int open_device(const options &o)
{
    const char *const kind = o.is_tap ? "TAP" : "TUN";
    const bool existed = if_nametoindex(o.device.c_str()) != 0;
    const int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        fail(1, std::string("cannot open /dev/net/tun: ") + std::strerror(errno)
                    + (errno == ENOENT ? "; this kernel has no TUN driver (modprobe tun)"
                                       : "; are you root?"));
    }
    ifreq request{};
    std::memcpy(request.ifr_name, o.device.c_str(), o.device.size());
    request.ifr_flags = static_cast<short>((o.is_tap ? IFF_TAP : IFF_TUN) | IFF_NO_PI);
    if (ioctl(fd, TUNSETIFF, &request) < 0) {
        switch (errno) {
        case EPERM:
            fail(1, o.device + ": not permitted; run as root, or as root create it for your user:"
                        + " ip tuntap add " + o.device + " mode " + (o.is_tap ? "tap" : "tun")
                        + " user NAME");
        case EBUSY: fail(1, o.device + ": another program has it open");
        case EINVAL: fail(1, o.device + ": exists, but is no " + kind + " device");
        default: fail(1, o.device + ": " + std::strerror(errno));
        }
    }
    if (!existed) {
        std::printf("%s is new and goes when this program does; give it an address with:\n"
                    "  ip addr add 192.168.7.1/24 dev %s && ip link set %s up\n",
                    o.device.c_str(), o.device.c_str(), o.device.c_str());
    }
    return fd;
}

uint32_t now_ms()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<uint32_t>(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

// One link, one stack.
class program {
public:
    explicit program(const options &o)
        : fd_(open_device(o)), is_tap_(o.is_tap), neighbour_(thimble::profile_address)
    {
        uint8_t secret[thimble::ISS_SECRET_BYTES];

        if (getrandom(secret, sizeof secret, 0) != sizeof secret) {
            fail(1, std::string("no random bytes from the kernel: ") + std::strerror(errno));
        }
        thimble::stack_init(&stack_, secret);
        thimble::services_init(&thimble::state);
    }

    void run(long seconds)
    {
        const uint32_t start = now_ms();
        while (!stopped
               && (seconds == 0 || now_ms() - start < static_cast<uint32_t>(seconds) * 1000)) {
            uint8_t out[PROFILE_OUT];
            while (const uint16_t bytes = thimble::stack_poll(&stack_, out, now_ms())) {
                send(out, bytes);
            }
            pollfd waits{fd_, POLLIN, 0};
            if (poll(&waits, 1, POLL_MS) > 0) {
                receive();
            }
        }
    }

    void report() const
    {
        for (unsigned reason = 0; reason < thimble::DROP_REASONS; reason++) {
            if (const unsigned count = stack_.dropped[reason]) {
                std::printf("dropped %s: %u%s\n",
                            thimble::drop_name(static_cast<thimble::drop_reason>(reason)), count,
                            count == 255 ? " or more" : "");
            }
        }
    }

private:
    enum { PROFILE_OUT = thimble::PROFILE_SLIP_OUT_BYTES, POLL_MS = 10, LARGEST_FRAME = 2048 };

    void write_frame(const uint8_t *at, std::size_t bytes)
    {
        // A device that is down or full loses the frame, as any link may.
        if (write(fd_, at, bytes) < 0 && errno != EAGAIN && errno != EIO && errno != ENOBUFS
            && errno != EINVAL) {
            fail(1, std::string("cannot write to the device: ") + std::strerror(errno));
        }
    }

    void send(const uint8_t *ip, uint16_t bytes)
    {
        if (is_tap_) {
            const frame_bytes frame = neighbour_.send(ip, bytes);
            write_frame(frame.data(), frame.size());
        } else {
            write_frame(ip, bytes);
        }
    }

    void receive()
    {
        frame_bytes frame(LARGEST_FRAME);
        const ssize_t count = read(fd_, frame.data(), frame.size());
        if (count < 0) {
            if (errno == EAGAIN || errno == EINTR || errno == EIO) {
                return;
            }
            fail(1, std::string("cannot read from the device: ") + std::strerror(errno));
        }
        frame.resize(static_cast<std::size_t>(count));
        if (is_tap_) {
            frame_bytes ip;
            const frame_bytes answer = neighbour_.receive(frame, ip);
            if (!answer.empty()) {
                write_frame(answer.data(), answer.size());
            }
            frame = ip;
        }
        if (!frame.empty()) {
            const auto bytes = static_cast<uint16_t>(frame.size());
            const auto room = std::max<uint16_t>(bytes, thimble::PROFILE_MTU);
            frame.resize(room);
            if (const uint16_t answer
                = thimble::stack_receive(&stack_, frame.data(), bytes, room)) {
                send(frame.data(), answer);
            }
        }
    }

    int fd_;
    bool is_tap_;
    neighbour neighbour_;
    thimble::stack stack_;
};

int run(int argc, char **argv)
{
    const options o = parse(argc, argv);
    struct sigaction on_stop{};
    on_stop.sa_handler = on_signal;
    sigaction(SIGINT, &on_stop, nullptr);
    sigaction(SIGTERM, &on_stop, nullptr);

    program p(o);
    const uint32_t a = thimble::profile_address;
    std::printf("services at %u.%u.%u.%u on %s\n", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255,
                o.device.c_str());
    std::fflush(stdout);
    p.run(o.seconds);
    p.report();
    return 0;
}

}

int main(int argc, char **argv)
{
    return services_host::run(argc, argv);
}
