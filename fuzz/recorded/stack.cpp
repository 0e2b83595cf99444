// SPDX-License-Identifier: MIT
#include "reference/lockstep.hpp"
#include "stack.h"

#include "record.hpp"

#include "../stack.cpp"
