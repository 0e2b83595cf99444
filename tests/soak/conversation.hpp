// SPDX-License-Identifier: MIT
// One conversation, as it was drawn: who opens, how much each side says, how each side behaves, and
// how far each has come. Both sides write into it, and the judge reads it.
#ifndef THIMBLE_SOAK_CONVERSATION_HPP
#define THIMBLE_SOAK_CONVERSATION_HPP

#include <cstdio>
#include <stdexcept>
#include <string>

#include "luck.hpp"

namespace soak {

constexpr std::uint32_t NEVER = 0xffffffff;

// The byte at this place of a side's stream: another one for each conversation and direction.
inline std::uint8_t text_byte(std::uint32_t id, bool from_device, std::uint32_t offset)
{
    const std::uint32_t mixed = (id * 2 + from_device) * 2654435761u + offset * 40503u;
    return static_cast<std::uint8_t>(mixed >> 13 ^ mixed >> 24 ^ offset);
}

enum ending : char {
    GOING_ON = '-',
    BOTH_CLOSED = 'B', // both streams are complete
    RESET = 'S',
    TIMED_OUT = 'T',
    REFUSED = 'R',
    ABORTED = 'A',  // our own doing, as drawn
    ABANDONED = 'I', // silence for so long that the application gave up
    VANISHED = 'V'  // as drawn: never answers again
};

struct side {
    // as drawn
    std::uint32_t send = 0;        // bytes of its stream
    bool closes_first = false;     // FIN behind its last byte, else behind the other's FIN
    std::uint16_t room = 400;      // widest window it offers
    std::uint32_t stall_at = NEVER; // reads no further than this for a while
    ms stall_ms = 0;
    std::uint32_t abort_at = NEVER; // bytes read and written
    bool vanishes = false;         // then it does not even reset

    // as it went
    bool connected = false, peer_closed = false, closed = false;
    std::uint32_t written = 0, taken = 0;
    ms stalled_until = 0; // 0: not yet
    ms heard = 0;         // something happened last
    ending end = GOING_ON;

    bool over() const { return end != GOING_ON; }
    bool stalls(ms now)
    {
        if (taken >= stall_at && stalled_until == 0) {
            stalled_until = now + stall_ms;
        }
        return now < stalled_until;
    }
    bool aborts_now() const { return !over() && written + taken >= abort_at; }
};

struct conversation {
    std::uint32_t id = 0;
    std::uint16_t port = 0; // the peer's: the conversation's name on the wire
    std::uint8_t socket = 0;
    bool device_opens = false;
    bool peer_was_there = true; // for a call: somebody listens
    bool judged = false;
    ms began = 0;
    side device, peer;

    bool over() const { return device.over() && peer.over(); }
    bool is_orderly() const // as drawn
    {
        return device.abort_at == NEVER && peer.abort_at == NEVER && peer_was_there;
    }
};

inline std::string shown(const char *name, const side &of, std::uint32_t all)
{
    char line[200];
    std::snprintf(line, sizeof line, "%s: %swrote %u of %u, took %u of %u, ended %c%s%s", name,
                  of.connected ? "connected, " : "", of.written, of.send, of.taken, all, of.end,
                  of.peer_closed ? ", heard the FIN" : "", of.closed ? ", closed" : "");
    return line;
}

// What must never happen, with the conversation it happened to.
struct wrong : std::runtime_error {
    explicit wrong(const std::string &what) : std::runtime_error(what) {}
};

inline void demand(bool held, const std::string &what)
{
    if (!held) {
        throw wrong(what);
    }
}

}

#endif
