// SPDX-License-Identifier: MIT Any bytes: udp_packet.h keeps to udp.ksy
// (packets/udp_packet.hpp), and what it says is what RFC 768 says.
#include "packets/udp_packet.hpp"

using namespace thimble;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    fuzz::udp_packet(data, size);
    const wire_verdict verdict = udp_check(data, static_cast<std::uint16_t>(size));

    if (size < 8) {
        MUST(verdict == WIRE_SHORT);
        return 0;
    }
    const std::uint32_t length = fuzz::number(data + 4, 2);
    MUST(verdict == (length >= 8 && length <= size ? WIRE_OK : WIRE_LENGTH));
    if (verdict == WIRE_OK) {
        MUST(udp_src_port(data) == fuzz::number(data, 2) && udp_length(data) == length);
        MUST(udp_payload_offset(data) == 8 && udp_payload_bytes(data) == length - 8);
    }
    return 0;
}
