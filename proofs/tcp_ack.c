/* SPDX-License-Identifier: MIT
 * Proves core/tcp_ack.h: what the sender learns from an acknowledgment, and that it keeps what the machine believes of
 * these calls.
 *
 *   - every function of tcp_ack.h writes the members that its contract names, keeps each in its range, and ends [*]
 *   - an acknowledgment of n numbers takes n from what is in flight, and as many bytes, less a SYN or FIN, out of the
 *     send ring [tcp_take_acked]
 *   - the congestion window grows by no more than was acknowledged and than a segment, and stays within what a profile
 *     may send; a timeout makes it one segment, half of what was in flight or two segments the threshold
 *     [tcp_open_cwnd, tcp_widen, tcp_first_window, tcp_halve, tcp_lose, tcp_take_duplicate]
 *   - what recovery has still to wait for shrinks with each acknowledgment, down to 0 [tcp_recovered]
 *   - the peer's window is taken as it came [tcp_take_window]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_ack.h"
