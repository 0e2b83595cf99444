// SPDX-License-Identifier: MIT
// A conversation between two ends: what each has said, taken and been told. Every byte is a
// function of its place, so each side knows the next, whatever was lost or came twice.
#ifndef THIMBLE_FUZZ_TALK_HPP
#define THIMBLE_FUZZ_TALK_HPP

#include "tape.hpp"
#include "wire.hpp"

UNSEEN

namespace fuzz {

enum ending : std::uint8_t { GOING_ON, BOTH_CLOSED, WAS_REFUSED, WAS_RESET, GAVE_UP };

struct side {
    bool opened = false;    // called: a client
    bool connected = false; // told so, like all below but the last two
    bool peer_closed = false;
    ending end = GOING_ON;
    std::uint32_t written = 0; // bytes of its stream that its TCP has
    std::uint32_t taken = 0;   // bytes of the other's that its application has
    bool closed = false;       // tcp_close said yes
    bool aborted = false;      // tcp_abort said yes

    bool known() const { return opened || connected; } // to the application: it may end it
    bool over() const { return end != GOING_ON || aborted; }
};

struct talk {
    std::uint16_t port[2] = {}; // of the two ends
    side of[2];
};

inline std::uint8_t said(const talk &t, int by, std::uint32_t offset)
{
    const std::uint32_t salt = (t.port[0] * 31u + t.port[1]) * 2u + static_cast<std::uint32_t>(by);
    return static_cast<std::uint8_t>(offset * 89 + (offset >> 8) * 31 + salt * 17);
}

// `count` bytes are given to `me`, who takes so many of them.
inline void take(talk &t, int me, const std::uint8_t *text, std::uint16_t count,
                 std::uint32_t taken)
{
    side &mine = t.of[me];

    MUST(mine.connected);                                          // no text before it
    MUST(mine.taken + count <= t.of[1 - me].written);              // no more than was said
    for (std::uint16_t i = 0; i < count; i++) {
        MUST(text[i] == said(t, 1 - me, mine.taken + i));          // once, in order, as said
    }
    mine.taken += taken;
}

inline void ends(side &mine, ending how)
{
    MUST(mine.end == GOING_ON); // two ends
    mine.end = how;
}

// Both have come to an end: what must be true of the whole.
inline void judge(const talk &t)
{
    for (int i = 0; i < 2; i++) {
        const side &a = t.of[i], &b = t.of[1 - i];
        MUST(!a.connected || a.over()); // it was told, or it said so itself
        MUST(!a.opened || a.over() || a.closed);
        if (a.end == BOTH_CLOSED) {
            const bool broke = b.aborted || b.end > BOTH_CLOSED; // and its ring was flushed
            MUST(a.aborted || a.taken == b.written); // all that was said to it
            MUST(broke || b.taken == a.written);     // and all that it said
        }
    }
}

}

SEEN

#endif
