// SPDX-License-Identifier: MIT
// Two devices and the line between them; and what must come to pass when the line behaves.
#ifndef THIMBLE_FUZZ_PAIR_CALM_HPP
#define THIMBLE_FUZZ_PAIR_CALM_HPP

#include "calm.hpp"

UNSEEN

namespace fuzz {

struct pair {
    std::vector<talk> talks;
    device end[2] = {{0, talks}, {1, talks}};
    line way[2]; // towards that end
    std::uint32_t now = 1000;

    pair() { talks.reserve(MOST_TALKS); }

    void deliver(int who, std::size_t n)
    {
        packet p = way[who].take(n);
        swap_addresses(p);
        end[who].receive(p, way[1 - who]);
    }
    unsigned poll() { return end[0].poll(way[1], now) + end[1].poll(way[0], now); }

    // Ten milliseconds on a good line: all that is on it arrives. Whether something moved.
    bool turn()
    {
        bool moved = poll() != 0;
        for (int who = 0; who < 2; who++) {
            for (std::size_t all = way[who].count(); all != 0; all--) {
                deliver(who, 0);
                moved = true;
            }
        }
        now += TURN_MS;
        return moved;
    }
    void rest() { now += std::min(next_ticks(end[0]), next_ticks(end[1])) * TICK; }
};

// A call from `who` to the other's port 7.
inline void probe(pair &w, int who)
{
    device &client = w.end[who], &server = w.end[1 - who];
    const std::uint8_t n = client.open(7);
    MUST(n < SLOTS);
    side &asks = w.talks.back().of[who], &answers = w.talks.back().of[1 - who];

    until(
        w, PROBE_MS,
        [&] {
            ask(client, n, asks);
            answer(server, answers);
        },
        [&] { return asks.over() && answers.over(); });
    is_complete(asks);
    is_complete(answers);
}

inline void calm_down(pair &w)
{
    for (int who = 0; who < 2; who++) {
        be_kind(w.end[who]);
        w.way[who].set_room(line::MOST);
    }
    until(
        w, OLD_MS,
        [&] {
            finish(w.end[0]);
            finish(w.end[1]);
        },
        [&] { return all_can_be_taken(w.end[0]) && all_can_be_taken(w.end[1]); });
    for (int who = 0; who < 2; who++) {
        be_kind(w.end[0]);
        be_kind(w.end[1]);
        probe(w, who);
    }
    for (const talk &t : w.talks) {
        judge(t);
    }
    for (const device &d : w.end) {
        d.check_canaries();
    }
}

}

SEEN

#endif
