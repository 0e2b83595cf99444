// SPDX-License-Identifier: MIT
// Printed by tools/fuzz_reference.py from spec/machines/tcp.fsm for profile workbench.
#define EACH_TIMER(timer) timer(rexmt) timer(life)
#define EACH_PRIM(plain, segment, number, result) result(0, new_iss) plain(1, offer_window) segment(2, take_window) segment(3, take_syn) segment(4, take_acked) plain(5, lose) segment(6, accept_text) segment(7, take_urgent) plain(8, challenge) number(9, signal) segment(10, reset)
#define EACH_EVENT(plain, segment) plain(0, open_passive) plain(1, open_active) plain(2, send_call) plain(3, receive_call) plain(4, close_call) plain(5, abort_call) plain(6, status_call) segment(7, segment_arrives) plain(8, rexmt_needed) plain(11, refused) plain(12, tick)
enum { VARS = 40, FIELDS = 10, EVENTS = 13 };
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
    {"open_passive", 0, 1}, {"open_active", 1, 1}, {"send_call", 2, 1}, {"receive_call", 3, 1},
    {"close_call", 4, 1}, {"abort_call", 5, 1}, {"status_call", 6, 1}, {"segment", 7, 14},
    {"rexmt_needed", 21, 1}, {"rexmt_timeout", 22, 1}, {"life_timeout", 23, 1},
    {"refused", 24, 1}, {"tick", 25, 1},
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
    {ANY_STATE, 528, 44, 6}, // rst
    {ANY_STATE, 725, 50, 4}, // syn
    {ANY_STATE, -1, 54, 9}, // ack
    {1u << S_ESTAB, 993, 63, 1}, // closing
    {ANY_STATE, 998, 64, 2}, // window
    {ANY_STATE, 1049, 66, 3}, // our_fin
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1137, 69, 1}, // alive
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 1159, 70, 1}, // urgent
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 1167, 71, 1}, // text
    {ANY_STATE, 1177, 72, 4}, // fin
    {ANY_STATE, -1, 76, 3}, // rexmt_needed
    {ANY_STATE, -1, 79, 7}, // rexmt_timeout
    {ANY_STATE, -1, 86, 6}, // life_timeout
    {ANY_STATE, -1, 92, 5}, // refused
    {ANY_STATE, -1, 97, 2}, // tick
};
inline const row rows[] = {
    {1u << S_CLOSED, -1, 0, 216},
    {ANY_STATE, -1, 7, 217},
    {1u << S_CLOSED | 1u << S_LISTEN, -1, 10, 222},
    {ANY_STATE, -1, 52, 223},
    {1u << S_CLOSED, -1, 55, 226},
    {1u << S_LISTEN, -1, 58, 227},
    {ANY_STATE, 64, 61, 228},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 66, 229},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, -1, 67, 230},
    {ANY_STATE, -1, 68, 231},
    {1u << S_CLOSED, -1, 71, 234},
    {1u << S_LISTEN, -1, 74, 235},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 75, 236},
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, -1, 80, 237},
    {ANY_STATE, -1, 85, 238},
    {1u << S_CLOSED, -1, 88, 241},
    {1u << S_LISTEN | 1u << S_SYN_SENT, -1, 91, 242},
    {ANY_STATE, 121, 118, 243},
    {1u << S_SYN_RCVD, -1, 123, 244},
    {1u << S_ESTAB, -1, 128, 245},
    {1u << S_CLOSE_WAIT, -1, 135, 246},
    {ANY_STATE, -1, 142, 247},
    {1u << S_CLOSED, -1, 145, 250},
    {1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT, -1, 148, 251},
    {ANY_STATE, -1, 179, 252},
    {1u << S_CLOSED, -1, 206, 259},
    {ANY_STATE, -1, 209, 260},
    {ANY_STATE, -1, 210, 267},
    {ANY_STATE, 218, 216, 270},
    {ANY_STATE, 227, 221, 271},
    {ANY_STATE, 277, 230, 272},
    {ANY_STATE, -1, 280, 273},
    {ANY_STATE, 288, 282, 276},
    {ANY_STATE, 338, 306, 277},
    {ANY_STATE, 348, 346, 278},
    {ANY_STATE, 396, 351, 279},
    {ANY_STATE, 428, 404, 280},
    {ANY_STATE, -1, 431, 281},
    {ANY_STATE, 434, 433, 284},
    {ANY_STATE, 465, 460, 285},
    {ANY_STATE, 485, 484, 286},
    {ANY_STATE, 499, 497, 287},
    {1u << S_TIME_WAIT, 512, 502, 288},
    {ANY_STATE, -1, 522, 289},
    {ANY_STATE, 537, 531, 292},
    {1u << S_SYN_RCVD, 591, 542, 293},
    {1u << S_SYN_RCVD, 625, 597, 294},
    {1u << S_SYN_RCVD, 663, 631, 295},
    {1u << S_TIME_WAIT, -1, 665, 296},
    {ANY_STATE, -1, 693, 297},
    {1u << S_SYN_RCVD, 729, 728, 300},
    {1u << S_SYN_RCVD, 783, 734, 301},
    {1u << S_SYN_RCVD, 817, 789, 302},
    {ANY_STATE, -1, 823, 303},
    {ANY_STATE, 831, 829, 306},
    {1u << S_SYN_RCVD, 841, 835, 307},
    {1u << S_SYN_RCVD, -1, 854, 308},
    {ANY_STATE, 895, 889, 309},
    {1u << S_FIN_WAIT_2, -1, 906, 310},
    {1u << S_TIME_WAIT, -1, 911, 311},
    {ANY_STATE, 933, 912, 312},
    {ANY_STATE, 950, 945, 313},
    {ANY_STATE, 956, 955, 314},
    {1u << S_ESTAB, -1, 995, 318},
    {ANY_STATE, 1032, 1012, 321},
    {ANY_STATE, -1, 1044, 322},
    {1u << S_FIN_WAIT_1, -1, 1058, 325},
    {1u << S_CLOSING, -1, 1069, 326},
    {1u << S_LAST_ACK, -1, 1105, 327},
    {ANY_STATE, -1, 1150, 331},
    {ANY_STATE, -1, 1162, 334},
    {ANY_STATE, -1, 1172, 337},
    {1u << S_ESTAB, -1, 1187, 340},
    {1u << S_FIN_WAIT_1, -1, 1207, 341},
    {1u << S_FIN_WAIT_2, -1, 1227, 342},
    {ANY_STATE, -1, 1279, 343},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 1284, 350},
    {ANY_STATE, 1305, 1285, 351},
    {ANY_STATE, -1, 1310, 352},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 1311, 356},
    {ANY_STATE, 1317, 1312, 357},
    {1u << S_SYN_RCVD, 1362, 1329, 358},
    {ANY_STATE, 1421, 1376, 359},
    {1u << S_SYN_RCVD, 1475, 1427, 360},
    {1u << S_SYN_RCVD, 1508, 1481, 361},
    {ANY_STATE, -1, 1514, 362},
    {1u << S_TIME_WAIT, -1, 1545, 365},
    {1u << S_FIN_WAIT_2, -1, 1572, 366},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1608, 1603, 367},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1641, 1626, 368},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1682, 1651, 369},
    {ANY_STATE, -1, 1684, 370},
    {1u << S_SYN_SENT, -1, 1685, 374},
    {1u << S_SYN_RCVD, 1764, 1716, 375},
    {1u << S_SYN_RCVD, 1797, 1770, 376},
    {1u << S_SYN_RCVD, 1834, 1803, 377},
    {ANY_STATE, -1, 1836, 378},
    {ANY_STATE, 1854, 1841, 382},
    {ANY_STATE, -1, 1860, 383},
};
inline const promise promises[] = {
    {"wait_ends", 1u << S_TIME_WAIT | 1u << S_FIN_WAIT_2, 1865, 147},
    {"life_used", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_CLOSE_WAIT | 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 1870, 148},
    {"quiet_timer", 1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1875, 150},
    {"quiet_debt", 1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1880, 151},
    {"timed", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING, 1883, 152},
    {"rto_floor", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 1899, 153},
    {"fin_acked", 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1904, 154},
    {"fin_awaited", 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 1913, 155},
    {"nothing_again", 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 1923, 156},
    {"closing_asked", 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSING | 1u << S_LAST_ACK, 1938, 157},
    {"none_asked", 1u << S_SYN_SENT | 1u << S_CLOSE_WAIT, 1940, 158},
    {"asked_closes", 1u << S_ESTAB, 1943, 159},
    {"no_fin_yet", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1946, 160},
    {"syn_in_flight", 1u << S_SYN_SENT | 1u << S_SYN_RCVD, 1949, 161},
    {"called", 1u << S_LISTEN, 1954, 162},
    {"in_flight", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 1956, 164},
    {"no_doubt", 1u << S_LISTEN, 1965, 165},
    {"doubt", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT, 1970, 166},
    {"measured", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 1982, 167},
    {"measuring", ANY_STATE, 1987, 168},
    {"spoken", 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 1999, 169},
    {"promised", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 2004, 170},
    {"window_near", ANY_STATE, 2009, 171},
    {"reset_last", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT, 2014, 173},
};
inline const std::int32_t code[] = {
    PUT, 29, NUMBER, 1, BECOME, S_LISTEN, END, ANSWER, thimble::TCP_ERROR_ALREADY_EXISTS, END,
    PUT, 29, NUMBER, 0, CALL, 0, NUMBER, 0, PUT, 0, RESULT, PUT, 3, VAR, 0, PUT, 12, NUMBER, 1,
    PUT, 21, NUMBER, 1, PUT, 20, NUMBER, 11, PUT, 24, NUMBER, 8, PUT, 35, NUMBER, 1, CALL, 1,
    NUMBER, 0, BECOME, S_SYN_SENT, END, ANSWER, thimble::TCP_ERROR_ALREADY_EXISTS, END, ANSWER,
    thimble::TCP_ERROR_NO_CONNECTION, END, ANSWER, thimble::TCP_ERROR_UNSPECIFIED_PEER, END,
    ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY, END, VAR, 31, END, END, ANSWER,
    thimble::TCP_ERROR_CLOSING_ALREADY, END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END, END,
    CALL, 1, NUMBER, 0, END, CALL, 1, NUMBER, 0, END, ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY,
    END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0,
    PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, BECOME,
    S_CLOSED, END, ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY, END, VAR, 31, PUT, 31, NUMBER, 1,
    END, PUT, 31, NUMBER, 1, BECOME, S_FIN_WAIT_1, END, PUT, 31, NUMBER, 1, BECOME, S_LAST_ACK,
    END, ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY, END, ANSWER,
    thimble::TCP_ERROR_NO_CONNECTION, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33,
    NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, PUT, 36, NUMBER, 1,
    BECOME, S_CLOSED, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34,
    NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_CLOSED, END, ANSWER,
    thimble::TCP_ERROR_NO_CONNECTION, END, END, CALL, 10, NUMBER, 0, SETTLED, END, SETTLED, END,
    BIT, 9, 2, CALL, 10, NUMBER, 0, SETTLED, END, BIT, 9, 4, CALL, 3, NUMBER, 0, CALL, 2, NUMBER,
    0, CALL, 0, NUMBER, 0, PUT, 0, RESULT, PUT, 3, VAR, 0, PUT, 12, NUMBER, 1, PUT, 21, NUMBER, 1,
    PUT, 20, NUMBER, 11, PUT, 24, NUMBER, 8, PUT, 35, NUMBER, 1, CALL, 1, NUMBER, 0, BECOME,
    S_SYN_RCVD, SETTLED, END, BIT, 9, 1, SETTLED, END, CALL, 10, NUMBER, 0, SETTLED, END, AND, 13,
    BIT, 9, 4, NOT, AND, 5, OTHER, FIELD, 3, NUMBER, 0, NOT_MORE, FIELD, 3, VAR, 12, PUT, 38,
    NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0,
    PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 8, BECOME, S_CLOSED, SETTLED, END, AND, 3, BIT, 9, 2,
    BIT, 9, 4, SETTLED, END, BIT, 9, 2, CALL, 3, NUMBER, 0, PUT, 20, IF, EQUAL, VAR, 23, NUMBER,
    0, VAR, 20, NUMBER, 31, CALL, 2, NUMBER, 0, CALL, 4, NUMBER, 0, PUT, 23, NUMBER, 0, PUT, 38,
    NUMBER, 0, CALL, 9, NUMBER, 1, PUT, 33, NUMBER, 1, BECOME, S_ESTAB, GO_ON, 10, END, AND, 3,
    BIT, 9, 1, BIT, 9, 4, CALL, 3, NUMBER, 0, CALL, 2, NUMBER, 0, PUT, 35, NUMBER, 1, PUT, 21,
    NUMBER, 0, CALL, 1, NUMBER, 0, BECOME, S_SYN_RCVD, SETTLED, END, BIT, 9, 1, SETTLED, END, END,
    OR, 19, LESS, FIELD, 1, VAR, 8, AND, 5, AND, 5, OTHER, FIELD, 4, NUMBER, 0, OTHER, FIELD, 2,
    NUMBER, 0, NOT_MORE, FIELD, 2, VAR, 8, PUT, 33, NUMBER, 1, END, AND, 5, AND, 5, EQUAL, VAR, 8,
    NUMBER, 0, EQUAL, FIELD, 1, NUMBER, 0, OTHER, FIELD, 4, NUMBER, 0, END, AND, 5, EQUAL, VAR, 8,
    NUMBER, 0, EQUAL, FIELD, 1, NUMBER, 0, SETTLED, END, BIT, 9, 2, PUT, 33, NUMBER, 1, PUT, 39,
    NUMBER, 601, SETTLED, END, AND, 5, BIT, 9, 0, EQUAL, FIELD, 2, NUMBER, 0, CALL, 8, NUMBER, 0,
    SETTLED, END, BIT, 9, 2, CALL, 8, NUMBER, 0, SETTLED, END, OTHER, FIELD, 1, NUMBER, 0, PUT,
    38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0,
    PUT, 17, NUMBER, 0, PUT, 32, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0, VAR, 12, PUT, 12,
    NUMBER, 0, PUT, 39, NUMBER, 601, BECOME, S_TIME_WAIT, SETTLED, END, AND, 2, NUMBER, 1, VAR,
    30, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35,
    NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_LISTEN, SETTLED, END, AND, 2, NUMBER, 1, VAR, 29,
    PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35,
    NUMBER, 0, PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 8, BECOME, S_CLOSED, SETTLED, END, NUMBER, 1,
    PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35,
    NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_CLOSED, SETTLED, END, PUT, 38, NUMBER, 0, PUT, 39,
    NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0,
    CALL, 9, NUMBER, 16, BECOME, S_CLOSED, SETTLED, END, BIT, 9, 1, END, EQUAL, FIELD, 1, NUMBER,
    65535, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT,
    35, NUMBER, 0, PUT, 17, NUMBER, 0, PUT, 32, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0,
    VAR, 12, PUT, 12, NUMBER, 0, PUT, 39, NUMBER, 601, BECOME, S_TIME_WAIT, SETTLED, END, AND, 2,
    NUMBER, 1, VAR, 30, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34,
    NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_LISTEN, SETTLED, END, AND, 2,
    NUMBER, 1, VAR, 29, CALL, 8, NUMBER, 0, SETTLED, END, SETTLED, END, NOT, BIT, 9, 4, CALL, 10,
    NUMBER, 0, SETTLED, END, NOT, AND, 5, OTHER, FIELD, 3, NUMBER, 0, NOT_MORE, FIELD, 3, VAR, 12,
    PUT, 20, IF, EQUAL, VAR, 23, NUMBER, 0, VAR, 20, NUMBER, 31, CALL, 2, NUMBER, 0, CALL, 4,
    NUMBER, 0, PUT, 23, NUMBER, 0, PUT, 38, NUMBER, 0, CALL, 9, NUMBER, 1, BECOME, S_ESTAB, END,
    CALL, 8, NUMBER, 0, SETTLED, END, NOT, OR, 3, NOT_MORE, FIELD, 3, VAR, 12, BIT, 9, 6, PUT, 39,
    NUMBER, 601, END, END, CALL, 4, NUMBER, 0, PUT, 23, NUMBER, 0, PUT, 38, IF, OTHER, VAR, 12,
    NUMBER, 0, VAR, 20, NUMBER, 0, END, AND, 5, OTHER, FIELD, 3, NUMBER, 0, NOT_MORE, FIELD, 3,
    VAR, 12, PUT, 23, NUMBER, 0, END, EQUAL, VAR, 7, NUMBER, 0, END, AND, 33, NUMBER, 0, AND, 5,
    AND, 5, AND, 5, AND, 5, EQUAL, FIELD, 3, NUMBER, 0, OTHER, VAR, 12, NUMBER, 0, EQUAL, FIELD,
    4, NUMBER, 0, EQUAL, FIELD, 6, VAR, 7, OTHER, VAR, 7, NUMBER, 0, VAR, 31, BECOME,
    S_FIN_WAIT_1, END, AND, 4, ON_CIRCLE, 16, NOT_MORE, VAR, 6, LOW, FIELD, 0, NOT, BIT, 9, 6,
    CALL, 2, NUMBER, 0, PUT, 23, NUMBER, 0, PUT, 35, OTHER, VAR, 12, NUMBER, 0, PUT, 38, NUMBER,
    0, END, AND, 5, EQUAL, VAR, 7, NUMBER, 0, OTHER, FIELD, 6, NUMBER, 0, CALL, 2, NUMBER, 0, END,
    AND, 5, VAR, 32, EQUAL, VAR, 12, NUMBER, 0, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 601, BECOME,
    S_FIN_WAIT_2, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34,
    NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, PUT, 39, NUMBER, 601, CALL, 9, NUMBER, 4,
    BECOME, S_TIME_WAIT, SETTLED, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0,
    PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 4, BECOME,
    S_CLOSED, SETTLED, END, AND, 5, AND, 2, NUMBER, 0, NUMBER, 0, EQUAL, VAR, 12, NUMBER, 0, PUT,
    23, NUMBER, 0, PUT, 39, NUMBER, 0, END, BIT, 9, 5, CALL, 7, NUMBER, 0, END, OTHER, FIELD, 4,
    NUMBER, 0, CALL, 6, NUMBER, 0, END, AND, 5, BIT, 9, 0, EQUAL, FIELD, 2, NUMBER, 1, PUT, 1,
    ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT, 33, NUMBER, 1, CALL, 9, NUMBER, 2, BECOME,
    S_CLOSE_WAIT, END, PUT, 1, ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT, 33, NUMBER, 1, CALL, 9,
    NUMBER, 2, BECOME, S_CLOSING, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0,
    PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, PUT, 39, NUMBER, 601, CALL, 9,
    NUMBER, 4, PUT, 1, ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT, 33, NUMBER, 1, CALL, 9, NUMBER,
    2, BECOME, S_TIME_WAIT, END, PUT, 33, NUMBER, 1, END, END, PUT, 38, IF, AND, 5, EQUAL, VAR,
    12, NUMBER, 0, OTHER, VAR, 7, NUMBER, 0, NUMBER, 11, VAR, 20, END, EQUAL, VAR, 38, NUMBER, 0,
    END, END, PUT, 35, NUMBER, 1, END, AND, 5, EQUAL, VAR, 12, NUMBER, 0, OTHER, VAR, 7, NUMBER,
    0, PUT, 23, ADD, MIN, VAR, 23, NUMBER, 253, NUMBER, 1, PUT, 20, MIN, MUL, VAR, 20, NUMBER, 2,
    NUMBER, 601, PUT, 21, NUMBER, 0, CALL, 5, NUMBER, 0, PUT, 35, NUMBER, 1, END, AND, 6, AND, 2,
    NUMBER, 1, VAR, 29, NOT, NOT_LESS, VAR, 23, VAR, 24, PUT, 23, ADD, MIN, VAR, 23, NUMBER, 253,
    NUMBER, 1, PUT, 20, MIN, MUL, VAR, 20, NUMBER, 2, NUMBER, 601, PUT, 21, NUMBER, 0, CALL, 5,
    NUMBER, 0, PUT, 35, NUMBER, 1, CALL, 9, IF, EQUAL, VAR, 23, NUMBER, 3, NUMBER, 128, NUMBER, 0,
    END, NOT, NOT_LESS, VAR, 23, VAR, 24, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER,
    0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, PUT, 32, NUMBER, 1, PUT, 0,
    ON_CIRCLE, 32, ADD, VAR, 0, VAR, 12, PUT, 12, NUMBER, 0, PUT, 39, NUMBER, 601, BECOME,
    S_TIME_WAIT, END, AND, 2, NUMBER, 1, VAR, 30, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33,
    NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_LISTEN, END,
    AND, 2, NUMBER, 1, VAR, 29, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT,
    34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 32, BECOME, S_CLOSED,
    END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35,
    NUMBER, 0, PUT, 17, NUMBER, 0, BECOME, S_CLOSED, END, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0,
    PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, CALL, 9,
    NUMBER, 32, BECOME, S_CLOSED, END, PUT, 39, NUMBER, 0, END, AND, 14, NUMBER, 0, OR, 2, OR, 3,
    OTHER, VAR, 12, NUMBER, 0, NOT, NUMBER, 0, NUMBER, 0, PUT, 23, ADD, MIN, VAR, 23, NUMBER, 253,
    NUMBER, 1, PUT, 39, NUMBER, 751, END, AND, 6, NUMBER, 0, NOT, NOT_LESS, VAR, 23, VAR, 24, PUT,
    38, NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0,
    PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 32, BECOME, S_CLOSED, END, NUMBER, 0, END, PUT, 38,
    NUMBER, 0, PUT, 39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0,
    PUT, 17, NUMBER, 0, CALL, 9, NUMBER, 8, BECOME, S_CLOSED, END, PUT, 38, NUMBER, 0, PUT, 39,
    NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0,
    PUT, 32, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0, VAR, 12, PUT, 12, NUMBER, 0, PUT, 39,
    NUMBER, 601, BECOME, S_TIME_WAIT, END, AND, 2, NUMBER, 1, VAR, 30, PUT, 38, NUMBER, 0, PUT,
    39, NUMBER, 0, PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0,
    BECOME, S_LISTEN, END, AND, 2, NUMBER, 1, VAR, 29, PUT, 38, NUMBER, 0, PUT, 39, NUMBER, 0,
    PUT, 33, NUMBER, 0, PUT, 34, NUMBER, 0, PUT, 35, NUMBER, 0, PUT, 17, NUMBER, 0, CALL, 9,
    NUMBER, 8, BECOME, S_CLOSED, END, NUMBER, 1, CALL, 9, NUMBER, 128, END, PUT, 33, NUMBER, 1,
    PUT, 34, NUMBER, 0, PUT, 28, NUMBER, 0, END, AND, 2, NUMBER, 1, VAR, 34, PUT, 28, NUMBER, 0,
    END, OTHER, VAR, 39, NUMBER, 0, EQUAL, VAR, 39, NUMBER, 0, EQUAL, VAR, 38, NUMBER, 0, NOT,
    VAR, 35, OR, 2, OR, 5, EQUAL, VAR, 12, NUMBER, 0, OTHER, VAR, 38, NUMBER, 0, VAR, 35,
    NOT_LESS, VAR, 20, NUMBER, 11, AND, 5, VAR, 32, EQUAL, VAR, 12, NUMBER, 0, OR, 5, NOT, VAR,
    32, OTHER, VAR, 12, NUMBER, 0, OR, 3, OR, 5, NOT, VAR, 32, OTHER, VAR, 12, NUMBER, 0, NOT,
    VAR, 35, VAR, 31, NOT, VAR, 31, NOT, VAR, 31, NOT, VAR, 32, EQUAL, VAR, 12, NUMBER, 1, VAR,
    29, OR, 2, NOT_MORE, VAR, 12, NUMBER, 432, VAR, 32, NOT_MORE, VAR, 13, NUMBER, 1, OR, 5,
    NOT_MORE, VAR, 13, VAR, 12, EQUAL, VAR, 13, NUMBER, 1, NOT_MORE, VAR, 21, VAR, 12, OR, 5,
    EQUAL, VAR, 18, NUMBER, 0, NOT_LESS, VAR, 18, NUMBER, 8, OTHER, VAR, 15, NUMBER, 0, NOT_MORE,
    VAR, 8, VAR, 9, OTHER, VAR, 8, NUMBER, 65535, NOT, VAR, 36,
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
