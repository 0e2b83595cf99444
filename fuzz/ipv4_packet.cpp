// SPDX-License-Identifier: MIT Any bytes: ipv4_check says what RFC 791 3.1 says, no more and no
// less; options are walked as its text walks them; what is accepted lies inside the input; a header
// without options is the same when it is written again.
#include <cstring>

#include "ipv4_packet.h"
#include "wire.hpp"

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

void write_again(const std::uint8_t *data)
{
    std::uint8_t again[IPV4_HEADER_BYTES];
    std::memset(again, 0xd5, sizeof again);
    ipv4_emit(again, ipv4_tos(data), ipv4_ttl(data), ipv4_protocol(data), ipv4_src(data),
              ipv4_dst(data), ipv4_payload_bytes(data));

    // What the spec lets a sender choose is as it was; the rest is what we promise to send.
    MUST(again[0] == 0x45 && std::memcmp(again + 2, data + 2, 2) == 0 && again[9] == data[9]);
    MUST(std::memcmp(again + 12, data + 12, 8) == 0);
    MUST(again[1] == data[1] && ipv4_ident(again) == 0 && again[8] == data[8]
         && ipv4_checksum(again) == 0);
    MUST(ipv4_dont_fragment(again) && !ipv4_more_fragments(again)
         && ipv4_fragment_offset(again) == 0);
    MUST((again[6] & 0x80) == 0);

    ipv4_checksum_seal(again, fuzz::sum(again, sizeof again));
    MUST(ipv4_checksum_accepts(again, fuzz::sum(again, sizeof again)));
    again[data[1] % 20] ^= static_cast<std::uint8_t>(1 << (data[8] & 7));
    MUST(!ipv4_checksum_accepts(again, fuzz::sum(again, sizeof again)));
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 1500) {
        return 0;
    }
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
    if (header == 20) {
        write_again(data);
    }
    return 0;
}
