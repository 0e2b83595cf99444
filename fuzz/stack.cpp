// SPDX-License-Identifier: MIT The whole stack as an op program: frames, time and user calls in any
// order. After each op every connection is in its ranges, no promise was broken, and every frame
// sent says nothing but the truth.
//
//   0  a frame: any bytes                          5  user calls
//   1  a segment near a live connection's numbers  6  the application reads, writes, turns rude
//   2  a SYN to a listener                         7  a datagram or a ping, and its answer
//   3  time                                        8  like 1, with one bit damaged on the way
//   4  polls until nothing is due
#include "stack_world.hpp"

namespace {

using namespace fuzz;

struct program { // the fuzzer's bytes, zeros when they are used up
    const std::uint8_t *at, *end;
    bool more() const { return at != end; }
    std::uint8_t u8() { return at == end ? 0 : *at++; }
    std::uint16_t u16()
    {
        const std::uint8_t high = u8();
        return static_cast<std::uint16_t>(high << 8 | u8());
    }
    std::uint32_t near()
    {
        const std::uint8_t d = u8();
        return d < 0xf0 ? d - 0x70u : u16() * (d & 1 ? 1u : 0u - 1u);
    }
};

// ---- the ops ----

bytes options_of(std::uint8_t pick)
{
    static const bytes list[] = {
        {}, {2, 4, 2, 0}, {2, 4, 0, 0}, {2, 4, 0, 1}, {2, 4, 0xff, 0xff}, {2, 3, 0, 0},
        {1, 1, 5, 254}, {1, 1, 1, 0}, {99, 0, 1, 1}, {5, 2, 1, 2},
        {8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0}, {4, 2, 2, 4, 5, 0xb4, 3, 3, 7, 0, 1, 2},
    };
    return list[pick % (sizeof list / sizeof *list)];
}

bytes text_from(std::uint32_t seqno, std::uint16_t count)
{
    bytes text(count);
    for (std::uint16_t i = 0; i < count; i++) {
        text[i] = in_byte(seqno + i);
    }
    return text;
}

bytes near_segment(const world &w, program &p)
{
    const tcp_connection &c = w.s->connection[p.u8() % SLOTS];
    const std::uint8_t how = p.u8();
    const std::uint8_t shape = p.u8();
    const auto flags = static_cast<std::uint8_t>(how & 0x1f);
    tcp_fields f{c.remote_port, c.local_port, c.rcv_nxt, c.snd_una + c.flight, flags, 500};

    if (how & 0x20) {
        f.seqno += p.near();
    }
    if (how & 0x40) {
        f.ackno = c.snd_una + p.near();
    }
    if (how & 0x80) {
        f.window = p.u16();
    }
    const auto count = static_cast<std::uint16_t>(shape & 0x40 ? shape % 64 * 9 : shape % 64);
    const std::uint32_t first = f.seqno + ((f.flags & SYN) != 0);
    return tcp(c.remote_ip, f, shape & 0x80 ? options_of(p.u8()) : bytes{},
               text_from(first, count));
}

bytes syn(program &p)
{
    static const std::uint16_t ports[] = {7, 8, 9, 13, 19, 80};
    const std::uint8_t pick = p.u8();
    const auto from = static_cast<std::uint16_t>(1024 + p.u8() % 4);
    const std::uint32_t seqno = p.u16() * 65537u;
    const tcp_fields f{from, ports[pick % 6], seqno, 0, SYN, p.u16()};
    return tcp(0xc0a80701u + (pick & 0x80 ? 1 : 0) * 3, f, options_of(p.u8()), {});
}

void user_call(world &w, program &p)
{
    const std::uint8_t what = p.u8();
    const auto n = static_cast<std::uint8_t>(p.u8() % (SLOTS + 1)); // one past the last too

    if (what % 3 == 0) {
        const std::uint8_t opened =
            thimble::tcp_open(w.s, thimble::SOCKET_CALLER, 0xc0a80701u, p.u8());
        if (opened < SLOTS) {
            slots[opened].written = 0;
            slots[opened].closed = slots[opened].connected = false;
        }
    } else if (n == SLOTS) {
        MUST(thimble::tcp_close(w.s, n) != thimble::TCP_OK
             && thimble::tcp_abort(w.s, n) != thimble::TCP_OK);
        MUST(thimble::tcp_write(w.s, n, &what, 1) == 0);
    } else if (what % 3 == 1) {
        close_it(w.s, n);
    } else {
        abort_it(w.s, n);
    }
}

void application(world &w, program &p)
{
    const auto n = static_cast<std::uint8_t>(p.u8() % SLOTS);
    slot &a = slots[n];

    switch (p.u8() % 4) {
    case 0: a.room = static_cast<std::uint16_t>(std::min<int>(APP_ROOM, a.room + p.u8())); break;
    case 1: a.reactions = p.u8(); break;
    case 2: a.appetite = p.u8(); break;
    default:
        if (a.connected || (n == thimble::profile_slot_first(thimble::SOCKET_CALLER)
                            && w.s->connection[n].state == thimble::TCP_SYN_SENT)) {
            write_some(w.s, n, p.u8());
        }
    }
}

void datagram(world &w, program &p)
{
    const std::uint8_t what = p.u8();
    const bytes data(p.u8() * 2u, what);
    const bool ping = what & 1;
    const auto port = static_cast<std::uint16_t>(what & 2 ? 7 : what & 4 ? 9999 : p.u16());
    const bytes asked =
        ping ? echo_request(0xc0a80701u, data) : udp(0xc0a80701u, p.u16(), port, data);
    const bytes answer = w.receive(asked);

    if (ping) {
        MUST(answer.size() == asked.size()
             && std::equal(answer.begin() + 24, answer.end(), asked.begin() + 24));
    } else if (!answer.empty() && answer[9] == ICMP) { // unreachable, and what of
        MUST(answer[20] == 3 && port != 7 && port != 9999);
        MUST(std::equal(asked.begin(), asked.begin() + 28, answer.begin() + 28));
    } else if (!answer.empty()) {
        MUST(number(&answer[20], 2) == port && number(&answer[22], 2) == number(&asked[20], 2));
        MUST(port != 7 || std::equal(answer.begin() + 28, answer.end(), data.begin(), data.end()));
    }
}

void damaged(world &w, program &p)
{
    bytes frame = near_segment(w, p);
    const std::size_t place = p.u16() % frame.size();
    const std::uint8_t change = p.u8();
    frame[place] = static_cast<std::uint8_t>(frame[place] ^ (1 << change % 8));
    const thimble::stack kept = *w.s;
    MUST(w.receive(frame).empty());
    MUST(std::memcmp(kept.connection, w.s->connection, sizeof kept.connection) == 0);
    MUST(w.saturated() || std::memcmp(kept.dropped, w.s->dropped, sizeof kept.dropped) != 0);
}

void step(world &w, program &p)
{
    switch (p.u8() % 9) {
    case 0: {
        const std::uint8_t count = p.u8();
        bytes frame;
        while (frame.size() < count && p.more()) {
            frame.push_back(p.u8());
        }
        w.receive(frame);
        break;
    }
    case 1: w.receive(near_segment(w, p)); break;
    case 2: w.receive(syn(p)); break;
    case 3: {
        const std::uint8_t t = p.u8();
        w.now += t < 128 ? t : (t - 127u) * (t - 127u) * 20;
        break;
    }
    case 4: w.poll(); break;
    case 5: user_call(w, p); break;
    case 6: application(w, p); break;
    case 7: datagram(w, p); break;
    default: damaged(w, p);
    }
    w.look();
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    world w;
    program p{data, data + size};

    for (int ops = 0; p.more() && ops < 400; ops++) {
        step(w, p);
    }
    w.poll();
    return 0;
}
