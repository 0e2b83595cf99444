// SPDX-License-Identifier: MIT
// The generated readers as a filter: one packet in hex a line in, one JSON object a line out.
//
//   ours udp < packets.txt
//
// Each packet stands in a buffer of its own size, so that the sanitizers see one byte too many.
#include "ours.hpp"

#include <iostream>

#include "icmp_packet.h"
#include "ipv4_packet.h"
#include "tcp_packet.h"
#include "udp_packet.h"

using namespace thimble;

#define NUMBER(packet, name) out.number(#name, packet##_##name(at))

static std::string udp(const std::uint8_t *at, std::uint16_t room)
{
    const wire_verdict verdict = udp_check(at, room);
    if (verdict != WIRE_OK) {
        return refused(verdict);
    }
    object out;
    NUMBER(udp, src_port);
    NUMBER(udp, dst_port);
    NUMBER(udp, length);
    NUMBER(udp, checksum);
    out.hex("payload", at + udp_payload_offset(at), udp_payload_bytes(at));
    return out.text();
}

static std::string icmp(const std::uint8_t *at, std::uint16_t room)
{
    const wire_verdict verdict = icmp_check(at, room);
    if (verdict != WIRE_OK) {
        return refused(verdict);
    }
    object out;
    NUMBER(icmp, type);
    NUMBER(icmp, code);
    NUMBER(icmp, checksum);
    NUMBER(icmp, rest);
    out.hex("payload", at + icmp_payload_offset(at), icmp_payload_bytes(at, room));
    return out.text();
}

static std::string ipv4(const std::uint8_t *at, std::uint16_t room)
{
    wire_verdict verdict = ipv4_check(at, room);
    ipv4_options found = {};
    if (verdict == WIRE_OK) {
        verdict = ipv4_options_check(at, &found);
    }
    if (verdict != WIRE_OK) {
        return refused(verdict);
    }
    object out;
    NUMBER(ipv4, version);
    NUMBER(ipv4, ihl);
    NUMBER(ipv4, tos);
    NUMBER(ipv4, total_length);
    NUMBER(ipv4, ident);
    NUMBER(ipv4, dont_fragment);
    NUMBER(ipv4, more_fragments);
    NUMBER(ipv4, fragment_offset);
    NUMBER(ipv4, ttl);
    NUMBER(ipv4, protocol);
    NUMBER(ipv4, checksum);
    NUMBER(ipv4, src);
    NUMBER(ipv4, dst);
    out.hex("payload", at + ipv4_payload_offset(at), ipv4_payload_bytes(at));
    return out.text();
}

static std::string tcp(const std::uint8_t *at, std::uint16_t room)
{
    tcp_options found = {};
    wire_verdict verdict = tcp_check(at, room);
    if (verdict == WIRE_OK) {
        verdict = tcp_options_check(at, &found);
    }
    if (verdict != WIRE_OK) {
        return refused(verdict);
    }
    object out;
    NUMBER(tcp, src_port);
    NUMBER(tcp, dst_port);
    NUMBER(tcp, seqno);
    NUMBER(tcp, ackno);
    NUMBER(tcp, data_offset);
    NUMBER(tcp, flags);
    NUMBER(tcp, window);
    NUMBER(tcp, checksum);
    NUMBER(tcp, urgent_pointer);
    NUMBER(tcp, fin);
    NUMBER(tcp, syn);
    NUMBER(tcp, rst);
    NUMBER(tcp, psh);
    NUMBER(tcp, ack);
    NUMBER(tcp, urg);
    out.number("mss", found.mss);
    out.hex("payload", at + tcp_payload_offset(at), tcp_payload_bytes(at, room));
    return out.text();
}

static bytes from_hex(const std::string &line)
{
    bytes packet;
    for (std::size_t i = 0; i + 1 < line.size(); i += 2) {
        packet.push_back(static_cast<std::uint8_t>(std::stoi(line.substr(i, 2), nullptr, 16)));
    }
    return packet;
}

int main(int count, char **arguments)
{
    const std::string name = count == 2 ? arguments[1] : "";
    const auto read = name == "udp" ? udp : name == "icmp" ? icmp : name == "ipv4" ? ipv4
                    : name == "tcp" ? tcp : nullptr;
    if (read == nullptr) {
        return 2;
    }
    for (std::string line; std::getline(std::cin, line);) {
        bytes packet = from_hex(line);
        packet.shrink_to_fit();
        std::cout << read(packet.data(), static_cast<std::uint16_t>(packet.size())) << '\n';
    }
    return 0;
}
