// SPDX-License-Identifier: MIT Any bytes: tcp_check says what RFC 9293 3.1 says, no more and no
// less; options are walked as the RFC walks them, an unknown one skipped (MUST-6), a broken one
// refused (MUST-7); what is accepted lies inside the input; what was read can be written.
#include <cstring>

#include "tcp_packet.h"
#include "wire.hpp"

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

void write_again(const std::uint8_t *data)
{
    std::uint8_t again[TCP_HEADER_BYTES];
    std::memset(again, 0xd5, sizeof again);
    tcp_emit(again, tcp_src_port(data), tcp_dst_port(data), tcp_seqno(data), tcp_ackno(data),
             tcp_flags(data), tcp_window(data), static_cast<std::uint8_t>(tcp_options_bytes(data)));
    MUST(std::memcmp(again, data, 12) == 0 && std::memcmp(again + 13, data + 13, 3) == 0);
    MUST(again[12] == (data[12] & 0xf0));                        // reserved bits are sent as zero
    MUST(tcp_checksum(again) == 0 && tcp_urgent_pointer(again) == 0);
    MUST(tcp_data_offset(again) == tcp_data_offset(data));
}

void seal(const std::uint8_t *data, std::uint16_t size)
{
    fuzz::bytes d(data, data + size);
    const std::uint16_t prefix = fuzz::pseudo(0xc0a80701, 0x0a000001, 6, size);

    MUST(tcp_checksum_prefix(0xc0a80701, 0x0a000001, size) == prefix);
    tcp_set_checksum(d.data(), 0);
    tcp_checksum_seal(d.data(), fuzz::sum(d.data(), size, prefix));
    MUST(tcp_checksum_accepts(d.data(), fuzz::sum(d.data(), size, prefix)));
    const std::size_t place = fuzz::number(data + 4, 2) % size;
    d[place] = static_cast<std::uint8_t>(d[place] ^ (1 << (data[6] & 7)));
    MUST(!tcp_checksum_accepts(d.data(), fuzz::sum(d.data(), size, prefix)));
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
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
    write_again(data);
    seal(data, room);
    return 0;
}
