// SPDX-License-Identifier: MIT
// The application on a device under soak: every socket of soak.yaml behaves as its conversation
// was drawn, checks every byte and every signal, and gives bytes that can be recognised.
#ifndef THIMBLE_SOAK_APPLICATION_HPP
#define THIMBLE_SOAK_APPLICATION_HPP

#include <functional>
#include <map>
#include <vector>

#include "conversation.hpp"
#include "stack.cpp"

namespace soak {

enum { IDLE_MS = 900'000, DEFAULT_ROOM = 400 };

class device {
public:
    thimble::stack s;
    ms now = 0;
    luck &chance;
    // Whose connection is this? And which side of the conversation is ours?
    std::function<conversation *(const thimble::tcp_report &)> whose;
    bool is_device = true; // the other one of a pair is the peer
    conversation *opening = nullptr;
    std::uint32_t current = NEVER; // whose turn it is: for the report, if something goes wrong

    explicit device(luck &with) : chance(with)
    {
        const std::uint8_t secret[16] = {0x5e, 0xc2, 0xe7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        thimble::stack_init(&s, secret);
        all().push_back(this);
    }
    device(const device &) = delete;

    static std::vector<device *> &all()
    {
        static std::vector<device *> every;
        return every;
    }
    static device &of(const thimble::stack *s)
    {
        for (device *one : all()) {
            if (&one->s == s) {
                return *one;
            }
        }
        throw wrong("a handler was called with a stack that is none");
    }

    side &ours(conversation &c) const { return is_device ? c.device : c.peer; }
    side &theirs(conversation &c) const { return is_device ? c.peer : c.device; }

    conversation *at(std::uint8_t n)
    {
        thimble::tcp_report report{};
        const bool is_there = thimble::tcp_status(&s, n, &report) == thimble::TCP_OK;
        conversation *c = opening;
        if (c == nullptr) { // an end is told when the connection is CLOSED already
            c = is_there ? whose(report) : last_[n];
        }
        last_[n] = c;
        current = c != nullptr ? c->id : current;
        return c;
    }

    void forget(const conversation *gone)
    {
        for (auto &one : last_) {
            one.second = one.second == gone ? nullptr : one.second;
        }
    }

    std::uint16_t room(std::uint8_t n)
    {
        conversation *const c = at(n);
        if (c == nullptr) {
            return DEFAULT_ROOM; // an old duplicate of a SYN, or a connection not known yet
        }
        return ours(*c).stalls(now) ? std::uint16_t{0} : ours(*c).room;
    }

    std::uint16_t received(std::uint8_t n, const std::uint8_t *text, std::uint16_t count)
    {
        conversation *const c = at(n);
        demand(c != nullptr, "text for nobody");
        side &me = ours(*c);
        demand(me.connected, "text before CONNECTED");
        demand(!me.over() && !me.peer_closed, "text after the end");
        demand(count != 0, "text of no bytes");
        if (chance.percent(10)) { // it may refuse what it promised room for, and gets it again
            count = static_cast<std::uint16_t>(chance.below(count + 1u));
        }
        for (std::uint16_t i = 0; i < count; i++) {
            demand(me.taken < theirs(*c).send, "more text than was ever sent");
            demand(text[i] == text_byte(c->id, !is_device, me.taken), "a wrong byte was delivered");
            me.taken++;
        }
        me.heard = now;
        return count;
    }

    void signalled(std::uint8_t n, std::uint8_t signals)
    {
        conversation *const c = at(n);
        if (c == nullptr) { // a connection that never was one of ours: then it never became one
            demand((signals & thimble::TCP_SIGNAL_CONNECTED) == 0, "CONNECTED to nobody");
            return;
        }
        side &me = ours(*c);
        me.heard = now;
        demand(!me.over(), "a signal after the end");
        if (signals & thimble::TCP_SIGNAL_CONNECTED) {
            demand(!me.connected, "CONNECTED twice");
            me.connected = true;
        }
        if (signals & thimble::TCP_SIGNAL_PEER_CLOSED) {
            demand(me.connected && !me.peer_closed, "PEER_CLOSED out of turn");
            demand(me.taken == theirs(*c).send, "PEER_CLOSED before the last byte");
            me.peer_closed = true;
        }
        unsigned ends = 0;
        const auto ended = [&](int signal, ending how) {
            if (signals & signal) {
                ends++;
                me.end = how;
            }
        };
        ended(thimble::TCP_SIGNAL_CLOSED_BOTH, BOTH_CLOSED);
        ended(thimble::TCP_SIGNAL_RESET, RESET);
        ended(thimble::TCP_SIGNAL_TIMED_OUT, TIMED_OUT);
        ended(thimble::TCP_SIGNAL_REFUSED, REFUSED);
        demand(ends <= 1, "two ends at once");
        demand(me.end != BOTH_CLOSED || (me.peer_closed && me.closed), "CLOSED_BOTH, but it is not");
        demand(me.end != REFUSED || !me.connected, "REFUSED after CONNECTED");
        demand(me.end != RESET || me.connected, "RESET before CONNECTED");
        act(n, *c);
    }

    std::uint16_t fill(std::uint8_t n, std::uint32_t offset, std::uint8_t *out, std::uint16_t most)
    {
        conversation *const c = at(n);
        demand(c != nullptr, "fill for nobody");
        side &me = ours(*c);
        demand(me.connected && !me.over(), "fill without a connection");
        demand(most != 0, "fill of no bytes");
        std::uint16_t count = 0;
        while (count < most && offset + count < me.send) {
            out[count] = text_byte(c->id, is_device, offset + count);
            count++;
        }
        demand(offset <= me.written, "a gap in what the source is asked for");
        me.written = std::max(me.written, offset + count);
        return count;
    }

    // What the application does of itself, now and then.
    void act(std::uint8_t n, conversation &c)
    {
        side &me = ours(c);
        if (me.over() || !me.connected) {
            return;
        }
        const bool from_source = thimble::profile_sends_from_source(c.socket);
        if (!from_source && !me.closed) {
            write(n, c, me);
        }
        if (me.aborts_now() || now - me.heard > IDLE_MS) {
            const thimble::tcp_error said = thimble::tcp_abort(&s, n);
            demand(said == thimble::TCP_OK, "an abort was refused");
            me.end = me.aborts_now() ? ABORTED : ABANDONED;
        } else if (!me.closed && (me.closes_first || me.peer_closed)
                   && (from_source || me.written == me.send)) {
            demand(thimble::tcp_close(&s, n) == thimble::TCP_OK, "a close was refused");
            me.closed = true;
        }
    }

private:
    void write(std::uint8_t n, conversation &c, side &me)
    {
        std::uint8_t piece[64];
        while (me.written < me.send) {
            const auto count = static_cast<std::uint16_t>(
                std::min<std::uint32_t>(sizeof piece, me.send - me.written));
            for (std::uint16_t i = 0; i < count; i++) {
                piece[i] = text_byte(c.id, is_device, me.written + i);
            }
            const std::uint16_t took = thimble::tcp_write(&s, n, piece, count);
            demand(took <= count, "tcp_write took more than there was");
            if (took == 0) {
                return;
            }
            me.written += took;
            me.heard = now;
        }
    }

    std::map<std::uint8_t, conversation *> last_;
};

}

namespace thimble {

#define THIMBLE_SOAK_HANDLERS(name)                                                                \
    uint16_t name##_room(struct stack *s, uint8_t n) { return soak::device::of(s).room(n); }       \
    uint16_t name##_received(struct stack *s, uint8_t n, const uint8_t *text, uint16_t bytes)      \
    {                                                                                              \
        return soak::device::of(s).received(n, text, bytes);                                       \
    }                                                                                              \
    void name##_signalled(struct stack *s, uint8_t n, uint8_t what)                                \
    {                                                                                              \
        soak::device::of(s).signalled(n, what);                                                    \
    }
#define THIMBLE_SOAK_SOURCE(name)                                                                  \
    uint16_t name##_fill(struct stack *s, uint8_t n, uint32_t at, uint8_t *out, uint16_t room)     \
    {                                                                                              \
        return soak::device::of(s).fill(n, at, out, room);                                         \
    }

THIMBLE_SOAK_HANDLERS(kept)
THIMBLE_SOAK_HANDLERS(source)
THIMBLE_SOAK_HANDLERS(kept_caller)
THIMBLE_SOAK_HANDLERS(source_caller)
THIMBLE_SOAK_SOURCE(source)
THIMBLE_SOAK_SOURCE(source_caller)

}

#endif
