/* SPDX-License-Identifier: MIT
 * GENERATED from spec/drops.yaml -- change the spec and regenerate.
 *
 * Why a frame was dropped. One name a cause; each has a counter in struct stack.
 */
#ifndef THIMBLE_DROP_H
#define THIMBLE_DROP_H

#ifdef __cplusplus
namespace thimble {
#endif

enum drop_reason {
    DROP_LINK_OVERRUN = 0, /* the link lost bytes of the frame or had no room for it */
    DROP_IPV4_SHORT,       /* fewer bytes than an IPv4 header */
    DROP_IPV4_LENGTH,      /* the header or total length does not fit the frame (RFC 791 3.1) */
    DROP_IPV4_VERSION,     /* the version is not 4 (RFC 1122 3.2.1.1) */
    DROP_IPV4_OPTION,      /* an IPv4 option runs past the header or claims fewer than 2 bytes */
    DROP_IPV4_ROUTE,       /* a source route; no answer could go back along it (RFC 7126 4.3) */
    DROP_IPV4_CHECKSUM,    /* the header checksum is wrong (RFC 1122 3.2.1.2) */
    DROP_IPV4_ADDRESS,     /* sent to another address or from one that nobody can have (RFC 1122
                            * 3.2.1.3) */
    DROP_IPV4_FRAGMENT,    /* a fragment that overlaps, does not fit, or comes where the profile
                            * has no reassembly */
    DROP_IPV4_REASSEMBLY,  /* a datagram of which a fragment did not come in time (RFC 1122
                            * 3.3.2) */
    DROP_IPV4_PROTOCOL,    /* a protocol that this profile does not speak */
    DROP_ICMP_SHORT,       /* fewer bytes than an ICMP header */
    DROP_ICMP_CHECKSUM,    /* the ICMP checksum is wrong */
    DROP_ICMP_TYPE,        /* an ICMP message that nobody here waits for (RFC 1122 3.2.2) */
    DROP_UDP_SHORT,        /* fewer bytes than a UDP header */
    DROP_UDP_LENGTH,       /* the UDP length does not fit the datagram (RFC 768) */
    DROP_UDP_CHECKSUM,     /* the UDP checksum is wrong */
    DROP_UDP_PORT,         /* no socket has this UDP port */
    DROP_TCP_SHORT,        /* fewer bytes than a TCP header */
    DROP_TCP_LENGTH,       /* the data offset does not fit the segment (RFC 9293 3.1) */
    DROP_TCP_OPTION,       /* a TCP option runs past the header or claims fewer than 2 bytes (RFC
                            * 9293 MUST-7) */
    DROP_TCP_CHECKSUM,     /* the TCP checksum is wrong (RFC 9293 MUST-3) */
    DROP_TCP_NO_SLOT,      /* a SYN for a listener whose connections are all taken */
    DROP_TCP_ORDER,        /* text that does not start at the next byte; this profile keeps none
                            * of it */
    DROP_TCP_REFUSED,      /* the application took fewer bytes than arrived; they come again */
    DROP_TCP_MACHINE,      /* the state machine let the segment go no further */
    DROP_REASONS
};

#ifdef __cplusplus
}
#endif

#endif
