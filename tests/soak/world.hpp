// SPDX-License-Identifier: MIT
// One device, many peers, a bad line, and virtual time. Every step is checked; the first thing that
// must not happen ends the run with a `wrong`.
#ifndef THIMBLE_SOAK_WORLD_HPP
#define THIMBLE_SOAK_WORLD_HPP

#include <list>
#include <memory>

#include "application.hpp"
#include "channel.hpp"
#include "draw.hpp"
#include "judge.hpp"

namespace soak {

struct options {
    std::uint64_t seed = 1;
    std::uint32_t connections = 2000;
    unsigned bad = 50; // per mille
    unsigned flood = 0; // SYNs a second from nobody, to both listeners in turn
    std::uint32_t trace = NEVER;
    bool list = false; // conversations that were broken off or turned away
};

class world {
public:
    explicit world(const options &o)
        : o_(o), chance_(o.seed), line_(chance_, o.bad), device_(chance_)
    {
        device_.whose = [this](const thimble::tcp_report &r) { return find(r); };
        step_to(now_);
    }

    // Until all conversations are over and all is quiet.
    void run()
    {
        while (begun_ < o_.connections || !all_.empty()) {
            if (begun_ < o_.connections && now_ >= next_start_) {
                begin();
            }
            step();
        }
        const ms quiet = now_ + 700'000; // 2 MSL, user timeouts, and old duplicates
        while (now_ < quiet) {
            step();
        }
        const std::uint64_t frames = line_.counted().put;
        while (now_ < quiet + 3'600'000) {
            step();
        }
        demand(line_.counted().put == frames, "frames in an hour in which nobody is there");
        demand_idle(device_.s);
    }

    const tally &counted() const { return tally_; }
    const channel::counts &carried() const { return line_.counted(); }
    ms passed() const { return now_ - FIRST_MS; }
    std::uint32_t current() const { return device_.current; }
    void describe_current()
    {
        for (const conversation &c : all_) {
            if (c.id == device_.current) {
                describe(c);
            }
        }
    }
    static void describe(const conversation &c)
    {
        std::printf("  %u: socket %u, port %u, begun at %.3f s\n  %s\n  %s\n", c.id, c.socket,
                    c.port, static_cast<double>(c.began - FIRST_MS) / 1000,
                    shown("device", c.device, c.peer.send).c_str(),
                    shown("peer", c.peer, c.device.send).c_str());
    }

private:
    // Twenty minutes before the device's clock of 32 bits comes round.
    static constexpr ms FIRST_MS = 0x100000000ull - 1'200'000;
    enum { FIRST_CALL_PORT = 40'000, FIRST_FLOOD_PORT = 60'000, FLOOD_PORTS = 5'000 };
    enum { SOCKETS = 4, DEADLINE_MS = 4'000'000, MOST_FRAMES_A_POLL = 100 };

    conversation *find(std::uint16_t port)
    {
        const auto at = by_port_.find(port);
        return at == by_port_.end() ? nullptr : at->second;
    }

    conversation *find(const thimble::tcp_report &r) // another one's old TIME-WAIT may have the port
    {
        conversation *const c = find(r.remote_port);
        return c != nullptr && c->socket == r.socket ? c : nullptr;
    }

    // ---- time ----
    void step()
    {
        ms to = next_poll_;
        if (begun_ < o_.connections) {
            to = std::min(to, std::max(next_start_, now_));
        }
        if (!line_.empty()) {
            to = std::min(to, line_.next_at());
        }
        if (o_.flood != 0 && begun_ < o_.connections) {
            to = std::min(to, next_flood_);
        }
        if (!wakes_.empty()) {
            to = std::min(to, wakes_.top().first);
        }
        step_to(std::max(to, now_));
    }
    void step_to(ms to)
    {
        now_ = to;
        device_.now = now_;
        if (now_ >= next_poll_) {
            next_poll_ = now_ + chance_.from_to(10, 190); // nothing may depend on how often
            for (std::uint8_t n = 0; n < thimble::PROFILE_TCP_CONNECTIONS; n++) {
                act(n);
            }
            poll();
            if (++polls_ % 8 == 0) {
                bury();
            }
        }
        if (o_.flood != 0 && begun_ < o_.connections && now_ >= next_flood_) {
            next_flood_ = now_ + 1000 / o_.flood;
            flood();
        }
        while (!line_.empty() && line_.next_at() <= now_) {
            deliver(line_.take());
        }
        while (!wakes_.empty() && wakes_.top().first <= now_) {
            const std::uint16_t port = wakes_.top().second;
            wakes_.pop();
            const auto r = peers_.find(port);
            if (r != peers_.end() && r->second->wake_at() <= now_) {
                device_.current = by_port_[port]->id;
                r->second->wake(now_);
                heed(port, *r->second);
            }
        }
    }

    // ---- the device ----
    void act(std::uint8_t n)
    {
        thimble::tcp_report report{};
        if (thimble::tcp_status(&device_.s, n, &report) == thimble::TCP_OK) {
            if (conversation *const c = find(report)) {
                device_.current = c->id;
                device_.act(n, *c);
            }
        }
    }
    void poll()
    {
        std::unique_ptr<std::uint8_t[]> frame(new std::uint8_t[40 + thimble::PROFILE_TCP_MSS]);
        unsigned count = 0;
        while (const std::uint16_t size = thimble::stack_poll(&device_.s, frame.get(),
                                                              static_cast<std::uint32_t>(now_))) {
            demand(size <= 40 + thimble::PROFILE_TCP_MSS, "a frame longer than its room");
            from_device(bytes(frame.get(), frame.get() + size));
            demand(++count < MOST_FRAMES_A_POLL, "the device never stops sending");
        }
    }
    void from_device(const bytes &frame)
    {
        const segment s = wire::parse(frame); // throws when a peer would not take it
        trace(s.to, "device", s);
        line_.put(now_, false, frame);
    }
    void to_device(const delivery &what)
    {
        const auto size = static_cast<std::uint16_t>(what.frame.size());
        const std::uint16_t room =
            chance_.percent(50) ? size : std::max<std::uint16_t>(size, thimble::PROFILE_MTU);
        std::unique_ptr<std::uint8_t[]> frame(new std::uint8_t[room]); // to the byte, for ASan
        std::copy(what.frame.begin(), what.frame.end(), frame.get());
        const std::uint32_t whose = device_.current;
        poll(); // what a slot still owed is sent: it is free, or it is not
        const slots_check before(device_.s, what);
        const std::uint16_t answer = thimble::stack_receive(&device_.s, frame.get(), size, room);
        demand(answer <= room, "an answer longer than its room");
        device_.current = whose;
        before.after(device_.s, bytes(frame.get(), frame.get() + answer));
        if (answer != 0) {
            from_device(bytes(frame.get(), frame.get() + answer));
        }
        if (chance_.percent(70)) { // a loop may have more to do before it polls
            poll();
        }
    }

    // ---- the peers ----
    void deliver(const delivery &what)
    {
        if (what.to_device) {
            if (conversation *const c = find(static_cast<std::uint16_t>(wire::get(what.frame, 20, 2)))) {
                device_.current = c->id;
                if (!what.spoilt) {
                    trace(c->port, "  -> device", glance(what.frame));
                }
            }
            to_device(what);
        } else if (!what.spoilt) { // the reference has no checksum to fool
            const segment s = wire::parse(what.frame);
            const auto r = peers_.find(s.to);
            if (r != peers_.end() && r->second->talks_to(s.from)) {
                device_.current = by_port_[s.to]->id;
                trace(s.to, "  -> peer", s);
                r->second->arrives(s, now_);
                heed(s.to, *r->second);
            } else {
                nobody(s);
            }
        }
    }
    void heed(std::uint16_t port, reference &r)
    {
        for (const segment &s : r.out) {
            trace(port, "peer  ", s);
            line_.put(now_, true, wire::tcp(s));
        }
        r.out.clear();
        if (r.wake_at() != ~ms{0}) {
            wakes_.push({r.wake_at(), port});
        }
    }
    // A SYN whose address is a lie: nobody will ever answer what it brings.
    void flood()
    {
        segment syn;
        syn.from = static_cast<std::uint16_t>(FIRST_FLOOD_PORT + tally_.flooded % FLOOD_PORTS);
        syn.to = port_of(static_cast<std::uint8_t>(++tally_.flooded % 2));
        syn.seq = chance_.next();
        syn.flags = SYN;
        line_.put(now_, true, wire::tcp(syn));
    }
    // RFC 9293 3.10.7.1: there is no such connection. A peer that has vanished does not even say so.
    void nobody(const segment &s)
    {
        const conversation *const c = find(s.to);
        if (s.to >= FIRST_FLOOD_PORT || (s.flags & RST) || (c != nullptr && c->peer.end == VANISHED && c->peer_was_there)) {
            return;
        }
        segment reset;
        reset.from = s.to;
        reset.to = s.from;
        reset.flags = s.flags & ACK ? RST : RST | ACK;
        reset.seq = s.flags & ACK ? s.ack : 0;
        reset.ack = s.flags & ACK ? 0 : s.seq + s.length();
        trace(s.to, "nobody", reset);
        line_.put(now_, true, wire::tcp(reset));
    }

    // ---- conversations: world_talk.hpp ----
    void begin();
    std::uint16_t free_port(bool for_calls);
    void bury(); // conversations that are over are judged and forgotten
    void trace(std::uint16_t port, const char *who, const segment &s)
    {
        const conversation *const c = o_.trace == NEVER ? nullptr : find(port);
        if (c != nullptr && c->id == o_.trace) {
            std::printf("%10.3f %-12s %s\n", static_cast<double>(passed()) / 1000, who,
                        shown(s).c_str());
        }
    }

    const options o_;
    luck chance_;
    channel line_;
    device device_;
    tally tally_;
    ms now_ = FIRST_MS, next_poll_ = FIRST_MS, next_start_ = FIRST_MS, next_flood_ = FIRST_MS;
    std::uint32_t polls_ = 0, begun_ = 0;
    unsigned busy_[SOCKETS] = {};
    std::uint16_t next_port_ = 1024, next_call_ = FIRST_CALL_PORT, again_port_ = 0;
    std::uint32_t again_iss_ = 0;
    std::list<conversation> all_;
    std::map<std::uint16_t, conversation *> by_port_;
    std::map<std::uint16_t, std::unique_ptr<reference>> peers_;
    using wake = std::pair<ms, std::uint16_t>;
    std::priority_queue<wake, std::vector<wake>, std::greater<wake>> wakes_;
};

}

#include "world_talk.hpp"

#endif
