/* SPDX-License-Identifier: MIT
 * Proves core/connection.h, the connection table:
 *
 *   - every function of connection.h changes nothing, stays inside the table, and ends [*]
 *   - a number leads to its connection, and a connection to its number [connection_at, connection_number]
 *   - connection_find returns the connection between two ends, or 0 when there is none [connection_find]
 *   - a slot is free or its connection can be found, never both [connection_is_free, connection_found_is_not_free]
 *   - a new connection gets a slot of its own socket: a free one if there is one, else the TIME-WAIT nearest its end,
 *     else none, or a half-open one where the profile says so [connection_free_slot, connection_waited_longer]
 */
#include "facts.h"
#include "connection.h"

/*@ requires \valid(s) && connections_ok(s);
  @ assigns  \nothing;
  @ ensures  \result == 0;
  @*/
int connection_found_is_not_free(struct stack *s, uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    const struct tcp_connection *c = connection_find(s, remote_ip, remote_port, local_port);

    return c != 0 && connection_is_free(c);
}
