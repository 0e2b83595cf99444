/* SPDX-License-Identifier: MIT
 * Proves core/iss.h: F of RFC 6528.
 *
 *   - every function of iss.h reads the 16 bytes of the secret and what it is given, writes its block and nothing
 *     else, and ends: so the same ends and the same secret give the same number [*]
 *   - a round is that of Speck64/128, the cipher 27 of them, each with the next word of the key's schedule [iss_round,
 *     iss_encrypt_portable]
 *   - a number is the CBC-MAC of the two ends [iss_keyed]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "iss.h"
