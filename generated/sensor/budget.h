/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/sensor.yaml -- change the spec and regenerate.
 *
 * Static RAM of profile "sensor" on atmega328p, in bytes.
 *
 * what                       each  count  bytes
 * drop counters                 1     26     26
 * keyed ISS                     1     16     16
 * TCP connections              63      1     63
 * link receive buffer           1    258    258
 * link send buffer              1    256    256
 * clock                                      10
 * active opens                                2
 * poll                                        1
 * ICMP errors                                 1
 * link                                       16
 * application                              1000
 *                                         -----
 * altogether                               1649
 * left of 2048                              399
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
    BUDGET_TCP_CONNECTION_BYTES = 63, /* struct tcp_connection */
    BUDGET_STACK_BYTES = 115,         /* struct stack */
    BUDGET_SLIP_LINK_BYTES = 530,     /* struct slip_link */
    BUDGET_CLOCK_BYTES = 4,           /* struct clock */
    BUDGET_APPLICATION_BYTES = 1000,  /* set aside for the application and its drivers */
    BUDGET_STATIC_BYTES = 649,        /* all structs of memory.h, once each */
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
