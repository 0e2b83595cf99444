/* SPDX-License-Identifier: MIT
 * Proves core/tcp_tell.h:
 *
 *   - the application is told by the handler of the connection's own slot; while TCP_CALL_LATER
 *     is set nothing of the connection changes but what its handler may change, and what was to be told [tcp_tell]
 */
#include "facts.h"
#include "tcp_tell.h"
