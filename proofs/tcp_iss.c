/* SPDX-License-Identifier: MIT
 * Proves core/tcp_iss.h:
 *
 *   - a first number writes nothing but the start of the SYN's round trip, and behind an older connection between the
 *     same two ends it lies 2^16 behind that one's last [tcp_new_iss]
 */
#include "facts.h"
#include "tcp_iss.h"
