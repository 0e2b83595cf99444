// SPDX-License-Identifier: MIT
// The one file of Thimble that a firmware compiles: every function of core, for the profile on the
// include path.
#include "budget.h"
#include "stack.h"
