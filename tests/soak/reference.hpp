// SPDX-License-Identifier: MIT
// The other end: a small TCP of its own, written from RFC 9293 and apart from core. It opens and is
// opened, also at the same time; it keeps several segments in flight, sorts what comes out of order,
// delays its ACKs if so drawn, shuts its window, closes either way, resets, or falls silent. It
// checks what the device says: every byte, and that no rule is broken which it can see.
#ifndef THIMBLE_SOAK_REFERENCE_HPP
#define THIMBLE_SOAK_REFERENCE_HPP

#include <algorithm>
#include <map>
#include <vector>

#include "conversation.hpp"
#include "support/packets.hpp"

namespace soak {

using wire::ACK;
using wire::FIN;
using wire::PSH;
using wire::RST;
using wire::segment;
using wire::SYN;
using wire::URG;

struct manners { // of the reference: as drawn
    std::uint16_t mss_option = 536; // 0: none, which means 536 (RFC 9293 3.7.1)
    std::uint16_t piece = 216;      // most text of its segments
    std::uint32_t burst = 4;        // segments in flight
    std::uint32_t ack_delay = 0;
    bool opens_at_the_same_time = false; // as the device does
    bool text_with_syn = false, fin_apart = false;
    std::uint32_t iss = 0;
};

class reference {
    static constexpr ms FOREVER = ~ms{0};
    enum { PATIENCE_MS = 1'200'000 };

public:
    enum { FIRST_RTO_MS = 400, MOST_RTO_MS = 30'000, TRIES = 14, TIME_WAIT_MS = 60'000 };
    enum where { LISTENS, SYN_SENT, SYN_RCVD, OPEN, TIME_WAIT, GONE };
    std::vector<segment> out;

    reference(conversation &c, const manners &how, std::uint16_t device_port)
        : c_(c), me_(c.peer), how_(how), device_port_(device_port)
    {
        me_.heard = c.began;
    }

    bool gone() const { return state_ == GONE; }
    bool talks_to(std::uint16_t port) const
    {
        return state_ != GONE && (device_port_ == 0 || device_port_ == port);
    }
    ms wake_at() const
    {
        return std::min({repeat_at_, ack_at_, update_at_, end_at_,
                         me_.over() ? FOREVER : me_.heard + PATIENCE_MS + 1});
    }
    std::uint32_t next_seq() const { return how_.iss + 1 + next_; }

    void open(ms now)
    {
        now_ = now;
        me_.heard = now;
        state_ = SYN_SENT;
        say_syn();
    }

    void wake(ms now)
    {
        now_ = now;
        if (now >= end_at_) {
            state_ = GONE;
            end_at_ = FOREVER;
            return;
        }
        if (!me_.over() && now - me_.heard > PATIENCE_MS) {
            finish(ABANDONED);
            return;
        }
        if (now >= repeat_at_) {
            repeat();
        }
        if (state_ >= OPEN && (now >= ack_at_ || now >= update_at_)) {
            update_at_ = FOREVER;
            say(ACK);
        }
        speak();
    }

    void arrives(const segment &in, ms now)
    {
        now_ = now;
        if (me_.vanishes && me_.aborts_now()) {
            finish(VANISHED);
        }
        switch (state_) {
        case GONE: break;
        case LISTENS: listening(in); break;
        case SYN_SENT: opening(in); break;
        default: established(in); break;
        }
        speak();
    }

private:
    // ---- saying ----
    segment make(std::uint8_t flags, std::uint32_t seq) const
    {
        segment s;
        s.from = c_.port;
        s.to = device_port_;
        s.seq = seq;
        s.ack = flags & ACK ? irs_ + 1 + got_ + me_.peer_closed : 0;
        s.flags = flags;
        s.window = static_cast<std::uint16_t>(edge_ - got_);
        return s;
    }
    void say(std::uint8_t flags)
    {
        promise();
        ack_at_ = FOREVER;
        waiting_ = 0;
        out.push_back(make(flags, next_seq()));
    }
    void say_syn()
    {
        promise();
        segment s = make(state_ == SYN_SENT ? SYN : SYN | ACK, how_.iss);
        if (how_.mss_option != 0) {
            s.options = {2, 4, static_cast<std::uint8_t>(how_.mss_option >> 8),
                         static_cast<std::uint8_t>(how_.mss_option)};
        }
        if (how_.text_with_syn && state_ == SYN_SENT) {
            put_text(s, 0, std::min<std::uint32_t>(me_.send, 20));
            most_ = me_.written;
        }
        out.push_back(s);
        arm();
    }
    void put_text(segment &s, std::uint32_t from, std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; i++) {
            s.text += static_cast<char>(text_byte(c_.id, false, from + i));
        }
        me_.written = std::max(me_.written, from + count);
    }
    void say_text(std::uint32_t from, std::uint32_t count, bool fin)
    {
        segment s = make(static_cast<std::uint8_t>(ACK | (fin ? FIN : PSH)), how_.iss + 1 + from);
        put_text(s, from, count);
        ack_at_ = FOREVER;
        waiting_ = 0;
        out.push_back(s);
    }

    // Everything that may go now. The FIN is the byte behind the last one.
    void speak()
    {
        if (state_ != OPEN || me_.over()) {
            return;
        }
        if (me_.aborts_now()) {
            if (!me_.vanishes) {
                out.push_back(make(RST | ACK, next_seq()));
            }
            finish(me_.vanishes ? VANISHED : ABORTED);
            return;
        }
        promise();
        const bool closing = me_.closes_first || me_.peer_closed;
        const std::uint32_t all = me_.send + closing;
        std::uint32_t flying = (next_ - una_ + how_.piece - 1) / how_.piece;
        while (next_ < all && flying < how_.burst) {
            std::uint32_t room = right_ > next_ ? right_ - next_ : 0;
            if (room == 0 && next_ == una_ && now_ >= probe_at_) {
                room = 1; // a probe
            }
            const std::uint32_t text = std::min<std::uint32_t>({room, how_.piece, me_.send - next_});
            const bool fin = closing && next_ + text == me_.send && text < room
                             && (text == 0 || !how_.fin_apart);
            if (text + fin == 0) {
                break;
            }
            say_text(next_, text, fin);
            next_ += text + fin;
            most_ = std::max(most_, next_);
            me_.closed |= fin;
            flying++;
        }
        if (next_ < all && next_ == una_ && right_ <= next_) {
            probe_at_ = std::max(probe_at_, now_ + 500);
            repeat_at_ = std::min(repeat_at_, probe_at_);
        } else if (next_ != una_ && repeat_at_ == FOREVER) {
            arm();
        }
    }
    void arm() { repeat_at_ = now_ + std::min<ms>(ms{FIRST_RTO_MS} << tries_, MOST_RTO_MS); }
    void repeat()
    {
        repeat_at_ = FOREVER;
        if (state_ == LISTENS || state_ == TIME_WAIT || state_ == GONE
            || (state_ == OPEN && next_ == una_)) {
            return; // a probe is due, if anything: speak
        }
        if (++tries_ > TRIES) {
            if (state_ != SYN_SENT) {
                out.push_back(make(RST | ACK, next_seq()));
            }
            finish(TIMED_OUT);
        } else if (state_ != OPEN) {
            say_syn();
        } else { // go back: it may come in other pieces
            next_ = una_;
            probe_at_ = 0;
            const std::uint32_t whole = how_.burst;
            how_.burst = 1;
            speak();
            how_.burst = whole;
            arm();
        }
    }

    // ---- hearing: reference_hears.hpp ----
    void listening(const segment &in);
    void opening(const segment &in);
    void established(const segment &in);
    void inspect(const segment &in, std::int32_t at);
    void hear_syn(const segment &in);
    void take_reset(std::int32_t at);
    bool take_ack(const segment &in);
    void take_text(const segment &in, std::int32_t at);
    void connect();
    std::uint32_t acked(const segment &in) const { return in.ack - how_.iss - 1; }

    // What we take in. The right edge never moves left; a stalled reader does not move it at all.
    void promise()
    {
        if (me_.stalls(now_)) {
            update_at_ = me_.stalled_until;
        } else {
            read_ = got_;
        }
        edge_ = std::max(edge_, read_ + me_.room);
    }
    void finish(ending how)
    {
        if (!me_.over()) {
            me_.end = how;
        }
        state_ = how == BOTH_CLOSED && me_.closes_first ? TIME_WAIT : GONE;
        repeat_at_ = ack_at_ = update_at_ = FOREVER;
        end_at_ = state_ == TIME_WAIT ? now_ + TIME_WAIT_MS : FOREVER;
    }

    conversation &c_;
    side &me_;
    manners how_;
    where state_ = LISTENS;
    ms now_ = 0, repeat_at_ = FOREVER, ack_at_ = FOREVER, update_at_ = FOREVER, end_at_ = FOREVER;
    ms probe_at_ = 0;
    unsigned tries_ = 0, waiting_ = 0, same_acks_ = 0;
    std::uint16_t device_port_; // 0: whoever calls
    // Offsets into the two streams: ours from iss + 1, the device's from irs + 1.
    std::uint32_t una_ = 0, next_ = 0, most_ = 0, right_ = 0, wl1_ = 0, wl2_ = 0;
    std::uint32_t irs_ = 0, got_ = 0, read_ = 0, edge_ = 0, fin_at_ = NEVER;
    std::uint32_t last_ack_ = 0, last_right_ = 0; // of the device, by its own latest word
    std::map<std::uint32_t, std::uint32_t> early_; // begin to end, of what came out of order
};

}

#include "reference_hears.hpp"

#endif
