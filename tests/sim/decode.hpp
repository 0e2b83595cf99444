// SPDX-License-Identifier: MIT
// What each instruction does to memory and to the stack pointer, decoded once for all of flash.
#pragma once

#include <cstdint>
#include <vector>

namespace avrsim {

enum class op : std::uint8_t {
    plain,  // touches neither data space nor the stack
    io,     // in, out, sbi, cbi, sbic, sbis: the I/O space only
    load,   // ld, ldd, lds
    store,  // st, std, sts
    push,
    pop,
    call,   // call, rcall, icall: pushes a return address
    frame,  // rcall .+0: GCC's way to move SP down by two, not a call
    ret,
    reti,
    out_spl,
    out_sph,
    sleep,
    spm
};

struct instruction {
    op kind = op::plain;
    std::uint8_t base = 0;    // low register of the pointer pair, 0: none, `offset` is the address
    std::uint16_t offset = 0; // added to the pointer (0xffff: pre-decrement)
};

std::vector<instruction> decode(const std::vector<std::uint8_t> &flash); // one for each flash word

} // namespace avrsim
