/* SPDX-License-Identifier: MIT */
/* One peer: what core/ does with a segment, a poll and a user call, around the machine. Each step
 * sends one segment at most, as on the device; what else is owed goes with the next poll.
 */

/* core/tcp_send.h: what text may go, `ahead` numbers behind snd_una, and whether it has to wait. */
inline P(core_text)()
{
    usable = LESS(MIN(c[me].snd_wnd, IN_FLIGHT), ahead);
    room = (usable == 0 -> 1 : MIN(usable, SIZE));
    from = (c[me].snd_una + ahead - c[me].iss - 1) & CIRCLE;
    found = LESS(TEXT(me), from);
    found = MIN(found, room + (room < SIZE));
    if
    :: c[me].fin_sent && found >= c[me].flight -> found = c[me].flight - 1;
    :: else
    fi;
    if
    :: usable == 0 && !again -> need = 1;
    :: usable == 0 && again -> need = 0;
    :: usable != 0 && ((found >= SIZE && room >= SIZE) ||
                       (again && (c[me].retries != 0 || c[me].flight == 0))) -> need = 0;
    :: else ->
        need = (NAGLE && !again && c[me].flight != 0 && !(c[me].fin_req && found <= room)) ||
               (found > room && room < c[me].snd_half);
    fi;
    if
    :: (found == 0 && !c[me].fin_req) ||
       (!again && (c[me].fin_sent ||
                   (ahead != 0 && (!P(HAS_pipeline) || c[me].recover != 0)))) ->
        usable = 0;
        need = 0;
    :: else -> usable = !need;
    fi;
}

/* Would a poll do anything? Not a variable of the product: it is found anew after each step. */
inline P(core_owes)()
{
    ahead = c[me].flight;
    again = 0;
    P(core_text)();
    c[me].owes = c[me].rst_due ||
        (P(IN_LIVE) &&
         (c[me].ack_due || c[me].rexmt_due || (P(IN_CAN_RECV) && P_OPENS) ||
          (!P(IN_OPENING) && (usable || (need && c[me].rexmt == 0)))));
}

/* bytes, fin: what goes; `need`: it has to wait. */
inline P(core_send_text)()
{
    P(core_text)();
    if
    :: usable ->
        bytes = MIN(found, room);
        if
        :: bytes < room && c[me].fin_req -> c[me].fin_sent = 1; fin = 1;
        :: else
        fi;
        c[me].flight = MAX(c[me].flight, ahead + bytes + fin);
    :: else
    fi;
}

inline P(core_send)()
{
    again = c[me].rexmt_due;
    ahead = (again -> 0 : c[me].flight);
    bytes = 0;
    fin = 0;
    need = 0;
    flags = SEG_ACK;
    c[me].rexmt_due = 0;
    if
    :: !P(IN_LIVE) && c[me].rst_due -> c[me].rst_due = 0; flags = SEG_RST;
    :: !P(IN_LIVE) && !c[me].rst_due -> flags = 0;
    :: P(IN_LIVE) && !P(IN_OPENING) -> P(core_send_text)(); flags = flags | fin;
    :: P(IN_OPENING) && again -> flags = (P(IN_CALLING) -> SEG_SYN : SEG_SYN | SEG_ACK);
    :: P(IN_OPENING) && !again
    fi;
    if
    :: flags != 0 && (need || c[me].flight != 0) -> P(rexmt_needed)();
    :: else
    fi;
    if
    :: flags == SEG_ACK && bytes == 0 ->
        ahead = c[me].flight;
        flags = (c[me].ack_due -> SEG_ACK : 0);
    :: else
    fi;
    if
    :: flags != 0 ->
        c[me].ack_due = 0;
        c[me].ack_soon = 0;
        n = (bytes != 0 -> from : 0);
        m = (bytes != 0 -> life[me] : 0);
        out = PACK((c[me].snd_una + ahead) & CIRCLE, c[me].rcv_nxt, flags, bytes, c[me].rcv_wnd,
                   n, m);
    :: else
    fi;
}

/* core/tcp_receive.h: the reset that answers a segment. */
inline P(core_send_reset)()
{
    out = PACK(seg_ackno, 0, SEG_RST, 0, 0, 0, 0);
    if
    :: !(seg_flags & SEG_ACK) ->
        out = PACK(0, (seg_seqno + seg_len) & CIRCLE, SEG_RST | SEG_ACK, 0, 0, 0, 0);
    :: else
    fi;
}

/* A slot for a new connection: all zeros, but for the numbers of an older one between the two. */
inline P(core_slot)()
{
    n = (c[me].state == TIME_WAIT -> c[me].snd_una : 0);
    m = (c[me].state == TIME_WAIT);
    P(core_clear)();
    c[me].snd_una = n;
    c[me].waited = m;
    life[me]++;
    got[me] = 0;
    told[me] = 0;
    held[me] = 0;
}

/* core/tcp_receive.h: a SYN alone begins a connection of a socket that listens. */
#define P_SYN_ALONE ((seg_flags & (SEG_SYN | SEG_ACK | SEG_RST)) == SEG_SYN)
#define P_REUSABLE (P(HAS_reuse) && c[me].state == TIME_WAIT && BEFORE(c[me].rcv_nxt, seg_seqno))
#define P_BEGINS (P_SYN_ALONE && life[me] < LIVES(me) && (c[me].state == CLOSED || P_REUSABLE))

/* Every state behind the handshake. */
#define P_SYNCHRONISED (P(IN_LIVE) && !P(IN_OPENING))

/* The segment is read, and its connection found. */
inline P(core_find)()
{
    unpack(coming);
    if
    :: slot == FORGED -> attacks--;
    :: slot != FORGED && !keep -> take(PLACE + slot);
    :: else -> repeats--;
    fi;
}

inline P(core_begin)()
{
    if
    :: kind == OPEN || (kind == ARRIVAL && P_BEGINS) -> P(core_slot)();
        if
        :: kind == OPEN -> P(open_active)();
        :: else -> P(open_passive)(); P(open_passive)(); /* refused, when it is the second */
        fi;
        before = c[me].state;
    :: else
    fi;
}

inline P(core_locate)()
{
    n = (seg_seqno - c[me].rcv_nxt) & CIRCLE;
    seg_ahead = NEAR(n);
    seg_end = NEAR(n + seg_len);
    n = (seg_ackno - c[me].snd_una) & CIRCLE;
    seg_acked = NEAR(n);
    seg_flags = seg_flags | (n > 10 -> SEG_LATE : 0);
}

/* The window is shut, and it is the other application's turn: only that it reads ends this. */
#define P_WAITS_FOR_READER (c[me].snd_wnd == 0 && (held[you] || c[you].owes))

/* User calls and timers. What the application asks for twice is refused. */
inline P(core_event)()
{
    if
    :: kind == OPEN -> P(open_active)();
    :: kind == CLOSE -> P(close_call)(); answer = (c[me].state == CLOSED);
    :: kind == ABORT -> aborts--; cause = true; P(abort_call)(); P(abort_call)();
    :: kind == READ -> held[me] = 0;
    :: kind == TROUBLE -> troubles--; cause = true; P(refused)();
    :: kind == TICK -> P(tick)();
    :: kind == REXMT -> probes = probes - P_WAITS_FOR_READER; c[me].rexmt = 0; P(rexmt_timeout)();
    :: kind == LIFE -> c[me].life = 0; P(life_timeout)();
    :: kind == POLL || kind == ARRIVAL
    fi;
}

#define P_POLLS (kind == TICK || kind == REXMT || kind == LIFE || kind == POLL)

/* The event is over: what was put off, what is told, what is sent. A slot in LISTEN is free. */
inline P(core_finish)()
{
    if
    :: P_POLLS && c[me].state != CLOSED -> P(receive_call)();
    :: else
    fi;
    if
    :: P(IN_WAITING) || kind == CLOSE -> P(close_call)(); /* refused, when it is the second */
    :: else
    fi;
    P(core_tell)();
    if
    :: kind == ARRIVAL && (seg_flags & SEG_RESET) -> P(core_send_reset)();
    :: (kind == ARRIVAL && !(seg_flags & SEG_RESET) && before != CLOSED) || P_POLLS ->
        P(core_send)();
    :: else
    fi;
    P(send_call)(); /* an application that asks all the time changes nothing */
    P(status_call)();
}

inline P(core_claims)()
{
    CLAIM("a closed connection stays closed", before != CLOSED || c[me].state == CLOSED);
    CLAIM("a closed connection owes nothing but a reset",
          c[me].state != CLOSED || (c[me].rexmt == 0 && c[me].life == 0 && !c[me].ack_due
                                    && !c[me].rexmt_due && c[me].signals == 0));
    CLAIM("what is on its way has a timer",
          c[me].flight == 0 || P(IN_QUIET) || c[me].rexmt != 0 || c[me].rexmt_due);
    cause = cause || (kind == REXMT && c[me].state != before); /* given up */
    if
    :: c[me].rexmt == 0 || kind == REXMT -> ticks[me] = 0;
    :: else -> ticks[me] = ticks[me] + (kind == TICK);
    fi;
    P(core_owes)();
    c_code { if (readtrail) trace(P(me), kind, now.out); unlike = mirror_end(P(me)); };
    CLAIM("core/ does the same", !unlike);
    c_code { unlike = kind == ARRIVAL && slot == FORGED && meddled(P(me)); };
    CLAIM("a blind attacker changes nothing", !unlike);
}

proctype P(peer)(byte me)
{
accept:
    do
    :: atomic {
        if
        :: net[PLACE] != 0 -> kind = ARRIVAL; slot = 0;
        :: attacks != 0 && P_SYNCHRONISED -> kind = ARRIVAL; slot = FORGED;
        :: ARRIVES(1) -> kind = ARRIVAL; slot = 1;
        :: ARRIVES(2) -> kind = ARRIVAL; slot = 2;
        :: life[me] < OPENS(me) && c[me].state == CLOSED && !c[me].rst_due -> kind = OPEN;
        :: c[me].state != CLOSED && !c[me].fin_req && (told[me] & SIGNAL_CONNECTED || OPENS(me)) ->
            kind = CLOSE;
        :: aborts != 0 && c[me].state != CLOSED -> kind = ABORT;
        :: troubles != 0 && c[me].state != CLOSED && c[me].flight != 0 -> kind = TROUBLE;
        :: held[me] -> kind = READ;
        :: TICKS(me) -> kind = TICK;
        :: c[me].rexmt != 0 && (!P_WAITS_FOR_READER || probes != 0) && (!CALM || quiet) ->
            kind = REXMT;
        :: c[me].life != 0 && patient && (!CALM || c[me].state == TIME_WAIT) -> kind = LIFE;
        :: c[me].owes -> kind = POLL;
        fi;
        if
        :: kind == ARRIVAL && slot == FORGED ->
            forge = 0;
            do
            :: forge + 1 < FORGERIES -> forge++;
            :: true -> break;
            od;
        :: else
        fi;
        if
        :: kind == ARRIVAL && slot != FORGED && repeats != 0 -> keep = 1;
        :: true -> keep = 0;
        fi;
        d_step {
            before = c[me].state;
            if
            :: kind == ARRIVAL && slot == FORGED -> forge_segment();
            :: kind == ARRIVAL && slot != FORGED -> coming = net[PLACE + slot];
            :: else
            fi;
            c_code { mirror_begin(P(me)); };
            if
            :: kind == ARRIVAL -> P(core_find)();
            :: else
            fi;
            P(core_begin)();
            P(core_event)();
        }
        if
        :: kind == ARRIVAL -> d_step { P(core_locate)(); P(segment)(); }
        :: else
        fi;
        d_step { P(core_finish)(); P(core_claims)(); }
        if
        :: out != 0 -> d_step { put(); }
        :: out == 0 || !CALM -> out = 0; /* lost on the way, or nothing was sent */
        fi;
    }
    :: over -> break;
    od;
}
