/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "tcp_machine.h"
