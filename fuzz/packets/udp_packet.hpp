// SPDX-License-Identifier: MIT
// GENERATED from spec/packets/udp.ksy -- change the spec and regenerate.
// Any bytes: udp_packet.h accepts what a plain reading of the spec accepts, its readers say the
// same, and what was read is written and read again. The target calls fuzz::udp_packet.
#ifndef THIMBLE_FUZZ_UDP_PACKET_HPP
#define THIMBLE_FUZZ_UDP_PACKET_HPP

#include "reading.hpp"
#include "udp_packet.h"

namespace fuzz::udp_spec {

// What the packet's options leave behind.
struct found_in {
};

struct packet {
    wide src_port_ = 0;
    wide dst_port_ = 0;
    wide length_ = 0;
    wide checksum_ = 0;
    part payload_;
};

// The fields at fixed places, whatever they say.
UNWATCHED inline void fields(cursor &in, packet &r)
{
    r.src_port_ = in.bytes(2);
    r.dst_port_ = in.bytes(2);
    r.length_ = in.bytes(2);
    r.checksum_ = in.bytes(2);
}

// All that the spec asks of lengths and values.
UNWATCHED inline bool read(cursor &in, packet &r)
{
    r.src_port_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.dst_port_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.length_ = in.bytes(2);
    if (!in.whole || !((r.length_ >= 8) && (r.length_ <= in.size))) {
        return false;
    }
    r.checksum_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.payload_ = in.take(r.length_ - 8);
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
    std::uint8_t head[thimble::UDP_HEADER_BYTES]; // the sanitizer sees one byte too many
    std::memcpy(head, data, sizeof head);
    MUST(wide{thimble::udp_src_port(head)} == wide{r.src_port_});
    MUST(wide{thimble::udp_dst_port(head)} == wide{r.dst_port_});
    MUST(wide{thimble::udp_length(head)} == wide{r.length_});
    MUST(wide{thimble::udp_checksum(head)} == wide{r.checksum_});
    MUST(r.payload_.at == data + thimble::udp_payload_offset(data));
    MUST(r.payload_.bytes == thimble::udp_payload_bytes(data));
    (void)room;
}

// A writer of a field changes what its reader says, and nothing else.
UNWATCHED inline void setters_agree(const std::uint8_t *data, const packet &r)
{
    std::uint8_t head[thimble::UDP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    thimble::udp_set_src_port(head, static_cast<std::uint16_t>(~r.src_port_));
    thimble::udp_set_dst_port(head, static_cast<std::uint16_t>(~r.dst_port_));
    thimble::udp_set_length(head, static_cast<std::uint16_t>(~r.length_));
    thimble::udp_set_checksum(head, static_cast<std::uint16_t>(~r.checksum_));
    packet other;
    cursor in{head, sizeof head};
    fields(in, other);
    MUST(other.src_port_ == (~r.src_port_ & 65535));
    thimble::udp_set_src_port(head, static_cast<std::uint16_t>(r.src_port_));
    MUST(other.dst_port_ == (~r.dst_port_ & 65535));
    thimble::udp_set_dst_port(head, static_cast<std::uint16_t>(r.dst_port_));
    MUST(other.length_ == (~r.length_ & 65535));
    thimble::udp_set_length(head, static_cast<std::uint16_t>(r.length_));
    MUST(other.checksum_ == (~r.checksum_ & 65535));
    thimble::udp_set_checksum(head, static_cast<std::uint16_t>(r.checksum_));
    MUST(std::memcmp(head, data, sizeof head) == 0);
}

// The writer of a whole header, given what was read.
UNWATCHED inline void write_again(const packet &r)
{
    std::uint8_t head[thimble::UDP_HEADER_BYTES];
    std::memset(head, 0xd5, sizeof head);
    if (!(r.payload_.bytes <= 65527)) {
        return; // more than the writer takes
    }
    thimble::udp_emit(head,
        static_cast<std::uint16_t>(r.src_port_),
        static_cast<std::uint16_t>(r.dst_port_),
        static_cast<std::uint16_t>(r.payload_.bytes));
    packet back;
    cursor fixed{head, sizeof head};
    fields(fixed, back);
    MUST(wide{back.src_port_} == wide{r.src_port_});
    MUST(wide{back.dst_port_} == wide{r.dst_port_});
    MUST(wide{back.length_} == wide{8 + r.payload_.bytes});
    MUST(wide{back.checksum_} == wide{0});
    again.bytes = 0;
    again.put(head, sizeof head);
    again.put(r.payload_, r.payload_.bytes);
    cursor whole{again.at, again.bytes};
    MUST(again.bytes > 0xffff || read(whole, back));
    MUST(again.bytes > 0xffff
         || thimble::udp_check(again.at, static_cast<std::uint16_t>(again.bytes)) == thimble::WIRE_OK);
    MUST(again.bytes > 0xffff || back.payload_.bytes != r.payload_.bytes || same(back.payload_, r.payload_));
}

// The checksum, summed the slow way: what is sealed is accepted, one bit otherwise is not.
UNWATCHED inline void checksum_agrees(const std::uint8_t *data, wide size, const packet &r)
{
    const wide covered = size;
    (void)size;
    const auto ip_src = static_cast<std::uint32_t>(0xc0a80701u + 0x10003u * 1u + data[0]);
    const auto ip_dst = static_cast<std::uint32_t>(0xc0a80701u + 0x10003u * 2u + data[0]);
    const std::uint64_t prefix = 0 + words_of(ip_src) + words_of(ip_dst) + words_of(17) + words_of(covered);
    MUST(thimble::udp_checksum_prefix(ip_src, ip_dst, static_cast<std::uint16_t>(covered))
         == folded(prefix));
    const std::uint64_t arrived = prefix + words(data, covered);
    const bool absent = r.checksum_ == 0;
    MUST(thimble::udp_checksum_accepts(data, folded(arrived)) == (absent || folded(arrived) == 0xffff));

    std::uint8_t head[thimble::UDP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    const std::uint64_t bare = arrived - static_cast<std::uint64_t>(r.checksum_);
    thimble::udp_checksum_seal(head, folded(bare));
    packet sealed;
    cursor in{head, sizeof head};
    fields(in, sealed);
    const std::uint64_t sent = bare + static_cast<std::uint64_t>(sealed.checksum_);
    MUST(folded(sent) == 0xffff && sealed.checksum_ != 0);
    MUST(thimble::udp_checksum_accepts(head, folded(sent)));
    const std::uint64_t word = static_cast<std::uint64_t>(head[0] << 8 | head[1]);
    const std::uint64_t changed = sent - word + (word ^ std::uint64_t{1} << (data[1] & 15));
    MUST(!thimble::udp_checksum_accepts(head, folded(changed)));
}

}

namespace fuzz {

inline void udp_packet(const std::uint8_t *data, std::size_t size)
{
    if (size > 0xffff) {
        return;
    }
    const auto room = static_cast<std::uint16_t>(size);
    const thimble::wire_verdict verdict = thimble::udp_check(data, room);
    udp_spec::packet r;
    cursor in{data, room};
    const bool good = udp_spec::read(in, r);

    MUST((verdict == thimble::WIRE_OK) == good);
    MUST((verdict == thimble::WIRE_SHORT) == (size < 8));
    if (!good) {
        return;
    }
    udp_spec::readers_agree(data, room, r);
    udp_spec::setters_agree(data, r);
    udp_spec::write_again(r);
    udp_spec::checksum_agrees(data, room, r);
}

}

#endif
