/* SPDX-License-Identifier: MIT
 * Proves core/slip_send.h, the framing of RFC 1055 written:
 *
 *   - every function of slip_send.h stays inside what is sent, and ends [*]
 *   - each byte goes once, in order; END and ESC go as the two bytes of RFC 1055, and an END comes behind the last
 *     [slip_send_next]
 */
#include "facts.h"
#include "slip_send.h"
