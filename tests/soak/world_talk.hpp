// SPDX-License-Identifier: MIT
// How a conversation of the soak begins, and how it is buried.
#ifndef THIMBLE_SOAK_WORLD_TALK_HPP
#define THIMBLE_SOAK_WORLD_TALK_HPP

#include "world.hpp"

namespace soak {

inline void world::begin()
{
    next_start_ = now_ + chance_.from_to(0, 2000);
    conversation c;
    c.socket = static_cast<std::uint8_t>(chance_.below(SOCKETS));
    const bool calls = device_calls(c.socket);
    const unsigned most = thimble::profile_slot_count(c.socket)
                          + (!calls && chance_.percent(5) ? 2u : 0u); // too many, now and then
    if (busy_[c.socket] >= most) {
        return;
    }
    c.id = begun_;
    c.began = now_;
    draw(chance_, c);
    manners how = draw_manners(chance_, c);
    c.port = free_port(calls);
    if (!calls && again_port_ != 0 && peers_.count(again_port_) == 0 && chance_.percent(30)) {
        c.port = again_port_; // at once, while the device may be in TIME-WAIT
        how.iss = again_iss_ + 100'000;
        again_port_ = 0;
    }
    device_.current = c.id;
    all_.push_back(c);
    conversation &here = all_.back();
    by_port_[c.port] = &here;
    here.peer.end = here.peer_was_there ? GOING_ON : VANISHED;
    here.device.heard = now_;
    if (calls) {
        device_.opening = &here;
        const std::uint8_t n =
            thimble::tcp_open(&device_.s, c.socket, wire::peer, c.port);
        device_.opening = nullptr;
        demand(n != thimble::TCP_NO_SLOT, "tcp_open found no slot, and there is one");
    }
    if (here.peer_was_there) {
        const auto made = peers_.emplace(
            c.port, std::make_unique<reference>(here, how, calls ? 0 : port_of(c.socket)));
        if (!calls) {
            made.first->second->open(now_);
        }
        heed(c.port, *made.first->second);
    }
    busy_[c.socket]++;
    begun_++;
}

inline std::uint16_t world::free_port(bool for_calls)
{
    std::uint16_t &next = for_calls ? next_call_ : next_port_;
    do {
        next = static_cast<std::uint16_t>(next + 1);
        if (for_calls ? next < FIRST_CALL_PORT || next >= FIRST_FLOOD_PORT
                      : next < 1024 || next >= FIRST_CALL_PORT) {
            next = for_calls ? std::uint16_t{FIRST_CALL_PORT} : std::uint16_t{1024};
        }
    } while (by_port_.count(next) != 0);
    return next;
}

inline void world::bury()
{
    for (auto c = all_.begin(); c != all_.end();) {
        device_.current = c->id;
        demand(now_ - c->began < DEADLINE_MS, "somebody waits for ever");
        const auto r = peers_.find(c->port);
        if (!c->judged && is_over(device_.s, *c)) {
            const tally before = tally_;
            judge(*c, tally_);
            if (o_.list && tally_.broken + tally_.turned_away + tally_.abandoned
                               != before.broken + before.turned_away + before.abandoned) {
                describe(*c);
            }
            c->judged = true;
            busy_[c->socket]--;
        }
        if (!c->judged || (r != peers_.end() && !r->second->gone())) { // it may be in TIME-WAIT
            ++c;
            continue;
        }
        if (r != peers_.end()) {
            if (c->device.end == BOTH_CLOSED && c->device.closes_first && r->second->gone()) {
                again_port_ = c->port;
                again_iss_ = r->second->next_seq();
            }
            peers_.erase(r);
        }
        by_port_.erase(c->port);
        device_.forget(&*c);
        c = all_.erase(c);
    }
}

}

#endif
