// SPDX-License-Identifier: MIT The application under the fuzzed stack: it checks every byte it
// gets, gives bytes that can be recognised when they come out, and makes user calls from inside its
// handlers when the fuzzer tells it to.
//
// Text in is a function of its sequence number, text out a function of its stream offset. So
// whatever was lost, came twice or out of order, each side knows what the next byte must be.
#ifndef THIMBLE_FUZZ_STACK_APPLICATION_HPP
#define THIMBLE_FUZZ_STACK_APPLICATION_HPP

#include <algorithm>

#include "api.h"
#include "application.h"
#include "stack_frames.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

enum { APP_ROOM = 600, APP_SOURCE = 2000 }; // APP_SOURCE: all that a source ever has to say
enum reaction : std::uint8_t { // what a handler does besides its job
    CLOSE_WHEN_CONNECTED = 1,
    CLOSE_ON_TEXT = 2,
    ABORT_ON_TEXT = 4,
    CLOSE_AFTER_PEER = 8,
    WRITE_BACK = 16,
    ABORT_WHEN_CONNECTED = 32
};

struct slot { // the application's side of one connection
    std::uint16_t room = APP_ROOM;   // what room() says; what it takes comes off, `read` gives back
    std::uint16_t appetite = APP_ROOM; // most it takes at once: less than room = it refuses some
    std::uint8_t reactions = 0;
    bool connected = false;
    bool text_seen = false;
    std::uint32_t next_seq = 0;      // of the text to come
    std::uint32_t written = 0;       // bytes of our stream that exist
    std::uint32_t urgent = 0;        // of our stream, as far as it was called urgent
    bool patient = false;            // tcp_retries asked for more than the profile has
    bool closed = false;             // tcp_close or tcp_abort said yes
};

inline slot slots[thimble::PROFILE_TCP_CONNECTIONS];

inline std::uint8_t in_byte(std::uint32_t seqno)
{
    return static_cast<std::uint8_t>(seqno * 167 + (seqno >> 8) * 13 + 1);
}

inline std::uint8_t out_byte(std::uint32_t offset)
{
    return static_cast<std::uint8_t>(offset * 89 + (offset >> 8) * 31 + 7);
}

inline void close_it(thimble::stack *s, std::uint8_t n)
{
    slots[n].closed |= thimble::tcp_close(s, n) == thimble::TCP_OK;
}

inline void abort_it(thimble::stack *s, std::uint8_t n)
{
    slots[n].closed |= thimble::tcp_abort(s, n) == thimble::TCP_OK;
}

inline bool is_source(std::uint8_t n, const thimble::stack *s)
{
    return thimble::profile_sends_from_source(s->connection[n].socket);
}

// More of our stream, into the ring or within reach of fill.
inline void write_some(thimble::stack *s, std::uint8_t n, std::uint16_t count, bool urgent = false)
{
    slot &a = slots[n];
    if (is_source(n, s)) {
        a.written = a.closed ? a.written : std::min<std::uint32_t>(APP_SOURCE, a.written + count);
        return;
    }
    octets data(count);
    for (std::uint16_t i = 0; i < count; i++) {
        data[i] = out_byte(a.written + i);
    }
    const std::uint16_t room = thimble::tcp_write_room(s, n);
    const std::uint16_t taken = urgent ? thimble::tcp_write_urgent(s, n, data.data(), count)
                                       : thimble::tcp_write(s, n, data.data(), count);
    MUST(taken == std::min(room, count));
    MUST(taken == 0 || !a.closed);
    MUST(room == 0 || thimble::tcp_can_write(s, n) == thimble::TCP_OK);
    a.written += taken;
    a.urgent = urgent && taken != 0 ? a.written : a.urgent;
}

inline std::uint16_t take_text(thimble::stack *s, std::uint8_t n, const std::uint8_t *text,
                               std::uint16_t count)
{
    slot &a = slots[n];
    const std::uint16_t taken = std::min({count, a.appetite, a.room});

    MUST(a.connected);
    MUST(count != 0 && count <= a.room); // more was never promised
    if (!a.text_seen) {
        a.text_seen = true;
        a.next_seq = s->connection[n].rcv_nxt;
    }
    for (std::uint16_t i = 0; i < count; i++) {
        MUST(text[i] == in_byte(a.next_seq + i));
    }
    a.next_seq += taken;
    a.room = static_cast<std::uint16_t>(a.room - taken);
    if (a.reactions & CLOSE_ON_TEXT) {
        close_it(s, n);
    }
    if (a.reactions & ABORT_ON_TEXT) {
        abort_it(s, n);
    }
    if (a.reactions & WRITE_BACK) {
        write_some(s, n, taken);
    }
    return taken;
}

inline void signalled(thimble::stack *s, std::uint8_t n, std::uint8_t signals)
{
    slot &a = slots[n];

    if (signals & thimble::TCP_SIGNAL_CONNECTED) {
        // An active one was reset when it was opened, and may have written since. A passive one was
        // in its slot before anybody told us, and may have been closed there: 3.10.4, SYN-RECEIVED.
        if (s->connection[n].by_peer) {
            a.written = a.urgent = 0;
            a.closed = s->connection[n].fin_req;
        }
        MUST(!a.connected);
        a.connected = true;
        a.text_seen = false;
        if (a.reactions & CLOSE_WHEN_CONNECTED) {
            close_it(s, n);
        }
        if (a.reactions & ABORT_WHEN_CONNECTED) {
            abort_it(s, n);
        }
    }
    if (signals & thimble::TCP_SIGNAL_PEER_CLOSED) {
        MUST(a.connected);
        MUST(!a.text_seen || a.next_seq + 1 == s->connection[n].rcv_nxt); // all before its FIN
        if (a.reactions & CLOSE_AFTER_PEER) {
            close_it(s, n);
        }
    }
    if (signals & (thimble::TCP_SIGNAL_CLOSED_BOTH | thimble::TCP_SIGNAL_RESET)) {
        MUST(a.connected || (signals & thimble::TCP_SIGNAL_RESET));
        MUST(!(signals & thimble::TCP_SIGNAL_CLOSED_BOTH) // all that was written, SYN and FIN
             || s->connection[n].snd_una - s->connection[n].iss == a.written + 2);
        a.connected = false;
    }
    if (signals & (thimble::TCP_SIGNAL_REFUSED | thimble::TCP_SIGNAL_TIMED_OUT)) {
        a.connected = false;
    }
}

inline std::uint16_t fill(std::uint8_t n, std::uint32_t offset, std::uint8_t *out,
                          std::uint16_t room)
{
    const std::uint32_t end = slots[n].written;

    MUST(offset <= end); // never asked for what was not there to be sent
    const auto count = static_cast<std::uint16_t>(std::min<std::uint32_t>(room, end - offset));
    for (std::uint16_t i = 0; i < count; i++) {
        out[i] = out_byte(offset + i);
    }
    return count;
}

}

namespace thimble {

// The handlers that spec/profiles/workbench.yaml names.
#define TCP_HANDLERS(name)                                                             \
    uint16_t name##_room(stack *, uint8_t n)                                           \
    {                                                                                  \
        return fuzz::slots[n].room;                                                    \
    }                                                                                  \
    uint16_t name##_received(stack *s, uint8_t n, const uint8_t *text, uint16_t count) \
    {                                                                                  \
        return fuzz::take_text(s, n, text, count);                                     \
    }                                                                                  \
    void name##_signalled(stack *s, uint8_t n, uint8_t signals)                        \
    {                                                                                  \
        fuzz::signalled(s, n, signals);                                                \
    }
#define SOURCE_HANDLER(name)                                                               \
    uint16_t name##_fill(stack *, uint8_t n, uint32_t offset, uint8_t *out, uint16_t room) \
    {                                                                                      \
        return fuzz::fill(n, offset, out, room);                                           \
    }

TCP_HANDLERS(echo)
TCP_HANDLERS(echo_too)
TCP_HANDLERS(caller)
TCP_HANDLERS(discard)
TCP_HANDLERS(daytime)
TCP_HANDLERS(chargen)
SOURCE_HANDLER(daytime)
SOURCE_HANDLER(chargen)

uint16_t pong_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t count, uint16_t room)
{
    MUST(count <= room);
    return count;
}

uint16_t control_received(stack *, uint32_t, uint16_t, uint8_t *data, uint16_t count, uint16_t room)
{
    MUST(count <= room);
    for (uint16_t i = 0; i < count; i++) {
        data[i] = static_cast<uint8_t>(data[i] ^ 0xff); // all of it must be there
    }
    return static_cast<uint16_t>(count / 2);
}

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
