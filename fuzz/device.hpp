// SPDX-License-Identifier: MIT
// A Thimble with an application that talks, for the targets with a peer: it checks all it is given
// and told, and every byte that the stack sends. The profile is `everything`: rings for both
// directions, a client, and a source with many segments on their way.
#ifndef THIMBLE_FUZZ_DEVICE_HPP
#define THIMBLE_FUZZ_DEVICE_HPP

#include <algorithm>
#include <vector>

#include "lent.hpp"
#include "line.hpp"
#include "stack.h"
#include "talk.hpp"

UNSEEN

namespace fuzz {

using thimble::tcp_connection;
enum { SLOTS = thimble::PROFILE_TCP_CONNECTIONS, APP_ROOM = 600, CANARIES = 64, MOST_TALKS = 64 };
constexpr std::uint32_t peer_address = 0xc0a80701u;

enum reaction : std::uint8_t { // what a handler does besides its job
    ECHO = 1,
    CLOSE_AFTER_PEER = 2,
    CLOSE_ON_TEXT = 4,
    ABORT_ON_TEXT = 8,
    CLOSE_WHEN_CONNECTED = 16,
    ABORT_WHEN_CONNECTED = 32,
    READ_LATER = 64 // a receive ring is not read at once
};

struct hand { // the application's part of a slot
    std::uint16_t room = APP_ROOM;     // what it says that it could take; it comes back with time
    std::uint16_t appetite = APP_ROOM; // what it takes at once
    std::uint8_t reactions = ECHO | CLOSE_AFTER_PEER;
};

struct device {
    std::uint8_t before[CANARIES];
    thimble::stack s;
    std::uint8_t after[CANARIES];

    int me = 0; // which end of a talk
    std::vector<talk> *talks = nullptr;
    hand hands[SLOTS];
    bool in_handler = false;
    talk *aborting[SLOTS] = {}; // from inside a handler: when that is over

    device(int number, std::vector<talk> &all) : me(number), talks(&all)
    {
        const std::uint8_t secret[16] = {0x5e, 0xc2, static_cast<std::uint8_t>(number)};
        std::memset(before, 0xc5, sizeof before);
        std::memset(after, 0xc5, sizeof after);
        std::memset(&s, 0xd5, sizeof s); // stack_init must not count on zeroes
        thimble::stack_init(&s, secret);
        every()[number] = this;
    }
    device(const device &) = delete;
    device &operator=(const device &) = delete;

    static device **every()
    {
        static device *list[2];
        return list;
    }
    static device &of(const thimble::stack *s)
    {
        device *const first = every()[0];
        device *const found = first != nullptr && &first->s == s ? first : every()[1];
        MUST(&found->s == s); // a handler is told whose it is
        return *found;
    }

    talk *find(std::uint16_t local, std::uint16_t remote)
    {
        for (talk &t : *talks) {
            if (t.port[me] == local && t.port[1 - me] == remote) {
                return &t;
            }
        }
        return nullptr;
    }
    talk &at(std::uint8_t n) // the one that a handler is called for
    {
        const tcp_connection &c = s.connection[n];
        talk *const found = find(c.local_port, c.remote_port);
        MUST(found != nullptr); // nobody called: a talk with nobody
        return *found;
    }
    bool from_source(std::uint8_t n) const
    {
        return thimble::profile_sends_from_source(s.connection[n].socket);
    }

    // ---- user calls ----

    std::uint8_t open(std::uint16_t port)
    {
        const std::uint8_t n = thimble::tcp_open(&s, thimble::SOCKET_CALLER, peer_address, port);
        if (n < SLOTS) {
            talk t;
            t.port[me] = s.connection[n].local_port;
            t.port[1 - me] = port;
            talk *const known = find(t.port[me], port); // both called, with the same numbers
            if (known == nullptr) {
                talks->push_back(t);
            }
            (known != nullptr ? *known : talks->back()).of[me].opened = true;
        }
        return n;
    }
    void write(std::uint8_t n, std::uint16_t most)
    {
        talk *const t = find(s.connection[n].local_port, s.connection[n].remote_port);
        if (t == nullptr || t->of[me].over()
            || !(t->of[me].connected || s.connection[n].state == thimble::TCP_SYN_SENT)) {
            return;
        }
        side &mine = t->of[me];
        if (from_source(n)) {
            mine.written += mine.closed || aborting[n] ? 0 : most;
            return;
        }
        std::uint8_t data[256];
        most = std::min<std::uint16_t>(most, sizeof data);
        for (std::uint16_t i = 0; i < most; i++) {
            data[i] = said(*t, me, mine.written + i);
        }
        const std::uint16_t room = thimble::tcp_write_room(&s, n);
        const std::uint16_t took = thimble::tcp_write(&s, n, data, most);
        MUST(took == std::min(room, most));
        MUST(took == 0 || (!mine.closed && !aborting[n]));
        mine.written += took;
    }
    void read(std::uint8_t n, std::uint16_t most)
    {
        talk *const t = find(s.connection[n].local_port, s.connection[n].remote_port);
        std::uint8_t text[256];
        const std::uint16_t got =
            thimble::tcp_read(&s, n, text, std::min<std::uint16_t>(most, sizeof text));
        if (got != 0) {
            MUST(t != nullptr && !t->of[me].aborted);
            MUST(t->of[me].end <= BOTH_CLOSED); // what is broken has no text any more
            take(*t, me, text, got, got);
            after_text(n, got);
        }
    }
    void close(std::uint8_t n)
    {
        talk *const t = find(s.connection[n].local_port, s.connection[n].remote_port);
        if (t != nullptr && t->of[me].known() && thimble::tcp_close(&s, n) == thimble::TCP_OK) {
            MUST(!t->of[me].closed);
            t->of[me].closed = true;
        }
    }
    void abort(std::uint8_t n)
    {
        talk *const t = find(s.connection[n].local_port, s.connection[n].remote_port);
        if (t == nullptr || !t->of[me].known()) {
            return;
        }
        const bool done = thimble::tcp_abort(&s, n) == thimble::TCP_OK;
        if (done && in_handler) {
            aborting[n] = t;
        } else if (done || t->of[me].over()) { // what it had not read is gone even behind the end
            t->of[me].aborted = true;
        }
    }

    // ---- what handlers do ----

    void after_text(std::uint8_t n, std::uint16_t count)
    {
        const std::uint8_t r = hands[n].reactions;
        if (r & ECHO) {
            write(n, count);
        }
        if (r & CLOSE_ON_TEXT) {
            close(n);
        }
        if (r & ABORT_ON_TEXT) {
            abort(n);
        }
    }
    std::uint16_t received(std::uint8_t n, const std::uint8_t *text, std::uint16_t count);
    void arrived(std::uint8_t n, std::uint16_t waiting);
    void signalled(std::uint8_t n, std::uint8_t signals);
    std::uint16_t fill(std::uint8_t n, std::uint32_t offset, std::uint8_t *out, std::uint16_t room);

    // ---- frames ----

    void check_sent(const std::uint8_t *frame, std::uint16_t count)
    {
        MUST(count >= 40 && count <= thimble::PROFILE_MTU && number(frame + 2, 2) == count);
        const std::size_t head = 20u + (frame[32] >> 4) * 4u;
        MUST(head <= count);
        const auto local = static_cast<std::uint16_t>(number(frame + 20, 2));
        const auto remote = static_cast<std::uint16_t>(number(frame + 22, 2));
        const talk *const t = find(local, remote);
        for (const tcp_connection &c : s.connection) {
            if (t == nullptr || count == head || c.state == thimble::TCP_CLOSED
                || c.local_port != local || c.remote_port != remote) {
                continue;
            }
            const std::uint32_t offset = number(frame + 24, 4) - c.iss - 1;
            for (std::uint32_t i = 0; i < count - head; i++) {
                MUST(frame[head + i] == said(*t, me, offset + i));
            }
            MUST(offset + (count - head) <= t->of[me].written);
        }
    }
    // As far as the link takes frames. How many there were.
    unsigned poll(line &out, std::uint32_t now)
    {
        unsigned sent = 0;
        while (!out.full()) {
            static lent::store store;
            static lent frame(store, 40 + thimble::PROFILE_TCP_MSS);
            const std::uint16_t count = thimble::stack_poll(&s, frame.at(), now);
            if (count == 0) {
                break;
            }
            check_sent(frame.at(), count);
            out.put(frame.at(), count);
            sent++;
            MUST(sent < line::MOST); // it goes quiet
        }
        settle_aborts();
        return sent;
    }
    void receive(const packet &p, line &out)
    {
        const std::size_t room = p.size % 3 == 0
                                     ? std::max<std::size_t>(p.size, thimble::PROFILE_MTU)
                                     : p.size;
        static lent::store store;
        lent frame(store, room);
        tcp_connection kept[SLOTS];
        std::memcpy(frame.at(), p.at.data(), p.size);
        if (p.spoilt) {
            std::memcpy(kept, s.connection, sizeof kept);
        }
        const std::uint16_t count = thimble::stack_receive(&s, frame.at(), p.size,
                                                           static_cast<std::uint16_t>(room));
        MUST(count <= room);
        if (p.spoilt) {
            MUST(count == 0 && std::memcmp(kept, s.connection, sizeof kept) == 0);
        }
        if (count != 0) {
            check_sent(frame.at(), count);
            out.put(frame.at(), count);
        }
        settle_aborts();
    }
    void settle_aborts()
    {
        for (std::uint8_t n = 0; n < SLOTS; n++) {
            if (aborting[n] != nullptr) {
                aborting[n]->of[me].aborted = true;
                aborting[n] = nullptr;
            }
        }
    }
    void check_canaries() const
    {
        std::uint8_t fresh[CANARIES];
        std::memset(fresh, 0xc5, sizeof fresh);
        MUST(std::memcmp(before, fresh, sizeof fresh) == 0); // nothing outside the stack is written
        MUST(std::memcmp(after, fresh, sizeof fresh) == 0);
    }
};

}

SEEN

#include "device_hears.hpp"

#endif
