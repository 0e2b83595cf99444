// SPDX-License-Identifier: MIT
// The application of profile `workbench`, as a test wants it: every handler records what it was
// given and does what the test has set. One `side` for each connection; a test begins with
// app::reset().
#ifndef THIMBLE_TESTS_HANDLERS_HPP
#define THIMBLE_TESTS_HANDLERS_HPP

#include <functional>
#include <string>
#include <vector>

#include "stack.cpp"

namespace app {

using thimble::stack;

struct side {
    std::string received;         // text, in the order it was handed over
    std::string
        events; // 'C'onnected 'P'eer closed 'B'oth closed 'R'efused re'S'et 'T'imed out, 't'ext
    std::uint16_t room = 400;     // what _room answers, unless echo
    std::uint16_t take = 0xffff;  // most bytes _received takes
    bool echo = false;            // write back what arrives, read only while it can be written
    std::string source;           // what _fill gives
    std::function<void(stack *, std::uint8_t)> on_received, on_signalled, on_fill;
    unsigned fills = 0;
};

inline side sides[thimble::PROFILE_TCP_CONNECTIONS];

struct datagram {
    std::uint8_t socket;
    std::uint32_t ip;
    std::uint16_t port;
    std::string data;
};
inline std::vector<datagram> datagrams;
inline std::string udp_answer;                         // what the UDP sockets answer; "" none
inline std::uint16_t udp_claim = 0; // answer length to claim instead, 0: the true one

inline void reset()
{
    for (side &one : sides) {
        one = side();
    }
    datagrams.clear();
    udp_answer.clear();
    udp_claim = 0;
}

inline std::uint16_t room(stack *s, std::uint8_t n)
{
    return sides[n].echo ? thimble::tcp_write_room(s, n) : sides[n].room;
}

inline std::uint16_t received(stack *s, std::uint8_t n, const std::uint8_t *text,
                              std::uint16_t bytes)
{
    side &one = sides[n];
    std::uint16_t taken = bytes < one.take ? bytes : one.take;
    if (one.echo) {
        taken = thimble::tcp_write(s, n, text, taken);
    }
    one.received.append(reinterpret_cast<const char *>(text), taken);
    one.events += 't';
    if (one.on_received) {
        one.on_received(s, n);
    }
    return taken;
}

inline void signalled(stack *s, std::uint8_t n, std::uint8_t signals)
{
    static const char letters[] = "CPBRST";
    for (unsigned bit = 0; bit < 6; bit++) {
        if (signals & (1u << bit)) {
            sides[n].events += letters[bit];
        }
    }
    if (sides[n].on_signalled) {
        sides[n].on_signalled(s, n);
    }
}

inline std::uint16_t fill(stack *s, std::uint8_t n, std::uint32_t offset, std::uint8_t *out,
                          std::uint16_t room)
{
    side &one = sides[n];
    one.fills++;
    if (one.on_fill) {
        one.on_fill(s, n);
    }
    std::uint16_t count = 0;
    while (count < room && offset + count < one.source.size()) {
        out[count] = static_cast<std::uint8_t>(one.source[offset + count]);
        count++;
    }
    return count;
}

inline std::uint16_t udp(std::uint8_t socket, std::uint32_t ip, std::uint16_t port,
                         std::uint8_t *data, std::uint16_t bytes, std::uint16_t room)
{
    datagrams.push_back({socket, ip, port, std::string(reinterpret_cast<char *>(data), bytes)});
    for (std::size_t i = 0; i < udp_answer.size() && i < room; i++) {
        data[i] = static_cast<std::uint8_t>(udp_answer[i]);
    }
    return udp_claim != 0 ? udp_claim : static_cast<std::uint16_t>(udp_answer.size());
}

} // namespace app

namespace thimble {

#define THIMBLE_TEST_TCP_HANDLERS(name)                                                            \
    uint16_t name##_room(struct stack *s, uint8_t n) { return app::room(s, n); }                   \
    uint16_t name##_received(struct stack *s, uint8_t n, const uint8_t *text, uint16_t bytes)      \
    {                                                                                              \
        return app::received(s, n, text, bytes);                                                   \
    }                                                                                              \
    void name##_signalled(struct stack *s, uint8_t n, uint8_t what) { app::signalled(s, n, what); }
#define THIMBLE_TEST_SOURCE(name)                                                                  \
    uint16_t name##_fill(struct stack *s, uint8_t n, uint32_t at, uint8_t *out, uint16_t room)     \
    {                                                                                              \
        return app::fill(s, n, at, out, room);                                                     \
    }
#define THIMBLE_TEST_UDP_HANDLER(name, socket)                                                     \
    uint16_t name##_received(struct stack *, uint32_t ip, uint16_t port, uint8_t *data,            \
                             uint16_t bytes, uint16_t room)                                        \
    {                                                                                              \
        return app::udp(socket, ip, port, data, bytes, room);                                      \
    }

THIMBLE_TEST_TCP_HANDLERS(echo)
THIMBLE_TEST_TCP_HANDLERS(echo_too)
THIMBLE_TEST_TCP_HANDLERS(caller)
THIMBLE_TEST_TCP_HANDLERS(discard)
THIMBLE_TEST_TCP_HANDLERS(daytime)
THIMBLE_TEST_TCP_HANDLERS(chargen)
THIMBLE_TEST_SOURCE(daytime)
THIMBLE_TEST_SOURCE(chargen)
THIMBLE_TEST_UDP_HANDLER(pong, SOCKET_PONG)
THIMBLE_TEST_UDP_HANDLER(control, SOCKET_CONTROL)

} // namespace thimble

#endif
