/* SPDX-License-Identifier: MIT
 * Proves core/copy.h, the portable form:
 *
 *   - after copy_bytes what was at `from` is at `to`, byte for byte, also when the two overlap and `to` lies below
 *     [*]
 *
 * The AVR assembler form is not seen by the prover; tests compare the two.
 */
#include "facts.h"
#include "copy.h"
