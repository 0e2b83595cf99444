// SPDX-License-Identifier: MIT
// Printed by tools/fuzz_reference.py from spec/machines/tcp.fsm for profile everything.
#define EACH_PRIM(plain, segment, number, result) result(0, new_iss) plain(1, offer_window) segment(2, take_window) segment(3, take_syn) segment(4, take_acked) plain(5, take_duplicate) plain(6, lose) plain(7, first_window) segment(8, accept_text) segment(9, take_urgent) plain(10, challenge) number(11, signal) segment(12, reset)
#define EACH_EVENT(plain, segment) plain(0, open_passive) plain(1, open_active) plain(2, send_call) plain(3, receive_call) plain(4, close_call) plain(5, abort_call) plain(6, keep_alive_call) plain(7, status_call) segment(8, segment_arrives) plain(9, rexmt_needed) plain(12, refused) plain(13, tick)
enum { VARS = 49, FIELDS = 10, EVENTS = 14 };
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
    "rcv_wnd", "rcv_max", "rcv_up", "snd_up", "flight", "recover", "cwnd", "ssthresh", "snd_half",
    "mss", "ring_start", "ring_used", "rx_start", "rx_used", "early_at", "early_bytes", "srtt",
    "rttvar", "rto", "rtt_mark", "rtt_start", "retries", "max_retries", "socket", "signals",
    "calls", "dupacks", "challenged", "by_peer", "waited", "fin_req", "fin_sent", "ack_due",
    "ack_soon", "rexmt_due", "rst_due", "keep_due", "keep", "nodelay", "rexmt", "life",
};
inline const value var_limit[] = {
    4294967295u, 4294967295u, 4294967295u, 4294967295u, 65535u, 65535u, 65535u, 65535u, 65535u,
    65535u, 65535u, 65535u, 641u, 641u, 640u, 640u, 128u, 128u, 256u, 256u, 128u, 128u, 128u,
    128u, 2048u, 1024u, 601u, 641u, 255u, 255u, 255u, 255u, 255u, 255u, 3u, 1u, 1u, 1u, 1u, 1u,
    1u, 1u, 1u, 1u, 1u, 1u, 1u, 601u, 6001u,
};
inline const event events[] = {
    {"open_passive", 0, 1}, {"open_active", 1, 1}, {"send_call", 2, 1}, {"receive_call", 3, 1},
    {"close_call", 4, 1}, {"abort_call", 5, 1}, {"keep_alive_call", 6, 1}, {"status_call", 7, 1},
    {"segment", 8, 14}, {"rexmt_needed", 22, 1}, {"rexmt_timeout", 23, 1},
    {"life_timeout", 24, 1}, {"refused", 25, 1}, {"tick", 26, 1},
};
inline const timer timers[] = {
    {47, 10}, {48, 11},
};
inline const prim prims[] = {
    {"new_iss", 0x10000000ull, 0x0ull}, {"offer_window", 0x610240380f00ull, 0x0ull},
    {"take_window", 0x40100c0ull, 0x0ull}, {"take_syn", 0x20002ull, 0x6ull},
    {"take_acked", 0x4040f0cf881ull, 0x0ull}, {"take_duplicate", 0x4040800e000ull, 0x0ull},
    {"lose", 0x40000e000ull, 0x0ull}, {"first_window", 0xc000ull, 0x0ull},
    {"accept_text", 0x630340f80d02ull, 0x4ull}, {"take_urgent", 0x100000400ull, 0x0ull},
    {"challenge", 0x10800000000ull, 0x0ull}, {"signal", 0x100000000ull, 0x0ull},
    {"reset", 0x0ull, 0x200ull},
};
inline const step steps[] = {
    {ANY_STATE, -1, 0, 2}, // open_passive
    {ANY_STATE, -1, 2, 2}, // open_active
    {ANY_STATE, -1, 4, 6}, // send_call
    {ANY_STATE, -1, 10, 5}, // receive_call
    {ANY_STATE, -1, 15, 7}, // close_call
    {ANY_STATE, -1, 22, 3}, // abort_call
    {ANY_STATE, -1, 25, 2}, // keep_alive_call
    {ANY_STATE, -1, 27, 2}, // status_call
    {1u << S_CLOSED, -1, 29, 1}, // closed
    {1u << S_LISTEN, -1, 30, 4}, // listen
    {1u << S_SYN_SENT, -1, 34, 6}, // syn_sent
    {ANY_STATE, -1, 40, 6}, // sequence
    {ANY_STATE, 559, 46, 6}, // rst
    {ANY_STATE, 774, 52, 4}, // syn
    {ANY_STATE, -1, 56, 9}, // ack
    {1u << S_ESTAB, 1048, 65, 1}, // closing
    {ANY_STATE, 1057, 66, 2}, // window
    {ANY_STATE, 1106, 68, 3}, // our_fin
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1201, 71, 1}, // alive
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 1221, 72, 1}, // urgent
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, 1229, 73, 1}, // text
    {ANY_STATE, 1239, 74, 4}, // fin
    {ANY_STATE, -1, 78, 3}, // rexmt_needed
    {ANY_STATE, -1, 81, 7}, // rexmt_timeout
    {ANY_STATE, -1, 88, 6}, // life_timeout
    {ANY_STATE, -1, 94, 5}, // refused
    {ANY_STATE, -1, 99, 2}, // tick
};
inline const row rows[] = {
    {1u << S_CLOSED, -1, 0, 214},
    {ANY_STATE, -1, 7, 215},
    {1u << S_CLOSED | 1u << S_LISTEN, -1, 10, 220},
    {ANY_STATE, -1, 52, 221},
    {1u << S_CLOSED, -1, 55, 224},
    {1u << S_LISTEN, -1, 58, 225},
    {ANY_STATE, 64, 61, 226},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 66, 227},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, -1, 67, 228},
    {ANY_STATE, -1, 68, 229},
    {1u << S_CLOSED, -1, 71, 232},
    {1u << S_LISTEN, -1, 74, 233},
    {1u << S_SYN_SENT | 1u << S_SYN_RCVD, -1, 75, 234},
    {1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2, -1, 80, 235},
    {ANY_STATE, -1, 85, 236},
    {1u << S_CLOSED, -1, 88, 239},
    {1u << S_LISTEN | 1u << S_SYN_SENT, -1, 91, 240},
    {ANY_STATE, 125, 122, 241},
    {1u << S_SYN_RCVD, -1, 127, 242},
    {1u << S_ESTAB, -1, 132, 243},
    {1u << S_CLOSE_WAIT, -1, 143, 244},
    {ANY_STATE, -1, 154, 245},
    {1u << S_CLOSED, -1, 157, 248},
    {1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT, -1, 160, 249},
    {ANY_STATE, -1, 195, 250},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, -1, 226, 253},
    {ANY_STATE, -1, 235, 254},
    {1u << S_CLOSED, -1, 240, 257},
    {ANY_STATE, -1, 243, 258},
    {ANY_STATE, -1, 244, 265},
    {ANY_STATE, 252, 250, 268},
    {ANY_STATE, 261, 255, 269},
    {ANY_STATE, 311, 264, 270},
    {ANY_STATE, -1, 314, 271},
    {ANY_STATE, 322, 316, 274},
    {ANY_STATE, 374, 338, 275},
    {ANY_STATE, 383, 381, 276},
    {ANY_STATE, 435, 386, 277},
    {ANY_STATE, 466, 442, 278},
    {ANY_STATE, -1, 469, 279},
    {ANY_STATE, 472, 471, 282},
    {ANY_STATE, 500, 495, 283},
    {ANY_STATE, 518, 517, 284},
    {ANY_STATE, 531, 529, 285},
    {1u << S_TIME_WAIT, 544, 534, 286},
    {ANY_STATE, -1, 553, 287},
    {ANY_STATE, 568, 562, 290},
    {1u << S_SYN_RCVD, 626, 573, 291},
    {1u << S_SYN_RCVD, 663, 631, 292},
    {1u << S_SYN_RCVD, 704, 668, 293},
    {1u << S_TIME_WAIT, -1, 706, 294},
    {ANY_STATE, -1, 738, 295},
    {1u << S_SYN_RCVD, 778, 777, 298},
    {1u << S_SYN_RCVD, 836, 783, 299},
    {1u << S_SYN_RCVD, 873, 841, 300},
    {ANY_STATE, -1, 878, 301},
    {ANY_STATE, 886, 884, 304},
    {1u << S_SYN_RCVD, 896, 890, 305},
    {1u << S_SYN_RCVD, -1, 908, 306},
    {ANY_STATE, 953, 947, 307},
    {1u << S_FIN_WAIT_2, -1, 963, 308},
    {1u << S_TIME_WAIT, -1, 968, 309},
    {ANY_STATE, 990, 969, 310},
    {ANY_STATE, 1006, 1001, 311},
    {ANY_STATE, 1016, 1011, 312},
    {1u << S_ESTAB, -1, 1050, 316},
    {ANY_STATE, 1090, 1070, 319},
    {ANY_STATE, -1, 1101, 320},
    {1u << S_FIN_WAIT_1, -1, 1114, 323},
    {1u << S_CLOSING, -1, 1125, 324},
    {1u << S_LAST_ACK, -1, 1165, 325},
    {ANY_STATE, -1, 1212, 329},
    {ANY_STATE, -1, 1224, 332},
    {ANY_STATE, -1, 1234, 335},
    {1u << S_ESTAB, -1, 1248, 338},
    {1u << S_FIN_WAIT_1, -1, 1268, 339},
    {1u << S_FIN_WAIT_2, -1, 1288, 340},
    {ANY_STATE, -1, 1344, 341},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 1349, 348},
    {ANY_STATE, 1369, 1350, 349},
    {ANY_STATE, -1, 1374, 350},
    {1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, -1, 1375, 354},
    {ANY_STATE, 1381, 1376, 355},
    {1u << S_SYN_RCVD, 1425, 1392, 356},
    {ANY_STATE, 1482, 1437, 357},
    {1u << S_SYN_RCVD, 1540, 1488, 358},
    {1u << S_SYN_RCVD, 1576, 1545, 359},
    {ANY_STATE, -1, 1581, 360},
    {1u << S_TIME_WAIT, -1, 1616, 363},
    {1u << S_FIN_WAIT_2, -1, 1647, 364},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1687, 1682, 365},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1721, 1702, 366},
    {1u << S_ESTAB | 1u << S_CLOSE_WAIT, 1765, 1730, 367},
    {ANY_STATE, -1, 1767, 368},
    {1u << S_SYN_SENT, -1, 1768, 372},
    {1u << S_SYN_RCVD, 1855, 1803, 373},
    {1u << S_SYN_RCVD, 1891, 1860, 374},
    {1u << S_SYN_RCVD, 1931, 1896, 375},
    {ANY_STATE, -1, 1933, 376},
    {ANY_STATE, 1951, 1938, 380},
    {ANY_STATE, -1, 1956, 381},
};
inline const promise promises[] = {
    {"wait_ends", 1u << S_TIME_WAIT | 1u << S_FIN_WAIT_2, 1961, 147},
    {"life_used", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 1966, 149},
    {"quiet_timer", 1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1971, 150},
    {"quiet_debt", 1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1976, 151},
    {"timed", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING, 1979, 152},
    {"rto_floor", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 1993, 153},
    {"fin_acked", 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT, 1998, 154},
    {"fin_awaited", 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 2006, 155},
    {"nothing_again", 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK, 2015, 156},
    {"closing_asked", 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSING | 1u << S_LAST_ACK, 2028, 157},
    {"none_asked", 1u << S_SYN_SENT | 1u << S_ESTAB | 1u << S_CLOSE_WAIT, 2030, 158},
    {"no_fin_yet", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_CLOSE_WAIT, 2033, 159},
    {"syn_in_flight", 1u << S_SYN_SENT | 1u << S_SYN_RCVD, 2036, 160},
    {"called", 1u << S_LISTEN, 2041, 161},
    {"in_flight", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 2043, 163},
    {"no_doubt", 1u << S_LISTEN, 2051, 164},
    {"doubt", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT, 2056, 165},
    {"measured", 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 2067, 166},
    {"measuring", ANY_STATE, 2072, 167},
    {"spoken", 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 2083, 168},
    {"promised", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2, 2088, 169},
    {"window_near", ANY_STATE, 2093, 170},
    {"early", ANY_STATE, 2098, 171},
    {"reset_last", 1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT, 2118, 172},
};
inline const std::int32_t code[] = {
    PUT, 36, NUMBER, 1, BECOME, S_LISTEN, END, ANSWER, thimble::TCP_ERROR_ALREADY_EXISTS, END,
    PUT, 36, NUMBER, 0, CALL, 0, NUMBER, 0, PUT, 0, RESULT, PUT, 3, VAR, 0, PUT, 12, NUMBER, 1,
    PUT, 27, NUMBER, 1, PUT, 26, NUMBER, 11, PUT, 30, NUMBER, 8, PUT, 42, NUMBER, 1, CALL, 1,
    NUMBER, 0, BECOME, S_SYN_SENT, END, ANSWER, thimble::TCP_ERROR_ALREADY_EXISTS, END, ANSWER,
    thimble::TCP_ERROR_NO_CONNECTION, END, ANSWER, thimble::TCP_ERROR_UNSPECIFIED_PEER, END,
    ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY, END, VAR, 38, END, END, ANSWER,
    thimble::TCP_ERROR_CLOSING_ALREADY, END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END, END,
    CALL, 1, NUMBER, 0, END, CALL, 1, NUMBER, 0, END, ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY,
    END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0,
    PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19,
    NUMBER, 0, BECOME, S_CLOSED, END, ANSWER, thimble::TCP_ERROR_CLOSING_ALREADY, END, VAR, 38,
    PUT, 38, NUMBER, 1, END, PUT, 38, NUMBER, 1, PUT, 48, NUMBER, 0, BECOME, S_FIN_WAIT_1, END,
    PUT, 38, NUMBER, 1, PUT, 48, NUMBER, 0, BECOME, S_LAST_ACK, END, ANSWER,
    thimble::TCP_ERROR_CLOSING_ALREADY, END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END, PUT,
    47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0,
    PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, PUT, 43, NUMBER, 1, BECOME, S_CLOSED, END, PUT, 47,
    NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0,
    PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_CLOSED, END, PUT, 45, NUMBER, 1, PUT, 48,
    NUMBER, 6001, END, PUT, 45, NUMBER, 1, END, ANSWER, thimble::TCP_ERROR_NO_CONNECTION, END,
    END, CALL, 12, NUMBER, 0, SETTLED, END, SETTLED, END, BIT, 9, 2, CALL, 12, NUMBER, 0, SETTLED,
    END, BIT, 9, 4, CALL, 3, NUMBER, 0, CALL, 2, NUMBER, 0, CALL, 0, NUMBER, 0, PUT, 0, RESULT,
    PUT, 3, VAR, 0, PUT, 12, NUMBER, 1, PUT, 27, NUMBER, 1, PUT, 26, NUMBER, 11, PUT, 30, NUMBER,
    8, PUT, 42, NUMBER, 1, CALL, 1, NUMBER, 0, BECOME, S_SYN_RCVD, SETTLED, END, BIT, 9, 1,
    SETTLED, END, CALL, 12, NUMBER, 0, SETTLED, END, AND, BIT, 9, 4, NOT, AND, OTHER, FIELD, 3,
    NUMBER, 0, NOT_MORE, FIELD, 3, VAR, 12, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40,
    NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0,
    CALL, 11, NUMBER, 8, BECOME, S_CLOSED, SETTLED, END, AND, BIT, 9, 2, BIT, 9, 4, SETTLED, END,
    BIT, 9, 2, CALL, 3, NUMBER, 0, PUT, 26, IF, EQUAL, VAR, 29, NUMBER, 0, VAR, 26, NUMBER, 31,
    CALL, 7, NUMBER, 0, CALL, 2, NUMBER, 0, CALL, 4, NUMBER, 0, PUT, 29, NUMBER, 0, PUT, 47,
    NUMBER, 0, CALL, 11, NUMBER, 1, PUT, 40, NUMBER, 1, BECOME, S_ESTAB, GO_ON, 10, END, AND, BIT,
    9, 1, BIT, 9, 4, CALL, 3, NUMBER, 0, CALL, 2, NUMBER, 0, PUT, 42, NUMBER, 1, PUT, 27, NUMBER,
    0, CALL, 1, NUMBER, 0, BECOME, S_SYN_RCVD, SETTLED, END, BIT, 9, 1, SETTLED, END, END, OR,
    LESS, FIELD, 1, VAR, 8, AND, AND, OTHER, FIELD, 4, NUMBER, 0, OTHER, FIELD, 2, NUMBER, 0,
    NOT_MORE, FIELD, 2, VAR, 8, PUT, 40, NUMBER, 1, END, AND, AND, EQUAL, VAR, 8, NUMBER, 0,
    EQUAL, FIELD, 1, NUMBER, 0, OTHER, FIELD, 4, NUMBER, 0, END, AND, EQUAL, VAR, 8, NUMBER, 0,
    EQUAL, FIELD, 1, NUMBER, 0, SETTLED, END, BIT, 9, 2, PUT, 40, NUMBER, 1, PUT, 48, NUMBER, 601,
    SETTLED, END, AND, BIT, 9, 0, EQUAL, FIELD, 2, NUMBER, 0, CALL, 10, NUMBER, 0, SETTLED, END,
    BIT, 9, 2, CALL, 10, NUMBER, 0, SETTLED, END, OTHER, FIELD, 1, NUMBER, 0, PUT, 47, NUMBER, 0,
    PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44,
    NUMBER, 0, PUT, 19, NUMBER, 0, PUT, 39, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0, VAR,
    12, PUT, 12, NUMBER, 0, PUT, 48, NUMBER, 601, BECOME, S_TIME_WAIT, SETTLED, END, AND, NUMBER,
    1, VAR, 37, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0,
    PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_LISTEN, SETTLED, END,
    AND, NUMBER, 1, VAR, 36, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41,
    NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11, NUMBER, 8,
    BECOME, S_CLOSED, SETTLED, END, NUMBER, 1, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40,
    NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0,
    BECOME, S_CLOSED, SETTLED, END, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0,
    PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11,
    NUMBER, 16, BECOME, S_CLOSED, SETTLED, END, BIT, 9, 1, END, EQUAL, FIELD, 1, NUMBER, 65535,
    PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42,
    NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, PUT, 39, NUMBER, 1, PUT, 0, ON_CIRCLE, 32,
    ADD, VAR, 0, VAR, 12, PUT, 12, NUMBER, 0, PUT, 48, NUMBER, 601, BECOME, S_TIME_WAIT, SETTLED,
    END, AND, NUMBER, 1, VAR, 37, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT,
    41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_LISTEN,
    SETTLED, END, AND, NUMBER, 1, VAR, 36, CALL, 10, NUMBER, 0, SETTLED, END, SETTLED, END, NOT,
    BIT, 9, 4, CALL, 12, NUMBER, 0, SETTLED, END, NOT, AND, OTHER, FIELD, 3, NUMBER, 0, NOT_MORE,
    FIELD, 3, VAR, 12, PUT, 26, IF, EQUAL, VAR, 29, NUMBER, 0, VAR, 26, NUMBER, 31, CALL, 7,
    NUMBER, 0, CALL, 2, NUMBER, 0, CALL, 4, NUMBER, 0, PUT, 29, NUMBER, 0, PUT, 47, NUMBER, 0,
    CALL, 11, NUMBER, 1, BECOME, S_ESTAB, END, CALL, 10, NUMBER, 0, SETTLED, END, NOT, OR,
    NOT_MORE, FIELD, 3, VAR, 12, BIT, 9, 6, PUT, 48, NUMBER, 601, END, END, CALL, 4, NUMBER, 0,
    PUT, 29, NUMBER, 0, PUT, 47, IF, OTHER, VAR, 12, NUMBER, 0, VAR, 26, NUMBER, 0, END, AND,
    OTHER, FIELD, 3, NUMBER, 0, NOT_MORE, FIELD, 3, VAR, 12, PUT, 29, NUMBER, 0, END, EQUAL, VAR,
    7, NUMBER, 0, CALL, 5, NUMBER, 0, END, AND, NUMBER, 1, AND, AND, AND, AND, EQUAL, FIELD, 3,
    NUMBER, 0, OTHER, VAR, 12, NUMBER, 0, EQUAL, FIELD, 4, NUMBER, 0, EQUAL, FIELD, 6, VAR, 7,
    OTHER, VAR, 7, NUMBER, 0, VAR, 38, PUT, 48, NUMBER, 0, BECOME, S_FIN_WAIT_1, END, AND,
    ON_CIRCLE, 16, NOT_MORE, VAR, 6, LOW, FIELD, 0, NOT, BIT, 9, 6, CALL, 2, NUMBER, 0, PUT, 29,
    NUMBER, 0, PUT, 42, OTHER, VAR, 12, NUMBER, 0, PUT, 47, NUMBER, 0, END, AND, EQUAL, VAR, 7,
    NUMBER, 0, OTHER, FIELD, 6, NUMBER, 0, CALL, 2, NUMBER, 0, END, AND, VAR, 39, EQUAL, VAR, 12,
    NUMBER, 0, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 601, BECOME, S_FIN_WAIT_2, END, PUT, 47,
    NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0,
    PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, PUT, 48, NUMBER, 601, CALL, 11, NUMBER, 4, BECOME,
    S_TIME_WAIT, SETTLED, END, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT,
    41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11, NUMBER,
    4, BECOME, S_CLOSED, SETTLED, END, AND, AND, NUMBER, 1, VAR, 45, EQUAL, VAR, 12, NUMBER, 0,
    PUT, 29, NUMBER, 0, PUT, 48, NUMBER, 6001, END, BIT, 9, 5, CALL, 9, NUMBER, 0, END, OTHER,
    FIELD, 4, NUMBER, 0, CALL, 8, NUMBER, 0, END, AND, BIT, 9, 0, EQUAL, FIELD, 2, NUMBER, 1, PUT,
    1, ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT, 40, NUMBER, 1, CALL, 11, NUMBER, 2, BECOME,
    S_CLOSE_WAIT, END, PUT, 1, ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT, 40, NUMBER, 1, CALL,
    11, NUMBER, 2, BECOME, S_CLOSING, END, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40,
    NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0,
    PUT, 48, NUMBER, 601, CALL, 11, NUMBER, 4, PUT, 1, ON_CIRCLE, 32, ADD, VAR, 1, NUMBER, 1, PUT,
    40, NUMBER, 1, CALL, 11, NUMBER, 2, BECOME, S_TIME_WAIT, END, PUT, 40, NUMBER, 1, END, END,
    PUT, 47, IF, AND, EQUAL, VAR, 12, NUMBER, 0, OTHER, VAR, 7, NUMBER, 0, NUMBER, 11, VAR, 26,
    END, EQUAL, VAR, 47, NUMBER, 0, END, END, PUT, 42, NUMBER, 1, END, AND, EQUAL, VAR, 12,
    NUMBER, 0, OTHER, VAR, 7, NUMBER, 0, PUT, 29, ADD, MIN, VAR, 29, NUMBER, 253, NUMBER, 1, PUT,
    26, MIN, MUL, VAR, 26, NUMBER, 2, NUMBER, 601, PUT, 27, NUMBER, 0, CALL, 6, NUMBER, 0, PUT,
    42, NUMBER, 1, END, AND, AND, NUMBER, 1, VAR, 36, NOT, NOT_LESS, VAR, 29, VAR, 30, PUT, 29,
    ADD, MIN, VAR, 29, NUMBER, 253, NUMBER, 1, PUT, 26, MIN, MUL, VAR, 26, NUMBER, 2, NUMBER, 601,
    PUT, 27, NUMBER, 0, CALL, 6, NUMBER, 0, PUT, 42, NUMBER, 1, CALL, 11, IF, EQUAL, VAR, 29,
    NUMBER, 3, NUMBER, 128, NUMBER, 0, END, NOT, NOT_LESS, VAR, 29, VAR, 30, PUT, 47, NUMBER, 0,
    PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44,
    NUMBER, 0, PUT, 19, NUMBER, 0, PUT, 39, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0, VAR,
    12, PUT, 12, NUMBER, 0, PUT, 48, NUMBER, 601, BECOME, S_TIME_WAIT, END, AND, NUMBER, 1, VAR,
    37, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42,
    NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_LISTEN, END, AND, NUMBER, 1, VAR,
    36, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42,
    NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11, NUMBER, 32, BECOME, S_CLOSED,
    END, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42,
    NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_CLOSED, END, PUT, 47, NUMBER, 0,
    PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44,
    NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11, NUMBER, 32, BECOME, S_CLOSED, END, PUT, 48, NUMBER,
    6001, END, AND, NUMBER, 1, OR, OR, OTHER, VAR, 12, NUMBER, 0, NOT, VAR, 45, VAR, 44, PUT, 29,
    ADD, MIN, VAR, 29, NUMBER, 253, NUMBER, 1, PUT, 44, NUMBER, 1, PUT, 48, NUMBER, 751, END, AND,
    NUMBER, 1, NOT, NOT_LESS, VAR, 29, VAR, 30, PUT, 47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40,
    NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0,
    CALL, 11, NUMBER, 32, BECOME, S_CLOSED, END, NUMBER, 1, END, PUT, 47, NUMBER, 0, PUT, 48,
    NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0,
    PUT, 19, NUMBER, 0, CALL, 11, NUMBER, 8, BECOME, S_CLOSED, END, PUT, 47, NUMBER, 0, PUT, 48,
    NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0, PUT, 44, NUMBER, 0,
    PUT, 19, NUMBER, 0, PUT, 39, NUMBER, 1, PUT, 0, ON_CIRCLE, 32, ADD, VAR, 0, VAR, 12, PUT, 12,
    NUMBER, 0, PUT, 48, NUMBER, 601, BECOME, S_TIME_WAIT, END, AND, NUMBER, 1, VAR, 37, PUT, 47,
    NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0,
    PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, BECOME, S_LISTEN, END, AND, NUMBER, 1, VAR, 36, PUT,
    47, NUMBER, 0, PUT, 48, NUMBER, 0, PUT, 40, NUMBER, 0, PUT, 41, NUMBER, 0, PUT, 42, NUMBER, 0,
    PUT, 44, NUMBER, 0, PUT, 19, NUMBER, 0, CALL, 11, NUMBER, 8, BECOME, S_CLOSED, END, NUMBER, 1,
    CALL, 11, NUMBER, 128, END, PUT, 40, NUMBER, 1, PUT, 41, NUMBER, 0, PUT, 35, NUMBER, 0, END,
    AND, NUMBER, 1, VAR, 41, PUT, 35, NUMBER, 0, END, OTHER, VAR, 48, NUMBER, 0, EQUAL, VAR, 48,
    NUMBER, 0, EQUAL, VAR, 47, NUMBER, 0, NOT, VAR, 42, OR, OR, EQUAL, VAR, 12, NUMBER, 0, OTHER,
    VAR, 47, NUMBER, 0, VAR, 42, NOT_LESS, VAR, 26, NUMBER, 11, AND, VAR, 39, EQUAL, VAR, 12,
    NUMBER, 0, OR, NOT, VAR, 39, OTHER, VAR, 12, NUMBER, 0, OR, OR, NOT, VAR, 39, OTHER, VAR, 12,
    NUMBER, 0, NOT, VAR, 42, VAR, 38, NOT, VAR, 38, NOT, VAR, 39, EQUAL, VAR, 12, NUMBER, 1, VAR,
    36, OR, NOT_MORE, VAR, 12, NUMBER, 640, VAR, 39, NOT_MORE, VAR, 13, NUMBER, 1, OR, NOT_MORE,
    VAR, 13, VAR, 12, EQUAL, VAR, 13, NUMBER, 1, NOT_MORE, VAR, 27, VAR, 12, OR, EQUAL, VAR, 24,
    NUMBER, 0, NOT_LESS, VAR, 24, NUMBER, 8, OTHER, VAR, 17, NUMBER, 0, NOT_MORE, VAR, 8, VAR, 9,
    OTHER, VAR, 8, NUMBER, 65535, OR, EQUAL, VAR, 23, NUMBER, 0, AND, OTHER, VAR, 22, NUMBER, 0,
    NOT_MORE, ADD, VAR, 22, VAR, 23, VAR, 8, NOT, VAR, 43,
};
inline void read(const thimble::tcp_connection &c, value *to)
{
    to[0] = c.snd_una; to[1] = c.rcv_nxt; to[2] = c.remote_ip; to[3] = c.iss;
    to[4] = c.remote_port; to[5] = c.local_port; to[6] = c.snd_wl1; to[7] = c.snd_wnd;
    to[8] = c.rcv_wnd; to[9] = c.rcv_max; to[10] = c.rcv_up; to[11] = c.snd_up; to[12] = c.flight;
    to[13] = c.recover; to[14] = c.cwnd; to[15] = c.ssthresh; to[16] = c.snd_half; to[17] = c.mss;
    to[18] = c.ring_start; to[19] = c.ring_used; to[20] = c.rx_start; to[21] = c.rx_used;
    to[22] = c.early_at; to[23] = c.early_bytes; to[24] = c.srtt; to[25] = c.rttvar;
    to[26] = c.rto; to[27] = c.rtt_mark; to[28] = c.rtt_start; to[29] = c.retries;
    to[30] = c.max_retries; to[31] = c.socket; to[32] = c.signals; to[33] = c.calls;
    to[34] = c.dupacks; to[35] = c.challenged; to[36] = c.by_peer; to[37] = c.waited;
    to[38] = c.fin_req; to[39] = c.fin_sent; to[40] = c.ack_due; to[41] = c.ack_soon;
    to[42] = c.rexmt_due; to[43] = c.rst_due; to[44] = c.keep_due; to[45] = c.keep;
    to[46] = c.nodelay; to[47] = c.rexmt; to[48] = c.life;
}
inline void read(const thimble::tcp_segment &c, value *to)
{
    to[0] = c.seqno; to[1] = c.ahead; to[2] = c.end; to[3] = c.acked; to[4] = c.len;
    to[5] = c.size; to[6] = c.window; to[7] = c.mss; to[8] = c.urgent; to[9] = c.flags;
}
