// SPDX-License-Identifier: MIT Any bytes: tcp_packet.h keeps to tcp.ksy
// (packets/tcp_packet.hpp), and says what RFC 9293 3.1 says, no more and no less; options are
// walked as the RFC walks them, an unknown one skipped (MUST-6), a broken one refused (MUST-7).
#include "packets/tcp_packet.hpp"

using namespace thimble;

namespace {

struct walk {
    bool whole = true;
    std::uint32_t mss = 536; // 3.7.1
};

walk options(const std::uint8_t *at, std::size_t count)
{
    walk w;
    for (std::size_t i = 0; i < count && at[i] != 0;) {
        if (at[i] == 1) {
            i++;
            continue;
        }
        if (i + 1 == count || at[i + 1] < 2 || at[i + 1] > count - i
            || (at[i] == 2 && at[i + 1] < 4)) {
            w.whole = false;
            return w;
        }
        if (at[i] == 2) {
            w.mss = fuzz::number(at + i + 2, 2);
        }
        i += at[i + 1];
    }
    return w;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    fuzz::tcp_packet(data, size);
    const auto room = static_cast<std::uint16_t>(size);
    const wire_verdict verdict = tcp_check(data, room);

    if (size < 20) {
        MUST(verdict == WIRE_SHORT);
        return 0;
    }
    const std::uint32_t header = (data[12] >> 4) * 4u;
    MUST(verdict == (header >= 20 && header <= size ? WIRE_OK : WIRE_LENGTH));
    if (verdict != WIRE_OK) {
        return 0;
    }
    MUST(tcp_options_offset(data) == 20 && tcp_options_bytes(data) == header - 20);
    MUST(tcp_payload_offset(data) == header && tcp_payload_bytes(data, room) == size - header);

    const walk expected = options(data + 20, header - 20);
    tcp_options found{};
    MUST(tcp_options_check(data, &found) == (expected.whole ? WIRE_OK : WIRE_OPTION));
    MUST(!expected.whole || found.mss == expected.mss);

    const bool flags[] = {tcp_fin(data), tcp_syn(data), tcp_rst(data),
                          tcp_psh(data), tcp_ack(data), tcp_urg(data)};
    for (int bit = 0; bit < 6; bit++) {
        MUST(flags[bit] == ((data[13] >> bit & 1) != 0));
    }
    return 0;
}
