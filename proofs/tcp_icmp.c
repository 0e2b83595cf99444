/* SPDX-License-Identifier: MIT
 * Proves core/tcp_icmp.h:
 *
 *   - a message about a segment that is not on its way changes no connection, whoever wrote it [tcp_icmp_received]
 *   - of what was too big no more goes at once than the MTU that the message tells leaves room for, at least what every
 *     link takes, and never more than before; it goes again, and the connection is in order [tcp_shrink]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_icmp.h"
