/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "ipv4_packet.h"
