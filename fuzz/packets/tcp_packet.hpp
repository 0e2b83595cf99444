// SPDX-License-Identifier: MIT
// GENERATED from spec/packets/tcp.ksy -- change the spec and regenerate.
// Any bytes: tcp_packet.h accepts what a plain reading of the spec accepts, its readers say the
// same, and what was read is written and read again. The target calls fuzz::tcp_packet.
#ifndef THIMBLE_FUZZ_TCP_PACKET_HPP
#define THIMBLE_FUZZ_TCP_PACKET_HPP

#include "reading.hpp"
#include "tcp_packet.h"

namespace fuzz::tcp_spec {

// What the packet's options leave behind.
struct found_in {
    wide mss = 536;
};

struct a_mss {
    wide value_ = 0;
};

inline bool read(cursor &in, a_mss &r, found_in &found)
{
    (void)found;
    (void)r;
    {
        r.value_ = in.bytes(2);
        if (!in.whole) {
            return false;
        }
    }
    found.mss = r.value_;
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
        if (r.kind_ == 2) {
            a_mss inner;
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
    wide src_port_ = 0;
    wide dst_port_ = 0;
    wide seqno_ = 0;
    wide ackno_ = 0;
    wide data_offset_ = 0;
    wide reserved_ = 0;
    wide flags_ = 0;
    wide window_ = 0;
    wide checksum_ = 0;
    wide urgent_pointer_ = 0;
    part options_;
    part payload_;
};

// The fields at fixed places, whatever they say.
UNWATCHED inline void fields(cursor &in, packet &r)
{
    r.src_port_ = in.bytes(2);
    r.dst_port_ = in.bytes(2);
    r.seqno_ = in.bytes(4);
    r.ackno_ = in.bytes(4);
    r.data_offset_ = in.bits(4);
    r.reserved_ = in.bits(4);
    r.flags_ = in.bytes(1);
    r.window_ = in.bytes(2);
    r.checksum_ = in.bytes(2);
    r.urgent_pointer_ = in.bytes(2);
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
    r.seqno_ = in.bytes(4);
    if (!in.whole) {
        return false;
    }
    r.ackno_ = in.bytes(4);
    if (!in.whole) {
        return false;
    }
    r.data_offset_ = in.bits(4);
    if (!in.whole || !((r.data_offset_ >= 5) && ((r.data_offset_ * 4) <= in.size))) {
        return false;
    }
    r.reserved_ = in.bits(4);
    if (!in.whole) {
        return false;
    }
    r.flags_ = in.bytes(1);
    if (!in.whole) {
        return false;
    }
    r.window_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.checksum_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.urgent_pointer_ = in.bytes(2);
    if (!in.whole) {
        return false;
    }
    r.options_ = in.take((r.data_offset_ * 4) - 20);
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
    std::uint8_t head[thimble::TCP_HEADER_BYTES]; // the sanitizer sees one byte too many
    std::memcpy(head, data, sizeof head);
    MUST(wide{thimble::tcp_src_port(head)} == wide{r.src_port_});
    MUST(wide{thimble::tcp_dst_port(head)} == wide{r.dst_port_});
    MUST(wide{thimble::tcp_seqno(head)} == wide{r.seqno_});
    MUST(wide{thimble::tcp_ackno(head)} == wide{r.ackno_});
    MUST(wide{thimble::tcp_data_offset(head)} == wide{r.data_offset_});
    MUST(wide{thimble::tcp_flags(head)} == wide{r.flags_});
    MUST(wide{thimble::tcp_window(head)} == wide{r.window_});
    MUST(wide{thimble::tcp_checksum(head)} == wide{r.checksum_});
    MUST(wide{thimble::tcp_urgent_pointer(head)} == wide{r.urgent_pointer_});
    MUST(wide{thimble::tcp_fin(head)} == wide{(r.flags_ & 1) != 0});
    MUST(wide{thimble::tcp_syn(head)} == wide{(r.flags_ & 2) != 0});
    MUST(wide{thimble::tcp_rst(head)} == wide{(r.flags_ & 4) != 0});
    MUST(wide{thimble::tcp_psh(head)} == wide{(r.flags_ & 8) != 0});
    MUST(wide{thimble::tcp_ack(head)} == wide{(r.flags_ & 16) != 0});
    MUST(wide{thimble::tcp_urg(head)} == wide{(r.flags_ & 32) != 0});
    MUST(r.options_.at == data + thimble::tcp_options_offset(data));
    MUST(r.options_.bytes == thimble::tcp_options_bytes(data));
    MUST(r.payload_.at == data + thimble::tcp_payload_offset(data));
    MUST(r.payload_.bytes == thimble::tcp_payload_bytes(data, room));
    (void)room;
}

// One walk of ours over the options: it accepts the same, and finds the same.
inline bool tcp_options_agree(const std::uint8_t *data, const packet &r)
{
    found_in found;
    const bool good = inside(r, found);
    thimble::tcp_options ours;
    MUST((thimble::tcp_options_check(data, &ours) == thimble::WIRE_OK) == good);
    MUST(!good || ours.mss == found.mss);
    {
        std::uint8_t one[thimble::TCP_MSS_BYTES];
        thimble::tcp_mss_emit(one, static_cast<decltype(thimble::tcp_options::mss)>(found.mss));
        cursor in{one, sizeof one};
        a_option option;
        found_in again_found;
        again_found.mss = ~found.mss;
        MUST(read(in, option, again_found) && in.eof());
        MUST(again_found.mss == found.mss);
    }
    return good;
}

// A writer of a field changes what its reader says, and nothing else.
UNWATCHED inline void setters_agree(const std::uint8_t *data, const packet &r)
{
    std::uint8_t head[thimble::TCP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    thimble::tcp_set_src_port(head, static_cast<std::uint16_t>(~r.src_port_));
    thimble::tcp_set_dst_port(head, static_cast<std::uint16_t>(~r.dst_port_));
    thimble::tcp_set_seqno(head, static_cast<std::uint32_t>(~r.seqno_));
    thimble::tcp_set_ackno(head, static_cast<std::uint32_t>(~r.ackno_));
    thimble::tcp_set_flags(head, static_cast<std::uint8_t>(~r.flags_));
    thimble::tcp_set_window(head, static_cast<std::uint16_t>(~r.window_));
    thimble::tcp_set_checksum(head, static_cast<std::uint16_t>(~r.checksum_));
    thimble::tcp_set_urgent_pointer(head, static_cast<std::uint16_t>(~r.urgent_pointer_));
    packet other;
    cursor in{head, sizeof head};
    fields(in, other);
    MUST(other.src_port_ == (~r.src_port_ & 65535));
    thimble::tcp_set_src_port(head, static_cast<std::uint16_t>(r.src_port_));
    MUST(other.dst_port_ == (~r.dst_port_ & 65535));
    thimble::tcp_set_dst_port(head, static_cast<std::uint16_t>(r.dst_port_));
    MUST(other.seqno_ == (~r.seqno_ & 4294967295));
    thimble::tcp_set_seqno(head, static_cast<std::uint32_t>(r.seqno_));
    MUST(other.ackno_ == (~r.ackno_ & 4294967295));
    thimble::tcp_set_ackno(head, static_cast<std::uint32_t>(r.ackno_));
    MUST(other.flags_ == (~r.flags_ & 255));
    thimble::tcp_set_flags(head, static_cast<std::uint8_t>(r.flags_));
    MUST(other.window_ == (~r.window_ & 65535));
    thimble::tcp_set_window(head, static_cast<std::uint16_t>(r.window_));
    MUST(other.checksum_ == (~r.checksum_ & 65535));
    thimble::tcp_set_checksum(head, static_cast<std::uint16_t>(r.checksum_));
    MUST(other.urgent_pointer_ == (~r.urgent_pointer_ & 65535));
    thimble::tcp_set_urgent_pointer(head, static_cast<std::uint16_t>(r.urgent_pointer_));
    MUST(std::memcmp(head, data, sizeof head) == 0);
}

// The writer of a whole header, given what was read.
UNWATCHED inline void write_again(const packet &r)
{
    std::uint8_t head[thimble::TCP_HEADER_BYTES];
    std::memset(head, 0xd5, sizeof head);
    if (!(r.options_.bytes <= 40)) {
        return; // more than the writer takes
    }
    thimble::tcp_emit(head,
        static_cast<std::uint16_t>(r.src_port_),
        static_cast<std::uint16_t>(r.dst_port_),
        static_cast<std::uint32_t>(r.seqno_),
        static_cast<std::uint32_t>(r.ackno_),
        static_cast<std::uint8_t>(r.flags_),
        static_cast<std::uint16_t>(r.window_),
        static_cast<std::uint8_t>(r.options_.bytes));
    packet back;
    cursor fixed{head, sizeof head};
    fields(fixed, back);
    MUST(wide{back.src_port_} == wide{r.src_port_});
    MUST(wide{back.dst_port_} == wide{r.dst_port_});
    MUST(wide{back.seqno_} == wide{r.seqno_});
    MUST(wide{back.ackno_} == wide{r.ackno_});
    MUST(wide{back.data_offset_} == wide{5 + (r.options_.bytes / 4)});
    MUST(wide{back.reserved_} == wide{0});
    MUST(wide{back.flags_} == wide{r.flags_});
    MUST(wide{back.window_} == wide{r.window_});
    MUST(wide{back.checksum_} == wide{0});
    MUST(wide{back.urgent_pointer_} == wide{0});
    again.bytes = 0;
    again.put(head, sizeof head);
    again.put(r.options_, r.options_.bytes);
    again.put(r.payload_, r.payload_.bytes);
    cursor whole{again.at, again.bytes};
    MUST(again.bytes > 0xffff || read(whole, back));
    MUST(again.bytes > 0xffff
         || thimble::tcp_check(again.at, static_cast<std::uint16_t>(again.bytes)) == thimble::WIRE_OK);
    MUST(again.bytes > 0xffff || back.options_.bytes != r.options_.bytes || same(back.options_, r.options_));
    MUST(again.bytes > 0xffff || back.payload_.bytes != r.payload_.bytes || same(back.payload_, r.payload_));
}

// The checksum, summed the slow way: what is sealed is accepted, one bit otherwise is not.
UNWATCHED inline void checksum_agrees(const std::uint8_t *data, wide size, const packet &r)
{
    const wide covered = size;
    (void)size;
    const auto ip_src = static_cast<std::uint32_t>(0xc0a80701u + 0x10003u * 1u + data[0]);
    const auto ip_dst = static_cast<std::uint32_t>(0xc0a80701u + 0x10003u * 2u + data[0]);
    const std::uint64_t prefix = 0 + words_of(ip_src) + words_of(ip_dst) + words_of(6) + words_of(covered);
    MUST(thimble::tcp_checksum_prefix(ip_src, ip_dst, static_cast<std::uint16_t>(covered))
         == folded(prefix));
    const std::uint64_t arrived = prefix + words(data, covered);
    const bool absent = false;
    MUST(thimble::tcp_checksum_accepts(data, folded(arrived)) == (absent || folded(arrived) == 0xffff));

    std::uint8_t head[thimble::TCP_HEADER_BYTES];
    std::memcpy(head, data, sizeof head);
    const std::uint64_t bare = arrived - static_cast<std::uint64_t>(r.checksum_);
    thimble::tcp_checksum_seal(head, folded(bare));
    packet sealed;
    cursor in{head, sizeof head};
    fields(in, sealed);
    const std::uint64_t sent = bare + static_cast<std::uint64_t>(sealed.checksum_);
    MUST(folded(sent) == 0xffff);
    MUST(thimble::tcp_checksum_accepts(head, folded(sent)));
    const std::uint64_t word = static_cast<std::uint64_t>(head[0] << 8 | head[1]);
    const std::uint64_t changed = sent - word + (word ^ std::uint64_t{1} << (data[1] & 15));
    MUST(!thimble::tcp_checksum_accepts(head, folded(changed)));
}

}

namespace fuzz {

inline void tcp_packet(const std::uint8_t *data, std::size_t size)
{
    if (size > 0xffff) {
        return;
    }
    const auto room = static_cast<std::uint16_t>(size);
    const thimble::wire_verdict verdict = thimble::tcp_check(data, room);
    tcp_spec::packet r;
    cursor in{data, room};
    const bool good = tcp_spec::read(in, r);

    MUST((verdict == thimble::WIRE_OK) == good);
    MUST((verdict == thimble::WIRE_SHORT) == (size < 20));
    if (!good) {
        return;
    }
    tcp_spec::readers_agree(data, room, r);
    if (!tcp_spec::tcp_options_agree(data, r)) {
        return;
    }
    tcp_spec::setters_agree(data, r);
    tcp_spec::write_again(r);
    tcp_spec::checksum_agrees(data, room, r);
}

}

#endif
