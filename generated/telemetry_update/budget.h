/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/telemetry_update.yaml -- change the spec and regenerate.
 *
 * Static RAM of profile "telemetry_update" on atmega328p, in bytes.
 *
 * what                       each  count  bytes
 * drop counters                 1     26     26
 * keyed ISS                     1     16     16
 * TCP connections              70      2    140
 * receive rings                 1    256    256
 * link receive buffer           1    252    252
 * link send buffer              1    136    136
 * clock                                      10
 * active opens                                2
 * poll                                        1
 * ICMP errors                                 1
 * link                                       16
 * application                              1000
 *                                         -----
 * altogether                               1856
 * left of 2048                              192
 *
 * What is left is for the call stack and the interrupts.
 */
#ifndef THIMBLE_BUDGET_H
#define THIMBLE_BUDGET_H

#include <stdint.h>

#include "memory.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum {
    BUDGET_TCP_CONNECTION_BYTES = 70, /* struct tcp_connection */
    BUDGET_STACK_BYTES = 448,         /* struct stack */
    BUDGET_SLIP_LINK_BYTES = 404,     /* struct slip_link */
    BUDGET_CLOCK_BYTES = 4,           /* struct clock */
    BUDGET_APPLICATION_BYTES = 1000,  /* set aside for the application and its drivers */
    BUDGET_STATIC_BYTES = 856,        /* all structs of memory.h, once each */
    BUDGET_RAM_BYTES = 2048,          /* what the profile may use of the part */
    BUDGET_FLASH_BYTES = 16384
};

#if defined(__AVR__) && defined(__cplusplus)
/* AVR knows no padding, so the compiler must agree to the byte. */
static_assert(sizeof(struct tcp_connection) == BUDGET_TCP_CONNECTION_BYTES,
              "struct tcp_connection has changed size: regenerate the budget");
static_assert(sizeof(struct stack) == BUDGET_STACK_BYTES,
              "struct stack has changed size: regenerate the budget");
static_assert(sizeof(struct slip_link) == BUDGET_SLIP_LINK_BYTES,
              "struct slip_link has changed size: regenerate the budget");
static_assert(sizeof(struct clock) == BUDGET_CLOCK_BYTES,
              "struct clock has changed size: regenerate the budget");
#endif

#ifdef __cplusplus
}
#endif

#endif
