// SPDX-License-Identifier: MIT
// The C++11 face: the calls of api.h as members. Nothing here has a body of its own worth testing;
// a program in C, or one that prefers functions, includes api.h and loses nothing.
#ifndef THIMBLE_STACK_HPP
#define THIMBLE_STACK_HPP

#include "api.h"

namespace thimble {

// One TCP connection, as handlers get it: `tcp_stream(s, connection).write(...)`.
class tcp_stream {
public:
    tcp_stream(struct stack *s, uint8_t connection) : stack_(s), connection_(connection) {}

    // Of a client socket. is_open() is false when no slot was free or nobody can have that address.
    static tcp_stream open(struct stack *s, uint8_t socket, uint32_t ip, uint16_t port)
    {
        return tcp_stream(s, tcp_open(s, socket, ip, port));
    }

    bool is_open() const { return connection_ < TCP_NO_PEER; }
    uint8_t connection() const { return connection_; }
    uint16_t room() const { return tcp_write_room(stack_, connection_); }
    uint16_t write(const uint8_t *data, uint16_t bytes) const
    {
        return tcp_write(stack_, connection_, data, bytes);
    }
    enum tcp_error close() const { return tcp_close(stack_, connection_); }
    enum tcp_error abort() const { return tcp_abort(stack_, connection_); }

private:
    struct stack *stack_;
    uint8_t connection_;
};

// A whole stack. Put it where it lives as long as the firmware: it is all the RAM that TCP/IP needs
// but the link's.
class node {
public:
    void begin(const uint8_t *secret) { stack_init(&stack_, secret); }
    uint16_t receive(uint8_t *frame, uint16_t bytes, uint16_t room)
    {
        return stack_receive(&stack_, frame, bytes, room);
    }
    uint16_t poll(uint8_t *frame, uint32_t now_ms) { return stack_poll(&stack_, frame, now_ms); }
    struct stack *state() { return &stack_; }

private:
    struct stack stack_;
};

} // namespace thimble

#endif
