/* SPDX-License-Identifier: MIT
 * GENERATED from spec/drops.yaml -- change the spec and regenerate.
 *
 * The names of drop reasons, for reports and tests on the host. A chip has no room for them.
 */
#ifndef THIMBLE_DROP_NAME_H
#define THIMBLE_DROP_NAME_H

#include "drop.h"

#ifdef __AVR__
#error "drop_name.h is for the host: its texts would take RAM here"
#endif

#ifdef __cplusplus
namespace thimble {
#endif

static inline const char *drop_name(enum drop_reason why)
{
    switch (why) {
    case DROP_LINK_OVERRUN:
        return "link_overrun";
    case DROP_IPV4_SHORT:
        return "ipv4_short";
    case DROP_IPV4_LENGTH:
        return "ipv4_length";
    case DROP_IPV4_VERSION:
        return "ipv4_version";
    case DROP_IPV4_OPTION:
        return "ipv4_option";
    case DROP_IPV4_ROUTE:
        return "ipv4_route";
    case DROP_IPV4_CHECKSUM:
        return "ipv4_checksum";
    case DROP_IPV4_ADDRESS:
        return "ipv4_address";
    case DROP_IPV4_FRAGMENT:
        return "ipv4_fragment";
    case DROP_IPV4_REASSEMBLY:
        return "ipv4_reassembly";
    case DROP_IPV4_PROTOCOL:
        return "ipv4_protocol";
    case DROP_ICMP_SHORT:
        return "icmp_short";
    case DROP_ICMP_CHECKSUM:
        return "icmp_checksum";
    case DROP_ICMP_TYPE:
        return "icmp_type";
    case DROP_UDP_SHORT:
        return "udp_short";
    case DROP_UDP_LENGTH:
        return "udp_length";
    case DROP_UDP_CHECKSUM:
        return "udp_checksum";
    case DROP_UDP_PORT:
        return "udp_port";
    case DROP_TCP_SHORT:
        return "tcp_short";
    case DROP_TCP_LENGTH:
        return "tcp_length";
    case DROP_TCP_OPTION:
        return "tcp_option";
    case DROP_TCP_CHECKSUM:
        return "tcp_checksum";
    case DROP_TCP_NO_SLOT:
        return "tcp_no_slot";
    case DROP_TCP_ORDER:
        return "tcp_order";
    case DROP_TCP_REFUSED:
        return "tcp_refused";
    case DROP_TCP_MACHINE:
        return "tcp_machine";
    case DROP_REASONS:
        break;
    }
    return "unknown";
}

#ifdef __cplusplus
}
#endif

#endif
