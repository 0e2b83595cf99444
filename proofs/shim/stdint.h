/* SPDX-License-Identifier: MIT
 * The types of <stdint.h> as Frama-C's machine models have them. prove.py defines THIMBLE_INT_BITS with the model. */
#ifndef THIMBLE_SHIM_STDINT_H
#define THIMBLE_SHIM_STDINT_H

typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
#if THIMBLE_INT_BITS == 16
typedef long int32_t;
typedef unsigned long uint32_t;
#else
typedef int int32_t;
typedef unsigned int uint32_t;
#endif
typedef long long int64_t;
typedef unsigned long long uint64_t;

_Static_assert(sizeof(int) * 8 == THIMBLE_INT_BITS, "the machine model is not the one prove.py names");
_Static_assert(sizeof(int16_t) == 2 && sizeof(int32_t) == 4 && sizeof(int64_t) == 8, "widths");

#endif
