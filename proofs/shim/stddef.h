/* SPDX-License-Identifier: MIT */
#ifndef THIMBLE_SHIM_STDDEF_H
#define THIMBLE_SHIM_STDDEF_H

typedef __SIZE_TYPE__ size_t;
#define NULL ((void *)0)

#endif
