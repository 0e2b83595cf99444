// SPDX-License-Identifier: MIT
// What the application of a device does when its handlers are called, and what must hold then.
#ifndef THIMBLE_FUZZ_DEVICE_HEARS_HPP
#define THIMBLE_FUZZ_DEVICE_HEARS_HPP

#include "device.hpp"

UNSEEN

namespace fuzz {

inline void ended(side &mine, std::uint8_t signals)
{
    if (signals & thimble::TCP_SIGNAL_CLOSED_BOTH) {
        MUST(mine.peer_closed && mine.closed);
        ends(mine, BOTH_CLOSED);
    }
    if (signals & thimble::TCP_SIGNAL_REFUSED) {
        MUST(!mine.connected && mine.opened);
        ends(mine, WAS_REFUSED);
    }
    if (signals & thimble::TCP_SIGNAL_RESET) {
        MUST(mine.connected);
        ends(mine, WAS_RESET);
    }
    if (signals & thimble::TCP_SIGNAL_TIMED_OUT) {
        ends(mine, GAVE_UP);
    }
}

inline std::uint16_t device::received(std::uint8_t n, const std::uint8_t *text, std::uint16_t count)
{
    hand &h = hands[n];
    talk &t = at(n);
    const std::uint16_t taken = std::min({count, h.appetite, h.room});
    MUST(count != 0 && count <= h.room); // no more than was promised
    MUST(!t.of[me].over() && !t.of[me].peer_closed && !aborting[n]);
    take(t, me, text, count, taken);
    h.room = static_cast<std::uint16_t>(h.room - taken);
    in_handler = true;
    after_text(n, taken);
    in_handler = false;
    return taken;
}

inline void device::arrived(std::uint8_t n, std::uint16_t waiting)
{
    talk &t = at(n);
    MUST(waiting != 0 && waiting <= thimble::profile_receive_bytes(n));
    MUST(t.of[me].connected && !t.of[me].over() && !t.of[me].peer_closed && !aborting[n]);
    MUST(t.of[me].taken + waiting <= t.of[1 - me].written);
    in_handler = true;
    if (!(hands[n].reactions & READ_LATER)) {
        read(n, hands[n].appetite);
    }
    in_handler = false;
}

inline void device::signalled(std::uint8_t n, std::uint8_t signals)
{
    talk &t = at(n);
    side &mine = t.of[me], &theirs = t.of[1 - me];
    const std::uint8_t r = hands[n].reactions;

    if (mine.aborted && mine.end == GOING_ON) {
        return; // what was owed when the application aborted is told yet
    }
    MUST(!mine.over());
    in_handler = true;
    if (signals & thimble::TCP_SIGNAL_CONNECTED) {
        MUST(!mine.connected && (theirs.opened || mine.opened));
        mine.connected = true;
        if (r & CLOSE_WHEN_CONNECTED) {
            close(n);
        }
        if (r & ABORT_WHEN_CONNECTED) {
            abort(n);
        }
    }
    if (signals & thimble::TCP_SIGNAL_PEER_CLOSED) {
        MUST(mine.connected && !mine.peer_closed && theirs.closed);
        MUST(aborting[n] != nullptr // a handler has, before this was told: its text is gone
             || mine.taken + thimble::tcp_rx_used_of(&s.connection[n]) == theirs.written);
        mine.peer_closed = true;
        if (r & CLOSE_AFTER_PEER) {
            close(n);
        }
    }
    ended(mine, signals);
    in_handler = false;
}

inline std::uint16_t device::fill(std::uint8_t n, std::uint32_t offset, std::uint8_t *out,
                                  std::uint16_t room)
{
    const talk &t = at(n);
    const std::uint32_t end = t.of[me].written;
    MUST(t.of[me].connected && !t.of[me].over() && room != 0);
    MUST(offset <= end); // never asked for what was not there to be sent
    const auto count = static_cast<std::uint16_t>(std::min<std::uint32_t>(room, end - offset));
    for (std::uint16_t i = 0; i < count; i++) {
        out[i] = said(t, me, offset + i);
    }
    return count;
}

}

namespace thimble { // the handlers that spec/profiles/everything.yaml names

#define THIMBLE_FUZZ_TAKES(name)                                                       \
    uint16_t name##_room(stack *s, uint8_t n)                                          \
    {                                                                                  \
        return fuzz::device::of(s).hands[n].room;                                      \
    }                                                                                  \
    uint16_t name##_received(stack *s, uint8_t n, const uint8_t *text, uint16_t count) \
    {                                                                                  \
        return fuzz::device::of(s).received(n, text, count);                           \
    }
#define THIMBLE_FUZZ_HEARS(name)                                \
    void name##_signalled(stack *s, uint8_t n, uint8_t signals) \
    {                                                           \
        fuzz::device::of(s).signalled(n, signals);              \
    }

THIMBLE_FUZZ_TAKES(caller)
THIMBLE_FUZZ_TAKES(flow)
THIMBLE_FUZZ_HEARS(caller)
THIMBLE_FUZZ_HEARS(flow)
THIMBLE_FUZZ_HEARS(stream)

void stream_arrived(stack *s, uint8_t n, uint16_t waiting)
{
    fuzz::device::of(s).arrived(n, waiting);
}
uint16_t flow_fill(stack *s, uint8_t n, uint32_t offset, uint8_t *out, uint16_t room)
{
    return fuzz::device::of(s).fill(n, offset, out, room);
}
uint16_t pong_received(stack *, uint32_t, uint16_t, uint8_t *, uint16_t count, uint16_t)
{
    return count;
}
void pong_unreachable(stack *, uint32_t, uint16_t, uint8_t, uint8_t) {}

}

SEEN

#endif
