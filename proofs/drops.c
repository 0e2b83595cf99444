/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "drops.h"
