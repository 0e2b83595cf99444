// SPDX-License-Identifier: MIT Any bytes: icmp_packet.h keeps to icmp.ksy
// (packets/icmp_packet.hpp), and accepts 8 bytes and more, as RFC 792 draws every message.
#include "packets/icmp_packet.hpp"

using namespace thimble;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    fuzz::icmp_packet(data, size);
    const auto room = static_cast<std::uint16_t>(size);

    MUST(icmp_check(data, room) == (size < 8 ? WIRE_SHORT : WIRE_OK));
    if (size >= 8) {
        MUST(icmp_type(data) == data[0] && icmp_code(data) == data[1]);
        MUST(icmp_payload_offset(data) == 8 && icmp_payload_bytes(data, room) == size - 8);
    }
    return 0;
}
