// SPDX-License-Identifier: MIT
// Printed by tools/fuzz_reference.py from spec/machines/tcp.fsm for profile workbench.
#undef tcp_new_iss
#undef tcp_offer_window
#undef tcp_take_window
#undef tcp_take_syn
#undef tcp_take_acked
#undef tcp_lose
#undef tcp_accept_text
#undef tcp_take_urgent
#undef tcp_challenge
#undef tcp_signal
#undef tcp_reset
#undef tcp_open_passive
#undef tcp_open_active
#undef tcp_send_call
#undef tcp_receive_call
#undef tcp_close_call
#undef tcp_abort_call
#undef tcp_status_call
#undef tcp_segment_arrives
#undef tcp_rexmt_needed
#undef tcp_refused
#undef tcp_tick
#undef tcp_elapse
