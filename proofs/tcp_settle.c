/* SPDX-License-Identifier: MIT
 * Proves core/tcp_settle.h:
 *
 *   - what a handler asked for is done when its event is over, and its connection is in order then; an abort leads to
 *     CLOSED, and nothing waits to be read behind it [tcp_abort_now, tcp_settle, application_keeps_none]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_settle.h"

/*@ lemma application_keeps_none: \forall struct stack *s, integer number;
  @     s->connection[number].calls == 0 ==> application_kept(s, number) == PROFILE_TCP_CONNECTIONS;
  @*/
