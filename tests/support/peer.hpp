// SPDX-License-Identifier: MIT
// The other end of a conversation: a small TCP of its own, written for tests. It sends one segment
// at a time and repeats it until it is acknowledged, keeps to our window, takes text in order only,
// and acknowledges everything that reaches it.
#ifndef THIMBLE_TESTS_PEER_HPP
#define THIMBLE_TESTS_PEER_HPP

#include "support/world.hpp"

struct peer {
    std::uint16_t port;
    std::string to_send;            // what is left of our stream
    std::string got;                // what has arrived of theirs
    bool close_after_all = true;    // FIN once everything is sent
    bool synced = false;            // their SYN has arrived
    bool their_fin = false;
    bool fin_sent = false;
    bool reset = false;
    std::uint32_t una = 5000, nxt = 5000, rcv = 0;
    segment last;                   // what is out and not acknowledged
    std::uint32_t repeat_at = 0;
    std::size_t piece = 100;
    std::size_t window = 0;         // theirs, as last heard

    bool done() const { return synced && to_send.empty() && una == nxt && fin_sent && their_fin; }

    segment make(std::uint8_t flags, std::uint32_t seq, const std::string &text = "") const
    {
        segment out;
        out.to = port;
        out.seq = seq;
        out.flags = flags;
        out.ack = synced ? rcv : 0;
        out.text = text;
        return out;
    }

    // What to send next at this time, if anything.
    std::vector<segment> due(std::uint32_t now)
    {
        if (reset) {
            return {};
        }
        if (una != nxt) {
            if (now < repeat_at) {
                return {};
            }
            repeat_at = now + 1500;
            if (synced) {
                last.flags = static_cast<std::uint8_t>(last.flags | ACK);
                last.ack = rcv;
            }
            return {last};
        }
        if (!synced) {
            last = make(SYN, nxt);
        } else if (!to_send.empty()) {
            if (window == 0 && now < repeat_at) {
                return {};
            }
            const std::size_t count = std::min(piece, window == 0 ? 1 : window); // 1: a probe
            last = make(ACK | PSH, nxt, to_send.substr(0, count));
            to_send.erase(0, count);
        } else if (close_after_all && !fin_sent) {
            last = make(FIN | ACK, nxt);
            fin_sent = true;
        } else {
            return {};
        }
        nxt += last.length();
        repeat_at = now + 1500;
        return {last};
    }

    // A segment of theirs has arrived; what to say at once.
    std::vector<segment> take(const segment &in)
    {
        if (in.flags & RST) {
            reset = true;
            return {};
        }
        window = in.window;
        if (in.flags & SYN) {
            if (in.ack == una + 1) {
                una = in.ack;
            }
            rcv = in.seq + 1;
            synced = true;
            return {make(ACK, nxt)};
        }
        if (!synced) {
            return {};
        }
        if (in.ack - una <= nxt - una) {
            una = in.ack;
        }
        if (in.length() == 0) {
            return {};
        }
        const std::uint32_t old = rcv - in.seq;
        if (old <= in.text.size() && !their_fin) {
            got += in.text.substr(old);
            rcv += static_cast<std::uint32_t>(in.text.size()) - old;
            if (in.flags & FIN) {
                their_fin = true;
                rcv++;
            }
        }
        return {make(ACK, nxt)};
    }
};

// Carries segments both ways until both sides are done. `lost` decides by the running number of
// each segment.
struct channel {
    std::function<bool(unsigned)> lost = [](unsigned) { return false; };
    unsigned carried = 0;

    void from_peer(world &w, peer &p, const segment &what)
    {
        if (lost(carried++)) {
            return;
        }
        const wire::bytes answer = w.receive(wire::tcp(what));
        if (!answer.empty()) {
            from_device(w, p, wire::parse(answer));
        }
    }
    void from_device(world &w, peer &p, const segment &what)
    {
        if (lost(carried++)) {
            return;
        }
        for (const segment &answer : p.take(what)) {
            from_peer(w, p, answer);
        }
    }
    // A tenth of a second passes.
    void step(world &w, peer &p)
    {
        w.now += 100;
        for (const segment &what : p.due(w.now)) {
            from_peer(w, p, what);
        }
        for (const segment &what : w.poll()) {
            from_device(w, p, what);
        }
    }
    // Until the peer has said and heard everything, at most so long.
    void run(world &w, peer &p, unsigned seconds)
    {
        for (unsigned tenth = 0; tenth < seconds * 10 && !p.done() && !p.reset; tenth++) {
            step(w, p);
        }
    }
    // The peer's TIME-WAIT: it still answers.
    void linger(world &w, peer &p, unsigned seconds)
    {
        for (unsigned tenth = 0; tenth < seconds * 10; tenth++) {
            step(w, p);
        }
    }
};

#endif
