/* SPDX-License-Identifier: MIT
 * Proves the lemmas of proofs/facts.h. Its axioms are not proved here but checked by Z3: proofs/facts.smt2.
 *
 *   - the bytes of a number make up the number [*]
 */
#include "facts.h"
