/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "wire.h"
