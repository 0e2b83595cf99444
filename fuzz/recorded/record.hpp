// SPDX-License-Identifier: MIT
// What a target does to its stack, the first of two, when it is given a corpus entry, as commands
// for the scripted device (tests/scripts/README.md, "The line"): one a line, in hexadecimal. Frames,
// time and user calls are the target's; between them the device polls more often than it does. A
// line that begins with = is no command: a frame that the stack gave.
//
// Include it behind stack.h, and before the target.
#ifndef THIMBLE_FUZZ_RECORDED_RECORD_HPP
#define THIMBLE_FUZZ_RECORDED_RECORD_HPP

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace {

using bytes = std::vector<std::uint8_t>;

void say(char command, std::initializer_list<std::uint32_t> head,
         const std::uint8_t *text = nullptr, std::size_t size = 0)
{
    std::printf("%02x", static_cast<unsigned>(command));
    for (const std::uint32_t byte : head) {
        std::printf("%02x", static_cast<unsigned>(byte & 0xff));
    }
    for (std::size_t i = 0; i < size; i++) {
        std::printf("%02x", static_cast<unsigned>(text[i]));
    }
    std::printf("\n");
}

std::uint16_t answered(const std::uint8_t *frame, std::uint16_t size)
{
    if (size != 0) {
        std::printf("=");
        for (std::uint16_t i = 0; i < size; i++) {
            std::printf("%02x", static_cast<unsigned>(frame[i]));
        }
        std::printf("\n");
    }
    return size;
}

std::uint32_t told_ms;
const thimble::stack *first; // of two stacks, whose line it is

}

namespace thimble {

inline void recorded_init(stack *s, const uint8_t *secret)
{
    first = first == nullptr ? s : first;
    stack_init(s, secret);
}

inline uint16_t recorded_receive(stack *s, uint8_t *frame, uint16_t size, uint16_t room)
{
    if (s != first) {
        return stack_receive(s, frame, size, room);
    }
    say('F', {}, frame, size);
    return answered(frame, stack_receive(s, frame, size, room));
}

inline uint16_t recorded_poll(stack *s, uint8_t *frame, uint32_t now)
{
    if (s != first) {
        return stack_poll(s, frame, now);
    }
    const uint32_t ms = now - told_ms;
    if (ms != 0) {
        say('T', {ms >> 24, ms >> 16, ms >> 8, ms, 0, 0});
        told_ms = now;
    }
    return answered(frame, stack_poll(s, frame, now));
}

inline uint8_t recorded_open(stack *s, uint8_t socket, uint32_t ip, uint16_t port)
{
    if (s == first) {
        say('O', {socket, ip >> 24, ip >> 16, ip >> 8, ip, static_cast<uint32_t>(port >> 8), port});
    }
    return tcp_open(s, socket, ip, port);
}

inline enum tcp_error recorded_close(stack *s, uint8_t connection)
{
    if (s == first) {
        say('C', {connection});
    }
    return tcp_close(s, connection);
}

inline enum tcp_error recorded_abort(stack *s, uint8_t connection)
{
    if (s == first) {
        say('A', {connection});
    }
    return tcp_abort(s, connection);
}

inline uint16_t recorded_write(stack *s, uint8_t connection, const uint8_t *data, uint16_t size)
{
    if (s == first) {
        say('W', {connection}, data, size);
    }
    return tcp_write(s, connection, data, size);
}

}

#define stack_init recorded_init
#define stack_receive recorded_receive
#define stack_poll recorded_poll
#ifndef RECORD_FRAMES_ONLY
#define tcp_open recorded_open
#define tcp_close recorded_close
#define tcp_abort recorded_abort
#define tcp_write recorded_write
#endif

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: recorded ENTRY\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // a crash must not take the last lines with it
    std::ifstream in(argv[1], std::ios::binary);
    const bytes entry((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return LLVMFuzzerTestOneInput(entry.data(), entry.size());
}

#endif
