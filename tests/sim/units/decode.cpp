// SPDX-License-Identifier: MIT
// Opcodes as avr-objdump prints them for the instruction in the comment.
#include "decode.hpp"

#include <doctest/doctest.h>

using namespace avrsim;

namespace {

instruction one(std::uint16_t word, std::uint16_t next = 0)
{
    const auto low = [](std::uint16_t w) { return static_cast<std::uint8_t>(w & 0xff); };
    const auto high = [](std::uint16_t w) { return static_cast<std::uint8_t>(w >> 8); };
    return decode({low(word), high(word), low(next), high(next)})[0];
}

void check(const instruction &got, op kind, unsigned base = 0, unsigned offset = 0)
{
    CHECK(got.kind == kind);
    CHECK(unsigned{got.base} == base);
    CHECK(unsigned{got.offset} == offset);
}

} // namespace

TEST_CASE("loads and stores name their pointer and distance")
{
    check(one(0x9180, 0x0123), op::load, 0, 0x123); // lds r24, 0x0123
    check(one(0x9380, 0x08ff), op::store, 0, 0x8ff); // sts 0x08ff, r24
    check(one(0x918c), op::load, 26);                // ld r24, X
    check(one(0x938d), op::store, 26);               // st X+, r24
    check(one(0x939e), op::store, 26, 0xffff);       // st -X, r25
    check(one(0x9189), op::load, 28);                // ld r24, Y+
    check(one(0x9382), op::store, 30, 0xffff);       // st -Z, r24
    check(one(0x8180), op::load, 30);                // ld r24, Z
    check(one(0x8388), op::store, 28);               // st Y, r24
    check(one(0xafff), op::store, 28, 63);           // std Y+63, r31
    check(one(0x8985), op::load, 30, 21);            // ldd r24, Z+21
}

TEST_CASE("the stack instructions, and the call that is none")
{
    check(one(0x93df), op::push);         // push r29
    check(one(0x91cf), op::pop);          // pop r28
    check(one(0x940e, 0x0040), op::call); // call 0x80
    check(one(0xd005), op::call);         // rcall .+10
    check(one(0xd000), op::frame);        // rcall .+0
    check(one(0x9509), op::call);         // icall
    check(one(0x9508), op::ret);
    check(one(0x9518), op::reti);
    check(one(0xbfde), op::out_sph); // out 0x3e, r29
    check(one(0xbfcd), op::out_spl); // out 0x3d, r28
}

TEST_CASE("what touches the I/O space, and what touches nothing")
{
    check(one(0xbb8e), op::io); // out 0x1e, r24
    check(one(0xb18f), op::io); // in r24, 0x0f
    check(one(0x9a2d), op::io); // sbi 0x05, 5
    check(one(0x9588), op::sleep);
    check(one(0x95e8), op::spm);
    check(one(0x0000), op::plain);         // nop
    check(one(0x940c, 0x0034), op::plain); // jmp 0x68
    check(one(0xc00a), op::plain);         // rjmp .+20
    check(one(0x9185), op::plain);         // lpm r24, Z+
    check(one(0x9409), op::plain);         // ijmp
    check(one(0x9478), op::plain);         // sei
    check(one(0x9631), op::plain);         // adiw r30, 1
    check(one(0x9c01), op::plain);         // mul r0, r1
}
