// SPDX-License-Identifier: MIT
// soak [--connections N] [--seed S] [--bad PER_MILLE] [--flood SYNS_A_SECOND]
//      [--trace CONVERSATION] [--list 1]
//
// Opens, uses and closes N connections in virtual time between a stack and many reference peers
// over a line that loses, repeats, delays and spoils frames. Exit status 1: something happened that
// must not; it is named, and the packets of that conversation follow.
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "world.hpp"

namespace {

void print(const soak::world &w, double seconds)
{
    const soak::tally &t = w.counted();
    const soak::channel::counts &c = w.carried();
    const double passed = static_cast<double>(w.passed()) / 1000;
    std::printf("%u conversations: %u complete, %u complete with a late reset, %u broken off,\n"
                "  %u rude as drawn, %u calls to nobody, %u turned away, %u abandoned\n",
                t.judged, t.complete, t.late_resets, t.broken, t.rude, t.uncalled, t.turned_away,
                t.abandoned);
    std::printf("%llu frames: %llu lost, %llu repeated, %llu late, %llu spoilt\n",
                static_cast<unsigned long long>(c.put), static_cast<unsigned long long>(c.lost),
                static_cast<unsigned long long>(c.repeated),
                static_cast<unsigned long long>(c.late),
                static_cast<unsigned long long>(c.spoilt));
    std::printf("%llu bytes to the device, %llu to peers, in %.0f s of virtual time: %.0f bytes/s\n",
                static_cast<unsigned long long>(t.to_device),
                static_cast<unsigned long long>(t.to_peer), passed,
                static_cast<double>(t.to_device + t.to_peer) / passed);
    if (t.flooded != 0) {
        std::printf("%u SYNs from nobody\n", t.flooded);
    }
    std::printf("%.1f s of real time, %.0f frames/s\n", seconds,
                static_cast<double>(c.put) / seconds);
}

// Runs once; the conversation that went wrong, or NEVER.
std::uint32_t run(const soak::options &o)
{
    const auto start = std::chrono::steady_clock::now();
    soak::device::all().clear();
    const auto w = std::make_unique<soak::world>(o);
    try {
        w->run();
        // Nine tries in a row fail now and then: at 5 % of each mishap in one of a thousand, at most.
        const std::uint64_t most = o.bad <= 50 ? 1 : 50;
        soak::demand(w->counted().broken * 1000ull <= most * o.connections,
                     "too many orderly conversations were broken off");
    } catch (const std::exception &what) {
        std::printf("%.3f s: conversation %u: %s\n", static_cast<double>(w->passed()) / 1000,
                    w->current(), what.what());
        w->describe_current();
        return w->current() == soak::NEVER ? 0 : w->current();
    }
    print(*w, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return soak::NEVER;
}

unsigned long number(const char *text)
{
    char *end = nullptr;
    const unsigned long value = std::strtoul(text, &end, 10);
    if (*text == 0 || *end != 0) {
        std::fprintf(stderr, "soak: '%s' is no number\n", text);
        std::exit(2);
    }
    return value;
}

}

int main(int argc, char **argv)
{
    soak::options o;
    for (int i = 1; i < argc; i += 2) {
        const std::string key = argv[i];
        const unsigned long value = i + 1 < argc ? number(argv[i + 1]) : 0;
        if (i + 1 < argc && key == "--connections") {
            o.connections = static_cast<std::uint32_t>(value);
        } else if (i + 1 < argc && key == "--seed") {
            o.seed = value;
        } else if (i + 1 < argc && key == "--bad") {
            o.bad = static_cast<unsigned>(value);
        } else if (i + 1 < argc && key == "--trace") {
            o.trace = static_cast<std::uint32_t>(value);
        } else if (i + 1 < argc && key == "--flood") {
            o.flood = static_cast<unsigned>(value);
        } else if (i + 1 < argc && key == "--list") {
            o.list = value != 0;
        } else {
            std::fprintf(stderr, "usage: soak [--connections N] [--seed S] [--bad PER_MILLE] "
                                 "[--flood SYNS_A_SECOND] [--trace CONVERSATION] [--list 1]\n");
            return 2;
        }
    }
    std::printf("seed %llu, %u per mille of each mishap\n",
                static_cast<unsigned long long>(o.seed), o.bad);
    const std::uint32_t culprit = run(o);
    if (culprit != soak::NEVER && o.trace == soak::NEVER) {
        std::printf("\nagain, with the packets of conversation %u:\n", culprit);
        o.trace = culprit;
        run(o);
    }
    return culprit == soak::NEVER ? 0 : 1;
}
