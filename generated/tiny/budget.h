/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/tiny.yaml -- change the spec and regenerate.
 *
 * Static RAM of profile "tiny" on atmega328p, in bytes.
 *
 * what                       each  count  bytes
 * TCP connections              57      2    114
 * link receive buffer           1    170    170
 * link send buffer              1    168    168
 * clock                                      10
 * active opens                                2
 * poll                                        1
 * link                                       16
 * application                               256
 *                                         -----
 * altogether                                737
 * left of 1024                              287
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
    BUDGET_TCP_CONNECTION_BYTES = 57, /* struct tcp_connection */
    BUDGET_STACK_BYTES = 123,         /* struct stack */
    BUDGET_SLIP_LINK_BYTES = 354,     /* struct slip_link */
    BUDGET_CLOCK_BYTES = 4,           /* struct clock */
    BUDGET_APPLICATION_BYTES = 256,   /* set aside for the application and its drivers */
    BUDGET_STATIC_BYTES = 481,        /* all structs of memory.h, once each */
    BUDGET_RAM_BYTES = 1024,          /* what the profile may use of the part */
    BUDGET_FLASH_BYTES = 8192
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
