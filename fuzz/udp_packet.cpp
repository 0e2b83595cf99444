// SPDX-License-Identifier: MIT Any bytes: udp_check says what RFC 768 says; what it accepts is read
// inside the input; a header written from what was read is the header that was read; and a checksum
// that was sealed is accepted, with one bit changed it is not.
#include <cstring>

#include "udp_packet.h"
#include "wire.hpp"

using namespace thimble;

static void check_checksum(const std::uint8_t *data, std::uint16_t size, std::uint8_t pick)
{
    const fuzz::bytes kept(data, data + size);
    fuzz::bytes d = kept;
    const std::uint16_t prefix = fuzz::pseudo(0xc0a80701, 0xc0a80702, 17, size);

    MUST(udp_checksum_prefix(0xc0a80701, 0xc0a80702, size) == prefix);
    udp_set_checksum(d.data(), 0);
    udp_checksum_seal(d.data(), fuzz::sum(d.data(), size, prefix));
    MUST(udp_checksum(d.data()) != 0); // 0 would say: there is none
    MUST(udp_checksum_accepts(d.data(), fuzz::sum(d.data(), size, prefix)));
    const std::size_t place = pick % size;
    d[place] = static_cast<std::uint8_t>(d[place] ^ (1 << (pick & 7)));
    MUST(udp_checksum(d.data()) == 0
         || !udp_checksum_accepts(d.data(), fuzz::sum(d.data(), size, prefix)));
    udp_set_checksum(d.data(), 0);
    MUST(udp_checksum_accepts(d.data(), fuzz::sum(d.data(), size, prefix)));
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    const auto room = static_cast<std::uint16_t>(size);
    const wire_verdict verdict = udp_check(data, room);

    if (size < 8) {
        MUST(verdict == WIRE_SHORT);
        return 0;
    }
    const std::uint32_t length = fuzz::number(data + 4, 2);
    MUST(verdict == (length >= 8 && length <= size ? WIRE_OK : WIRE_LENGTH));
    if (verdict != WIRE_OK) {
        return 0;
    }
    MUST(udp_payload_offset(data) == 8 && udp_payload_bytes(data) == length - 8);

    std::uint8_t again[UDP_HEADER_BYTES];
    std::memset(again, 0xd5, sizeof again);
    udp_emit(again, udp_src_port(data), udp_dst_port(data), udp_payload_bytes(data));
    MUST(udp_checksum(again) == 0);
    udp_set_checksum(again, udp_checksum(data));
    MUST(std::memcmp(again, data, sizeof again) == 0);
    MUST(udp_length(data) == length && udp_src_port(data) == fuzz::number(data, 2));

    check_checksum(data, static_cast<std::uint16_t>(length), data[size - 1]);
    return 0;
}
