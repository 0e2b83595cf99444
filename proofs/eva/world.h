/* SPDX-License-Identifier: MIT
 *
 * The world around a stack, as Eva drives it: what anybody may send, ask and answer, and nothing that nobody may.
 * tools/proof_eva_driver.py prints the rest of the driver from api.h and application.h of a profile.
 *
 * Two functions of core are called by cases, without another effect: Eva knows ranges of numbers and no relations
 * between them, so that a length which fits its frame and one which does not are followed apart.
 */
#ifndef THIMBLE_EVA_WORLD_H
#define THIMBLE_EVA_WORLD_H

#include "fragment.h"
#include "udp.h"

/* Any number at all, another one each time. */
extern volatile uint8_t any_u8;
extern volatile uint16_t any_u16;
extern volatile uint32_t any_u32;

static uint16_t any_up_to(uint16_t most)
{
    const uint16_t n = any_u16;

    return n <= most ? n : most;
}

static uint16_t any_from_to(uint16_t least, uint16_t most)
{
    const uint16_t n = any_u16;

    return n < least || n > most ? least : n;
}

/* What an application may do with memory that it was given; a connection's text by itself, for believed.txt. */
/*@ requires readable: \valid_read(at + (0 .. bytes - 1));
  @ assigns  \nothing;
  @*/
void read_all(const uint8_t *at, uint16_t bytes);

/*@ requires readable: \valid_read(at + (0 .. bytes - 1));
  @ assigns  \nothing;
  @*/
void read_text(const uint8_t *at, uint16_t bytes);

/*@ requires writable: \valid(at + (0 .. bytes - 1));
  @ assigns  at[0 .. bytes - 1] \from \nothing;
  @*/
void write_any(uint8_t *at, uint16_t bytes);

#ifndef WORLD_LINK /* the longest frame that its driver hands over */
#define WORLD_LINK PROFILE_SLIP_IN_BYTES
#endif

enum {
    WORLD_FRAME = WORLD_LINK > PROFILE_MTU ? WORLD_LINK : PROFILE_MTU,
    WORLD_TEXT = 300 /* more than any ring has */
};

static struct stack the_stack;
static uint8_t the_frame[WORLD_FRAME]; /* of the link: what arrives, and the answer */
static uint8_t a_frame[WORLD_FRAME];   /* of the application */
static uint8_t a_text[WORLD_TEXT];

/* Each first byte of interest by itself; a datagram that has room for its header and lies in the frame, or not; one
 * that says it is longer than a frame too short for UDP. */
static uint16_t world_ipv4_receive(struct stack *s, uint8_t *frame, uint16_t bytes)
{
    if (bytes < UDP_PAYLOAD_OFFSET && the_frame[2] != 0) {
        return ipv4_receive(s, frame, bytes);
    }
    if (bytes < UDP_PAYLOAD_OFFSET && the_frame[3] >= UDP_PAYLOAD_OFFSET) {
        return ipv4_receive(s, frame, bytes);
    }
    if (the_frame[0] < 0x40) {
        return ipv4_receive(s, frame, bytes);
    }
    if (the_frame[0] > 0x4f) {
        return ipv4_receive(s, frame, bytes);
    }
    //@ split the_frame[0];
    if (the_frame[2] > WORLD_FRAME / 256) {
        return ipv4_receive(s, frame, bytes);
    }
    //@ split the_frame[2];
    if (the_frame[2] == 0 && the_frame[3] < the_frame[0] % 16u * 4u) {
        return ipv4_receive(s, frame, bytes);
    }
    if (the_frame[2] == WORLD_FRAME / 256 && the_frame[3] > WORLD_FRAME % 256) {
        return ipv4_receive(s, frame, bytes);
    }
    return ipv4_receive(s, frame, bytes);
}

/* A UDP datagram that has room for its header and lies in the frame, or in what fragments became; or not. */
static uint16_t world_udp_receive(struct stack *s, uint8_t *frame, uint16_t bytes, uint16_t room)
{
    const uint16_t most = (uint16_t)((frame == the_frame ? WORLD_FRAME : PROFILE_FRAGMENT_BYTES) - IPV4_HEADER_BYTES);

    if (frame[24] > most / 256u) {
        return udp_receive(s, frame, bytes, room);
    }
    //@ split frame[24];
    if (frame[24] == 0 && frame[25] < UDP_HEADER_BYTES) {
        return udp_receive(s, frame, bytes, room);
    }
    if (frame[24] == most / 256u && frame[25] > most % 256u) {
        return udp_receive(s, frame, bytes, room);
    }
    return udp_receive(s, frame, bytes, room);
}

#define ipv4_receive world_ipv4_receive
#define udp_receive world_udp_receive
#include "stack.h"
#undef ipv4_receive
#undef udp_receive

#endif
