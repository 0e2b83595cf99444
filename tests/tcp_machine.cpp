// SPDX-License-Identifier: MIT
// The state machine, cell by cell: RFC 9293 3.10 with stubs for everything it calls.
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "support/machine_peer.hpp"

namespace {

// One letter for each state; also in the matrix below.
const char letters[] = "CLsrE12WcAT";

const int every_state[] = {
    TCP_CLOSED, TCP_LISTEN, TCP_SYN_SENT, TCP_SYN_RCVD, TCP_ESTAB, TCP_FIN_WAIT_1,
    TCP_FIN_WAIT_2, TCP_CLOSE_WAIT, TCP_CLOSING, TCP_LAST_ACK, TCP_TIME_WAIT,
};

char letter(int state)
{
    for (int at = 0; at < TCP_STATES; at++) {
        if (every_state[at] == state) {
            return letters[at];
        }
    }
    return '?';
}

bool is_one_of(const std::string &states, int state)
{
    return states.find(letter(state)) != std::string::npos;
}

bool arrives(peer &p, int flags, int text, bool acks_all)
{
    tcp_segment seg = p.segment(flags, text);
    if (!acks_all) {
        seg.ackno = p.c.snd_una;
    }
    tcp_segment_arrives(&p.s, &p.c, &seg);
    return (seg.flags & TCP_SEG_RESET) != 0;
}

enum { CALLS = 7, COLUMNS = 18 };

// Runs the event of one column; answers 'x' for a reset, '!' for a refused call, else 0.
char run(peer &p, int column)
{
    tcp_error (*const calls[CALLS])(stack *, tcp_connection *) = {
        tcp_open_passive, tcp_open_active, tcp_send_call, tcp_receive_call,
        tcp_close_call, tcp_abort_call, tcp_status_call,
    };
    if (column < CALLS) {
        return calls[column](&p.s, &p.c) == TCP_OK ? '\0' : '!';
    }
    bool reset = false;
    switch (column) {
    case 7: reset = arrives(p, TCP_SEG_SYN, 0, true); break;
    case 8: reset = arrives(p, TCP_SEG_SYN | TCP_SEG_ACK, 0, true); break;
    case 9: reset = arrives(p, TCP_SEG_RST, 0, true); break;
    case 10: reset = arrives(p, TCP_SEG_ACK, 0, true); break;
    case 11: reset = arrives(p, TCP_SEG_FIN | TCP_SEG_ACK, 0, false); break;
    case 12: reset = arrives(p, TCP_SEG_FIN | TCP_SEG_ACK, 0, true); break;
    case 13: reset = arrives(p, TCP_SEG_ACK, 10, false); break;
    case 14: tcp_rexmt_timeout(&p.s, &p.c); break;
    case 15: p.c.retries = TCP_MAX_RETRIES; tcp_rexmt_timeout(&p.s, &p.c); break;
    case 16: tcp_msl2_timeout(&p.s, &p.c); break;
    default: tcp_user_timeout(&p.s, &p.c); break;
    }
    return reset ? 'x' : '\0';
}

char cell(int state, int column)
{
    peer p = in_state(state);
    REQUIRE(p.c.state == state);
    const char answer = run(p, column);
    if (answer) {
        CHECK(p.c.state == state);
        return answer;
    }
    if (p.c.state != state) {
        return letter(p.c.state);
    }
    return p.c.rexmt_due ? 'm' : p.c.ack_due ? 'a' : '.';
}

} // namespace

// A letter is the state reached. '.' nothing, '!' the call is refused, 'a' an ACK is owed,
// 'm' a retransmission is owed, 'x' a reset is the answer. "fin" acknowledges nothing of ours,
// "fin+" all of it; "last" is the retransmission timeout after the last retry.
TEST_CASE("every event in every state does what RFC 9293 3.10 says")
{
    const char *const matrix[TCP_STATES] = {
        //           user calls               segments                          timeouts
        //           pas act snd rcv cls abt sta  syn s+a rst ack fin fin+ txt  rex last msl usr
        /* CLOSED */ "L   s   !   !   !   !   !    x   x   .   x   x   x    x    .   .    .   .",
        /* LISTEN */ "!   s   !   .   C   C   .    r   x   .   x   x   x    x    .   .    .   C",
        /* SYN_SE */ "!   !   .   .   C   C   .    r   E   .   .   x   .    x    m   C    .   C",
        /* SYN_RC */ "!   !   .   .   .   C   .    L   L   L   E   x   W    x    m   L    .   L",
        /* ESTAB  */ "!   !   .   .   1   C   .    a   a   C   .   W   W    a    m   C    .   C",
        /* FIN_W1 */ "!   !   !   .   !   C   .    a   a   C   2   c   T    a    m   C    .   C",
        /* FIN_W2 */ "!   !   !   .   !   C   .    a   a   C   .   T   T    a    .   .    .   C",
        /* CLOSEW */ "!   !   .   !   A   C   .    a   a   C   .   a   a    .    m   C    .   C",
        /* CLOSIN */ "!   !   !   !   !   C   .    a   a   C   T   a   T    .    m   C    .   C",
        /* LAST_A */ "!   !   !   !   !   C   .    a   a   C   C   a   C    .    m   C    .   C",
        /* TIME_W */ "!   !   !   !   !   C   .    a   a   C   .   a   a    .    .   .    C   C",
    };
    for (int row = 0; row < TCP_STATES; row++) {
        std::string wanted;
        for (const char *at = matrix[row]; *at; at++) {
            if (*at != ' ') {
                wanted += *at;
            }
        }
        REQUIRE(wanted.size() == COLUMNS);
        std::string found;
        for (int column = 0; column < COLUMNS; column++) {
            found += cell(every_state[row], column);
        }
        CAPTURE(row);
        CHECK(found == wanted);
    }
}

// RFC 9293 table 6, both sides of every edge. rcv_nxt is 1000.
TEST_CASE("a segment is let through exactly when it touches the window")
{
    struct row { uint16_t window; uint32_t seqno; uint16_t len; bool acceptable; };
    const row rows[] = {
        //  window  seqno  len
        {   0,      1000,    0, true  },
        {   0,       999,    0, false },
        {   0,      1001,    0, false },
        {   0,      1000,    1, false },
        { 100,       999,    0, false },
        { 100,      1000,    0, true  },
        { 100,      1099,    0, true  },
        { 100,      1100,    0, false },
        { 100,       999,    1, false },
        { 100,       999,    2, true  },
        { 100,      1000,    1, true  },
        { 100,      1099,    1, true  },
        { 100,      1099,   50, true  },
        { 100,      1100,    1, false },
        { 100,       900,  100, false },
        { 100,       900,  101, true  },
    };
    for (const row &r : rows) {
        CAPTURE(r.window);
        CAPTURE(r.seqno);
        CAPTURE(r.len);
        peer p = established();
        p.c.rcv_nxt = 1000;
        p.c.rcv_wnd = r.window;
        tcp_segment seg = p.segment(TCP_SEG_ACK);
        seg.seqno = r.seqno;
        seg.len = r.len;
        CHECK(tcp_acceptable(&p.c, &seg) == r.acceptable);
    }
}

TEST_CASE("the window test works where sequence numbers wrap")
{
    peer p = established();
    p.c.rcv_nxt = 0xfffffff0;
    p.c.rcv_wnd = 0x20;
    tcp_segment seg = p.segment(TCP_SEG_ACK);
    const uint32_t inside[] = {0xfffffff0, 0xffffffff, 0, 0x0f};
    for (uint32_t at : inside) {
        seg.seqno = at;
        CHECK(tcp_acceptable(&p.c, &seg));
    }
    const uint32_t outside[] = {0xffffffef, 0x10, 0x7fffffff};
    for (uint32_t at : outside) {
        seg.seqno = at;
        CHECK_FALSE(tcp_acceptable(&p.c, &seg));
    }
}

TEST_CASE("each state set holds its states and no other")
{
    for (int state : every_state) {
        const auto code = static_cast<uint8_t>(state);
        CAPTURE(state);
        CHECK(tcp_state_open(code) == is_one_of("E12W", state));
        CHECK(tcp_state_quiet(code) == is_one_of("CL2T", state));
        CHECK(tcp_state_fin_out(code) == is_one_of("1cA", state));
        CHECK(tcp_state_can_send(code) == is_one_of("EW", state));
        CHECK(tcp_state_can_recv(code) == is_one_of("E12", state));
    }
}

TEST_CASE("a fresh connection, all zeros, is CLOSED")
{
    CHECK(TCP_CLOSED == 0);
    CHECK(TCP_OK == 0);
}
