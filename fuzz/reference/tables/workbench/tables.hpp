// SPDX-License-Identifier: MIT
// Printed by tools/fuzz_reference.py from spec/machines/tcp.fsm for profile workbench.
#define EACH_TIMER(timer) timer(rexmt) timer(life)
#define EACH_PRIM(plain, segment, number, result) result(0, new_iss) plain(1, offer_window) segment(2, take_window) segment(3, take_syn) segment(4, take_acked) plain(5, lose) segment(6, accept_text) segment(7, take_urgent) plain(8, challenge) number(9, signal) segment(10, reset)
#define EACH_EVENT(plain, segment) plain(0, open_passive) plain(1, open_active) plain(2, send_call) plain(3, receive_call) plain(4, close_call) plain(5, abort_call) plain(6, status_call) segment(7, segment_arrives) plain(8, rexmt_needed) plain(11, refused) plain(12, tick)
enum { VARS = 40, FIELDS = 10, EVENTS = 13 };
enum variable { V_snd_una, V_rcv_nxt, V_remote_ip, V_iss, V_remote_port, V_local_port, V_snd_wl1, V_snd_wnd, V_rcv_wnd, V_rcv_max, V_rcv_up, V_snd_up, V_flight, V_recover, V_snd_half, V_mss, V_ring_start, V_ring_used, V_srtt, V_rttvar, V_rto, V_rtt_mark, V_rtt_start, V_retries, V_max_retries, V_socket, V_signals, V_calls, V_challenged, V_by_peer, V_waited, V_fin_req, V_fin_sent, V_ack_due, V_ack_soon, V_rexmt_due, V_rst_due, V_nodelay, V_rexmt, V_life };
enum field { F_seqno, F_ahead, F_end, F_acked, F_len, F_size, F_window, F_mss, F_urgent, F_flags };
enum { S_CLOSED = thimble::TCP_CLOSED };
enum { S_LISTEN = thimble::TCP_LISTEN };
enum { S_TIME_WAIT = thimble::TCP_TIME_WAIT };
enum { S_FIN_WAIT_2 = thimble::TCP_FIN_WAIT_2 };
enum { S_FIN_WAIT_1 = thimble::TCP_FIN_WAIT_1 };
enum { S_ESTAB = thimble::TCP_ESTAB };
enum { S_CLOSE_WAIT = thimble::TCP_CLOSE_WAIT };
enum { S_LAST_ACK = thimble::TCP_LAST_ACK };
enum { S_CLOSING = thimble::TCP_CLOSING };
enum { S_SYN_RCVD = thimble::TCP_SYN_RCVD };
enum { S_SYN_SENT = thimble::TCP_SYN_SENT };
inline const char *const var_name[] = {
    "snd_una", "rcv_nxt", "remote_ip", "iss", "remote_port", "local_port", "snd_wl1", "snd_wnd",
    "rcv_wnd", "rcv_max", "rcv_up", "snd_up", "flight", "recover", "snd_half", "mss",
    "ring_start", "ring_used", "srtt", "rttvar", "rto", "rtt_mark", "rtt_start", "retries",
    "max_retries", "socket", "signals", "calls", "challenged", "by_peer", "waited", "fin_req",
    "fin_sent", "ack_due", "ack_soon", "rexmt_due", "rst_due", "nodelay", "rexmt", "life",
};
inline const value var_limit[] = {
    4294967295u, 4294967295u, 4294967295u, 4294967295u, 65535u, 65535u, 65535u, 65535u, 65535u,
    65535u, 65535u, 65535u, 433u, 433u, 216u, 216u, 216u, 216u, 2048u, 1024u, 601u, 433u, 255u,
    255u, 255u, 255u, 255u, 255u, 1u, 1u, 1u, 1u, 1u, 1u, 1u, 1u, 1u, 1u, 601u, 601u,
};
inline const event events[] = {
    {"open_passive", 0, 1, true}, {"open_active", 1, 1, true}, {"send_call", 2, 1, true},
    {"receive_call", 3, 1, true}, {"close_call", 4, 1, false}, {"abort_call", 5, 1, false},
    {"status_call", 6, 1, true}, {"segment", 7, 14, false}, {"rexmt_needed", 21, 1, false},
    {"rexmt_timeout", 22, 1, false}, {"life_timeout", 23, 1, false}, {"refused", 24, 1, false},
    {"tick", 25, 1, true},
};
inline const timer timers[] = {
    {38, 9}, {39, 10},
};
inline const prim prims[] = {
    {"new_iss", 0x400000ull, 0x0ull}, {"offer_window", 0x2209020f00ull, 0x0ull},
    {"take_window", 0x1040c0ull, 0x0ull}, {"take_syn", 0x8002ull, 0x6ull},
    {"take_acked", 0x8003f3881ull, 0x0ull}, {"lose", 0x2000ull, 0x0ull},
    {"accept_text", 0x260d020f02ull, 0x4ull}, {"take_urgent", 0x4000400ull, 0x0ull},
    {"challenge", 0x210000000ull, 0x0ull}, {"signal", 0x4000000ull, 0x0ull},
    {"reset", 0x0ull, 0x200ull},
};
inline const step steps[] = {
    {ANY_STATE, -1, 0, 2}, // open_passive
    {ANY_STATE, -1, 2, 2}, // open_active
    {ANY_STATE, -1, 4, 6}, // send_call
    {ANY_STATE, -1, 10, 5}, // receive_call
    {ANY_STATE, -1, 15, 7}, // close_call
    {ANY_STATE, -1, 22, 3}, // abort_call
    {ANY_STATE, -1, 25, 2}, // status_call
    {1u << S_CLOSED, -1, 27, 1}, // closed
    {1u << S_LISTEN, -1, 28, 4}, // listen
    {1u << S_SYN_SENT, -1, 32, 6}, // syn_sent
    {ANY_STATE, -1, 38, 6}, // sequence
    {ANY_STATE, 15, 44, 6}, // rst
    {ANY_STATE, 20, 50, 4}, // syn
    {ANY_STATE, -1, 54, 9}, // ack
    {1u << S_ESTAB, 30, 63, 1}, // closing
    {ANY_STATE, 31, 64, 2}, // window
    {ANY_STATE, 33, 66, 3}, // our_fin
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 34, 69, 1}, // alive
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 35, 70, 1}, // urgent
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 36, 71, 1}, // text
    {ANY_STATE, 37, 72, 4}, // fin
    {ANY_STATE, -1, 76, 3}, // rexmt_needed
    {ANY_STATE, -1, 79, 7}, // rexmt_timeout
    {ANY_STATE, -1, 86, 6}, // life_timeout
    {ANY_STATE, -1, 92, 5}, // refused
    {ANY_STATE, -1, 97, 2}, // tick
};
inline const row rows[] = {
    {1u << S_CLOSED, -1, 216},
    {ANY_STATE, -1, 217},
    {1u << S_CLOSED | 1u << S_LISTEN, -1, 222},
    {ANY_STATE, -1, 223},
    {1u << S_CLOSED, -1, 226},
    {1u << S_LISTEN, -1, 227},
    {ANY_STATE, 0, 228},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 229},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, -1, 230},
    {ANY_STATE, -1, 231},
    {1u << S_CLOSED, -1, 234},
    {1u << S_LISTEN, -1, 235},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 236},
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, -1, 237},
    {ANY_STATE, -1, 238},
    {1u << S_CLOSED, -1, 241},
    {1u << S_LISTEN | 1u << S_SYN_SENT, -1, 242},
    {ANY_STATE, 1, 243},
    {1u << S_SYN_RCVD, -1, 244},
    {1u << S_ESTAB, -1, 245},
    {1u << S_CLOSE_WAIT, -1, 246},
    {ANY_STATE, -1, 247},
    {1u << S_CLOSED, -1, 250},
    {1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT, -1, 251},
    {ANY_STATE, -1, 252},
    {1u << S_CLOSED, -1, 259},
    {ANY_STATE, -1, 260},
    {ANY_STATE, -1, 267},
    {ANY_STATE, 2, 270},
    {ANY_STATE, 3, 271},
    {ANY_STATE, 4, 272},
    {ANY_STATE, -1, 273},
    {ANY_STATE, 5, 276},
    {ANY_STATE, 6, 277},
    {ANY_STATE, 7, 278},
    {ANY_STATE, 8, 279},
    {ANY_STATE, 9, 280},
    {ANY_STATE, -1, 281},
    {ANY_STATE, 10, 284},
    {ANY_STATE, 11, 285},
    {ANY_STATE, 12, 286},
    {ANY_STATE, 13, 287},
    {1u << S_TIME_WAIT, 14, 288},
    {ANY_STATE, -1, 289},
    {ANY_STATE, 16, 292},
    {1u << S_SYN_RCVD, 17, 293},
    {1u << S_SYN_RCVD, 18, 294},
    {1u << S_SYN_RCVD, 19, 295},
    {1u << S_TIME_WAIT, -1, 296},
    {ANY_STATE, -1, 297},
    {1u << S_SYN_RCVD, 21, 300},
    {1u << S_SYN_RCVD, 22, 301},
    {1u << S_SYN_RCVD, 23, 302},
    {ANY_STATE, -1, 303},
    {ANY_STATE, 24, 306},
    {1u << S_SYN_RCVD, 25, 307},
    {1u << S_SYN_RCVD, -1, 308},
    {ANY_STATE, 26, 309},
    {1u << S_FIN_WAIT_2, -1, 310},
    {1u << S_TIME_WAIT, -1, 311},
    {ANY_STATE, 27, 312},
    {ANY_STATE, 28, 313},
    {ANY_STATE, 29, 314},
    {1u << S_ESTAB, -1, 318},
    {ANY_STATE, 32, 321},
    {ANY_STATE, -1, 322},
    {1u << S_FIN_WAIT_1, -1, 325},
    {1u << S_CLOSING, -1, 326},
    {1u << S_LAST_ACK, -1, 327},
    {ANY_STATE, -1, 331},
    {ANY_STATE, -1, 334},
    {ANY_STATE, -1, 337},
    {1u << S_ESTAB, -1, 340},
    {1u << S_FIN_WAIT_1, -1, 341},
    {1u << S_FIN_WAIT_2, -1, 342},
    {ANY_STATE, -1, 343},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 350},
    {ANY_STATE, 38, 351},
    {ANY_STATE, -1, 352},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 356},
    {ANY_STATE, 39, 357},
    {1u << S_SYN_RCVD, 40, 358},
    {ANY_STATE, 41, 359},
    {1u << S_SYN_RCVD, 42, 360},
    {1u << S_SYN_RCVD, 43, 361},
    {ANY_STATE, -1, 362},
    {1u << S_TIME_WAIT, -1, 365},
    {1u << S_FIN_WAIT_2, -1, 366},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 44, 367},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 45, 368},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 46, 369},
    {ANY_STATE, -1, 370},
    {1u << S_SYN_SENT, -1, 374},
    {1u << S_SYN_RCVD, 47, 375},
    {1u << S_SYN_RCVD, 48, 376},
    {1u << S_SYN_RCVD, 49, 377},
    {ANY_STATE, -1, 378},
    {ANY_STATE, 50, 382},
    {ANY_STATE, -1, 383},
};
inline const promise promises[] = {
    {"wait_ends", 147}, {"life_used", 148}, {"quiet_timer", 150}, {"quiet_debt", 151},
    {"timed", 152}, {"rto_floor", 153}, {"fin_acked", 154}, {"fin_awaited", 155},
    {"nothing_again", 156}, {"closing_asked", 157}, {"none_asked", 158}, {"asked_closes", 159},
    {"no_fin_yet", 160}, {"syn_in_flight", 161}, {"called", 162}, {"in_flight", 164},
    {"no_doubt", 165}, {"doubt", 166}, {"measured", 167}, {"measuring", 168}, {"spoken", 169},
    {"promised", 170}, {"window_near", 171}, {"reset_last", 173},
};
inline void read(const thimble::tcp_connection &c, value *to)
{
    to[0] = c.snd_una; to[1] = c.rcv_nxt; to[2] = c.remote_ip; to[3] = c.iss;
    to[4] = c.remote_port; to[5] = c.local_port; to[6] = c.snd_wl1; to[7] = c.snd_wnd;
    to[8] = c.rcv_wnd; to[9] = c.rcv_max; to[10] = c.rcv_up; to[11] = c.snd_up; to[12] = c.flight;
    to[13] = c.recover; to[14] = c.snd_half; to[15] = c.mss; to[16] = c.ring_start;
    to[17] = c.ring_used; to[18] = c.srtt; to[19] = c.rttvar; to[20] = c.rto; to[21] = c.rtt_mark;
    to[22] = c.rtt_start; to[23] = c.retries; to[24] = c.max_retries; to[25] = c.socket;
    to[26] = c.signals; to[27] = c.calls; to[28] = c.challenged; to[29] = c.by_peer;
    to[30] = c.waited; to[31] = c.fin_req; to[32] = c.fin_sent; to[33] = c.ack_due;
    to[34] = c.ack_soon; to[35] = c.rexmt_due; to[36] = c.rst_due; to[37] = c.nodelay;
    to[38] = c.rexmt; to[39] = c.life;
}
inline void read(const thimble::tcp_segment &c, value *to)
{
    to[0] = c.seqno; to[1] = c.ahead; to[2] = c.end; to[3] = c.acked; to[4] = c.len;
    to[5] = c.size; to[6] = c.window; to[7] = c.mss; to[8] = c.urgent; to[9] = c.flags;
}
