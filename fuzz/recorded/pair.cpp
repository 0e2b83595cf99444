// SPDX-License-Identifier: MIT
#include "stack.h"

#include "record.hpp"

#include "../pair.cpp"
