/* SPDX-License-Identifier: MIT
 * Proves core/checksum.h, the portable form:
 *
 *   - checksum_add reads no byte outside [at, at + bytes), ends, and gives the sum that RFC 1071 defines, for any
 *     length: word after word, an odd last byte as the upper half of one [*]
 *
 * The AVR assembler form is not seen by the prover; tests compare the two.
 */
#include "facts.h"
#include "checksum.h"
