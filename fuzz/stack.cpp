// SPDX-License-Identifier: MIT The whole stack as an op program: frames, time and user calls in any
// order. After each op every connection is in its ranges, no promise was broken, and every frame
// sent says nothing but the truth.
//
//   0  a frame: any bytes                          5  user calls
//   1  a segment near a live connection's numbers  6  the application reads, writes, turns rude
//   2  a SYN to a listener                         7  a datagram or a ping, and its answer
//   3  time                                        8  like 1, with one bit damaged on the way
//   4  polls until nothing is due                  9  an ICMP error about a live connection
#include "liveness.hpp"
#include "stack_calls.hpp"
#include "stack_progress.hpp"

#ifdef __clang__ // what an op makes is not searched, only what the stack does with it
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace {

using namespace fuzz;

enum { MOST_OPS = 400 };
progress all;

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

octets options_of(std::uint8_t pick)
{
    static const octets list[] = {
        {}, {2, 4, 2, 0}, {2, 4, 0, 0}, {2, 4, 0, 1}, {2, 4, 0xff, 0xff}, {2, 3, 0, 0},
        {1, 1, 5, 254}, {1, 1, 1, 0}, {99, 0, 1, 1}, {5, 2, 1, 2},
        {8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0}, {4, 2, 2, 4, 5, 0xb4, 3, 3, 7, 0, 1, 2},
    };
    return list[pick % (sizeof list / sizeof *list)];
}

// How: flags, and what is not as the connection expects. Shape: how much text, options, URG.
octets near_segment(const world &w, program &p)
{
    const std::uint8_t pick = p.u8();
    const tcp_connection &c = w.s->connection[pick % SLOTS];
    const std::uint8_t how = p.u8();
    const std::uint8_t shape = p.u8();
    const auto flags = static_cast<std::uint8_t>(how & 0x1f);
    tcp_fields f{c.remote_port, c.local_port, c.rcv_nxt, c.snd_una + c.flight, flags, 500, 0};

    if (how & 0x20) {
        f.seqno += p.near();
    }
    if (how & 0x40) {
        f.ackno = c.snd_una + p.near();
    }
    if (how & 0x80) {
        f.window = p.u16();
    }
    if (pick & 0x80) {
        f.flags |= URG;
        f.urgent = static_cast<std::uint16_t>(pick & 0x40 ? p.u16() : p.u8());
    }
    const std::size_t count = shape & 0x40 ? shape % 64 * 9 : shape % 64;
    const std::uint32_t first = f.seqno + ((f.flags & SYN) != 0);
    octets frame = tcp(c.remote_ip, f, shape & 0x80 ? options_of(p.u8()) : octets{});
    std::uint8_t *const text = frame.grow(count);
    for (std::size_t i = 0; i < count; i++) {
        text[i] = in_byte(first + static_cast<std::uint32_t>(i));
    }
    seal(frame, TCP_SUM);
    return frame;
}

octets syn(program &p)
{
    static const std::uint16_t ports[] = {7, 8, 9, 13, 19, 80};
    const std::uint8_t pick = p.u8();
    const auto from = static_cast<std::uint16_t>(1024 + p.u8() % 4);
    const std::uint32_t seqno = p.u16() * 65537u;
    const tcp_fields f{from, ports[pick % 6], seqno, 0, SYN, p.u16(), 0};
    octets frame = tcp(0xc0a80701u + (pick & 0x80 ? 1 : 0) * 3, f, options_of(p.u8()));
    seal(frame, TCP_SUM);
    return frame;
}

// An ICMP error about a segment near those that a connection has on their way.
void icmp_error(world &w, program &p)
{
    static const std::uint8_t types[] = {3, 11, 12, 3};
    const tcp_connection &c = w.s->connection[p.u8() % SLOTS];
    const std::uint8_t how = p.u8();
    const std::uint32_t seqno = c.snd_una + (how & 0x80 ? p.near() : 0);
    octets head = ipv4(TCP, thimble::profile_address);
    put(&head[2], 2, 40);
    put(&head[16], 4, c.remote_ip);
    std::uint8_t *const ports = head.grow(8);
    put(ports, 2, c.local_port);
    put(ports + 2, 2, c.remote_port);
    put(ports + 4, 4, seqno);
    put(&head[10], 2, static_cast<std::uint16_t>(~sum(head.data(), 20)));
    const auto mtu = static_cast<std::uint16_t>(how & 8 ? p.u16() % 600 : 0);
    const quoted q{types[how >> 4 & 3], static_cast<std::uint8_t>(how & 7), mtu, c.local_port,
                   c.remote_port, c.remote_ip, seqno};
    const thimble::stack kept = *w.s;
    MUST(w.receive(icmp(0xc0a80709u, q.type, q.code, mtu, head)).empty());
    for (int n = 0; n < SLOTS; n++) {
        check_icmp_error(q, kept.connection[n], w.s->connection[n]);
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
        if (may_write(w, n)) {
            write_some(w.s, n, p.u8());
        }
    }
}

void datagram(world &w, program &p)
{
    const std::uint8_t what = p.u8();
    octets data(p.u8() * 2u + (what & 8 ? 1u : 0u));
    std::fill_n(data.data(), data.size(), what);
    if (what & 1) {
        const octets asked = echo_request(0xc0a80701u, data), answer = w.receive(asked);
        MUST(answer.size() == asked.size()
             && std::equal(answer.begin() + 24, answer.end(), asked.begin() + 24));
        return;
    }
    const auto port = static_cast<std::uint16_t>(what & 2 ? 7 : what & 4 ? 9999 : p.u16());
    octets asked = udp(0xc0a80701u, p.u16(), port, data);
    if (what & 16) { // without a checksum: RFC 768
        put(&asked[26], 2, 0);
    }
    const bool may_refuse = thimble::stack_unreachables_of(w.s) != 0;
    check_datagram(asked, w.receive(asked), may_refuse);
}

void damaged(world &w, program &p)
{
    octets frame = near_segment(w, p);
    const std::size_t place = p.u16() % frame.size();
    const std::uint8_t change = p.u8();
    frame[place] = static_cast<std::uint8_t>(frame[place] ^ (1 << change % 8));
    const thimble::stack kept = *w.s;
    MUST(w.receive(frame).empty());
    MUST(std::memcmp(kept.connection, w.s->connection, sizeof kept.connection) == 0);
    MUST(w.saturated() || std::memcmp(kept.dropped, w.s->dropped, sizeof kept.dropped) != 0);
}

// Milliseconds: a few, up to some seconds, or until a timer of a connection ends, or just not.
std::uint32_t time_step(const world &w, std::uint8_t t)
{
    if (t < 192) {
        return t < 128 ? t : (t - 127u) * 50;
    }
    const tcp_connection &c = w.s->connection[t % SLOTS];
    const std::uint32_t life = c.life != 0 && (c.rexmt == 0 || t & 16) ? c.life : c.rexmt;
    const std::uint32_t ticks = life - (life > 1 && t & 32 ? 1 : 0);
    return ticks * thimble::PROFILE_TICK_MS + (t & 8 ? thimble::PROFILE_TICK_MS - 1 : 0);
}

void step(world &w, program &p)
{
    switch (p.u8() % 10) {
    case 0: {
        const std::uint8_t count = p.u8();
        octets frame;
        while (frame.size() < count && p.more()) {
            frame.push_back(p.u8());
        }
        w.receive(frame);
        break;
    }
    case 1: w.receive(near_segment(w, p)); break;
    case 2: w.receive(syn(p)); break;
    case 3: w.now += time_step(w, p.u8()); break;
    case 4: w.poll(); break;
    case 5: {
        const std::uint8_t what = p.u8();
        const auto n = static_cast<std::uint8_t>(p.u8() % (SLOTS + 1));
        call(w, what, n, what % 7 == 0 || what % 7 > 3 ? p.u8() : 0);
        break;
    }
    case 6: application(w, p); break;
    case 7: datagram(w, p); break;
    case 8: damaged(w, p); break;
    default: icmp_error(w, p);
    }
    w.look();
}

}

extern "C" int LLVMFuzzerInitialize(int *, char ***) // nobody calls it but the fuzzer
{
    all.told = true;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    world w;
    program p{data, data + size};

    unsigned ops = 0;
    for (; p.more() && ops < MOST_OPS; ops++) {
        step(w, p);
    }
    w.poll();
    all.input_ended(ops);
    if (size % 8 == 0) { // it takes as long as all the ops
        look_whether_alive(w);
    }
    return 0;
}

#ifdef __clang__
#pragma clang attribute pop
#endif
