/* SPDX-License-Identifier: MIT
 * Facts about machine integers that WP's own theory lacks: it knows that a conversion is the identity in range and
 * nothing else, and sees << and | as names.
 *
 * The axioms are trusted. facts.smt2 says each of them again for Z3, in its theories of integers and bit vectors;
 * prove.py demands that both files name the same facts and that Z3 finds no counterexample to any.
 * The lemmas are proved, by proofs/facts.c.
 */
#ifndef THIMBLE_FACTS_H
#define THIMBLE_FACTS_H

#include <stdint.h>

/*@ axiomatic facts {
  @   axiom wrap_down_u16: \forall integer x; 0x10000 <= x < 0x20000 ==> (uint16_t)x == x - 0x10000;
  @   axiom wrap_up_u16: \forall integer x; -0x10000 <= x < 0 ==> (uint16_t)x == x + 0x10000;
  @   axiom wrap_down_u32:
  @     \forall integer x; 0x100000000 <= x < 0x200000000 ==> (uint32_t)x == x - 0x100000000;
  @   axiom wrap_up_u32: \forall integer x; -0x100000000 <= x < 0 ==> (uint32_t)x == x + 0x100000000;
  @   axiom u16_of_u32: \forall integer x; (uint32_t)x < 0x10000 ==> (uint16_t)x == (uint32_t)x;
  @
  @   axiom shift_8: \forall integer x; 0 <= x < 0x100000000 ==> (x << 8) == x * 256;
  @   axiom shift_16: \forall integer x; 0 <= x < 0x100000000 ==> (x << 16) == x * 65536;
  @   axiom shift_small: \forall integer x, n;
  @     0 <= x < 0x10000 && 0 <= n <= 15 ==> 0 <= (x << n) <= 0x7fff8000;
  @
  @   axiom or_8: \forall integer high, low;
  @     0 <= high < 0x100000000 && high % 256 == 0 && 0 <= low < 256 ==> (high | low) == high + low;
  @   axiom or_16: \forall integer high, low;
  @     0 <= high < 0x100000000 && high % 65536 == 0 && 0 <= low < 65536 ==> (high | low) == high + low;
  @   axiom shift_8_or: \forall integer high, low;
  @     0 <= high < 0x100000000 && 0 <= low < 256 ==> ((high << 8) | low) == high * 256 + low;
  @
  @   axiom or_8_swapped: \forall integer high, low;
  @     0 <= high < 0x100000000 && high % 256 == 0 && 0 <= low < 256 ==> (low | high) == high + low;
  @   axiom or_16_swapped: \forall integer high, low;
  @     0 <= high < 0x100000000 && high % 65536 == 0 && 0 <= low < 65536 ==> (low | high) == high + low;
  @   axiom shift_8_or_swapped: \forall integer high, low;
  @     0 <= high < 0x100000000 && 0 <= low < 256 ==> (low | (high << 8)) == high * 256 + low;
  @ }
  @*/

/*@ lemma high_byte: \forall integer v; 0 <= v ==> v / 65536 == v / 256 / 256;
  @ lemma highest_byte: \forall integer v; 0 <= v ==> v / 16777216 == v / 65536 / 256;
  @ lemma bytes_of_u32: \forall integer v; 0 <= v < 0x100000000 ==>
  @   v / 16777216 * 16777216 + v / 65536 % 256 * 65536 + v / 256 % 256 * 256 + v % 256 == v;
  @*/

#endif
