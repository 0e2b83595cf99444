// SPDX-License-Identifier: MIT
#include "stack.h"

#define RECORD_FRAMES_ONLY // lwIP's functions have the names of our user calls
#include "record.hpp"

#include "../lwip.cpp"
