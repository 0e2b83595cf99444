// SPDX-License-Identifier: MIT
// generated/workbench/application.h: each call reaches the handler of its own socket, with its arguments unchanged.
#include "application.h"

#include <cstring>
#include <string>

#include <doctest/doctest.h>

namespace thimble {

static std::string heard;
static const stack *given;

static uint16_t note(const stack *s, const char *who, unsigned long number)
{
    given = s;
    heard = std::string(who) + " " + std::to_string(number);
    return static_cast<uint16_t>(number + 1);
}

#define TCP_HANDLERS(name)                                                                        \
    uint16_t name##_room(stack *s, uint8_t c) { return note(s, #name "_room", c); }               \
    uint16_t name##_received(stack *s, uint8_t c, const uint8_t *text, uint16_t bytes)            \
    {                                                                                             \
        return note(s, #name "_received", c * 1000ul + text[0] * 100ul + bytes);                  \
    }                                                                                             \
    void name##_signalled(stack *s, uint8_t c, uint8_t signals)                                   \
    {                                                                                             \
        note(s, #name "_signalled", c * 1000ul + signals);                                        \
    }

#define SOURCE_HANDLER(name)                                                                      \
    uint16_t name##_fill(stack *s, uint8_t c, uint32_t offset, uint8_t *out, uint16_t room)       \
    {                                                                                             \
        out[0] = 'x';                                                                             \
        return note(s, #name "_fill", c * 1000ul + offset * 10ul + room);                         \
    }

#define UDP_HANDLER(name)                                                                         \
    uint16_t name##_received(stack *s, uint32_t ip, uint16_t port, uint8_t *data, uint16_t bytes, \
                             uint16_t room)                                                       \
    {                                                                                             \
        data[0] = 'y';                                                                            \
        return note(s, #name "_received", ip * 1000ul + port * 100ul + bytes * 10ul + room);      \
    }

TCP_HANDLERS(echo)
TCP_HANDLERS(echo_too)
TCP_HANDLERS(caller)
TCP_HANDLERS(discard)
TCP_HANDLERS(daytime)
TCP_HANDLERS(chargen)
SOURCE_HANDLER(daytime)
SOURCE_HANDLER(chargen)
UDP_HANDLER(pong)
UDP_HANDLER(control)

} // namespace thimble

using namespace thimble;

static const char *const tcp_names[] = {"echo", "echo_too", "caller", "discard", "daytime", "chargen"};

TEST_CASE("a TCP call reaches the handler of its socket")
{
    const uint8_t text[9] = {5};
    for (uint8_t socket = SOCKET_ECHO; socket <= SOCKET_CHARGEN; socket++) {
        const std::string name = tcp_names[socket];
        CAPTURE(name);
        stack s{};
        CHECK(application_room(&s, socket, 2) == 3);
        CHECK(heard == name + "_room 2");
        CHECK(application_received(&s, socket, 2, text, 9) == 2510);
        CHECK(heard == name + "_received 2509");
        application_signalled(&s, socket, 2, 4);
        CHECK(heard == name + "_signalled 2004");
        CHECK(given == &s);
    }
}

TEST_CASE("a source is asked by offset")
{
    for (uint8_t socket : {SOCKET_DAYTIME, SOCKET_CHARGEN}) {
        CAPTURE(static_cast<int>(socket));
        stack s{};
        uint8_t out[7] = {0};
        CHECK(application_fill(&s, socket, 1, 30, out, 7) == 1308);
        CHECK(heard == std::string(tcp_names[socket]) + "_fill 1307");
        CHECK(out[0] == 'x');
        CHECK(given == &s);
    }
}

TEST_CASE("a datagram reaches the handler of its socket")
{
    stack s{};
    uint8_t data[5] = {0};
    CHECK(application_udp_received(&s, SOCKET_PONG, 1, 2, data, 3, 4) == 1235);
    CHECK(heard == "pong_received 1234");
    CHECK(application_udp_received(&s, SOCKET_CONTROL, 1, 2, data, 3, 5) == 1236);
    CHECK(heard == "control_received 1235");
    CHECK(data[0] == 'y');
    CHECK(given == &s);
}

TEST_CASE("nobody here has a receive ring, so nobody hears of one")
{
    stack s{};
    heard = "";
    application_arrived(&s, SOCKET_ECHO, 0, 1);
    CHECK(heard == "");
}
