/* SPDX-License-Identifier: MIT
 * Proves core/tcp_time_wait.h, TIME-WAIT without a slot:
 *
 *   - every function of tcp_time_wait.h writes into the records, and the connection that answers for one, and ends [*]
 *   - a wait goes on in a record as it was, in place of the shortest that is shorter, and no other record changes; it is
 *     forgotten only where all others last at least as long [tcp_time_wait_keep]
 *   - the record between two ends becomes a connection in TIME-WAIT with what is left of its wait, and is free; there is
 *     one exactly when one is returned [tcp_time_wait_resume]
 *   - a port is in use exactly when a record has it [tcp_time_wait_at]
 *   - a tick takes one from each wait, down to 0 [tcp_time_wait_tick]
 */
#include "facts.h"
#include "tcp_time_wait.h"
