// SPDX-License-Identifier: MIT
// One stack, its time, and a wire: what a test says to it and what comes back.
#ifndef THIMBLE_TESTS_WORLD_HPP
#define THIMBLE_TESTS_WORLD_HPP

#include <doctest/doctest.h>

#include <memory>

#include "support/handlers.hpp"
#include "support/packets.hpp"

using wire::ACK;
using wire::FIN;
using wire::PSH;
using wire::RST;
using wire::segment;
using wire::SYN;
using wire::URG;

struct world {
    thimble::stack s;
    std::uint32_t now = 0;

    world()
    {
        app::reset();
        const std::uint8_t secret[16] = {0x5e, 0xc2, 0xe7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        thimble::stack_init(&s, secret);
    }

    // The frame lies in exactly as many bytes as it and its answer may have, so that a sanitizer
    // sees any byte beyond.
    wire::bytes receive(const wire::bytes &frame, std::size_t more_room = 0)
    {
        const std::size_t room = frame.size() + more_room;
        std::unique_ptr<std::uint8_t[]> buffer(new std::uint8_t[room == 0 ? 1 : room]);
        std::copy(frame.begin(), frame.end(), buffer.get());
        const std::uint16_t answer =
            thimble::stack_receive(&s, buffer.get(), static_cast<std::uint16_t>(frame.size()),
                                   static_cast<std::uint16_t>(room));
        REQUIRE(answer <= room);
        return wire::bytes(buffer.get(), buffer.get() + answer);
    }

    wire::bytes poll_frame()
    {
        const std::size_t room = 40 + thimble::PROFILE_TCP_MSS;
        std::unique_ptr<std::uint8_t[]> buffer(new std::uint8_t[room]);
        const std::uint16_t bytes = thimble::stack_poll(&s, buffer.get(), now);
        REQUIRE(bytes <= room);
        return wire::bytes(buffer.get(), buffer.get() + bytes);
    }

    // Everything that is due now.
    std::vector<segment> poll()
    {
        std::vector<segment> out;
        for (wire::bytes frame = poll_frame(); !frame.empty(); frame = poll_frame()) {
            out.push_back(wire::parse(frame));
            REQUIRE(out.size() < 100);
        }
        return out;
    }

    std::vector<segment> wait(std::uint32_t ms)
    {
        now += ms;
        return poll();
    }

    // One segment in, everything out, the answer in place first.
    std::vector<segment> say(const segment &what)
    {
        std::vector<segment> out;
        const wire::bytes answer = receive(wire::tcp(what));
        if (!answer.empty()) {
            out.push_back(wire::parse(answer));
        }
        for (const segment &more : poll()) {
            out.push_back(more);
        }
        return out;
    }

    const thimble::tcp_connection &connection(unsigned n = 0) const { return s.connection[n]; }
    unsigned dropped(thimble::drop_reason why) const { return s.dropped[why]; }
    unsigned drops() const
    {
        unsigned sum = 0;
        for (const std::uint8_t one : s.dropped) {
            sum += one;
        }
        return sum;
    }
};

// A peer that has got as far as a state, and remembers where both sides stand.
struct talk {
    world w;
    std::uint16_t port;
    std::uint32_t mine = 1000; // next sequence number of the test's side
    std::uint32_t theirs = 0;  // next we expect of the device

    explicit talk(std::uint16_t to = 7) : port(to) {}

    segment make(std::uint8_t flags, const std::string &text = "",
                 std::uint16_t window = 8192) const
    {
        segment out;
        out.to = port;
        out.seq = mine;
        out.ack = theirs;
        out.flags = flags;
        out.window = window;
        out.text = text;
        return out;
    }
    std::vector<segment> say(std::uint8_t flags, const std::string &text = "",
                             std::uint16_t window = 8192)
    {
        const segment what = make(flags, text, window);
        mine += what.length();
        return w.say(what);
    }
    // The same, and then a tick passes: what a delayed ACK says (RFC 9293 3.8.6.3).
    std::vector<segment> say_slowly(std::uint8_t flags, const std::string &text = "",
                                    std::uint16_t window = 8192)
    {
        std::vector<segment> out = say(flags, text, window);
        for (const segment &later : w.wait(thimble::PROFILE_TICK_MS)) {
            out.push_back(later);
        }
        return out;
    }
};

inline segment only(const std::vector<segment> &all)
{
    REQUIRE(all.size() == 1);
    return all.front();
}

inline void syn_received(talk &t, const wire::bytes &options = {}, std::uint16_t window = 8192)
{
    segment syn = t.make(SYN, "", window);
    syn.ack = 0;
    syn.options = options;
    t.mine++;
    const segment answer = only(t.w.say(syn));
    REQUIRE(answer.flags == (SYN | ACK));
    REQUIRE(answer.ack == t.mine);
    t.theirs = answer.seq + 1;
}

inline void established(talk &t, const wire::bytes &options = {}, std::uint16_t window = 8192)
{
    syn_received(t, options, window);
    REQUIRE(t.say(ACK, "", window).empty());
}

#endif
