// SPDX-License-Identifier: MIT Any bytes: ipv4_packet.h keeps to ipv4.ksy
// (packets/ipv4_packet.hpp), and says what RFC 791 3.1 says, no more and no less; its options
// are walked as that text does.
#include "packets/ipv4_packet.hpp"

using namespace thimble;

namespace {

// RFC 791 3.1: kind 0 ends, kind 1 is one byte, every other has its length, itself included, in the
// second. A source route, loose (131) or strict (137), has a pointer behind that.
bool options_are_whole(const std::uint8_t *at, std::size_t count)
{
    for (std::size_t i = 0; i < count && at[i] != 0;) {
        if (at[i] == 1) {
            i++;
        } else if (i + 1 == count || at[i + 1] < (at[i] == 131 || at[i] == 137 ? 3 : 2)
                   || at[i + 1] > count - i) {
            return false;
        } else {
            i += at[i + 1];
        }
    }
    return true;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
    fuzz::ipv4_packet(data, size);
    const wire_verdict verdict = ipv4_check(data, static_cast<std::uint16_t>(size));

    if (size < 20) {
        MUST(verdict == WIRE_SHORT);
        return 0;
    }
    const std::uint32_t header = (data[0] & 15u) * 4;
    const std::uint32_t total = fuzz::number(data + 2, 2);
    MUST((verdict == WIRE_OK)
         == (data[0] >> 4 == 4 && header >= 20 && total >= header && total <= size));
    MUST(verdict != WIRE_SHORT && (verdict != WIRE_VALUE || data[0] >> 4 != 4));
    if (verdict != WIRE_OK) {
        return 0;
    }
    MUST(ipv4_options_offset(data) == 20 && ipv4_options_bytes(data) == header - 20);
    MUST(ipv4_payload_offset(data) == header && ipv4_payload_bytes(data) == total - header);
    MUST(ipv4_more_fragments(data) == ((data[6] & 0x20) != 0)
         && ipv4_dont_fragment(data) == ((data[6] & 0x40) != 0));
    MUST(ipv4_fragment_offset(data) == (fuzz::number(data + 6, 2) & 0x1fff));
    ipv4_options found;
    MUST(ipv4_options_check(data, &found)
         == (options_are_whole(data + 20, header - 20) ? WIRE_OK : WIRE_OPTION));
    return 0;
}
