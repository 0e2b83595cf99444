/* SPDX-License-Identifier: MIT */
/* Two peers and the net between them: what both sides share.
 *
 * The net loses (always), repeats (REPEATS times) and reorders: of the segments on their way to a
 * peer any may arrive next. It holds NET of them in each direction; one more is lost. A time of the
 * machine is one tick and may pass at any moment, so a timer that runs may fire whenever it likes.
 * Two times are believed to be long: see `patient`.
 *
 * Ghosts, which no peer can see: `text` of a segment says which of the sender's bytes it begins with,
 * and `life` which of his connections sent it.
 */
#include "numbers.pml"

#define SEG_FIN 1
#define SEG_SYN 2
#define SEG_RST 4
#define SEG_ACK 16
#define SEG_URG 32
#define SEG_LATE 64
#define SEG_RESET 128

#define RTO_TICKS 1 /* that end something put off, before a running retransmission timer fires */
#define ENDS (SIGNAL_CLOSED_BOTH | SIGNAL_RESET | SIGNAL_TIMED_OUT | SIGNAL_REFUSED)
#define you (1 - me)
#define TEXT(k) ((k) == 0 -> TEXT_0 : TEXT_1)
#define HOLDS(k) ((k) == 0 -> HOLDS_0 : HOLDS_1)
#define OPENS(k) ((k) == 0 -> OPENS_0 : OPENS_1)
#define LIVES(k) ((k) == 0 -> LIVES_0 : LIVES_1)

c_decl {
static unsigned long taken[LINES];
static const char *claim = "";
static void report(void);
}
c_code {
static void trace(int me, int kind, int out)
{
    static const char *const words[] = KINDS;
    const struct connection *const a = &now.c[0], *const b = &now.c[1];

    printf("peer %d: %s; states %d %d", me, words[kind], a->state, b->state);
    if (out) printf("; sends seq %d ack %d flags %d text %d window %d", out & 15, out >> 4 & 15,
                    out >> 8 & 31, out >> 13 & 7, out >> 16 & 7);
    printf("\n");
}
static void report(void)
{
    int line;

    for (line = 0; line < LINES; line++)
        if (taken[line]) printf("row %d %lu\n", line, taken[line]);
    printf("claim %s\n", claim);
}
}

#define ROW(line) c_code { taken[line]++; if (readtrail) printf("  row %d\n", line); }
#define CLAIM(text, what) c_code { claim = text; }; assert(what); c_code { claim = ""; }

connection c[2];
int net[2 * NET_MAX]; /* segments on their way to 0, then to 1: the largest number first, 0: none */
byte life[2];     /* connections begun */
byte got[2];      /* bytes given to the application, this connection's */
byte told[2];     /* what the application has heard, this connection's */
bit held[2];      /* it has not read them yet */
byte repeats, aborts, troubles, probes, attacks;
byte ticks[2];    /* passed since the retransmission timer was started */
bool cause;       /* somebody has aborted, given up or been refused: a reset is no surprise */

int out;          /* what this step sends */

/* Of one step alone: nothing of it is left when the next one begins. A search restores them only
 * behind plain assignments, so no d_step sets what a choice looks at: kind, slot, keep. */
hidden int seg_seqno, seg_ahead, seg_end, seg_acked, seg_len, seg_size, seg_window, seg_flags;
hidden int seg_ackno, seg_text, seg_life;
hidden int at, answer, result, kind, slot, keep, n, m, before;
hidden int coming, forge; /* the segment that arrives; which forgery */
hidden int again, ahead, room, found, usable, bytes, from, more, flags, fin, need, window, soon, unlike;

/* A segment as one number. */
#define PACK(seqno, ackno, flags, size, window, text, life) \
    ((seqno) | ((ackno) << 4) | ((flags) << 8) | ((size) << 13) | ((window) << 16) \
     | ((text) << 19) | ((life) << 22) | (1 << 25))

inline unpack(x)
{
    seg_seqno = x & CIRCLE;
    seg_ackno = (x >> 4) & CIRCLE;
    seg_flags = (x >> 8) & 31;
    seg_size = (x >> 13) & 7;
    seg_window = (x >> 16) & 7;
    seg_text = (x >> 19) & 7;
    seg_life = (x >> 22) & 7;
    seg_len = seg_size + (seg_flags & SEG_FIN) + ((seg_flags & SEG_SYN) >> 1);
}

/* A blind attacker knows who talks to whom, and no number: his segment is one of 56 (RFC 5961), at a
 * place behind rcv_nxt, at it, inside the window, or beyond. Not what hits by chance, which no
 * receiver can tell: a RST at rcv_nxt itself, and an ACK of both numbers. His window is shut. */
#define FORGED NET_MAX /* no place in the net */
#define FORGERIES 56
#define FORGED_FLAGS (forge < 8 -> SEG_RST : (forge < 16 -> SEG_RST | SEG_ACK : \
    (forge < 24 -> SEG_SYN : (forge < 32 -> SEG_SYN | SEG_ACK : \
    (forge < 48 -> SEG_ACK : SEG_FIN | SEG_ACK)))))
#define FORGED_SIZE (forge >= 40 && forge < 48)
#define FORGED_AHEAD (forge / 2 % 4)
#define HITS (FORGED_AHEAD == 1 || FORGED_AHEAD == 2)

inline forge_segment()
{
    n = (FORGED_AHEAD == 0 -> 13 : (FORGED_AHEAD == 1 && forge >= 16 -> 0 : \
        (FORGED_AHEAD <= 2 -> 1 : 6)));
    m = (forge % 2 == 0 || (forge >= 32 && HITS) -> 8 : 0);
    coming = PACK((c[me].rcv_nxt + n) & CIRCLE, (c[me].snd_una + m) & CIRCLE, FORGED_FLAGS,
                  FORGED_SIZE, 0, 7, 7);
}

/* What arrives leaves no gap behind. */
inline take(place)
{
    n = place;
    do
    :: n + 1 < me * NET_MAX + NET -> net[n] = net[n + 1]; n++;
    :: else -> net[n] = 0; break;
    od;
}

/* In the order of the numbers, which says nothing about the order in which they arrive. */
inline put()
{
    n = you * NET_MAX + NET - 1;
    if
    :: net[n] != 0
    :: else ->
        do
        :: n > you * NET_MAX && net[n - 1] < out -> net[n] = net[n - 1]; n--;
        :: else -> net[n] = out; break;
        od;
    fi;
    out = 0;
}

/* Of two that are the same only one is taken: it makes no difference which. */
#define PLACE (me * NET_MAX)
#define ARRIVES(k) (net[PLACE + k] != 0 && net[PLACE + k] != net[PLACE + k - 1])
#define NOTHING_ON_ITS_WAY (net[0] == 0 && net[NET_MAX] == 0)

/* 2 MSL, and that the peer has given up or been answered meanwhile: TIME-WAIT outlasts what
 * it waits for. FIN-WAIT-2 may be left too early. */
#define patient \
    (c[me].state != TIME_WAIT || (NOTHING_ON_ITS_WAY && c[you].rexmt == 0 && !c[you].rexmt_due))

/* Put off until the tick ends. */
#define TICKS(k) ((c[k].ack_soon || c[k].challenged) && ticks[k] < RTO_TICKS)
#define quiet (NOTHING_ON_ITS_WAY && !c[0].owes && !c[1].owes && !TICKS(0) && !TICKS(1))

#define over (c[0].state == CLOSED && c[1].state == CLOSED && !c[0].rst_due && !c[1].rst_due \
              && NOTHING_ON_ITS_WAY && life[0] >= OPENS_0 && life[1] >= OPENS_1)
