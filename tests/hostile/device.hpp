// SPDX-License-Identifier: MIT
// The whole stack on the host with an echo of its own, so that a case sees what was delivered.
#ifndef THIMBLE_HOSTILE_DEVICE_HPP
#define THIMBLE_HOSTILE_DEVICE_HPP

#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "frames.hpp"
#include "stack.h"

using frames::bytes;

namespace {

std::string delivered; // what the echo was given, both connections together

std::uint32_t u32(const bytes &frame, std::size_t at)
{
    return std::uint32_t{frame[at]} << 24 | std::uint32_t{frame[at + 1]} << 16
           | std::uint32_t{frame[at + 2]} << 8 | frame[at + 3];
}

}

namespace thimble {

#define ECHO(name)                                                                     \
    uint16_t name##_room(stack *s, uint8_t n)                                          \
    {                                                                                  \
        return tcp_write_room(s, n);                                                   \
    }                                                                                  \
    uint16_t name##_received(stack *s, uint8_t n, const uint8_t *text, uint16_t count) \
    {                                                                                  \
        delivered.append(reinterpret_cast<const char *>(text), count);                 \
        return tcp_write(s, n, text, count);                                           \
    }                                                                                  \
    void name##_signalled(stack *, uint8_t, uint8_t) {}
#define SILENT(name)                                                      \
    uint16_t name##_room(stack *, uint8_t)                                \
    {                                                                     \
        return 0;                                                         \
    }                                                                     \
    uint16_t name##_received(stack *, uint8_t, const uint8_t *, uint16_t) \
    {                                                                     \
        return 0;                                                         \
    }                                                                     \
    void name##_signalled(stack *, uint8_t, uint8_t) {}                   \
    uint16_t name##_fill(stack *, uint8_t, uint32_t, uint8_t *, uint16_t) \
    {                                                                     \
        return 0;                                                         \
    }

ECHO(echo)
ECHO(echo_too)
ECHO(caller)
SILENT(discard)
SILENT(daytime)
SILENT(chargen)

uint16_t pong_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t count, uint16_t)
{
    return count;
}

uint16_t control_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t, uint16_t)
{
    return 0;
}

}

namespace {

using namespace thimble;
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16 };
enum { FLAGS = 33, TEXT = 40 }; // in a frame without options

// The device, its peer's side of one connection, and everything that was sent.
struct device {
    stack s;
    std::uint32_t iss = 0;

    device()
    {
        std::memset(&s, 0xa5, sizeof s);
        const uint8_t secret[16] = {0x5e, 0xc2, 0xe7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        stack_init(&s, secret);
        delivered.clear();
    }

    // The answer in place, and behind it every segment that is due.
    std::vector<bytes> receive(bytes frame)
    {
        std::vector<bytes> sent;
        const std::uint16_t answer =
            stack_receive(&s, frame.data(), static_cast<std::uint16_t>(frame.size()),
                          static_cast<std::uint16_t>(frame.size()));
        if (answer != 0) {
            frame.resize(answer);
            sent.push_back(frame);
        }
        bytes out(PROFILE_SLIP_OUT_BYTES);
        while (const std::uint16_t count = stack_poll(&s, out.data(), 0)) {
            sent.emplace_back(out.begin(), out.begin() + count);
        }
        return sent;
    }

    std::vector<bytes> receive(const bytes &frame, std::uint32_t ackno)
    {
        return receive(acknowledging(frame, ackno));
    }

    // The frame with its ackno, the checksum made again the way RFC 1071 words it.
    static bytes acknowledging(bytes frame, std::uint32_t ackno)
    {
        for (std::size_t i = 0; i < 4; i++) {
            frame[28 + i] = static_cast<std::uint8_t>(ackno >> (24 - 8 * i));
        }
        frame[36] = frame[37] = 0;
        std::uint32_t sum = static_cast<std::uint32_t>(6 + frame.size() - 20);
        for (std::size_t i = 12; i < frame.size();
             i++) { // the addresses lie right before the segment
            sum += i % 2 == 0 ? std::uint32_t{frame[i]} << 8 : frame[i];
        }
        sum = (sum & 0xffff) + (sum >> 16);
        sum = ~((sum & 0xffff) + (sum >> 16));
        frame[36] = static_cast<std::uint8_t>(sum >> 8);
        frame[37] = static_cast<std::uint8_t>(sum);
        return frame;
    }

    void half_open(const bytes &syn = frames::syn)
    {
        const std::vector<bytes> sent = receive(syn);
        REQUIRE(sent.size() == 1);
        REQUIRE(sent[0][FLAGS] == (SYN | ACK));
        iss = u32(sent[0], 24);
        REQUIRE(u32(sent[0], 28) == 1001);
    }

    void open(const bytes &syn = frames::syn)
    {
        half_open(syn);
        REQUIRE(receive(frames::ack, iss + 1).empty());
        REQUIRE(s.connection[0].state == TCP_ESTAB);
    }

    // The connection is as it was before: it takes the text it waits for, and echoes it.
    void still_echoes()
    {
        const std::vector<bytes> sent = receive(frames::first, iss + 1);
        REQUIRE(sent.size() == 1);
        CHECK(u32(sent[0], 28) == 1005);
        CHECK(bytes(sent[0].begin() + TEXT, sent[0].end()) == bytes{'a', 'b', 'c', 'd'});
        CHECK(delivered == "abcd");
    }

    unsigned all_drops() const
    {
        unsigned total = 0;
        for (const std::uint8_t count : s.dropped) {
            total += count;
        }
        return total;
    }

    // Dropped without a word, for this reason and no other.
    void drops(const bytes &frame, drop_reason why)
    {
        const unsigned before = all_drops();
        const std::uint8_t count = s.dropped[why];
        CHECK(receive(frame).empty());
        CHECK(s.dropped[why] == count + 1);
        CHECK(all_drops() == before + 1);
        CHECK(receive(frames::ping).size() == 1);
    }
};

}

#endif
