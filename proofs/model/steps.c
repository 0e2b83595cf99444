/* SPDX-License-Identifier: MIT */
/* Draws the cases in which the printed steps are compared with their C, and compares.
 *
 * A case is a state, an event, the flags of its segment, and a value for every variable and every
 * other field. Each state meets each set of flags ROUNDS times, and each event without a segment
 * OFTEN times as often. The rest is drawn: small numbers, the ends of each range, and "far". The
 * calls out are the same on both sides: each writes all that its prim may write, drawn anew.
 *
 * A sequence number of the model is the low four bits of the one in C. Those of one case lie within
 * 8 of each other, as the model has it; where on the circle of 2^32 is drawn too.
 */
#include "tcp_machine.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER, CIRCULAR, FIELD };
enum { MODEL, C, LOG = 100, ENDS = 6, VALUES = 2 * ENDS };

struct dimension {
    const char *name;
    unsigned kind, most;
};

static struct { unsigned draws, logged; int log[LOG]; } side[2];
static unsigned long number; /* of the case */
static uint32_t base;

static uint32_t hashed(unsigned long x)
{
    x += 0x9e3779b97f4a7c15ul;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ul;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebul;
    return (uint32_t)(x >> 32);
}

/* Value `at` of those that are tried: 0 .. 5, the upper end; of a field 65534 and 65535 too. */
static unsigned nth(const struct dimension *of, unsigned at)
{
    if (of->kind == CIRCULAR)
        return (base + at) & 15;
    if (at < ENDS || of->most < VALUES - 2)
        return at;
    return at < VALUES - 2 ? of->most - (at - ENDS) : 65524 + at;
}

static unsigned values(const struct dimension *of)
{
    if (of->kind == CIRCULAR)
        return 8;
    return of->kind == FIELD ? VALUES : of->most < VALUES - 2 ? of->most + 1 : VALUES - 2;
}

static uint32_t lifted(unsigned circular)
{
    return base + ((circular - base) & 15);
}

/* What a call out writes: the same on both sides while they make the same calls. */
unsigned steps_drawn(int who, unsigned kind, unsigned most)
{
    const struct dimension of = {"", kind, most};

    return nth(&of, hashed((number << 16) + 1000 + side[who].draws++) % values(&of));
}

void steps_log(int who, int what)
{
    if (side[who].logged < LOG)
        side[who].log[side[who].logged++] = what;
}

static unsigned wide(unsigned kind, unsigned most)
{
    const unsigned value = steps_drawn(C, kind, most);

    return kind == CIRCULAR ? lifted(value) : value;
}

#include "steps.h" /* printed: dimensions, NUMBERS, happens(), the calls out */

enum { DIMENSIONS = sizeof dimensions / sizeof *dimensions, PLACES = DIMENSIONS * VALUES };
enum { FLAGS = 256, OFTEN = 32, OF_STATE = FLAGS + (EVENTS - 1) * OFTEN, ROUNDS = 125 };

static struct tcp_connection c;
static struct tcp_segment seg;
static unsigned event, result, place[DIMENSIONS];
static unsigned char met[STATES][EVENTS + 1][PLACES][PLACES / 8 + 1], taken[LINES];

void tcp_row(uint16_t line)
{
    taken[line] = 1;
    steps_log(C, line);
}

/* Every two values of two variables, in this state and event. */
static void note_pairs(void)
{
    unsigned i, k;

    for (i = 0; i < DIMENSIONS; i++)
        for (k = 0; k < i; k++)
            met[c.state][event][place[i]][place[k] / 8] |= (unsigned char)(1 << place[k] % 8);
}

static unsigned long pairs(unsigned long *of)
{
    unsigned long found = 0;
    unsigned state, e, i, k, a, b;

    *of = 0;
    for (state = 0; state < STATES; state++)
        for (e = 1; e <= EVENTS; e++)
            for (i = 0; i < DIMENSIONS; i++)
                for (k = 0; k < i; k++)
                    for (a = 0; a < values(&dimensions[i]); a++)
                        for (b = 0; b < values(&dimensions[k]); b++) {
                            const unsigned low = k * VALUES + b;

                            found += met[state][e][i * VALUES + a][low / 8] >> low % 8 & 1;
                            ++*of;
                        }
    return found;
}

static void summary(void)
{
    unsigned long of, found = pairs(&of);
    unsigned line;

    for (line = 0; line < LINES; line++)
        if (taken[line])
            printf("row %u\n", line);
    printf("cases %lu pairs %lu of %lu\n", number, found, of);
}

/* The next case, done in C; its beginning for the model. Returns the event; 0: that was all. */
unsigned steps_next(unsigned *start)
{
    const unsigned combination = (unsigned)(number % (OF_STATE * STATES));
    const unsigned flags = combination % OF_STATE;
    unsigned i;

    if (number++ == (unsigned long)ROUNDS * OF_STATE * STATES) {
        number--;
        summary();
        return 0;
    }
    memset(side, 0, sizeof side);
    memset(&c, 0, sizeof c);
    base = hashed(number << 16) % 8 == 0 ? 0u - hashed(number) % 8 : hashed(number << 1);
    event = 1 + (flags - FLAGS) / OFTEN;
    event = flags < FLAGS ? SEGMENT : event + (event >= SEGMENT);
    for (i = 0; i < DIMENSIONS; i++) {
        const unsigned at = hashed((number << 16) + 1 + i) % values(&dimensions[i]);

        place[i] = i * VALUES + at;
        start[i] = nth(&dimensions[i], at);
    }
    c.state = (uint8_t)(combination / OF_STATE);
    seg.flags = (uint8_t)(event == SEGMENT ? flags : 0);
    start[DIMENSIONS] = c.state;
    start[DIMENSIONS + 1] = seg.flags;
    i = 0;
#define SET(name, kind) name = kind == CIRCULAR ? lifted(start[i]) : start[i]; i++;
    NUMBERS(SET)
    if (event != SEGMENT || number % 8 == 0) /* those of segments are many */
        note_pairs();
    result = happens(event, &c, &seg);
    return event;
}

static int differs(const char *what, unsigned here, unsigned model)
{
    if (here != model)
        printf("case %lu, event %s: %s is %u in C, %u in the model\n", number, events[event], what,
               here, model);
    return here != model;
}

/* Its low four bits are the model's, and it has not gone far: no more than one window. */
static int strays(const char *what, uint32_t here, unsigned bytes, unsigned model)
{
    const uint32_t gone = bytes == 2 ? (uint16_t)(here - base) : here - base;

    return differs(what, gone < 64 ? here & 15 : here, model);
}

static void shown(const char *who, int what)
{
    if (what == 0)
        printf("%s takes nothing more", who);
    else if (what < CALL)
        printf("%s takes row %d", who, what);
    else
        printf("%s calls %s(%d)", who, prims[(what - CALL) / 256], (what - CALL) % 256);
}

/* What the two sides have done, one after the other: rows and calls out. */
static int logs_differ(void)
{
    unsigned i;

    for (i = 0; i < LOG; i++) {
        const int here = i < side[C].logged ? side[C].log[i] : 0;
        const int model = i < side[MODEL].logged ? side[MODEL].log[i] : 0;

        if (here != model) {
            printf("case %lu, event %s: ", number, events[event]);
            shown("C", here);
            shown(", the model", model);
            printf("\n");
            return 1;
        }
    }
    return 0;
}

/* The end of the model's case. Returns whether it differs, and says how. */
int steps_differ(const unsigned *end, unsigned at, unsigned answer)
{
    unsigned i = 0;

    if (logs_differ() || differs("state", c.state, end[DIMENSIONS]) ||
        differs("flags", seg.flags, end[DIMENSIONS + 1]) ||
        differs("answer", result, event == SEGMENT ? at == DONE : answer))
        return 1;
#define COMPARE(name, kind) \
    if (kind == CIRCULAR ? strays(#name, name, sizeof name, end[i]) \
                         : differs(#name, name, end[i])) return 1; \
    i++;
    NUMBERS(COMPARE)
    return 0;
}
