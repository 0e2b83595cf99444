/* SPDX-License-Identifier: MIT */
/* A connection that is in use is looked at in every poll: RFC 9293 3.10.3. */
#ifndef THIMBLE_TCP_POLL_H
#define THIMBLE_TCP_POLL_H

#include "tcp_settle.h"
#include "tcp_text.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* What has happened meanwhile: the application may have made room since the last poll. */
static inline void tcp_poll(struct stack *s, struct tcp_connection *c)
{
    if (connection_is_free(c)) {
        return;
    }
    (void)tcp_receive_call(s, c); /* an error only says that this connection takes no more text */
    tcp_settle(s, c);
}

#ifdef __cplusplus
}
#endif

#endif
