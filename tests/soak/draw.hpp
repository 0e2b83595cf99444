// SPDX-License-Identifier: MIT
// What conversations are like: mostly orderly, of every size and temper, some of them rude.
#ifndef THIMBLE_SOAK_DRAW_HPP
#define THIMBLE_SOAK_DRAW_HPP

#include "conversation.hpp"
#include "profile.h"
#include "reference.hpp"

namespace soak {

inline bool device_calls(std::uint8_t socket)
{
    return socket == thimble::SOCKET_KEPT_CALLER || socket == thimble::SOCKET_SOURCE_CALLER;
}

inline std::uint16_t port_of(std::uint8_t socket)
{
    return socket == thimble::SOCKET_KEPT ? 7 : 9;
}

inline side draw_side(luck &chance)
{
    side s;
    s.send = chance.percent(50) ? chance.one_of({0, 1, 50, 215, 216, 217, 432, 700})
                                : chance.below(3000);
    s.room = static_cast<std::uint16_t>(chance.one_of({100, 216, 400, 536, 1072, 4000}));
    if (chance.percent(10)) {
        s.stall_at = chance.below(1000);
        s.stall_ms = chance.from_to(100, 60'000);
    }
    return s;
}

inline void draw(luck &chance, conversation &c)
{
    c.device = draw_side(chance);
    c.peer = draw_side(chance);
    c.device.closes_first = chance.percent(60);
    c.peer.closes_first = !c.device.closes_first || chance.percent(20);
    c.device_opens = device_calls(c.socket);
    const std::uint32_t all = c.device.send + c.peer.send + 1;
    if (chance.percent(3)) {
        c.device.abort_at = chance.below(all);
    }
    if (chance.percent(3)) {
        c.peer.abort_at = chance.below(all);
        c.peer.vanishes = chance.percent(30);
    }
    c.peer_was_there = !c.device_opens || !chance.percent(2);
}

inline manners draw_manners(luck &chance, const conversation &c)
{
    manners m;
    m.mss_option = static_cast<std::uint16_t>(chance.one_of({0, 64, 100, 216, 536, 1460}));
    m.piece = static_cast<std::uint16_t>(
        c.peer.send < 100 ? chance.from_to(1, 50) : chance.one_of({50, 100, 216, 300, 536}));
    m.burst = chance.from_to(1, 8);
    m.ack_delay = chance.percent(50) ? 0 : chance.from_to(1, 200);
    m.opens_at_the_same_time = c.device_opens && chance.percent(10);
    m.text_with_syn = !c.device_opens && chance.percent(10);
    m.fin_apart = chance.percent(50);
    m.iss = chance.percent(20) ? 0u - chance.below(3000) : chance.next();
    return m;
}

}

#endif
