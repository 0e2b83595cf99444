// SPDX-License-Identifier: MIT Any bytes, released and closed up at any moment: the frames that
// come out are those of a decoder with all the memory in the world, as long as they fit; and what
// is sent decodes to itself.
//
// The input is a program. A byte 0xfe is followed by an operation, every other byte comes from the
// line.
#include <algorithm>
#include <deque>

#include "slip.h"
#include "wire.hpp"

namespace {

using fuzz::bytes;
using namespace thimble;

struct model { // RFC 1055 with a list of frames
    std::deque<bytes> frames;
    bytes arriving;
    bool escaped = false;
    bool spoilt = false;
    unsigned lost = 0;

    void receive(std::uint8_t byte, bool damaged)
    {
        spoilt |= damaged;
        if (byte == 0xc0) {
            if (spoilt || escaped) {
                lost++;
            } else if (!arriving.empty()) {
                frames.push_back(arriving);
            }
            arriving.clear();
            spoilt = escaped = false;
        } else if (escaped) {
            escaped = false;
            spoilt |= byte != 0xdc && byte != 0xdd;
            arriving.push_back(byte == 0xdc ? 0xc0 : 0xdb);
        } else if (byte == 0xdb) {
            escaped = true;
        } else {
            arriving.push_back(byte);
        }
    }
};

// What the arena holds: where the frames end, counted from the layout drawn in slip.h.
std::size_t used(const model &m)
{
    std::size_t total = 0;
    for (const bytes &frame : m.frames) {
        total += 2 + frame.size();
    }
    return total;
}

struct machine {
    slip_link *link = new slip_link;
    model m;

    machine() { slip_init(link); }
    ~machine() { delete link; }

    void receive(std::uint8_t byte, bool damaged)
    {
        // While a hole is on its way the arena is smaller by it.
        const std::size_t room = PROFILE_SLIP_IN_BYTES - link->hole_bytes;
        const bool stores = byte != 0xc0 && (byte != 0xdb || m.escaped);
        if (stores && used(m) + 2 + m.arriving.size() >= room) {
            m.spoilt = true;
            m.arriving.clear();
        }
        slip_receive(link, byte, damaged);
        m.receive(byte, damaged);
        if (m.spoilt) {
            m.arriving.clear();
        }
    }

    void look()
    {
        std::uint16_t count = 0;
        const std::uint8_t *const at = slip_frame(link, &count);
        if (link->hole_bytes != 0) {
            MUST(at == nullptr);
            return;
        }
        MUST((at == nullptr) == m.frames.empty());
        MUST(at == nullptr || bytes(at, at + count) == m.frames.front());
    }

    void release()
    {
        if (link->hole_bytes == 0 && !m.frames.empty()) {
            slip_release(link);
            m.frames.pop_front();
        }
    }

    // An answer longer than its frame: what it may use is lent, and what it does not need given
    // back, whole frames and bytes of one behind it or not.
    void answer(std::uint8_t longer)
    {
        if (link->hole_bytes != 0 || m.frames.empty()) {
            return;
        }
        bytes &frame = m.frames.front();
        const std::size_t room = slip_lend(link);
        MUST(room >= frame.size() && room + 2 <= PROFILE_SLIP_IN_BYTES);
        frame.resize(std::min<std::size_t>(room, frame.size() + longer));
        std::uint16_t count = 0;
        std::copy(frame.begin(), frame.end(), slip_frame(link, &count));
        MUST(count == room);
        slip_keep(link, static_cast<std::uint16_t>(frame.size()));
    }

    void send_back()
    {
        if (link->hole_bytes != 0 || m.frames.empty()) {
            return;
        }
        model other;
        slip_send(link, true, static_cast<std::uint16_t>(m.frames.front().size()));
        for (std::size_t turns = 0; slip_is_sending(link); turns++) {
            MUST(turns < 2 + 2 * m.frames.front().size());
            other.receive(slip_send_next(link), false);
        }
        MUST(other.frames.size() == 1 && other.frames.front() == m.frames.front());
    }
};

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    machine all;

    for (std::size_t i = 0; i < size; i++) {
        if (data[i] != 0xfe || i + 1 == size) {
            all.receive(data[i], false);
        } else {
            i++;
            switch (data[i] % 7) {
            case 0: all.release(); break;
            case 1: slip_close_hole(all.link); break;
            case 2: all.send_back(); break;
            case 3: all.receive(data[i], true); break;
            case 4: all.receive(0xc0, true); break;
            case 5: all.answer(data[i]); break;
            default: // a long stretch, so that the arena fills within a small input
                for (int n = 0; n < 100; n++) {
                    all.receive(data[i], false);
                }
            }
        }
        all.look();
    }
    while (slip_close_hole(all.link)) {
    }
    for (std::size_t left = all.m.frames.size(); left != 0; left--) {
        all.look();
        all.release();
        while (slip_close_hole(all.link)) {
        }
    }
    MUST(all.m.lost > 255 || slip_overruns(all.link) == all.m.lost);
    return 0;
}
