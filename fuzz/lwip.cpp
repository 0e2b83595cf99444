// SPDX-License-Identifier: MIT
// A Thimble and Debian's lwIP, a TCP that others wrote, over a line that the fuzzer makes bad. What
// Thimble's application is given is what lwIP's has said, and what Thimble sends is what its own
// has; and whatever has happened, once the line behaves and lwIP has forgotten all, Thimble ends
// everything, and two new calls go through. lwIP's own failings are not looked for.
//
// Ops as in pair.cpp; bit 7 set: lwIP, or what is on its way to it.
#include "lwip_peer.hpp"

namespace {

using namespace fuzz;

struct world {
    std::vector<talk> talks;
    device d{0, talks};
    line way[2]; // towards Thimble; towards lwIP
    lwip_peer peer{talks, way[0]};
    std::uint32_t now = 1000;

    world() { talks.reserve(MOST_TALKS); }

    void deliver(int who, std::size_t n)
    {
        const packet p = way[who].take(n);
        if (who == 0) {
            d.receive(p, way[1]);
        } else {
            peer.receive(p);
        }
    }
    void wait(std::uint32_t ms)
    {
        now += ms;
        peer.elapse(ms);
    }
    bool turn()
    {
        bool moved = d.poll(way[1], now) != 0;
        for (int who = 0; who < 2; who++) {
            for (std::size_t all = way[who].count(); all != 0; all--) {
                deliver(who, 0);
                moved = true;
            }
        }
        wait(TURN_MS);
        return moved;
    }
    void rest() { wait(std::min<std::uint32_t>(next_ticks(d) * TICK, 250)); } // lwIP's clock
};

void call(world &w, int who, std::uint8_t pick)
{
    static const std::uint16_t ports[] = {7, 19, 7, 80};
    if (w.talks.size() + 4 > MOST_TALKS) {
        return;
    }
    if (who == 0) {
        w.d.open(ports[pick]);
    } else {
        w.peer.open(ports[pick]);
    }
}

void lwip_op(world &w, std::uint8_t what, tcp_pcb *pcb, std::uint8_t value)
{
    switch (what) {
    case 7:
        if (pcb != nullptr) {
            w.peer.write(pcb, value);
        }
        break;
    case 8:
        if (pcb != nullptr) {
            w.peer.close(pcb);
        }
        break;
    case 9:
        if (pcb != nullptr) {
            w.peer.abort(pcb);
        }
        break;
    default:
        w.peer.stalls = value & 1;
        w.peer.echoes = value & 2;
        w.peer.closes_after_peer = value & 4;
    }
}

void thimble_op(device &d, std::uint8_t what, std::uint8_t n, std::uint8_t value)
{
    switch (what) {
    case 7: d.write(n, value); break;
    case 8: d.close(n); break;
    case 9: d.abort(n); break;
    case 10: d.read(n, value); break;
    case 13: thimble::tcp_no_delay(&d.s, n, value & 1); break;
    case 14: d.hands[n].reactions = value; break;
    default: d.hands[n].appetite = value;
    }
}

void step(world &w, tape &t)
{
    const std::uint8_t op = t.u8();
    const int who = op >> 7;
    const auto k = static_cast<std::uint8_t>(op >> 4 & 7);
    line &l = w.way[who];

    switch (op & 15) {
    case 0: w.wait(t.milliseconds()); break;
    case 1:
        for (int turn = 0; turn <= k; turn++) {
            w.turn();
        }
        break;
    case 2:
    case 3:
    case 4:
    case 5: befalls(w, static_cast<std::uint8_t>(op & 15), who, k, t); break;
    case 6: call(w, who, k % 4); break;
    case 11:
        w.wait(t.milliseconds());
        w.d.poll(w.way[1], w.now);
        break;
    case 12: l.set_room(k); break;
    default:
        if (who == 1) {
            lwip_op(w, op & 15, w.peer.at(k), (op & 15) > 9 || (op & 15) == 7 ? t.u8() : 0);
        } else {
            const bool more = (op & 15) == 7 || (op & 15) > 9;
            thimble_op(w.d, op & 15, static_cast<std::uint8_t>(k % SLOTS), more ? t.u8() : 0);
        }
    }
}

// A call to port 7 and the echo; by Thimble, or by lwIP.
void probe(world &w, bool by_thimble)
{
    const std::uint8_t n = by_thimble ? w.d.open(7) : std::uint8_t{0};
    MUST(n < SLOTS);
    if (!by_thimble) {
        w.peer.open(7);
    }
    side &ours = w.talks.back().of[0], &theirs = w.talks.back().of[1];
    until(
        w, PROBE_MS,
        [&] {
            tcp_pcb *const pcb = w.peer.at(0);
            if (by_thimble) {
                ask(w.d, n, ours);
            } else {
                answer(w.d, ours);
            }
            if (pcb != nullptr && !by_thimble) {
                w.peer.write(pcb, PROBE_BYTES - theirs.written);
                if (theirs.taken == PROBE_BYTES) {
                    w.peer.close(pcb);
                }
            }
        },
        [&] { return ours.over() && theirs.over(); });
    is_complete(ours);
    is_complete(theirs);
}

void calm_down(world &w)
{
    w.peer.be_kind();
    be_kind(w.d);
    w.way[0].set_room(line::MOST);
    w.way[1].set_room(line::MOST);
    until(w, OLD_MS, [&] { finish(w.d); }, [&] { return all_can_be_taken(w.d); });
    for (int who = 0; who < 2; who++) {
        be_kind(w.d);
        w.peer.be_kind();
        w.peer.echoes = who == 0;
        probe(w, who == 0);
    }
    w.d.check_canaries();
}

}

// What lwIP forgets to give back is its own: a Thimble allocates nothing.
extern "C" const char *__lsan_default_suppressions() { return "leak:liblwip"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    world w;
    tape t(data, size);

    for (int ops = 0; t.more() && ops < 300; ops++) {
        step(w, t);
    }
    calm_down(w);
    return 0;
}
