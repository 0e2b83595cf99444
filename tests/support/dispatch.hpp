// SPDX-License-Identifier: MIT
// Handlers that write down who was called with what: for generated/<profile>/application.h, whose
// calls have to reach the handler of their own socket with their arguments unchanged.
#ifndef THIMBLE_TESTS_DISPATCH_HPP
#define THIMBLE_TESTS_DISPATCH_HPP

#include <doctest/doctest.h>

#include <string>

#include "application.h"

namespace thimble {

static std::string heard;
static const stack *given;

static uint16_t note(const stack *s, const char *who, unsigned long number)
{
    given = s;
    heard = std::string(who) + " " + std::to_string(number);
    return static_cast<uint16_t>(number + 1);
}

#define SIGNALLED_HANDLER(name)                                                                   \
    void name##_signalled(stack *s, uint8_t c, uint8_t signals)                                   \
    {                                                                                             \
        note(s, #name "_signalled", c * 1000ul + signals);                                        \
    }

#define TCP_HANDLERS(name)                                                                        \
    uint16_t name##_room(stack *s, uint8_t c) { return note(s, #name "_room", c); }               \
    uint16_t name##_received(stack *s, uint8_t c, const uint8_t *text, uint16_t bytes)            \
    {                                                                                             \
        return note(s, #name "_received", c * 1000ul + text[0] * 100ul + bytes);                  \
    }                                                                                             \
    SIGNALLED_HANDLER(name)

#define RING_HANDLERS(name)                                                                       \
    void name##_arrived(stack *s, uint8_t c, uint16_t bytes)                                      \
    {                                                                                             \
        note(s, #name "_arrived", c * 1000ul + bytes);                                            \
    }                                                                                             \
    SIGNALLED_HANDLER(name)

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

#define UDP_ERROR_HANDLER(name)                                                                   \
    void name##_unreachable(stack *s, uint32_t ip, uint16_t port, uint8_t type, uint8_t code)     \
    {                                                                                             \
        note(s, #name "_unreachable", ip * 1000ul + port * 100ul + type * 10ul + code);           \
    }

} // namespace thimble

namespace dispatch {

using namespace thimble;

// Who hears, and who is thought to: the socket's name, with what it is told.
inline void check_text(uint8_t socket, const std::string &name)
{
    const uint8_t text[9] = {5};
    CAPTURE(name);
    stack s{};
    CHECK(application_room(&s, socket, 2) == 3);
    CHECK(heard == name + "_room 2");
    CHECK(application_received(&s, socket, 2, text, 9) == 2510);
    CHECK(heard == name + "_received 2509");
    CHECK(given == &s);
}

inline void check_signal(uint8_t socket, const std::string &name)
{
    CAPTURE(name);
    stack s{};
    application_signalled(&s, socket, 2, 4);
    CHECK(heard == name + "_signalled 2004");
    CHECK(given == &s);
}

inline void check_arrived(uint8_t socket, const std::string &name)
{
    CAPTURE(name);
    stack s{};
    application_arrived(&s, socket, 2, 5);
    CHECK(heard == name + "_arrived 2005");
    CHECK(given == &s);
}

inline void check_source(uint8_t socket, const std::string &name)
{
    CAPTURE(name);
    stack s{};
    uint8_t out[7] = {0};
    CHECK(application_fill(&s, socket, 1, 30, out, 7) == 1308);
    CHECK(heard == name + "_fill 1307");
    CHECK(out[0] == 'x');
    CHECK(given == &s);
}

inline void check_datagram(uint8_t socket, const std::string &name)
{
    CAPTURE(name);
    stack s{};
    uint8_t data[5] = {0};
    CHECK(application_udp_received(&s, socket, 1, 2, data, 3, 4) == 1235);
    CHECK(heard == name + "_received 1234");
    CHECK(data[0] == 'y');
    CHECK(given == &s);
}

inline void check_error(uint8_t socket, const std::string &name)
{
    CAPTURE(name);
    stack s{};
    application_udp_error(&s, socket, 1, 2, 3, 4);
    CHECK(heard == name + "_unreachable 1234");
    CHECK(given == &s);
}

// Calls for what the profile has no socket of: they change nothing and give nothing.
inline void check_nobody_hears()
{
    stack s{};
    uint8_t data[2] = {1, 2};
    heard = "";
    if (!PROFILE_RECEIVE_RING) {
        application_arrived(&s, 0, 0, 1);
    }
    if (!PROFILE_SOURCE) {
        CHECK(application_fill(&s, 0, 0, 0, data, 2) == 0);
    }
    if (!PROFILE_HAS_TCP) {
        CHECK(application_room(&s, 0, 0) == 0);
        CHECK(application_received(&s, 0, 0, data, 2) == 0);
        application_signalled(&s, 0, 0, 1);
    }
    if (!PROFILE_HAS_UDP) {
        CHECK(application_udp_received(&s, 0, 1, 2, data, 2, 2) == 0);
    }
    if (!PROFILE_UDP_ERRORS) {
        application_udp_error(&s, 0, 1, 2, 3, 4);
    }
    CHECK(heard == "");
    CHECK(data[0] == 1);
    CHECK(data[1] == 2);
}

} // namespace dispatch

#endif
