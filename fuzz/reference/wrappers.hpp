// SPDX-License-Identifier: MIT
// Functions of the names that core/ and the machine call, which note what passes and go on to the
// real ones. One for each call out and each event of the profile: EACH_PRIM, EACH_EVENT.
#ifndef THIMBLE_FUZZ_REFERENCE_WRAPPERS_HPP
#define THIMBLE_FUZZ_REFERENCE_WRAPPERS_HPP

#include "lockstep.hpp"

namespace thimble {

#define PLAIN_PRIM(code, name) \
    void tcp_##name(stack *s, tcp_connection *c); \
    inline void machine_##name(stack *s, tcp_connection *c) \
    { \
        reference::noted(code, c, 0, [&] { tcp_##name(s, c); return 0u; }); \
    }
#define SEGMENT_PRIM(code, name) \
    void tcp_##name(stack *s, tcp_connection *c, tcp_segment *seg); \
    inline void machine_##name(stack *s, tcp_connection *c, tcp_segment *seg) \
    { \
        reference::noted(code, c, 0, [&] { tcp_##name(s, c, seg); return 0u; }); \
    }
#define NUMBER_PRIM(code, name) \
    void tcp_##name(stack *s, tcp_connection *c, uint8_t what); \
    inline void machine_##name(stack *s, tcp_connection *c, uint8_t what) \
    { \
        reference::noted(code, c, what, [&] { tcp_##name(s, c, what); return 0u; }); \
    }
#define RESULT_PRIM(code, name) \
    uint32_t tcp_##name(stack *s, tcp_connection *c); \
    inline uint32_t machine_##name(stack *s, tcp_connection *c) \
    { \
        return reference::noted(code, c, 0, [&] { return tcp_##name(s, c); }); \
    }
EACH_PRIM(PLAIN_PRIM, SEGMENT_PRIM, NUMBER_PRIM, RESULT_PRIM)

#define PLAIN_EVENT(code, name) \
    inline tcp_error tcp_##name(stack *s, tcp_connection *c) \
    { \
        reference::enter(c, nullptr, code); \
        const tcp_error answer = machine_##name(s, c); \
        reference::leave(answer, 0); \
        return answer; \
    }
#define SEGMENT_EVENT(code, name) \
    inline tcp_verdict tcp_##name(stack *s, tcp_connection *c, tcp_segment *seg) \
    { \
        reference::enter(c, seg, code); \
        const tcp_verdict verdict = machine_##name(s, c, seg); \
        reference::leave(verdict == TCP_DROP, 0); \
        return verdict; \
    }
EACH_EVENT(PLAIN_EVENT, SEGMENT_EVENT)

inline void tcp_elapse(stack *s, tcp_connection *c, uint16_t ticks)
{
    reference::enter(c, nullptr, -1);
    machine_elapse(s, c, ticks);
    reference::leave_elapse(ticks);
}

}

#endif
