/* SPDX-License-Identifier: MIT
 * Proves core/checksum.h, the portable form: the sum is the one that RFC 1071 defines (checksum_is, word after word,
 * an odd last byte as the upper half of one), the loop ends, and no byte outside [at, at + bytes) is read.
 * The AVR assembler form is not seen by the prover; tests compare the two.
 */
#include "facts.h"
#include "checksum.h"
