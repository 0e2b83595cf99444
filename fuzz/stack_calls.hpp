// SPDX-License-Identifier: MIT
// The user calls of RFC 9293 3.9.1 that need no handler, and what each must answer.
#ifndef THIMBLE_FUZZ_STACK_CALLS_HPP
#define THIMBLE_FUZZ_STACK_CALLS_HPP

#include "stack_world.hpp"

#ifdef __clang__ // what looks on is not searched
#pragma clang attribute push(__attribute__((no_sanitize("coverage"))), apply_to = function)
#endif

namespace fuzz {

inline void open_one(world &w, std::uint8_t port)
{
    const std::uint8_t n = thimble::tcp_open(w.s, thimble::SOCKET_CALLER, 0xc0a80701u, port);

    MUST((port == 0) == (n == thimble::TCP_NO_PEER));
    if (n < SLOTS) {
        slots[n].written = slots[n].urgent = 0;
        slots[n].closed = slots[n].connected = slots[n].patient = false;
    }
}

// What can be asked of a connection at any time changes nothing, and is true.
inline void ask(world &w, std::uint8_t n)
{
    const tcp_connection &c = w.s->connection[n];
    const tcp_connection kept = c;
    thimble::tcp_report report{};
    const thimble::tcp_error error = thimble::tcp_status(w.s, n, &report);

    MUST((error == thimble::TCP_OK) == (c.state != thimble::TCP_CLOSED));
    if (error == thimble::TCP_OK) {
        MUST(report.state == c.state && report.socket == c.socket);
        MUST(report.remote_ip == c.remote_ip && report.remote_port == c.remote_port);
        MUST(report.local_port == c.local_port && report.unacknowledged == c.flight);
    }
    const bool sends = c.state == thimble::TCP_SYN_SENT || c.state == thimble::TCP_SYN_RCVD
                       || thimble::tcp_state_can_send(c.state);
    MUST((thimble::tcp_can_write(w.s, n) == thimble::TCP_OK) == (sends && !c.fin_req));
    MUST(thimble::tcp_urgent(w.s, n) == c.rcv_up);
    MUST(reference::alike(kept, c));
}

inline void call_nobody(world &w)
{
    const auto none = static_cast<std::uint8_t>(SLOTS);
    std::uint8_t byte = 0;
    thimble::tcp_report report{};

    MUST(thimble::tcp_close(w.s, none) == thimble::TCP_ERROR_NO_CONNECTION);
    MUST(thimble::tcp_abort(w.s, none) == thimble::TCP_ERROR_NO_CONNECTION);
    MUST(thimble::tcp_can_write(w.s, none) == thimble::TCP_ERROR_NO_CONNECTION);
    MUST(thimble::tcp_status(w.s, none, &report) == thimble::TCP_ERROR_NO_CONNECTION);
    MUST(thimble::tcp_write(w.s, none, &byte, 1) == 0);
    MUST(thimble::tcp_read(w.s, none, &byte, 1) == 0 && thimble::tcp_urgent(w.s, none) == 0);
    thimble::tcp_retries(w.s, none, 0);
    thimble::tcp_no_delay(w.s, none, true);
    thimble::tcp_keep_alive(w.s, none, true);
}

inline bool may_write(const world &w, std::uint8_t n)
{
    return slots[n].connected || (n == thimble::profile_slot_first(thimble::SOCKET_CALLER)
                                  && w.s->connection[n].state == thimble::TCP_SYN_SENT);
}

inline void call(world &w, std::uint8_t what, std::uint8_t n, std::uint8_t more)
{
    if (n == SLOTS) { // one past the last
        call_nobody(w);
        return;
    }
    switch (what % 7) {
    case 0: open_one(w, more); break;
    case 1: close_it(w.s, n); break;
    case 2: abort_it(w.s, n); break;
    case 3: ask(w, n); break;
    case 4:
        slots[n].patient |= more > thimble::PROFILE_MAX_RETRIES;
        thimble::tcp_retries(w.s, n, more);
        break;
    case 5:
        thimble::tcp_no_delay(w.s, n, more & 1);
        thimble::tcp_keep_alive(w.s, n, more & 2);
        break;
    default:
        if (may_write(w, n)) {
            write_some(w.s, n, more, !is_source(n, w.s));
        }
    }
}

}

#ifdef __clang__
#pragma clang attribute pop
#endif

#endif
