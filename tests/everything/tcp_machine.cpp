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
    tcp_segment seg = p.acking(acks_all ? p.c.flight : 0, p.segment(flags, text));
    tcp_segment_arrives(&p.s, &p.c, &seg);
    return (seg.flags & TCP_SEG_RESET) != 0;
}

enum { CALLS = 8, COLUMNS = 20 };

// Runs the event of one column; answers 'x' for a reset, '!' for a refused call, else 0.
char run(peer &p, int column)
{
    tcp_error (*const calls[CALLS])(stack *, tcp_connection *) = {
        tcp_open_passive, tcp_open_active, tcp_send_call, tcp_receive_call,
        tcp_close_call, tcp_abort_call, tcp_keep_alive_call, tcp_status_call,
    };
    if (column < CALLS) {
        return calls[column](&p.s, &p.c) == TCP_OK ? '\0' : '!';
    }
    bool reset = false;
    switch (column) {
    case 8: reset = arrives(p, TCP_SEG_SYN, 0, true); break;
    case 9: reset = arrives(p, TCP_SEG_SYN | TCP_SEG_ACK, 0, true); break;
    case 10: reset = arrives(p, TCP_SEG_RST, 0, true); break;
    case 11: reset = arrives(p, TCP_SEG_ACK, 0, true); break;
    case 12: reset = arrives(p, TCP_SEG_FIN | TCP_SEG_ACK, 0, false); break;
    case 13: reset = arrives(p, TCP_SEG_FIN | TCP_SEG_ACK, 0, true); break;
    case 14: reset = arrives(p, TCP_SEG_ACK, 10, false); break;
    case 15: tcp_rexmt_timeout(&p.s, &p.c); break;
    case 16:
        p.text_goes_out(10);
        p.c.retries = p.c.max_retries;
        tcp_rexmt_timeout(&p.s, &p.c);
        break;
    case 17: tcp_life_timeout(&p.s, &p.c); break;
    case 18: tcp_refused(&p.s, &p.c); break;
    default: tcp_tick(&p.s, &p.c); break;
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
        //      user calls                   segments                        timeouts, others
        //      pas act snd rcv cls abt kee sta  syn s+a rst ack fin fin+ txt  rex last lif ref tic
        /* C */ "L   s   !   !   !   !   .   !    x   x   .   x   x   x    x    .   .    .   .   .",
        /* L */ "!   s   !   .   C   C   .   .    r   x   .   x   x   x    x    .   .    .   .   .",
        /* s */ "!   !   .   .   C   C   .   .    r   E   .   .   x   .    x    m   C    .   C   .",
        /* r */ "!   !   .   .   .   C   .   .    L   L   L   E   x   W    x    m   L    .   L   .",
        /* E */ "!   !   .   .   1   C   .   .    a   a   C   .   W   W    a    m   C    .   .   .",
        /* 1 */ "!   !   !   .   !   C   .   .    a   a   C   2   c   T    a    m   C    .   .   .",
        /* 2 */ "!   !   !   .   !   C   .   .    a   a   C   .   T   T    a    .   .    C   .   .",
        /* W */ "!   !   .   !   A   C   .   .    a   a   C   .   a   a    .    m   C    .   .   .",
        /* c */ "!   !   !   !   !   C   .   .    a   a   C   T   a   T    .    m   C    .   .   .",
        /* A */ "!   !   !   !   !   C   .   .    a   a   C   C   a   C    .    m   C    .   .   .",
        /* T */ "!   !   !   !   !   C   .   .    a   a   C   .   a   a    .    .   .    C   .   .",
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

// RFC 9293 table 6, both sides of every edge, at two places of the circle.
TEST_CASE("a segment is let through exactly when it touches the window")
{
    struct row { uint16_t window; int past; uint16_t len; bool acceptable; };
    const row rows[] = {
        //  window past len
        {   0,     0,   0, true  },
        {   0,    -1,   0, false },
        {   0,     1,   0, false },
        {   0,     0,   1, true  }, // its text is not taken, but its ACK is (3.10.7.4)
        {   0,     1,   1, false },
        { 100,    -1,   0, false },
        { 100,     0,   0, true  },
        { 100,    99,   0, true  },
        { 100,   100,   0, false },
        { 100,    -1,   1, false },
        { 100,    -1,   2, true  },
        { 100,     0,   1, true  },
        { 100,    99,   1, true  },
        { 100,    99,  50, true  },
        { 100,   100,   1, false },
        { 100,  -100, 100, false },
        { 100,  -100, 101, true  },
    };
    const uint32_t places[] = {1000, 0xfffffff0};
    for (uint32_t place : places) {
        for (const row &r : rows) {
            CAPTURE(place);
            CAPTURE(r.window);
            CAPTURE(r.past);
            CAPTURE(r.len);
            peer p = established();
            p.c.rcv_nxt = place;
            p.c.rcv_wnd = r.window;
            const tcp_segment seg =
                p.placed(static_cast<uint32_t>(r.past), p.segment(TCP_SEG_ACK, r.len));
            CHECK((tcp_in_window(&p.c, &seg) || tcp_full_house(&p.c, &seg)) == r.acceptable);
        }
    }
}

TEST_CASE("each state set holds its states and no other")
{
    for (int state : every_state) {
        const auto code = static_cast<uint8_t>(state);
        CAPTURE(state);
        CHECK(tcp_state_open(code) == is_one_of("E12W", state));
        CHECK(tcp_state_live(code) == is_one_of("srE12WcAT", state));
        CHECK(tcp_state_opening(code) == is_one_of("sr", state));
        CHECK(tcp_state_calling(code) == is_one_of("s", state));
        CHECK(tcp_state_waiting(code) == is_one_of("L", state));
        CHECK(tcp_state_sending(code) == is_one_of("E1WcA", state));
        CHECK(tcp_state_quiet(code) == is_one_of("CL2T", state));
        CHECK(tcp_state_can_send(code) == is_one_of("EW", state));
        CHECK(tcp_state_can_recv(code) == is_one_of("E12", state));
    }
}

TEST_CASE("a fresh connection, all zeros, is CLOSED")
{
    CHECK(TCP_CLOSED == 0);
    CHECK(TCP_OK == 0);
}
