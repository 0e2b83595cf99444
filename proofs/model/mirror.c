/* SPDX-License-Identifier: MIT */
/* Each step that the model makes is made by core/ too, from the same state, and both have to come
 * out the same: variables, what is sent, told and delivered, and whether a poll would do more.
 *
 * A sequence number of the model is the low four bits of the one here; how far it lies from snd_una
 * or rcv_nxt is the same. Both are near the end of 32 bits, or of 31, so that numbers wrap. An
 * initial sequence number is another one here: the step that draws it compares ours relative to it.
 */
#include "stack.h"
#include <stdio.h>
#include "mirror.h" /* printed: MEMBERS, KEPT, the kinds of a step, SERVER, CLIENT */

enum { NEAR = 6, CIRCLE = 16, HERE = 0xc0000201, THERE = 0xc0000202, FRAME = 200, RING_AT = 5 };
#define FAR_AWAY 0x20000u
#define OUR_BASE 0xfffffff0u
#define PEERS_BASE 0x7ffffff0u

/* What the model says of a step, in this order. */
struct step {
    int kind, segment, text, window, nagle, listens, calls, held, holds, got, told, life;
    int peers_life;
};
struct end {
    int out, told, got, held, owes, begun; /* begun: a new connection */
};

static struct stack s;
static struct step step;
static struct end here;
static uint8_t frame[FRAME];
static uint16_t sent;

/* ---- the application ---- */

static uint16_t room(void)
{
    return here.held ? 0 : (uint16_t)step.window;
}

static uint16_t received(const uint8_t *text, uint16_t bytes)
{
    uint16_t n;

    for (n = 0; n < bytes; n++)
        if (text[n] != (step.peers_life << 4 | (here.got + n))) /* not the byte that is next */
            here.got += 100;
    here.got += bytes;
    here.held = step.holds;
    return bytes;
}

static uint16_t fill(uint32_t offset, uint8_t *out, uint16_t bytes)
{
    uint16_t n = 0;

    for (; n < bytes && offset + n < (uint32_t)step.text; n++)
        out[n] = (uint8_t)(step.life << 4 | (offset + n));
    return n;
}

#define SOCKET(name) \
    uint16_t name##_room(struct stack *t, uint8_t n) { (void)t; (void)n; return room(); } \
    uint16_t name##_received(struct stack *t, uint8_t n, const uint8_t *text, uint16_t bytes) \
    { (void)t; (void)n; return received(text, bytes); } \
    void name##_signalled(struct stack *t, uint8_t n, uint8_t what) \
    { (void)t; (void)n; here.told |= what; } \
    uint16_t name##_fill(struct stack *t, uint8_t n, uint32_t offset, uint8_t *out, uint16_t most) \
    { (void)t; (void)n; return fill(offset, out, most); }
SOCKET(server)
SOCKET(client)

/* ---- a state of the model as one of core/ ---- */

/* The number near `of` with these four bits: `most` steps ahead of it, or else behind it. */
static uint32_t near(uint32_t of, int bits, int most)
{
    const uint32_t ahead = (uint32_t)(bits - (int)(of & 15)) & 15;

    return ahead <= (uint32_t)most ? of + ahead : of + ahead - CIRCLE;
}

static uint8_t slot(void)
{
    return profile_slot_first((uint8_t)(step.calls ? CLIENT : SERVER));
}

/* What the model leaves out, as it is while the application writes as much as there is room for. */
static void fill_rest(struct tcp_connection *c)
{
    const uint32_t gone = tcp_iss_of(c) == c->snd_una ? 0 : c->snd_una - tcp_iss_of(c) - 1u;
    const uint16_t ring = profile_ring_bytes(slot());
    const uint16_t left = (uint16_t)(gone < (uint32_t)step.text ? (uint32_t)step.text - gone : 0);
    uint8_t *bytes = stack_ring(&s) + profile_ring_offset(slot());
    uint16_t n;

    c->socket = (uint8_t)(step.calls ? CLIENT : SERVER);
    c->remote_ip = THERE;
    c->remote_port = 4000;
    c->local_port = (uint16_t)(step.listens ? profile_port : 50000);
    tcp_set_mss(c, c->state == TCP_SYN_SENT ? 0 : PROFILE_TCP_MSS);
    c->rcv_max = (uint16_t)step.window;
    tcp_set_nodelay(c, !step.nagle);
    if (ring != 0 && tcp_state_live(c->state) && c->state != TCP_TIME_WAIT) {
        tcp_set_ring_start(c, RING_AT);
        tcp_set_ring_used(c, left);
        for (n = 0; n < left; n++)
            bytes[(RING_AT + n) % ring] = (uint8_t)(step.life << 4 | (gone + n));
    }
}

static void set(struct tcp_connection *c, const unsigned char *member)
{
    uint32_t iss = 0;
    int i = 0;

    c->state = states[*member++];
#define CIRCULAR(name) name = member[i]; i++;
#define NUMBER(name) c->name = member[i]; i++;
    { uint32_t snd_una = 0, rcv_nxt = 0, snd_wl1 = 0;
    MEMBERS
    c->snd_una = OUR_BASE + snd_una;
    tcp_set_iss(c, c->snd_una - ((snd_una - iss) & 15));
    c->rcv_nxt = PEERS_BASE + rcv_nxt;
    c->snd_wl1 = (uint16_t)near(c->rcv_nxt, (int)snd_wl1, 7); }
#undef CIRCULAR
#undef NUMBER
    fill_rest(c);
}

/* ---- what happens ---- */

/* The segment of the model, on the wire. */
static uint16_t arriving(struct tcp_connection *c)
{
    const int seqno = step.segment & 15, ackno = step.segment >> 4 & 15;
    const int flags = step.segment >> 8 & 31, size = step.segment >> 13 & 7;
    const int window = step.segment >> 16 & 7;
    const int text = step.segment >> 19 & 7, life = step.segment >> 22 & 7;
    const uint32_t ahead = (uint32_t)(ackno - (int)(c->snd_una & 15)) & 15;
    const uint32_t at = near(c->rcv_nxt, seqno, flags == TCP_SEG_SYN ? 8 : NEAR - 1);
    uint32_t ack = near(c->snd_una, ackno, 10);
    uint8_t *tcp = frame + IPV4_HEADER_BYTES;
    const uint16_t bytes = (uint16_t)(TCP_HEADER_BYTES + size);
    int n;

    if (ahead >= NEAR && ahead <= 10)
        ack += FAR_AWAY;
    c->snd_wl1 = (uint16_t)near(at, c->snd_wl1 & 15, 8);
    wire_set_u32(frame + 12, THERE);
    wire_set_u32(frame + 16, HERE);
    for (n = 0; n < size; n++)
        tcp[TCP_HEADER_BYTES + n] = (uint8_t)(life << 4 | (text + n));
    tcp_emit(tcp, 4000, c->local_port, at, ack, (uint8_t)flags, (uint16_t)window, 0);
    tcp_checksum_seal(tcp, ipv4_transport_sum(IPV4_PROTOCOL_TCP, frame, bytes));
    return (uint16_t)(IPV4_HEADER_BYTES + bytes);
}

static void poll(struct tcp_connection *c)
{
    tcp_poll(&s, c);
    sent = tcp_send(&s, c, frame);
}

static void make(struct tcp_connection *c)
{
    uint8_t quoted[8];

    switch (step.kind) {
    case ARRIVAL:
        sent = tcp_receive(&s, frame, arriving(c), FRAME);
        break;
    case OPEN:
        (void)tcp_open(&s, CLIENT, THERE, 4000);
        break;
    case READ:
        here.held = 0;
        break;
    case CLOSE:
        (void)tcp_close(&s, slot());
        break;
    case ABORT:
        (void)tcp_abort(&s, slot());
        break;
    case TROUBLE:
        wire_set_u16(quoted, c->local_port);
        wire_set_u16(quoted + 2, c->remote_port);
        wire_set_u32(quoted + 4, c->snd_una);
        tcp_icmp_received(&s, THERE, quoted, ICMP_MESSAGE_UNREACHABLE, ICMP_CODE_PORT, 0);
        break;
    case TICK:
        (void)tcp_tick(&s, c);
        poll(c);
        break;
    case REXMT:
        c->rexmt = 1;
        tcp_elapse_rexmt(&s, c, 1);
        poll(c);
        break;
    case LIFE:
        tcp_set_life(c, 1);
        tcp_elapse_life(&s, c, 1);
        poll(c);
        break;
    case POLL:
        poll(c);
        break;
    }
}

/* A frame as the model has segments. */
static int packed(uint32_t shift)
{
    const uint8_t *at = frame + IPV4_HEADER_BYTES, *text = at + tcp_payload_offset(at);
    const uint16_t size = tcp_payload_bytes(at, (uint16_t)(sent - IPV4_HEADER_BYTES));
    const int flags = tcp_flags(at) & 31 & ~TCP_SEG_PSH;
    int out = (int)((tcp_seqno(at) + shift) & 15) | (int)(tcp_ackno(at) & 15) << 4 | flags << 8 |
              size << 13 | tcp_window(at) << 16 | 1 << 25;
    uint16_t n;

    if (size != 0)
        out |= (text[0] & 15) << 19 | (text[0] >> 4) << 22;
    for (n = 1; n < size; n++)
        if (text[n] != text[0] + n)
            out = -1; /* not the bytes that follow */
    return out;
}

/* Would a poll do anything? It is tried on a copy. */
static int owes(void)
{
    const struct stack before = s;
    const struct end was = here;
    int found;

    sent = 0;
    poll(&s.connection[slot()]);
    found = sent != 0 || __builtin_memcmp(s.connection, before.connection, sizeof s.connection);
    s = before;
    here = was;
    return found;
}

/* ---- what the model calls ---- */

void MIRROR_BEGIN(const unsigned char *member, const int *given)
{
    struct tcp_connection *c;
    static const uint8_t secret[ISS_SECRET_BYTES] = {1, 2, 3};

    __builtin_memcpy(&step, given, sizeof step);
    stack_init(&s, secret);
    c = &s.connection[slot()];
    set(c, member);
    here.told = here.begun = here.out = 0;
    here.got = step.got;
    here.held = step.held;
    sent = 0;
    make(c);
}

static int differs(const char *what, int core, int model)
{
    if (core != model)
        printf("differs: %s is %d in core/, %d in the model\n", what, core, model);
    return core != model;
}

int MIRROR_END(const unsigned char *member, const struct end *model)
{
    struct tcp_connection *const c = &s.connection[slot()];
    const uint32_t shift = model->begun ? (uint32_t)member[1 + AT_SND_UNA] - c->snd_una : 0;
    int i = 0;

    if (tcp_state_waiting(c->state)) /* its slot is as free as a CLOSED one: connection_is_free */
        c->state = TCP_CLOSED;
    if (differs("state", c->state, states[*member++]))
        return 1;
    here.out = sent != 0 ? packed(shift) : 0;
    here.told |= model->begun ? 0 : step.told;
    here.got = model->begun ? 0 : here.got;
    here.held = model->begun ? 0 : here.held;
#define NUMBER(name) if (differs(#name, c->name, member[i])) return 1; i++;
#define CIRCULAR(name) \
    if (differs(#name, (int)((tcp_##name(c) + shift_of_##name) & 15), member[i])) return 1; i++;
#define tcp_snd_una(c) (c)->snd_una
#define tcp_rcv_nxt(c) (c)->rcv_nxt
#define tcp_snd_wl1(c) (c)->snd_wl1
#define tcp_iss(c) tcp_iss_of(c)
#define shift_of_snd_una shift
#define shift_of_iss shift
#define shift_of_rcv_nxt 0
#define shift_of_snd_wl1 0
    MEMBERS
    return differs("what is sent", here.out, model->out) ||
           differs("what is told", here.told, model->told) ||
           differs("what is delivered", here.got, model->got) ||
           differs("what waits to be read", here.held, model->held) ||
           differs("what is owed", owes(), model->owes);
}
