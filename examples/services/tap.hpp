// SPDX-License-Identifier: MIT Ethernet and ARP for the Linux host program on a TAP device: just
// enough to be a neighbour (RFC 894, RFC 826).
//
// The services profile speaks IP over a serial line and knows no Ethernet, so this is written by
// hand, for the host only. It answers ARP for one address and sends each IP packet to where the
// last packet from that address came from; an address never heard of is asked for, and the packet
// is dropped (TCP sends it again).
#ifndef SERVICES_TAP_HPP
#define SERVICES_TAP_HPP

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <vector>

namespace services_host {

using mac_address = std::array<std::uint8_t, 6>;
using frame_bytes = std::vector<std::uint8_t>;

inline std::uint16_t get_u16(const std::uint8_t *at)
{
    return static_cast<std::uint16_t>(at[0] << 8 | at[1]);
}

inline std::uint32_t get_u32(const std::uint8_t *at)
{
    return static_cast<std::uint32_t>(get_u16(at)) << 16 | get_u16(at + 2);
}

class neighbour {
public:
    static constexpr std::size_t header_bytes = 14;

    explicit neighbour(std::uint32_t our_ip) : ip_(our_ip) {}

    // An Ethernet frame arrived. `ip`: the IP packet in it, empty when there is none for us; the
    // result: an ARP answer to send, or nothing.
    frame_bytes receive(const frame_bytes &frame, frame_bytes &ip)
    {
        ip.clear();
        if (frame.size() < header_bytes || !is_for_us(frame)) {
            return {};
        }
        const std::uint16_t type = get_u16(frame.data() + 12);
        if (type == type_ipv4 && frame.size() >= header_bytes + 20) {
            learn(get_u32(frame.data() + header_bytes + 12), frame.data() + 6);
            ip.assign(frame.begin() + header_bytes, frame.end());
        } else if (type == type_arp && frame.size() >= header_bytes + arp_bytes) {
            return receive_arp(frame.data() + header_bytes);
        }
        return {};
    }

    // The frame to send for an IP packet: the packet with a header, or a question who has its
    // address.
    frame_bytes send(const std::uint8_t *ip, std::size_t bytes) const
    {
        const std::uint32_t to = get_u32(ip + 16);
        const auto found = macs_.find(to);
        if (found == macs_.end()) {
            return arp(1, broadcast, mac_address{}, to);
        }
        frame_bytes frame = header(found->second, type_ipv4);
        frame.insert(frame.end(), ip, ip + bytes);
        return frame;
    }

private:
    static constexpr std::uint16_t type_ipv4 = 0x0800;
    static constexpr std::uint16_t type_arp = 0x0806;
    static constexpr std::size_t arp_bytes = 28;
    static constexpr std::size_t most_neighbours = 256;
    static constexpr mac_address broadcast{0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    static constexpr mac_address ours{0x02, 't', 'h', 'i', 'm', 'b'}; // locally administered

    static bool is_for_us(const frame_bytes &frame)
    {
        return std::memcmp(frame.data(), ours.data(), 6) == 0
               || std::memcmp(frame.data(), broadcast.data(), 6) == 0;
    }

    static frame_bytes header(const mac_address &to, std::uint16_t type)
    {
        frame_bytes frame(to.begin(), to.end());
        frame.insert(frame.end(), ours.begin(), ours.end());
        frame.push_back(static_cast<std::uint8_t>(type >> 8));
        frame.push_back(static_cast<std::uint8_t>(type));
        return frame;
    }

    void learn(std::uint32_t ip, const std::uint8_t *mac)
    {
        if (macs_.size() >= most_neighbours && macs_.count(ip) == 0) {
            macs_.clear(); // a flood of made-up addresses must not grow us; real ones come again
        }
        std::memcpy(macs_[ip].data(), mac, 6);
    }

    frame_bytes receive_arp(const std::uint8_t *at)
    {
        if (get_u16(at) != 1 || get_u16(at + 2) != type_ipv4 || at[4] != 6 || at[5] != 4
            || get_u32(at + 24) != ip_) {
            return {};
        }
        learn(get_u32(at + 14), at + 8);
        if (get_u16(at + 6) != 1) {
            return {};
        }
        const mac_address asker = macs_[get_u32(at + 14)];
        return arp(2, asker, asker, get_u32(at + 14));
    }

    frame_bytes arp(std::uint8_t operation, const mac_address &to, const mac_address &target,
                    std::uint32_t ip) const
    {
        frame_bytes frame = header(to, type_arp);
        const std::uint8_t fixed[] = {0, 1, 8, 0, 6, 4, 0, operation};
        frame.insert(frame.end(), fixed, fixed + sizeof fixed);
        put(frame, ours, ip_);
        put(frame, target, ip);
        return frame;
    }

    static void put(frame_bytes &frame, const mac_address &mac, std::uint32_t ip)
    {
        frame.insert(frame.end(), mac.begin(), mac.end());
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.push_back(static_cast<std::uint8_t>(ip >> shift));
        }
    }

    std::uint32_t ip_;
    std::map<std::uint32_t, mac_address> macs_;
};

}

#endif
