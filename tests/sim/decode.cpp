// SPDX-License-Identifier: MIT
// Opcodes from the AVR instruction set manual, those of the ATmega328P only.
#include "decode.hpp"

namespace avrsim {
namespace {

constexpr std::uint8_t X = 26, Y = 28, Z = 30;
constexpr std::uint16_t before = 0xffff; // address is the pointer less one

// ld and st with their pointer in the low four bits: 1001 00sd dddd mmmm
instruction decode_pointer(std::uint16_t w, std::uint16_t next)
{
    const op kind = (w & 0x0200) != 0 ? op::store : op::load;

    switch (w & 0x000f) {
    case 0x0: return {kind, 0, next}; // lds, sts
    case 0x1: return {kind, Z, 0};
    case 0x2: return {kind, Z, before};
    case 0x9: return {kind, Y, 0};
    case 0xa: return {kind, Y, before};
    case 0xc: return {kind, X, 0};
    case 0xd: return {kind, X, 0};
    case 0xe: return {kind, X, before};
    case 0xf: return {kind == op::store ? op::push : op::pop};
    default:  return {}; // lpm
    }
}

instruction decode_out(std::uint16_t w)
{
    switch (((w >> 5) & 0x30) | (w & 0x0f)) {
    case 0x3d: return {op::out_spl};
    case 0x3e: return {op::out_sph};
    default:   return {op::io};
    }
}

instruction decode_one(std::uint16_t w, std::uint16_t next)
{
    switch (w) {
    case 0x9508: return {op::ret};
    case 0x9518: return {op::reti};
    case 0x9588: return {op::sleep};
    case 0x95e8: return {op::spm};
    case 0x9509: return {op::call};
    case 0xd000: return {op::frame};
    default:     break;
    }
    if ((w & 0xfc00) == 0x9000) {
        return decode_pointer(w, next);
    }
    if ((w & 0xd000) == 0x8000) { // ldd and std: 10q0 qqsd dddd yqqq
        const unsigned q = ((w >> 8) & 0x20u) | ((w >> 7) & 0x18u) | (w & 7u);
        return {(w & 0x0200) != 0 ? op::store : op::load, (w & 8) != 0 ? Y : Z,
                static_cast<std::uint16_t>(q)};
    }
    if ((w & 0xf800) == 0xb800) {
        return decode_out(w);
    }
    if ((w & 0xf800) == 0xb000 || (w & 0xfc00) == 0x9800) {
        return {op::io};
    }
    if ((w & 0xf000) == 0xd000 || (w & 0xfe0e) == 0x940e) {
        return {op::call};
    }
    return {};
}

} // namespace

std::vector<instruction> decode(const std::vector<std::uint8_t> &flash)
{
    const auto word = [&](std::size_t i) {
        return static_cast<std::uint16_t>(
            2 * i + 1 < flash.size() ? flash[2 * i] | (flash[2 * i + 1] << 8) : 0xffff);
    };
    std::vector<instruction> all(flash.size() / 2);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = decode_one(word(i), word(i + 1));
    }
    return all;
}

} // namespace avrsim
