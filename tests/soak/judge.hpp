// SPDX-License-Identifier: MIT
// What must hold: of a conversation that is over, of the device's slots when a segment arrives, and
// of a device at which nobody is.
#ifndef THIMBLE_SOAK_JUDGE_HPP
#define THIMBLE_SOAK_JUDGE_HPP

#include "application.hpp"
#include "channel.hpp"
#include "conversation.hpp"
#include "support/packets.hpp"

namespace soak {

struct tally {
    std::uint32_t judged = 0, complete = 0, broken = 0, rude = 0, uncalled = 0, turned_away = 0,
                  late_resets = 0, abandoned = 0, flooded = 0;
    std::uint64_t to_peer = 0, to_device = 0; // bytes of text that arrived
};

inline std::string shown(const wire::segment &s)
{
    static const char letters[] = "FSRPAU";
    std::string flags;
    for (unsigned bit = 0; bit < 6; bit++) {
        if (s.flags & (1u << bit)) {
            flags += letters[bit];
        }
    }
    char line[160];
    std::snprintf(line, sizeof line, "%u>%u %-3s seq %u ack %u wnd %u text %zu%s", s.from, s.to,
                  flags.c_str(), s.seq, s.ack, s.window, s.text.size(),
                  s.options.empty() ? "" : " options");
    return line;
}

// A TCP segment on its way to the device, unchecked and perhaps spoilt.
inline wire::segment glance(const bytes &frame)
{
    wire::segment s;
    s.from = static_cast<std::uint16_t>(wire::get(frame, 20, 2));
    s.to = static_cast<std::uint16_t>(wire::get(frame, 22, 2));
    s.seq = wire::get(frame, 24, 4);
    s.ack = wire::get(frame, 28, 4);
    s.flags = frame[33];
    s.window = static_cast<std::uint16_t>(wire::get(frame, 34, 2));
    const std::size_t header = std::min(
        std::max<std::size_t>(20u + static_cast<std::size_t>(frame[32] >> 4) * 4, 40), frame.size());
    s.options.assign(frame.begin() + 40, frame.begin() + static_cast<std::ptrdiff_t>(header));
    s.text.assign(frame.begin() + static_cast<std::ptrdiff_t>(header), frame.end());
    return s;
}

struct slot {
    std::uint8_t state = thimble::TCP_CLOSED;
    std::uint16_t remote_port = 0;
};

inline slot slot_at(thimble::stack &s, std::uint8_t n)
{
    thimble::tcp_report report{};
    slot out;
    if (thimble::tcp_status(&s, n, &report) == thimble::TCP_OK
        && report.state != thimble::TCP_LISTEN) { // half-open no more, and free
        out = {report.state, report.remote_port};
    }
    return out;
}

// Around a segment: nobody else's connection is touched, and a SYN finds a slot if there is one.
class slots_check {
public:
    slots_check(thimble::stack &s, const delivery &what) : from_(glance(what.frame))
    {
        const std::uint8_t socket = thimble::profile_tcp_listener(from_.to);
        is_syn_ = !what.spoilt && (from_.flags & (SYN | ACK | RST)) == SYN
                  && socket != thimble::PROFILE_NO_SOCKET;
        spoilt_ = what.spoilt;
        for (std::uint8_t n = 0; n < thimble::PROFILE_TCP_CONNECTIONS; n++) {
            before_[n] = slot_at(s, n);
            const bool is_free = before_[n].state == thimble::TCP_CLOSED
                                 || before_[n].state == thimble::TCP_TIME_WAIT;
            if (is_syn_ && is_free && n >= thimble::profile_slot_first(socket)
                && n < thimble::profile_slot_first(socket) + thimble::profile_slot_count(socket)) {
                has_room_ = true;
            }
        }
        for (int n = 0; n < thimble::PROFILE_TIME_WAIT_RECORDS; n++) {
            const thimble::time_wait &one = thimble::stack_time_wait(&s)[n];
            waits_ |= one.left != 0 && one.remote_port == from_.from;
        }
    }
    void after(thimble::stack &s, const bytes &answer) const
    {
        bool found = false;
        bool known = waits_; // to a record; an old duplicate gets no slot then
        for (std::uint8_t n = 0; n < thimble::PROFILE_TCP_CONNECTIONS; n++) {
            const slot was = before_[n], is = slot_at(s, n);
            const bool held = was.state != thimble::TCP_CLOSED && was.state != thimble::TCP_TIME_WAIT
                              && was.state != thimble::TCP_SYN_RCVD;
            known |= was.remote_port == from_.from && was.state != thimble::TCP_CLOSED;
            if (held && (spoilt_ || was.remote_port != from_.from)) {
                demand(is.remote_port == was.remote_port && is.state == was.state,
                       "another connection's slot was touched");
            }
            found |= is.remote_port == from_.from && is.state != thimble::TCP_CLOSED;
        }
        demand(!is_syn_ || !has_room_ || waits_ || found, "a slot is free, and a SYN did not get it");
        if (is_syn_ && !found && !known) { // more SYNs than slots: refused, or silence
            const bool refused = answer.size() == 40 && answer[33] == (RST | ACK)
                                 && wire::get(answer, 28, 4) == from_.seq + from_.length();
            demand(thimble::PROFILE_FULL_RESET ? refused : answer.empty(),
                   "a SYN too many is not answered as the profile says");
        }
    }

private:
    enum : std::uint8_t { SYN = wire::SYN, ACK = wire::ACK, RST = wire::RST };
    wire::segment from_;
    slot before_[thimble::PROFILE_TCP_CONNECTIONS];
    bool is_syn_ = false, has_room_ = false, waits_ = false, spoilt_ = false;
};

// Has nobody anything more to say? A call that the device never noticed is over for it, too.
inline bool is_over(thimble::stack &s, const conversation &c)
{
    if (!c.peer.over()) {
        return false;
    }
    if (c.device.over() || c.device_opens || c.device.connected) {
        return c.device.over();
    }
    for (std::uint8_t n = 0; n < thimble::PROFILE_TCP_CONNECTIONS; n++) {
        const slot one = slot_at(s, n); // an older connection of that port may be in TIME-WAIT
        if (one.remote_port == c.port && one.state != thimble::TCP_TIME_WAIT) {
            return false;
        }
    }
    return true;
}

inline void judge(const conversation &c, tally &sum)
{
    const side &device = c.device, &peer = c.peer;
    sum.judged++;
    sum.to_peer += peer.taken;
    sum.to_device += device.taken;
    sum.abandoned += device.end == ABANDONED || peer.end == ABANDONED;
    if (!c.peer_was_there) {
        demand(device.end == REFUSED || device.end == TIMED_OUT, "a call to nobody went through");
        sum.uncalled++;
        return;
    }
    if (device.end == BOTH_CLOSED) {
        demand(device.taken == peer.send && peer.taken == device.send && peer.peer_closed,
               "the device believes both sides are done, and the peer is not");
    }
    if (peer.end == BOTH_CLOSED) {
        demand(peer.taken == device.send && device.taken == peer.send && device.peer_closed,
               "the peer believes both sides are done, and the device is not");
    }
    if (!c.is_orderly()) {
        sum.rude++;
    } else if (device.end == BOTH_CLOSED && peer.end == BOTH_CLOSED) {
        sum.complete++;
    } else if (device.taken == peer.send && peer.taken == device.send && device.peer_closed
               && peer.peer_closed) {
        sum.late_resets++; // a last FIN found that TIME-WAIT was over, or had made room
    } else if (!device.connected && !c.device_opens) {
        demand(peer.end == TIMED_OUT || peer.end == REFUSED || peer.end == RESET,
               "never connected, and no error");
        sum.turned_away++;
    } else {
        demand(device.end == TIMED_OUT || peer.end == TIMED_OUT || device.end == ABANDONED
                   || peer.end == ABANDONED,
               "an orderly conversation broke, and nobody had lost patience");
        sum.broken++;
    }
}

// Nobody is there: no slot in use, no timer running, nothing owed.
inline void demand_idle(thimble::stack &s)
{
    for (std::uint8_t n = 0; n < thimble::PROFILE_TCP_CONNECTIONS; n++) {
        const thimble::tcp_connection &c = s.connection[n];
        demand(slot_at(s, n).state == thimble::TCP_CLOSED, "a slot is lost");
        demand(c.rexmt == 0 && c.life == 0, "a timer is left in a free slot");
        demand(!c.ack_due && !c.rexmt_due && !c.rst_due && c.signals == 0 && c.calls == 0,
               "a free slot owes something");
        demand(thimble::tcp_ring_used_of(&c) == 0, "bytes are left in a free slot's ring");
    }
    for (int n = 0; n < thimble::PROFILE_TIME_WAIT_RECORDS; n++) {
        demand(thimble::stack_time_wait(&s)[n].left == 0, "a wait is left in a record");
    }
}

}

#endif
