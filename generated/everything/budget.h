/* SPDX-License-Identifier: MIT
 * GENERATED from spec/profiles/everything.yaml -- change the spec and regenerate.
 *
 * Static RAM of profile "everything" on atmega328p, in bytes.
 *
 * what                       each  count  bytes
 * drop counters                 1     26     26
 * keyed ISS                     1     16     16
 * TCP connections              82      4    328
 * TIME-WAIT records            21      2     42
 * TIME-WAIT records            82      1     82
 * send rings                    1    384    384
 * receive rings                 1    128    128
 * reassembly                  593      1    593
 * clock                                       6
 * active opens                                2
 * poll                                        1
 * ICMP errors                                 1
 *                                         -----
 * altogether                               1609
 * left of 2048                              439
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
    BUDGET_TCP_CONNECTION_BYTES = 82, /* struct tcp_connection */
    BUDGET_TIME_WAIT_BYTES = 21,      /* struct time_wait */
    BUDGET_REASSEMBLY_BYTES = 593,    /* struct reassembly */
    BUDGET_STACK_BYTES = 1609,        /* struct stack */
    BUDGET_APPLICATION_BYTES = 0,     /* set aside for the application and its drivers */
    BUDGET_STATIC_BYTES = 1609,       /* all structs of memory.h, once each */
    BUDGET_RAM_BYTES = 2048,          /* what the profile may use of the part */
    BUDGET_FLASH_BYTES = 24576
};

#if defined(__AVR__) && defined(__cplusplus)
/* AVR knows no padding, so the compiler must agree to the byte. */
static_assert(sizeof(struct tcp_connection) == BUDGET_TCP_CONNECTION_BYTES,
              "struct tcp_connection has changed size: regenerate the budget");
static_assert(sizeof(struct time_wait) == BUDGET_TIME_WAIT_BYTES,
              "struct time_wait has changed size: regenerate the budget");
static_assert(sizeof(struct reassembly) == BUDGET_REASSEMBLY_BYTES,
              "struct reassembly has changed size: regenerate the budget");
static_assert(sizeof(struct stack) == BUDGET_STACK_BYTES,
              "struct stack has changed size: regenerate the budget");
#endif

#ifdef __cplusplus
}
#endif

#endif
