// SPDX-License-Identifier: MIT
// Printed by tools/fuzz_reference.py from spec/machines/tcp.fsm for profile workbench.
inline bool asked(int guard, const snapshot &s)
{
    switch (guard) {
    case 0: return s(V_fin_req);
    case 1: return s(V_fin_req);
    case 2: return s.bit(F_flags, 2);
    case 3: return s.bit(F_flags, 4);
    case 4: return s.bit(F_flags, 1);
    case 5: return (s.bit(F_flags, 4) && !((s.of(F_acked) != 0) && (s.of(F_acked) <= s(V_flight))));
    case 6: return (s.bit(F_flags, 2) && s.bit(F_flags, 4));
    case 7: return s.bit(F_flags, 2);
    case 8: return (s.bit(F_flags, 1) && s.bit(F_flags, 4));
    case 9: return s.bit(F_flags, 1);
    case 10: return ((s.of(F_ahead) < s(V_rcv_wnd)) || (((s.of(F_len) != 0) && (s.of(F_end) != 0)) && (s.of(F_end) <= s(V_rcv_wnd))));
    case 11: return (((s(V_rcv_wnd) == 0) && (s.of(F_ahead) == 0)) && (s.of(F_len) != 0));
    case 12: return ((s(V_rcv_wnd) == 0) && (s.of(F_ahead) == 0));
    case 13: return s.bit(F_flags, 2);
    case 14: return (s.bit(F_flags, 0) && (s.of(F_end) == 0));
    case 15: return s.bit(F_flags, 2);
    case 16: return (s.of(F_ahead) != 0);
    case 17: return (true && s(V_waited));
    case 18: return (true && s(V_by_peer));
    case 19: return true;
    case 20: return s.bit(F_flags, 1);
    case 21: return (s.of(F_ahead) == 65535);
    case 22: return (true && s(V_waited));
    case 23: return (true && s(V_by_peer));
    case 24: return !s.bit(F_flags, 4);
    case 25: return !((s.of(F_acked) != 0) && (s.of(F_acked) <= s(V_flight)));
    case 26: return !((s.of(F_acked) <= s(V_flight)) || s.bit(F_flags, 6));
    case 27: return ((s.of(F_acked) != 0) && (s.of(F_acked) <= s(V_flight)));
    case 28: return (s(V_snd_wnd) == 0);
    case 29: return (false && (((((s.of(F_acked) == 0) && (s(V_flight) != 0)) && (s.of(F_len) == 0)) && (s.of(F_window) == s(V_snd_wnd))) && (s(V_snd_wnd) != 0)));
    case 30: return s(V_fin_req);
    case 31: return ((ahead(16, s(V_snd_wl1), (s.of(F_seqno) & 0xffff)) <= 0) && !s.bit(F_flags, 6));
    case 32: return ((s(V_snd_wnd) == 0) && (s.of(F_window) != 0));
    case 33: return (s(V_fin_sent) && (s(V_flight) == 0));
    case 34: return ((false && 0) && (s(V_flight) == 0));
    case 35: return s.bit(F_flags, 5);
    case 36: return (s.of(F_len) != 0);
    case 37: return (s.bit(F_flags, 0) && (s.of(F_end) == 1));
    case 38: return (s(V_rexmt) == 0);
    case 39: return ((s(V_flight) == 0) && (s(V_snd_wnd) != 0));
    case 40: return ((true && s(V_by_peer)) && !(s(V_retries) >= s(V_max_retries)));
    case 41: return !(s(V_retries) >= s(V_max_retries));
    case 42: return (true && s(V_waited));
    case 43: return (true && s(V_by_peer));
    case 44: return (false && (((s(V_flight) != 0) || !0) || 0));
    case 45: return (false && !(s(V_retries) >= s(V_max_retries)));
    case 46: return false;
    case 47: return (true && s(V_waited));
    case 48: return (true && s(V_by_peer));
    case 49: return true;
    case 50: return (true && s(V_ack_soon));
    case -1: return true;
    default: std::abort();
    }
}
template <typename walk>
void done(int row, const snapshot &s, walk &w)
{
    switch (row) {
    case 0:
        w.put(V_by_peer, 1);
        w.become(S_LISTEN);
        break;
    case 1:
        w.answer = thimble::TCP_ERROR_ALREADY_EXISTS;
        break;
    case 2:
        w.put(V_by_peer, 0);
        w.put(V_snd_una, w.called(0, 0));
        w.put(V_iss, s(V_snd_una));
        w.put(V_flight, 1);
        w.put(V_rtt_mark, 1);
        w.put(V_rto, 11);
        w.put(V_max_retries, 8);
        w.put(V_rexmt_due, 1);
        w.called(1, 0);
        w.become(S_SYN_SENT);
        break;
    case 3:
        w.answer = thimble::TCP_ERROR_ALREADY_EXISTS;
        break;
    case 4:
        w.answer = thimble::TCP_ERROR_NO_CONNECTION;
        break;
    case 5:
        w.answer = thimble::TCP_ERROR_UNSPECIFIED_PEER;
        break;
    case 6:
        w.answer = thimble::TCP_ERROR_CLOSING_ALREADY;
        break;
    case 7:
        break;
    case 8:
        break;
    case 9:
        w.answer = thimble::TCP_ERROR_CLOSING_ALREADY;
        break;
    case 10:
        w.answer = thimble::TCP_ERROR_NO_CONNECTION;
        break;
    case 11:
        break;
    case 12:
        w.called(1, 0);
        break;
    case 13:
        w.called(1, 0);
        break;
    case 14:
        w.answer = thimble::TCP_ERROR_CLOSING_ALREADY;
        break;
    case 15:
        w.answer = thimble::TCP_ERROR_NO_CONNECTION;
        break;
    case 16:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_CLOSED);
        break;
    case 17:
        w.answer = thimble::TCP_ERROR_CLOSING_ALREADY;
        break;
    case 18:
        w.put(V_fin_req, 1);
        break;
    case 19:
        w.put(V_fin_req, 1);
        w.become(S_FIN_WAIT_1);
        break;
    case 20:
        w.put(V_fin_req, 1);
        w.become(S_LAST_ACK);
        break;
    case 21:
        w.answer = thimble::TCP_ERROR_CLOSING_ALREADY;
        break;
    case 22:
        w.answer = thimble::TCP_ERROR_NO_CONNECTION;
        break;
    case 23:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_rst_due, 1);
        w.become(S_CLOSED);
        break;
    case 24:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_CLOSED);
        break;
    case 25:
        w.answer = thimble::TCP_ERROR_NO_CONNECTION;
        break;
    case 26:
        break;
    case 27:
        w.called(10, 0);
        w.settled = true;
        break;
    case 28:
        w.settled = true;
        break;
    case 29:
        w.called(10, 0);
        w.settled = true;
        break;
    case 30:
        w.called(3, 0);
        w.called(2, 0);
        w.put(V_snd_una, w.called(0, 0));
        w.put(V_iss, s(V_snd_una));
        w.put(V_flight, 1);
        w.put(V_rtt_mark, 1);
        w.put(V_rto, 11);
        w.put(V_max_retries, 8);
        w.put(V_rexmt_due, 1);
        w.called(1, 0);
        w.become(S_SYN_RCVD);
        w.settled = true;
        break;
    case 31:
        w.settled = true;
        break;
    case 32:
        w.called(10, 0);
        w.settled = true;
        break;
    case 33:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 8);
        w.become(S_CLOSED);
        w.settled = true;
        break;
    case 34:
        w.settled = true;
        break;
    case 35:
        w.called(3, 0);
        w.put(V_rto, ((s(V_retries) == 0) ? s(V_rto) : 31));
        w.called(2, 0);
        w.called(4, 0);
        w.put(V_retries, 0);
        w.put(V_rexmt, 0);
        w.called(9, 1);
        w.put(V_ack_due, 1);
        w.become(S_ESTAB);
        w.go_on(10);
        break;
    case 36:
        w.called(3, 0);
        w.called(2, 0);
        w.put(V_rexmt_due, 1);
        w.put(V_rtt_mark, 0);
        w.called(1, 0);
        w.become(S_SYN_RCVD);
        w.settled = true;
        break;
    case 37:
        w.settled = true;
        break;
    case 38:
        break;
    case 39:
        w.put(V_ack_due, 1);
        break;
    case 40:
        break;
    case 41:
        w.settled = true;
        break;
    case 42:
        w.put(V_ack_due, 1);
        w.put(V_life, 601);
        w.settled = true;
        break;
    case 43:
        w.called(8, 0);
        w.settled = true;
        break;
    case 44:
        w.called(8, 0);
        w.settled = true;
        break;
    case 45:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_fin_sent, 1);
        w.put(V_snd_una, within(32, s(V_snd_una) + s(V_flight)));
        w.put(V_flight, 0);
        w.put(V_life, 601);
        w.become(S_TIME_WAIT);
        w.settled = true;
        break;
    case 46:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_LISTEN);
        w.settled = true;
        break;
    case 47:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 8);
        w.become(S_CLOSED);
        w.settled = true;
        break;
    case 48:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_CLOSED);
        w.settled = true;
        break;
    case 49:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 16);
        w.become(S_CLOSED);
        w.settled = true;
        break;
    case 50:
        break;
    case 51:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_fin_sent, 1);
        w.put(V_snd_una, within(32, s(V_snd_una) + s(V_flight)));
        w.put(V_flight, 0);
        w.put(V_life, 601);
        w.become(S_TIME_WAIT);
        w.settled = true;
        break;
    case 52:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_LISTEN);
        w.settled = true;
        break;
    case 53:
        w.called(8, 0);
        w.settled = true;
        break;
    case 54:
        w.settled = true;
        break;
    case 55:
        w.called(10, 0);
        w.settled = true;
        break;
    case 56:
        w.put(V_rto, ((s(V_retries) == 0) ? s(V_rto) : 31));
        w.called(2, 0);
        w.called(4, 0);
        w.put(V_retries, 0);
        w.put(V_rexmt, 0);
        w.called(9, 1);
        w.become(S_ESTAB);
        break;
    case 57:
        w.called(8, 0);
        w.settled = true;
        break;
    case 58:
        w.put(V_life, 601);
        break;
    case 59:
        break;
    case 60:
        w.called(4, 0);
        w.put(V_retries, 0);
        w.put(V_rexmt, ((s(V_flight) != 0) ? s(V_rto) : 0));
        break;
    case 61:
        w.put(V_retries, 0);
        break;
    case 62:
        break;
    case 63:
        w.become(S_FIN_WAIT_1);
        break;
    case 64:
        w.called(2, 0);
        w.put(V_retries, 0);
        w.put(V_rexmt_due, (s(V_flight) != 0));
        w.put(V_rexmt, 0);
        break;
    case 65:
        w.called(2, 0);
        break;
    case 66:
        w.put(V_rexmt, 0);
        w.put(V_life, 601);
        w.become(S_FIN_WAIT_2);
        break;
    case 67:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_life, 601);
        w.called(9, 4);
        w.become(S_TIME_WAIT);
        w.settled = true;
        break;
    case 68:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 4);
        w.become(S_CLOSED);
        w.settled = true;
        break;
    case 69:
        w.put(V_retries, 0);
        w.put(V_life, 0);
        break;
    case 70:
        w.called(7, 0);
        break;
    case 71:
        w.called(6, 0);
        break;
    case 72:
        w.put(V_rcv_nxt, within(32, s(V_rcv_nxt) + 1));
        w.put(V_ack_due, 1);
        w.called(9, 2);
        w.become(S_CLOSE_WAIT);
        break;
    case 73:
        w.put(V_rcv_nxt, within(32, s(V_rcv_nxt) + 1));
        w.put(V_ack_due, 1);
        w.called(9, 2);
        w.become(S_CLOSING);
        break;
    case 74:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_life, 601);
        w.called(9, 4);
        w.put(V_rcv_nxt, within(32, s(V_rcv_nxt) + 1));
        w.put(V_ack_due, 1);
        w.called(9, 2);
        w.become(S_TIME_WAIT);
        break;
    case 75:
        w.put(V_ack_due, 1);
        break;
    case 76:
        break;
    case 77:
        w.put(V_rexmt, (((s(V_flight) == 0) && (s(V_snd_wnd) != 0)) ? 11 : s(V_rto)));
        break;
    case 78:
        break;
    case 79:
        break;
    case 80:
        w.put(V_rexmt_due, 1);
        break;
    case 81:
        w.put(V_retries, (least(s(V_retries), 253) + 1));
        w.put(V_rto, least((s(V_rto) * 2), 601));
        w.put(V_rtt_mark, 0);
        w.called(5, 0);
        w.put(V_rexmt_due, 1);
        break;
    case 82:
        w.put(V_retries, (least(s(V_retries), 253) + 1));
        w.put(V_rto, least((s(V_rto) * 2), 601));
        w.put(V_rtt_mark, 0);
        w.called(5, 0);
        w.put(V_rexmt_due, 1);
        w.called(9, ((s(V_retries) == 3) ? 128 : 0));
        break;
    case 83:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_fin_sent, 1);
        w.put(V_snd_una, within(32, s(V_snd_una) + s(V_flight)));
        w.put(V_flight, 0);
        w.put(V_life, 601);
        w.become(S_TIME_WAIT);
        break;
    case 84:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_LISTEN);
        break;
    case 85:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 32);
        w.become(S_CLOSED);
        break;
    case 86:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_CLOSED);
        break;
    case 87:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 32);
        w.become(S_CLOSED);
        break;
    case 88:
        w.put(V_life, 0);
        break;
    case 89:
        w.put(V_retries, (least(s(V_retries), 253) + 1));
        w.put(V_life, 751);
        break;
    case 90:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 32);
        w.become(S_CLOSED);
        break;
    case 91:
        break;
    case 92:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 8);
        w.become(S_CLOSED);
        break;
    case 93:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.put(V_fin_sent, 1);
        w.put(V_snd_una, within(32, s(V_snd_una) + s(V_flight)));
        w.put(V_flight, 0);
        w.put(V_life, 601);
        w.become(S_TIME_WAIT);
        break;
    case 94:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.become(S_LISTEN);
        break;
    case 95:
        w.put(V_rexmt, 0);
        w.put(V_life, 0);
        w.put(V_ack_due, 0);
        w.put(V_ack_soon, 0);
        w.put(V_rexmt_due, 0);
        w.put(V_ring_used, 0);
        w.called(9, 8);
        w.become(S_CLOSED);
        break;
    case 96:
        w.called(9, 128);
        break;
    case 97:
        w.put(V_ack_due, 1);
        w.put(V_ack_soon, 0);
        w.put(V_challenged, 0);
        break;
    case 98:
        w.put(V_challenged, 0);
        break;
    default: break;
    }
}
inline int broken(const snapshot &s)
{
    if (((1u << S_TIME_WAIT | 1u << S_FIN_WAIT_2) >> s.state & 1) && !(s(V_life) != 0)) { return 0; }
    if (((1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_CLOSE_WAIT | 1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK) >> s.state & 1) && !(s(V_life) == 0)) { return 1; }
    if (((1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT) >> s.state & 1) && !(s(V_rexmt) == 0)) { return 2; }
    if (((1u << S_CLOSED | 1u << S_LISTEN | 1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT) >> s.state & 1) && !!s(V_rexmt_due)) { return 3; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING) >> s.state & 1) && !(((s(V_flight) == 0) || (s(V_rexmt) != 0)) || s(V_rexmt_due))) { return 4; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2) >> s.state & 1) && !(s(V_rto) >= 11)) { return 5; }
    if (((1u << S_FIN_WAIT_2 | 1u << S_TIME_WAIT) >> s.state & 1) && !(s(V_fin_sent) && (s(V_flight) == 0))) { return 6; }
    if (((1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK) >> s.state & 1) && !(!s(V_fin_sent) || (s(V_flight) != 0))) { return 7; }
    if (((1u << S_FIN_WAIT_1 | 1u << S_CLOSING | 1u << S_LAST_ACK) >> s.state & 1) && !((!s(V_fin_sent) || (s(V_flight) != 0)) || !s(V_rexmt_due))) { return 8; }
    if (((1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSING | 1u << S_LAST_ACK) >> s.state & 1) && !s(V_fin_req)) { return 9; }
    if (((1u << S_SYN_SENT | 1u << S_CLOSE_WAIT) >> s.state & 1) && !!s(V_fin_req)) { return 10; }
    if (((1u << S_ESTAB) >> s.state & 1) && !!s(V_fin_req)) { return 11; }
    if (((1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_CLOSE_WAIT) >> s.state & 1) && !!s(V_fin_sent)) { return 12; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD) >> s.state & 1) && !(s(V_flight) == 1)) { return 13; }
    if (((1u << S_LISTEN) >> s.state & 1) && !s(V_by_peer)) { return 14; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2) >> s.state & 1) && !((s(V_flight) <= 432) || s(V_fin_sent))) { return 15; }
    if (((1u << S_LISTEN) >> s.state & 1) && !(s(V_recover) <= 1)) { return 16; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT) >> s.state & 1) && !((s(V_recover) <= s(V_flight)) || (s(V_recover) == 1))) { return 17; }
    if (((1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2) >> s.state & 1) && !(s(V_rtt_mark) <= s(V_flight))) { return 18; }
    if (!((s(V_srtt) == 0) || (s(V_srtt) >= 8))) { return 19; }
    if (((1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2) >> s.state & 1) && !(s(V_mss) != 0)) { return 20; }
    if (((1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_CLOSE_WAIT | 1u << S_LAST_ACK | 1u << S_CLOSING | 1u << S_FIN_WAIT_2) >> s.state & 1) && !(s(V_rcv_wnd) <= s(V_rcv_max))) { return 21; }
    if (!(s(V_rcv_wnd) != 65535)) { return 22; }
    if (((1u << S_LISTEN | 1u << S_SYN_SENT | 1u << S_SYN_RCVD | 1u << S_ESTAB | 1u << S_FIN_WAIT_1 | 1u << S_FIN_WAIT_2 | 1u << S_CLOSE_WAIT | 1u << S_CLOSING | 1u << S_LAST_ACK | 1u << S_TIME_WAIT) >> s.state & 1) && !!s(V_rst_due)) { return 23; }
    return -1;
}
