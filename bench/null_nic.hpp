// SPDX-License-Identifier: MIT
// A network interface that does nothing: the same frame buffer and calls as a real one, so that
// what the bench counts is the stack. The empty asm statements are the hardware: the compiler may
// not know what is in the buffer afterwards, and has to have everything there before.
#ifndef BENCH_NULL_NIC_HPP
#define BENCH_NULL_NIC_HPP

#include <stdint.h>

#ifndef BENCH_FRAME_BYTES
#define BENCH_FRAME_BYTES 240
#endif

enum { NIC_FRAME_BYTES = BENCH_FRAME_BYTES };

static uint8_t nic_frame[NIC_FRAME_BYTES];
static volatile uint16_t nic_arrived; // bytes; the hardware writes it
static volatile uint16_t nic_leaves;  // bytes; the hardware reads it
static volatile uint32_t nic_ms;      // the time source: a counter that somebody else counts up

// The bytes of a frame that has arrived in nic_frame; 0: none.
static inline uint16_t nic_receive()
{
    __asm__ volatile("" : : "p"(nic_frame) : "memory");
    return nic_arrived;
}

static inline void nic_send(uint16_t bytes)
{
    nic_leaves = bytes;
    __asm__ volatile("" : : "p"(nic_frame) : "memory");
}

#endif
