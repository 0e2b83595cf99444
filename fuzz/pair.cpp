// SPDX-License-Identifier: MIT
// Two Thimbles back to back over a line that the fuzzer makes bad, each with an application that
// sends, stalls, closes and aborts. Every byte arrives once, in order, as it was said; both ends
// agree how it ended; and whatever has happened, once the line behaves all comes to an end within
// the profile's times, and a new call goes through, both ways.
//
// An op is a byte: what (low four bits), with whom (bit 7: which device, or whose frames), and a
// small number (bits 4 to 6: which slot or frame); some read one byte more.
//
//   0  time                   6  a call, or both call      12  how much the line holds
//   1  turns on a good line   7  write                     13  a connection's options
//   2  a frame arrives        8  close                     14  how the applications are
//   3  it is lost             9  abort                     15  room comes back
//   4  it will come twice    10  read
//   5  it is spoilt          11  time, then both poll
#include "pair_calm.hpp"

namespace {

using namespace fuzz;

// Which pairs of states have met: libFuzzer looks for new ones as it does for new branches.
#if defined(__clang__)
__attribute__((section("__libfuzzer_extra_counters")))
#endif
std::uint8_t met[thimble::TCP_STATES * thimble::TCP_STATES];

void note_states(const pair &w)
{
    for (int n = 0; n < SLOTS; n++) {
        for (int m = 0; m < SLOTS; m++) {
            const tcp_connection &a = w.end[0].s.connection[n], &b = w.end[1].s.connection[m];
            if (a.state != thimble::TCP_CLOSED && a.local_port == b.remote_port
                && a.remote_port == b.local_port) {
                met[a.state * thimble::TCP_STATES + b.state] = 1;
            }
        }
    }
}

void call(pair &w, int who, std::uint8_t pick)
{
    static const std::uint16_t ports[] = {7, 19, 80};
    device &d = w.end[who], &other = w.end[1 - who];

    if (w.talks.size() + 4 > MOST_TALKS) {
        return;
    }
    if (pick < 3) {
        d.open(ports[pick]);
        return;
    }
    const auto port = static_cast<std::uint16_t>((other.s.next_port + 1u) | 0xc000u);
    const std::uint8_t n = d.open(port); // the port that the other is about to call from
    if (n < SLOTS) {
        other.open(d.s.connection[n].local_port);
    }
}

void options(device &d, std::uint8_t n, std::uint8_t what)
{
    switch (what % 4) {
    case 0: thimble::tcp_no_delay(&d.s, n, what & 4); break;
    case 1: thimble::tcp_keep_alive(&d.s, n, what & 4); break;
    case 2: thimble::tcp_retries(&d.s, n, what / 4); break;
    default: thimble::tcp_report report; (void)thimble::tcp_status(&d.s, n, &report);
    }
}

void step(pair &w, tape &t)
{
    const std::uint8_t op = t.u8();
    const int who = op >> 7;
    const auto k = static_cast<std::uint8_t>(op >> 4 & 7);
    const auto n = static_cast<std::uint8_t>(k % SLOTS);
    device &d = w.end[who];
    line &l = w.way[who]; // towards it

    switch (op & 15) {
    case 0: w.now += t.milliseconds(); break;
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
    case 7: d.write(n, t.u8()); break;
    case 8: d.close(n); break;
    case 9: d.abort(n); break;
    case 10: d.read(n, t.u8()); break;
    case 11:
        w.now += t.milliseconds();
        w.poll();
        break;
    case 12: l.set_room(k); break;
    case 13: options(d, n, t.u8()); break;
    case 14:
        d.hands[n].reactions = t.u8();
        d.hands[n].appetite = k & 4 ? std::uint16_t{APP_ROOM} : t.u8();
        break;
    default: d.hands[n].room = std::min<std::uint16_t>(APP_ROOM, d.hands[n].room + t.u8());
    }
    note_states(w);
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    pair w;
    tape t(data, size);

    for (int ops = 0; t.more() && ops < 300; ops++) {
        step(w, t);
    }
    calm_down(w);
    return 0;
}
