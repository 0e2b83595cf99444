// SPDX-License-Identifier: MIT Any bytes: icmp_check accepts 8 and more; readers stay inside; what
// was read can be written; the checksum is RFC 792's.
#include <cstring>

#include "icmp_packet.h"
#include "wire.hpp"

using namespace thimble;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    const auto room = static_cast<std::uint16_t>(size);

    MUST(icmp_check(data, room) == (size < 8 ? WIRE_SHORT : WIRE_OK));
    if (size < 8) {
        return 0;
    }
    MUST(icmp_payload_offset(data) == 8 && icmp_payload_bytes(data, room) == size - 8);

    fuzz::bytes again(data, data + size);
    std::memset(again.data(), 0xd5, ICMP_HEADER_BYTES);
    icmp_emit(again.data(), icmp_type(data), icmp_code(data), icmp_rest(data));
    MUST(icmp_checksum(again.data()) == 0);
    MUST(again[0] == data[0] && again[1] == data[1]
         && std::memcmp(&again[4], data + 4, size - 4) == 0);

    icmp_checksum_seal(again.data(), fuzz::sum(again.data(), size));
    MUST(icmp_checksum_accepts(again.data(), fuzz::sum(again.data(), size)));
    const std::size_t place = data[4] % size;
    again[place] = static_cast<std::uint8_t>(again[place] ^ (1 << (data[5] & 7)));
    MUST(!icmp_checksum_accepts(again.data(), fuzz::sum(again.data(), size)));
    MUST(icmp_checksum_accepts(data, fuzz::sum(data, size)) == (fuzz::sum(data, size) == 0xffff));
    return 0;
}
