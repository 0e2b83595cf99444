// SPDX-License-Identifier: MIT
// GENERATED from spec/packets/ipv4.ksy -- change the spec and regenerate.
// Any bytes: ipv4_packet.h accepts what a plain reading of the spec accepts, its readers say the
// same, and what was read is written and read again. The target calls fuzz::ipv4_packet.
#ifndef THIMBLE_FUZZ_IPV4_PACKET_HPP
#define THIMBLE_FUZZ_IPV4_PACKET_HPP

#include "reading.hpp"
#include "ipv4_packet.h"

namespace fuzz::ipv4_spec {

// What the packet's options leave behind.
struct found_in {
    wide lsrr = 0;
    wide ssrr = 0;
};

struct a_lsrr {
    wide pointer_ = 0;
};

inline bool read(cursor &in, a_lsrr &r, found_in &found)
{
    (void)found;
    (void)r;
    {
        r.pointer_ = in.bytes(1);
        if (!in.whole) {
            return false;
        }
    }
    found.lsrr = r.pointer_;
    return true;
}

struct a_ssrr {
    wide pointer_ = 0;
};

inline bool read(cursor &in, a_ssrr &r, found_in &found)
{
    (void)found;
    (void)r;
    {
        r.pointer_ = in.bytes(1);
        if (!in.whole) {
            return false;
        }
    }
    found.ssrr = r.pointer_;
    return true;
}

struct a_option {
    wide kind_ = 0;
    wide len_ = 0;
    part body_;
};

inline bool read(cursor &in, a_option &r, found_in &found)
{
    (void)found;
    (void)r;
    {
        r.kind_ = in.bytes(1);
        if (!in.whole) {
            return false;
        }
    }
    if (wide{r.kind_} > 1) {
        r.len_ = in.bytes(1);
        if (!in.whole || !(r.len_ >= 2)) {
            return false;
        }
    }
    if (wide{r.kind_} > 1) {
        r.body_ = in.take(r.len_ - 2);
        if (!in.whole) {
            return false;
        }
        if (r.kind_ == 131) {
            a_lsrr inner;
            cursor within = cursor{r.body_.at, r.body_.bytes};
            if (!read(within, inner, found)) {
                return false;
            }
        }
        if (r.kind_ == 137) {
            a_ssrr inner;
            cursor within = cursor{r.body_.at, r.body_.bytes};
            if (!read(within, inner, found)) {
                return false;
            }
        }
    }
    return true;
}

struct a_options {
};

inline bool read(cursor &in, a_options &r, found_in &found)
{
    (void)found;
    (void)r;
    if (!in.eof()) {
        a_option item;
        do {
            item = a_option{};
            if (!read(in, item, found)) {
                return false;
            }
        } while (!((item.kind_ == 0) || in.eof()));
    }
    return true;
}

struct packet {
    wide version_ = 0;
    wide ihl_ = 0;
    wide tos_ = 0;
    wide total_length_ = 0;
    wide ident_ = 0;
    wide reserved_ = 0;
    wide dont_fragment_ = 0;
    wide more_fragments_ = 0;
    wide fragment_offset_ = 0;
    wide ttl_ = 0;
    wide protocol_ = 0;
    wide checksum_ = 0;
    wide src_ = 0;
    wide dst_ = 0;
    part options_;
    part payload_;
};

// The fields at fixed places, whatever they say.
UNWATCHED inline void fields(cursor &in, packet &r)
{
    r.version_ = in.bits(4);
    r.ihl_ = in.bits(4);
    r.tos_ = in.bytes(1);
    r.total_length_ = in.bytes(2);
    r.ident_ = in.bytes(2);
    r.reserved_ = in.bits(1);
    r.dont_fragment_ = in.bits(1);
    r.more_fragments_ = in.bits(1);
    r.fragment_offset_ = in.bits(13);
    r.ttl_ = in.bytes(1);
    r.protocol_ = in.bytes(1);
    r.checksum_ = in.bytes(2);
    r.src_ = in.bytes(4);
    r.dst_ = in.bytes(4);
}

// All that the spec asks of lengths and values.
UNWATCHED inline bool read(cursor &in, packet &r)
{
    r.version_ = in.bits(4);
    if (!in.whole || !(r.version_ == 4)) {
        return false;
    }
    r.ihl_ = in.bits(4);
    if (!in.whole || !(r.ihl_ >= 5)) {
        return false;
    }
    r.tos_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.total_length_ = in.bytes(2);
    if (!in.whole || !((r.total_length_ >= (r.ihl_ * 4)) && (r.total_length_ <= in.size))) {
        return false;
    }
    r.ident_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.reserved_ = in.bits(1);
    if (!in.whole) {
        return false;
    }
    r.dont_fragment_ = in.bits(1);
    if (!in.whole) {
        return false;
    }
    r.more_fragments_ = in.bits(1);
    if (!in.whole) {
        return false;
    }
    r.fragment_offset_ = in.bits(13);
    if (!in.whole) {
        return false;
    }
    r.ttl_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.protocol_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.checksum_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.src_ = in.bytes(4);
    if (!in.whole) {
        return false;
    }
    r.dst_ = in.bytes(4);
    if (!in.whole) {
        return false;
    }
    r.options_ = in.take((r.ihl_ * 4) - 20);
    if (!in.whole) {
        return false;
    }
    r.payload_ = in.take(r.total_length_ - (r.ihl_ * 4));
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
    {
        a_options inner;
        cursor within = cursor{r.options_.at, r.options_.bytes};
        if (!read(within, inner, found)) {
            return false;
        }
    }
    return true;
}

UNWATCHED inline void readers_agree(const std::uint8_t *data, std::uint16_t room, const packet &r)
{
    std::uint8_t head[thimble::IPV4_HEADER_BYTES]; // the sanitizer sees one byte too many
    std::memcpy(head, data, sizeof head);
    MUST(wide{thimble::ipv4_version(head)} == wide{r.version_});
    MUST(wide{thimble::ipv4_ihl(head)} == wide{r.ihl_});
    MUST(wide{thimble::ipv4_tos(head)} == wide{r.tos_});
    MUST(wide{thimble::ipv4_total_length(head)} == wide{r.total_length_});
    MUST(wide{thimble::ipv4_ident(head)} == wide{r.ident_});
    MUST(wide{thimble::ipv4_dont_fragment(head)} == wide{r.dont_fragment_});
    MUST(wide{thimble::ipv4_more_fragments(head)} == wide{r.more_fragments_});
    MUST(wide{thimble::ipv4_fragment_offset(head)} == wide{r.fragment_offset_});
    MUST(wide{thimble::ipv4_ttl(head)} == wide{r.ttl_});
    MUST(wide{thimble::ipv4_protocol(head)} == wide{r.protocol_});
    MUST(wide{thimble::ipv4_checksum(head)} == wide{r.checksum_});
    MUST(wide{thimble::ipv4_src(head)} == wide{r.src_});
    MUST(wide{thimble::ipv4_dst(head)} == wide{r.dst_});
    MUST(r.options_.at == data + thimble::ipv4_options_offset(data));
    MUST(r.options_.bytes == thimble::ipv4_options_bytes(data));
    MUST(r.payload_.at == data + thimble::ipv4_payload_offset(data));
    MUST(r.payload_.bytes == thimble::ipv4_payload_bytes(data));
    (void)room;
}

// One walk of ours over the options: it accepts the same, and finds the same.
inline bool ipv4_options_agree(const std::uint8_t *data, const packet &r)
{
    found_in found;
    const bool good = inside(r, found);
    thimble::ipv4_options ours;
    MUST((thimble::ipv4_options_check(data, &ours) == thimble::WIRE_OK) == good);
    MUST(!good || ours.lsrr == found.lsrr);
    MUST(!good || ours.ssrr == found.ssrr);
    {
        std::uint8_t one[thimble::IPV4_LSRR_BYTES];
        thimble::ipv4_lsrr_emit(one, static_cast<decltype(thimble::ipv4_options::lsrr)>(found.lsrr));
        cursor in{one, sizeof one};
        a_option option;
        found_in again_found;
        again_found.lsrr = ~found.lsrr;
        MUST(read(in, option, again_found) && in.eof());
        MUST(again_found.lsrr == found.lsrr);
    }
    {
        std::uint8_t one[thimble::IPV4_SSRR_BYTES];
        thimble::ipv4_ssrr_emit(one, static_cast<decltype(thimble::ipv4_options::ssrr)>(found.ssrr));
        cursor in{one, sizeof one};
        a_option option;
        found_in again_found;
        again_found.ssrr = ~found.ssrr;
        MUST(read(in, option, again_found) && in.eof());
        MUST(again_found.ssrr == found.ssrr);
    }
    return good;
}

// A writer of a field changes what its reader says, and nothing else.
UNWATCHED inline void setters_agree(const std::uint8_t *data, const packet &r)
{
    std::uint8_t head[thimble::IPV4_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    thimble::ipv4_set_tos(head, static_cast<std::uint8_t>(~r.tos_));
    thimble::ipv4_set_total_length(head, static_cast<std::uint16_t>(~r.total_length_));
    thimble::ipv4_set_ident(head, static_cast<std::uint16_t>(~r.ident_));
    thimble::ipv4_set_ttl(head, static_cast<std::uint8_t>(~r.ttl_));
    thimble::ipv4_set_protocol(head, static_cast<std::uint8_t>(~r.protocol_));
    thimble::ipv4_set_checksum(head, static_cast<std::uint16_t>(~r.checksum_));
    thimble::ipv4_set_src(head, static_cast<std::uint32_t>(~r.src_));
    thimble::ipv4_set_dst(head, static_cast<std::uint32_t>(~r.dst_));
    packet other;
    cursor in{head, sizeof head};
    fields(in, other);
    MUST(other.tos_ == (~r.tos_ & 255));
    thimble::ipv4_set_tos(head, static_cast<std::uint8_t>(r.tos_));
    MUST(other.total_length_ == (~r.total_length_ & 65535));
    thimble::ipv4_set_total_length(head, static_cast<std::uint16_t>(r.total_length_));
    MUST(other.ident_ == (~r.ident_ & 65535));
    thimble::ipv4_set_ident(head, static_cast<std::uint16_t>(r.ident_));
    MUST(other.ttl_ == (~r.ttl_ & 255));
    thimble::ipv4_set_ttl(head, static_cast<std::uint8_t>(r.ttl_));
    MUST(other.protocol_ == (~r.protocol_ & 255));
    thimble::ipv4_set_protocol(head, static_cast<std::uint8_t>(r.protocol_));
    MUST(other.checksum_ == (~r.checksum_ & 65535));
    thimble::ipv4_set_checksum(head, static_cast<std::uint16_t>(r.checksum_));
    MUST(other.src_ == (~r.src_ & 4294967295));
    thimble::ipv4_set_src(head, static_cast<std::uint32_t>(r.src_));
    MUST(other.dst_ == (~r.dst_ & 4294967295));
    thimble::ipv4_set_dst(head, static_cast<std::uint32_t>(r.dst_));
    MUST(std::memcmp(head, data, sizeof head) == 0);
}

// The writer of a whole header, given what was read.
UNWATCHED inline void write_again(const packet &r)
{
    std::uint8_t head[thimble::IPV4_HEADER_BYTES];
    std::memset(head, 0xd5, sizeof head);
    if (!(r.payload_.bytes <= 65515)) {
        return; // more than the writer takes
    }
    thimble::ipv4_emit(head,
        static_cast<std::uint8_t>(r.tos_),
        static_cast<std::uint8_t>(r.ttl_),
        static_cast<std::uint8_t>(r.protocol_),
        static_cast<std::uint32_t>(r.src_),
        static_cast<std::uint32_t>(r.dst_),
        static_cast<std::uint16_t>(r.payload_.bytes));
    packet back;
    cursor fixed{head, sizeof head};
    fields(fixed, back);
    MUST(wide{back.version_} == wide{4});
    MUST(wide{back.ihl_} == wide{5});
    MUST(wide{back.tos_} == wide{r.tos_});
    MUST(wide{back.total_length_} == wide{(5 * 4) + r.payload_.bytes});
    MUST(wide{back.ident_} == wide{0});
    MUST(wide{back.reserved_} == wide{0});
    MUST(wide{back.dont_fragment_} == wide{1});
    MUST(wide{back.more_fragments_} == wide{0});
    MUST(wide{back.fragment_offset_} == wide{0});
    MUST(wide{back.ttl_} == wide{r.ttl_});
    MUST(wide{back.protocol_} == wide{r.protocol_});
    MUST(wide{back.checksum_} == wide{0});
    MUST(wide{back.src_} == wide{r.src_});
    MUST(wide{back.dst_} == wide{r.dst_});
    again.bytes = 0;
    again.put(head, sizeof head);
    again.put(r.options_, (back.ihl_ * 4) - 20);
    again.put(r.payload_, r.payload_.bytes);
    cursor whole{again.at, again.bytes};
    MUST(again.bytes > 0xffff || read(whole, back));
    MUST(again.bytes > 0xffff
         || thimble::ipv4_check(again.at, static_cast<std::uint16_t>(again.bytes)) == thimble::WIRE_OK);
    MUST(again.bytes > 0xffff || back.options_.bytes != r.options_.bytes || same(back.options_, r.options_));
    MUST(again.bytes > 0xffff || back.payload_.bytes != r.payload_.bytes || same(back.payload_, r.payload_));
}

// The checksum, summed the slow way: what is sealed is accepted, one bit otherwise is not.
UNWATCHED inline void checksum_agrees(const std::uint8_t *data, wide size, const packet &r)
{
    const wide covered = r.payload_.at - data;
    (void)size;
    const std::uint64_t prefix = 0;
    const std::uint64_t arrived = prefix + words(data, covered);
    const bool absent = false;
    MUST(thimble::ipv4_checksum_accepts(data, folded(arrived)) == (absent || folded(arrived) == 0xffff));

    std::uint8_t head[thimble::IPV4_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    const std::uint64_t bare = arrived - static_cast<std::uint64_t>(r.checksum_);
    thimble::ipv4_checksum_seal(head, folded(bare));
    packet sealed;
    cursor in{head, sizeof head};
    fields(in, sealed);
    const std::uint64_t sent = bare + static_cast<std::uint64_t>(sealed.checksum_);
    MUST(folded(sent) == 0xffff);
    MUST(thimble::ipv4_checksum_accepts(head, folded(sent)));
    const std::uint64_t word = static_cast<std::uint64_t>(head[0] << 8 | head[1]);
    const std::uint64_t changed = sent - word + (word ^ std::uint64_t{1} << (data[1] & 15));
    MUST(!thimble::ipv4_checksum_accepts(head, folded(changed)));
}

}

namespace fuzz {

inline void ipv4_packet(const std::uint8_t *data, std::size_t size)
{
    if (size > 0xffff) {
        return;
    }
    const auto room = static_cast<std::uint16_t>(size);
    const thimble::wire_verdict verdict = thimble::ipv4_check(data, room);
    ipv4_spec::packet r;
    cursor in{data, room};
    const bool good = ipv4_spec::read(in, r);

    MUST((verdict == thimble::WIRE_OK) == good);
    MUST((verdict == thimble::WIRE_SHORT) == (size < 20));
    if (!good) {
        return;
    }
    ipv4_spec::readers_agree(data, room, r);
    if (!ipv4_spec::ipv4_options_agree(data, r)) {
        return;
    }
    ipv4_spec::setters_agree(data, r);
    ipv4_spec::write_again(r);
    ipv4_spec::checksum_agrees(data, room, r);
}

}

#endif
