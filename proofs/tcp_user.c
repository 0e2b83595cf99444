/* SPDX-License-Identifier: MIT
 * Proves core/tcp_user.h, the calls of an application:
 *
 *   - a call with any number reads and writes the connection of that number and no other, or nothing [*]
 *   - what is written goes into the connection's ring, as much as there is room for, and its ring fits
 *     [tcp_write_room, tcp_write, tcp_write_urgent]
 *   - while a handler of a connection runs, a close or abort only waits; else the connection is in order behind it, and
 *     CLOSED behind an abort [tcp_call_later, tcp_close, tcp_abort]
 *   - what is told of a connection is its own [tcp_status, tcp_can_write, tcp_urgent]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_user.h"
