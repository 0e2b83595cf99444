/* SPDX-License-Identifier: MIT */
/* The calls out of the machine, as core/ answers them: for one peer, whose names begin with P. */

/* core/tcp_iss.h. Behind an older connection's numbers, and behind those that failed. */
inline P(new_iss)()
{
    result = (c[me].waited -> c[me].snd_una + 6 : 13 + 7 * me + 5 * life[me]) & CIRCLE;
}

inline P(signal)(what)
{
    c[me].signals = c[me].signals | (what);
}

/* core/tcp_text.h. The application has WINDOW bytes of room, or none while it holds what it got. */
#define P_ROOM LESS(WINDOW, held[me] * WINDOW)
#define P_MORE LESS(P_ROOM, c[me].rcv_wnd)
#define P_OPENS (P_MORE != 0 && (P_MORE >= SIZE || P_MORE >= WINDOW / 2))

inline P(offer_window)()
{
    if
    :: P_OPENS ->
        if
        :: c[me].rcv_wnd < SIZE && P(IN_CAN_RECV) -> c[me].ack_due = 1;
        :: else
        fi;
        c[me].rcv_wnd = P_ROOM;
    :: else
    fi;
}

/* core/tcp_ack.h */
inline P(take_window)()
{
    c[me].snd_wnd = seg_window;
    c[me].snd_wl1 = seg_seqno;
    c[me].snd_half = MAX(c[me].snd_half, MIN(seg_window / 2, SIZE));
}

inline P(take_acked)()
{
    window = seg_window;
    if
    :: !P(wnd_newer) -> window = LESS(c[me].snd_wnd, seg_acked); c[me].snd_wnd = window;
    :: else
    fi;
    c[me].snd_una = (c[me].snd_una + seg_acked) & CIRCLE;
    c[me].flight = c[me].flight - seg_acked;
    c[me].rexmt_due = 0;
    if
    :: P(HAS_pipeline) && !P(IN_OPENING) ->
        c[me].recover = LESS(c[me].recover, seg_acked);
        c[me].rexmt_due = (c[me].recover != 0 && window != 0);
    :: else
    fi;
}

inline P(lose)()
{
    if
    :: c[me].snd_wnd != 0 -> c[me].recover = c[me].flight;
    :: else
    fi;
}

inline P(first_window)() { skip; }
inline P(take_urgent)() { skip; }
inline P(take_duplicate)() { skip; }

/* core/tcp_receive.h */
inline P(take_syn)()
{
    c[me].rcv_nxt = (seg_seqno + 1) & CIRCLE;
    seg_ahead = FAR;
    seg_end = seg_len - 1;
}

inline P(challenge)()
{
    if
    :: P(HAS_challenge_limit) && c[me].challenged
    :: else -> c[me].challenged = P(HAS_challenge_limit); c[me].ack_due = 1;
    fi;
}

inline P(reset)()
{
    if
    :: !(seg_flags & SEG_RST) -> seg_flags = seg_flags | SEG_RESET;
    :: else
    fi;
}

/* core/tcp_text.h, without a receive ring: what does not come in order comes again. */
inline P(accept_text)()
{
    bytes = seg_size;
    from = seg_text;
    more = seg_ahead;
    soon = 0;
    if
    :: more == FAR ->
        more = seg_end - (seg_flags & SEG_FIN);
        from = from + bytes - more;
        bytes = more;
        more = 0;
    :: else
    fi;
    bytes = MIN(bytes, LESS(c[me].rcv_wnd, more));
    if
    :: bytes != 0 ->
        P(core_tell)();
        if
        :: more != 0 -> more = 0;
        :: else ->
            CLAIM("what is delivered is a prefix of what was sent",
                  from == got[me] && seg_life == life[you]);
            more = bytes;
            got[me] = got[me] + bytes;
            held[me] = HOLDS(me);
        fi;
        soon = P(HAS_delayed_ack) && more == bytes && !c[me].ack_soon;
        c[me].rcv_nxt = (c[me].rcv_nxt + more) & CIRCLE;
        c[me].rcv_wnd = c[me].rcv_wnd - more;
        seg_end = seg_end - more;
        P(offer_window)();
    :: else
    fi;
    c[me].ack_soon = soon;
    if
    :: !soon -> c[me].ack_due = 1;
    :: else
    fi;
}

/* core/tcp_tell.h: what the application hears. */
inline P(core_tell)()
{
    if
    :: c[me].signals != 0 ->
        CLAIM("nothing is told twice",
              (told[me] & c[me].signals & ~SIGNAL_DELAYED) == 0);
        CLAIM("after its end a connection tells nothing",
              (told[me] & ENDS) == 0);
        told[me] = told[me] | c[me].signals;
        cause = cause || (c[me].signals & (SIGNAL_TIMED_OUT | SIGNAL_REFUSED)) != 0;
        if
        :: c[me].signals & SIGNAL_CLOSED_BOTH ->
            CLAIM("closed on both sides: both have all of the other's text",
                  got[me] == TEXT(you) && (got[you] == TEXT(me) || life[you] > 1));
        :: else
        fi;
        CLAIM("without a loss nobody gives up",
              !CALM || ATTACKS || !(c[me].signals & (SIGNAL_TIMED_OUT | SIGNAL_RESET | SIGNAL_REFUSED)));
        CLAIM("nobody is reset without a cause", !(c[me].signals & SIGNAL_RESET) || cause);
        c[me].signals = 0;
    :: else
    fi;
}
