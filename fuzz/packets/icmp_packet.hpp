// SPDX-License-Identifier: MIT
// GENERATED from spec/packets/icmp.ksy -- change the spec and regenerate.
// Any bytes: icmp_packet.h accepts what a plain reading of the spec accepts, its readers say the
// same, and what was read is written and read again. The target calls fuzz::icmp_packet.
#ifndef THIMBLE_FUZZ_ICMP_PACKET_HPP
#define THIMBLE_FUZZ_ICMP_PACKET_HPP

#include "reading.hpp"
#include "icmp_packet.h"

namespace fuzz::icmp_spec {

// What the packet's options leave behind.
struct found_in {
};

struct packet {
    wide type_ = 0;
    wide code_ = 0;
    wide checksum_ = 0;
    wide rest_ = 0;
    part payload_;
};

// The fields at fixed places, whatever they say.
UNWATCHED inline void fields(cursor &in, packet &r)
{
    r.type_ = in.bytes(1);
    r.code_ = in.bytes(1);
    r.checksum_ = in.bytes(2);
    r.rest_ = in.bytes(4);
}

// All that the spec asks of lengths and values.
UNWATCHED inline bool read(cursor &in, packet &r)
{
    r.type_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.code_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.checksum_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.rest_ = in.bytes(4);
    if (!in.whole) {
        return false;
    }
    r.payload_ = in.rest();
    if (!in.whole) {
        return false;
    }
    return true;
}

// What parts with a type of their own ask besides.
inline bool inside(const packet &r, found_in &found)
{
    (void)r;
    (void)found;
    return true;
}

UNWATCHED inline void readers_agree(const std::uint8_t *data, std::uint16_t room, const packet &r)
{
    std::uint8_t head[thimble::ICMP_HEADER_BYTES]; // the sanitizer sees one byte too many
    std::memcpy(head, data, sizeof head);
    MUST(wide{thimble::icmp_type(head)} == wide{r.type_});
    MUST(wide{thimble::icmp_code(head)} == wide{r.code_});
    MUST(wide{thimble::icmp_checksum(head)} == wide{r.checksum_});
    MUST(wide{thimble::icmp_rest(head)} == wide{r.rest_});
    MUST(r.payload_.at == data + thimble::icmp_payload_offset(data));
    MUST(r.payload_.bytes == thimble::icmp_payload_bytes(data, room));
    (void)room;
}

// A writer of a field changes what its reader says, and nothing else.
UNWATCHED inline void setters_agree(const std::uint8_t *data, const packet &r)
{
    std::uint8_t head[thimble::ICMP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    thimble::icmp_set_type(head, static_cast<std::uint8_t>(~r.type_));
    thimble::icmp_set_code(head, static_cast<std::uint8_t>(~r.code_));
    thimble::icmp_set_checksum(head, static_cast<std::uint16_t>(~r.checksum_));
    thimble::icmp_set_rest(head, static_cast<std::uint32_t>(~r.rest_));
    packet other;
    cursor in{head, sizeof head};
    fields(in, other);
    MUST(other.type_ == (~r.type_ & 255));
    thimble::icmp_set_type(head, static_cast<std::uint8_t>(r.type_));
    MUST(other.code_ == (~r.code_ & 255));
    thimble::icmp_set_code(head, static_cast<std::uint8_t>(r.code_));
    MUST(other.checksum_ == (~r.checksum_ & 65535));
    thimble::icmp_set_checksum(head, static_cast<std::uint16_t>(r.checksum_));
    MUST(other.rest_ == (~r.rest_ & 4294967295));
    thimble::icmp_set_rest(head, static_cast<std::uint32_t>(r.rest_));
    MUST(std::memcmp(head, data, sizeof head) == 0);
}

// The writer of a whole header, given what was read.
UNWATCHED inline void write_again(const packet &r)
{
    std::uint8_t head[thimble::ICMP_HEADER_BYTES];
    std::memset(head, 0xd5, sizeof head);
    thimble::icmp_emit(head,
        static_cast<std::uint8_t>(r.type_),
        static_cast<std::uint8_t>(r.code_),
        static_cast<std::uint32_t>(r.rest_));
    packet back;
    cursor fixed{head, sizeof head};
    fields(fixed, back);
    MUST(wide{back.type_} == wide{r.type_});
    MUST(wide{back.code_} == wide{r.code_});
    MUST(wide{back.checksum_} == wide{0});
    MUST(wide{back.rest_} == wide{r.rest_});
    again.bytes = 0;
    again.put(head, sizeof head);
    again.put(r.payload_, r.payload_.bytes);
    cursor whole{again.at, again.bytes};
    MUST(again.bytes > 0xffff || read(whole, back));
    MUST(again.bytes > 0xffff
         || thimble::icmp_check(again.at, static_cast<std::uint16_t>(again.bytes)) == thimble::WIRE_OK);
    MUST(again.bytes > 0xffff || back.payload_.bytes != r.payload_.bytes || same(back.payload_, r.payload_));
}

// The checksum, summed the slow way: what is sealed is accepted, one bit otherwise is not.
UNWATCHED inline void checksum_agrees(const std::uint8_t *data, wide size, const packet &r)
{
    const wide covered = size;
    (void)size;
    const std::uint64_t prefix = 0;
    const std::uint64_t arrived = prefix + words(data, covered);
    const bool absent = false;
    MUST(thimble::icmp_checksum_accepts(data, folded(arrived)) == (absent || folded(arrived) == 0xffff));

    std::uint8_t head[thimble::ICMP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    const std::uint64_t bare = arrived - static_cast<std::uint64_t>(r.checksum_);
    thimble::icmp_checksum_seal(head, folded(bare));
    packet sealed;
    cursor in{head, sizeof head};
    fields(in, sealed);
    const std::uint64_t sent = bare + static_cast<std::uint64_t>(sealed.checksum_);
    MUST(folded(sent) == 0xffff);
    MUST(thimble::icmp_checksum_accepts(head, folded(sent)));
    const std::uint64_t word = static_cast<std::uint64_t>(head[0] << 8 | head[1]);
    const std::uint64_t changed = sent - word + (word ^ std::uint64_t{1} << (data[1] & 15));
    MUST(!thimble::icmp_checksum_accepts(head, folded(changed)));
}

}

namespace fuzz {

inline void icmp_packet(const std::uint8_t *data, std::size_t size)
{
    if (size > 0xffff) {
        return;
    }
    const auto room = static_cast<std::uint16_t>(size);
    const thimble::wire_verdict verdict = thimble::icmp_check(data, room);
    icmp_spec::packet r;
    cursor in{data, room};
    const bool good = icmp_spec::read(in, r);

    MUST((verdict == thimble::WIRE_OK) == good);
    MUST((verdict == thimble::WIRE_SHORT) == (size < 8));
    if (!good) {
        return;
    }
    icmp_spec::readers_agree(data, room, r);
    icmp_spec::setters_agree(data, r);
    icmp_spec::write_again(r);
    icmp_spec::checksum_agrees(data, room, r);
}

}

#endif
