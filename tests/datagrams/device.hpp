// SPDX-License-Identifier: MIT
// A device of profile datagrams with an echo of its own, and fragments for it.
#ifndef THIMBLE_TESTS_DATAGRAMS_DEVICE_HPP
#define THIMBLE_TESTS_DATAGRAMS_DEVICE_HPP

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "stack.cpp"
#include "support/packets.hpp"

using namespace thimble;

namespace {

std::string heard; // what the echo socket was given last
unsigned calls = 0;
unsigned room_told = 0; // for its answer

struct {
    std::uint32_t ip;
    std::uint16_t port;
    std::uint8_t type, code;
} told; // of an error

} // namespace

namespace thimble {

void echo_unreachable(struct stack *, uint32_t ip, uint16_t port, uint8_t type, uint8_t code)
{
    told = {ip, port, type, code};
}

uint16_t echo_received(struct stack *, uint32_t, uint16_t, uint8_t *data, uint16_t bytes,
                       uint16_t room)
{
    room_told = room;
    heard.assign(reinterpret_cast<const char *>(data), bytes);
    calls++;
    return bytes;
}

}

namespace {

struct device {
    stack s;
    std::uint32_t now = 0;

    device()
    {
        std::fill_n(reinterpret_cast<std::uint8_t *>(&s), sizeof s, std::uint8_t{0xd5});
        stack_init(&s, 0);
        heard.clear();
        calls = 0;
        told = {};
    }
    wire::bytes receive(const wire::bytes &frame, std::size_t room = 0)
    {
        room = std::max(room, frame.size());
        const std::unique_ptr<std::uint8_t[]> at(new std::uint8_t[room]);
        std::copy(frame.begin(), frame.end(), at.get());
        const std::uint16_t answer =
            stack_receive(&s, at.get(), static_cast<std::uint16_t>(frame.size()),
                          static_cast<std::uint16_t>(room));
        REQUIRE(answer <= room);
        return wire::bytes(at.get(), at.get() + answer);
    }
    wire::bytes wait(std::uint32_t ms)
    {
        now += ms;
        wire::bytes frame(56);
        frame.resize(stack_poll(&s, frame.data(), now));
        return frame;
    }
};

// Bytes from .. to of a datagram's payload as a fragment; `ident` says of which datagram.
inline wire::bytes fragment(const wire::bytes &whole, std::size_t from, std::size_t to, bool last,
                     std::uint16_t ident = 1, const wire::bytes &options = {})
{
    const auto payload = whole.begin() + 20;
    wire::bytes frame =
        wire::ipv4(whole[9], wire::bytes(payload + static_cast<std::ptrdiff_t>(from),
                                         payload + static_cast<std::ptrdiff_t>(to)),
                   wire::get(whole, 12, 4), wire::get(whole, 16, 4), options);
    frame[4] = static_cast<std::uint8_t>(ident >> 8);
    frame[5] = static_cast<std::uint8_t>(ident);
    frame[6] = static_cast<std::uint8_t>((last ? 0 : 0x20) | from / 8 >> 8);
    frame[7] = static_cast<std::uint8_t>(from / 8);
    frame[10] = frame[11] = 0;
    const std::uint16_t sum = wire::checksum(wire::bytes(
        frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(20 + options.size())));
    frame[10] = static_cast<std::uint8_t>(sum >> 8);
    frame[11] = static_cast<std::uint8_t>(sum);
    return frame;
}

} // namespace

#endif
