// SPDX-License-Identifier: MIT
// What the reference makes of a segment: RFC 9293 3.10.7, in its order. Part of reference.hpp.
#ifndef THIMBLE_SOAK_REFERENCE_HEARS_HPP
#define THIMBLE_SOAK_REFERENCE_HEARS_HPP

#include "reference.hpp"

namespace soak {

inline bool before(std::uint32_t a, std::uint32_t b)
{
    return a - b >= 0x80000000u;
}

inline void reference::hear_syn(const segment &in)
{
    demand(in.options.size() == 4 && in.options[0] == 2 && in.options[1] == 4,
           "a SYN without the MSS option alone");
    const auto most = static_cast<std::uint16_t>(in.options[2] << 8 | in.options[3]);
    how_.piece = std::min(how_.piece, most);
    irs_ = in.seq;
    right_ = in.window;
    wl1_ = in.seq;
    wl2_ = in.ack;
    last_ack_ = in.flags & ACK ? acked(in) : 0;
    last_right_ = last_ack_ + in.window;
}

inline void reference::connect()
{
    state_ = OPEN;
    me_.connected = true;
    me_.heard = now_;
    tries_ = 0;
    repeat_at_ = FOREVER;
}

inline void reference::listening(const segment &in)
{
    if (in.flags & RST) {
        return;
    }
    if (in.flags & ACK) {
        out.push_back(make(RST, in.ack));
        out.back().to = in.from;
        return;
    }
    if ((in.flags & SYN) == 0) {
        return;
    }
    device_port_ = in.from;
    me_.heard = now_;
    if (how_.opens_at_the_same_time) { // our own SYN is out already; theirs is heard, or lost
        how_.text_with_syn = false;
        state_ = SYN_SENT;
        say_syn();
        if (how_.fin_apart) {
            return;
        }
    }
    hear_syn(in);
    state_ = SYN_RCVD;
    say_syn();
}

inline void reference::opening(const segment &in)
{
    const bool ack_is_good = (in.flags & ACK) && acked(in) <= me_.written;
    if ((in.flags & ACK) && !ack_is_good) {
        if ((in.flags & RST) == 0) {
            out.push_back(make(RST, in.ack));
        }
        return;
    }
    if (in.flags & RST) {
        if (in.flags & ACK) {
            finish(REFUSED);
        }
        return;
    }
    if ((in.flags & SYN) == 0) {
        return;
    }
    hear_syn(in);
    if ((in.flags & ACK) == 0) {
        state_ = SYN_RCVD;
        say_syn();
        return;
    }
    una_ = next_ = most_ = acked(in);
    connect();
    take_text(in, 0);
    say(ACK);
}

// What can be seen to be wrong with a segment of this connection, whatever else it is.
inline void reference::inspect(const segment &in, std::int32_t at)
{
    const auto text = static_cast<std::uint32_t>(in.text.size());
    const auto from = static_cast<std::uint32_t>(at + ((in.flags & SYN) != 0));
    demand(in.flags & ACK, "a segment without ACK");
    demand(acked(in) <= std::max(most_, me_.written) || acked(in) == ~0u,
           "an ACK of what was never sent");
    demand(text <= (how_.mss_option == 0 ? 536u : how_.mss_option), "more text than our MSS");
    for (std::uint32_t i = 0; i < text; i++) {
        demand(from + i < c_.device.send, "text beyond the end of the stream");
        demand(static_cast<std::uint8_t>(in.text[i]) == text_byte(c_.id, true, from + i),
               "a wrong byte on the wire");
    }
    demand(text <= 1 || from + text <= edge_, "text beyond our window");
    if (in.flags & FIN) {
        demand(from + text == c_.device.send, "a FIN in the wrong place");
    }
    // Of two segments the one with the higher ACK was sent later.
    const std::uint32_t right = acked(in) + in.window;
    if (acked(in) > last_ack_ && acked(in) != ~0u) {
        demand(right >= last_right_, "the right edge of the window moved left");
        last_ack_ = acked(in);
        last_right_ = right;
    } else if (acked(in) == last_ack_) {
        last_right_ = std::max(last_right_, right);
    }
}

inline void reference::established(const segment &in)
{
    const auto at = static_cast<std::int32_t>(in.seq - irs_ - 1);
    const auto size = static_cast<std::int32_t>(in.length());
    const auto next = static_cast<std::int32_t>(got_ + me_.peer_closed);
    const auto end = static_cast<std::int32_t>(std::max(edge_, got_ + me_.peer_closed));
    const auto inside = [&](std::int32_t x) { return x >= next && x < end; };
    const bool shut = next == end;
    const bool probed = shut && at == next;
    const bool good = size == 0 ? (shut ? at == next : inside(at))
                                : !shut && (inside(at) || inside(at + size - 1));

    const bool is_a_first_word = (in.flags & (SYN | ACK)) == SYN || (in.flags & RST);
    if (at > -20'000 && at < 20'000 && !is_a_first_word) { // of this connection, by all we know
        inspect(in, at);
    }
    if (!good && !probed) {
        if (in.flags & RST) {
            return;
        }
        if (state_ == SYN_RCVD && in.flags == SYN && at == -1) {
            say_syn();
        } else {
            say(ACK);
        }
        return;
    }
    if (in.flags & RST) {
        take_reset(at - next);
        return;
    }
    if (in.flags & SYN) {
        say(ACK);
        return;
    }
    if ((in.flags & ACK) == 0 || !take_ack(in)) {
        return;
    }
    if (!good) {
        say(ACK);
    } else if (size != 0 && state_ == OPEN) {
        take_text(in, at);
    }
    if (state_ == OPEN && me_.peer_closed && me_.closed && una_ == me_.send + 1) {
        finish(BOTH_CLOSED);
    }
}

inline void reference::take_reset(std::int32_t ahead)
{
    if (ahead != 0) {
        say(ACK);
    } else {
        finish(state_ == SYN_RCVD ? REFUSED : RESET);
    }
}

inline bool reference::take_ack(const segment &in)
{
    const std::uint32_t to = acked(in);
    if (to > most_ && to < 0x80000000u) {
        if (state_ == SYN_RCVD) {
            out.push_back(make(RST, in.ack));
        } else {
            say(ACK);
        }
        return false;
    }
    if (state_ == SYN_RCVD) {
        if (to > most_) {
            out.push_back(make(RST, in.ack));
            return false;
        }
        connect();
    }
    if (state_ == TIME_WAIT || to < una_ || to > most_) {
        return true;
    }
    if (before(wl1_, in.seq) || (wl1_ == in.seq && !before(in.ack, wl2_))) {
        right_ = to + in.window;
        wl1_ = in.seq;
        wl2_ = in.ack;
    }
    if (to > una_) {
        una_ = to;
        next_ = std::max(next_, una_);
        tries_ = same_acks_ = 0;
        probe_at_ = 0;
        me_.heard = now_;
        repeat_at_ = FOREVER;
        if (next_ != una_) {
            arm();
        }
    } else if (in.length() == 0 && next_ != una_) {
        if (right_ <= una_) {
            tries_ = 0; // shut, but alive
        } else if (++same_acks_ == 3 && una_ < me_.send) {
            say_text(una_, std::min<std::uint32_t>({how_.piece, me_.send - una_, right_ - una_}),
                     false);
        }
    }
    return true;
}

inline void reference::take_text(const segment &in, std::int32_t at)
{
    const auto text = static_cast<std::int32_t>(in.text.size());
    const auto from = std::max(at, static_cast<std::int32_t>(got_));
    const auto to = std::min(at + text, static_cast<std::int32_t>(edge_));
    const std::uint32_t before = got_;
    if (in.flags & FIN) {
        fin_at_ = static_cast<std::uint32_t>(at + text);
    }
    if (from < to) {
        std::uint32_t &end = early_[static_cast<std::uint32_t>(from)];
        end = std::max(end, static_cast<std::uint32_t>(to));
    }
    while (!early_.empty() && early_.begin()->first <= got_) {
        got_ = std::max(got_, early_.begin()->second);
        early_.erase(early_.begin());
    }
    me_.taken = got_;
    if (got_ != before || fin_at_ == got_) {
        me_.heard = now_;
    }
    me_.peer_closed |= got_ == fin_at_;
    const bool in_order = got_ != before && early_.empty() && !me_.peer_closed;
    if (in_order && ++waiting_ < 2 && how_.ack_delay != 0) {
        ack_at_ = std::min(ack_at_, now_ + how_.ack_delay);
    } else {
        say(ACK);
    }
}

}

#endif
