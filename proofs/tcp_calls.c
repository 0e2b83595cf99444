/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_machine.h again, where it is known what a stack is:
 *
 *   - a call out that asks more of its caller than the machine knows gets it: the machine passes on what it was given
 *     [*]
 *
 * The machine's own proof (tcp_machine.c) sees no stack: what is a stack's is neither asked there nor promised. What
 * core/ asks beyond that is named `placed` there, and declared here in the same words, for the call out and for each
 * function of the machine that leads to it.
 *
 * Again: tcp_machine.h, clauses named placed.
 */
#include "facts.h"
#include "memory.h"

/* core/tcp_iss.h */
/*@ requires placed: \valid(s);
  @*/
uint32_t tcp_new_iss(struct stack *s, struct tcp_connection *c);

/*@ requires placed: \valid(s);
  @*/
static inline void tcp_begin(struct stack *s, struct tcp_connection *c);

#ifdef TCP_HAS_SYN_SENT
/*@ requires placed: \valid(s);
  @*/
static inline enum tcp_error tcp_open_active(struct stack *s, struct tcp_connection *c);
#endif

#ifdef TCP_HAS_LISTEN
/*@ requires placed: \valid(s);
  @*/
static inline enum tcp_verdict tcp_segment_listen(struct stack *s, struct tcp_connection *c,
                                                  struct tcp_segment *seg);
#endif

/*@ requires placed: \valid(s);
  @*/
static inline enum tcp_verdict tcp_segment_arrives(struct stack *s, struct tcp_connection *c,
                                                   struct tcp_segment *seg);
