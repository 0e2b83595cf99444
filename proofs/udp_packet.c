/* SPDX-License-Identifier: MIT */
#include "facts.h"
#include "udp_packet.h"
