/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "icmp_packet.h"
