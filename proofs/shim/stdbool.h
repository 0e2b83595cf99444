/* SPDX-License-Identifier: MIT */
#ifndef THIMBLE_SHIM_STDBOOL_H
#define THIMBLE_SHIM_STDBOOL_H

#define bool _Bool
#define true 1
#define false 0

#endif
