/* SPDX-License-Identifier: MIT */
/* Sequence numbers, on a circle of 16, and the functions that tcp.fsm may call. */
#define CIRCLE 15
#define FAR 65535 /* ahead, end, acked: not within 0 .. 5 */
#define BEFORE(a, b) (((a - b) & CIRCLE) > 7)
#define NOT_AFTER(a, b) (((b - a) & CIRCLE) < 8)
#define NEAR(d) (((d) & CIRCLE) < 6 -> ((d) & CIRCLE) : FAR)
#define MIN(a, b) ((a) < (b) -> (a) : (b))
#define MAX(a, b) ((a) > (b) -> (a) : (b))
#define LESS(a, b) ((a) > (b) -> (a) - (b) : 0)
