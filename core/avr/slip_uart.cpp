// SPDX-License-Identifier: MIT
// SLIP over USART0 of the ATmega328P and its like: registers and interrupts. The framing is in core/slip.h.
//
// Both interrupts do one byte and go. Cycles, from the program's last instruction to its next:
//
//            a byte   END or ESC within a frame, two bytes   END
//   comes        64                                    129   154
//   goes         60                                    106   132
//
// A byte lasts 160 cycles at 1 Mbit/s and 1,360 at 115,200; the receiver holds two more. The main
// program keeps the interrupts out for at most one step of slip_close_hole.
//
// Data sheet: ATmega328P, chapter "USART0", tables "Asynchronous mode, U2Xn = 1" and "Examples of
// UBRRn settings".
#include <avr/interrupt.h>
#include <avr/io.h>
#include <stddef.h>
#include <util/atomic.h>

#include "profile.h"
#include "slip.h"
#include "slip_uart.hpp"

#ifndef USART_RX_vect // the ATmega644P and 1284P have two, and number them
#define USART_RX_vect USART0_RX_vect
#define USART_UDRE_vect USART0_UDRE_vect
#endif

namespace thimble {

static slip_link link;

// Eight samples a bit (U2X0) halve the rounding error. Receiver and sender may be apart by 2.5 %
// with ten-bit frames.
static const uint32_t divisor = (F_CPU + 4 * profile_baud) / (8 * profile_baud);
static const uint32_t baud = F_CPU / (8 * divisor);
static_assert(divisor >= 1 && divisor <= 4096,
              "profile_baud cannot be divided from F_CPU: choose another");
static_assert((baud > profile_baud ? baud - profile_baud : profile_baud - baud) * 40
                  <= profile_baud,
              "profile_baud is missed by more than 2.5 %: choose one that F_CPU / 8 divides");

void slip_uart_start()
{
    slip_init(&link);
    UBRR0 = static_cast<uint16_t>(divisor - 1);
    UCSR0A = 1 << U2X0;
    UCSR0C = 1 << UCSZ01 | 1 << UCSZ00; // 8 data bits, no parity, one stop bit
    UCSR0B = 1 << RXCIE0 | 1 << RXEN0 | 1 << TXEN0;
}

uint8_t *slip_uart_frame(uint16_t *bytes, uint16_t *room)
{
    uint8_t *frame = 0;

    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        frame = slip_frame(&link, bytes);
        if (frame != 0) {
            *room = slip_lend(&link);
        }
    }
    return frame;
}

// At most SLIP_IN_BYTES / SLIP_STEP_BYTES turns, and one for each byte that comes meanwhile.
static void close_hole()
{
    bool more = true;

    while (more) {
        ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
            more = slip_close_hole(&link);
        }
    }
}

void slip_uart_release()
{
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        slip_release(&link);
    }
    close_hole();
}

void slip_uart_keep(uint16_t bytes)
{
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        slip_keep(&link, bytes);
    }
    close_hole();
}

uint8_t slip_uart_overruns()
{
    uint8_t lost = 0;

    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        lost = slip_overruns(&link);
    }
    return lost;
}

uint8_t *slip_uart_out()
{
    return link.out;
}

static void send(bool in_place, uint16_t bytes)
{
    slip_send(&link, in_place, bytes);
    // The interrupt reads what was written up to here; only it changes UCSR0B besides us, and it is
    // still off.
    __asm__ volatile("" ::: "memory");
    UCSR0B |= 1 << UDRIE0;
}

void slip_uart_send_out(uint16_t bytes)
{
    send(false, bytes);
}

void slip_uart_send_answer(uint16_t bytes)
{
    send(true, bytes);
}

bool slip_uart_is_sending()
{
    __asm__ volatile("" ::: "memory");
    return slip_is_sending(&link);
}

bool slip_uart_has_frame()
{
    return link.in_end != 0;
}

}

// What the interrupts below leave to C++. They are called by these names.
extern "C" {

__attribute__((used)) void thimble_slip_received(uint8_t byte, uint8_t damaged)
{
    thimble::slip_receive(&thimble::link, byte, damaged != 0);
}

__attribute__((used)) void thimble_slip_send()
{
    UDR0 = thimble::slip_send_next(&thimble::link);
    if (!thimble::slip_is_sending(&thimble::link)) {
        UCSR0B &= static_cast<uint8_t>(~(1 << UDRIE0));
    }
}

}

// The registers that a function may change, but for r24, r25, r30 and r31.
#define SLIP_SAVE                                                                                  \
    "push r0\n push r1\n push r18\n push r19\n push r20\n push r21\n push r22\n push r23\n"        \
    "push r26\n push r27\n clr r1\n"
#define SLIP_RESTORE                                                                               \
    "pop r27\n pop r26\n pop r23\n pop r22\n pop r21\n pop r20\n pop r19\n pop r18\n pop r1\n"   \
    "pop r0\n"

// slip_receive, but for END, damage and an ESC that another byte follows. in_flags are 0,
// SLIP_IN_ESCAPED, or SLIP_IN_SPOILT, where nothing is done until END.
ISR(USART_RX_vect, ISR_NAKED)
{
    __asm__ volatile(
        "push r24\n in r24, __SREG__\n push r24\n push r25\n push r30\n push r31\n"
        "lds r24, %[status]\n" // goes with the byte that UDR0 gives up next
        "lds r25, %[data]\n"
        "andi r24, %[damaged]\n brne .Lcall%=\n" // from here on r24 is 0
        "cpi r25, %[end]\n breq .Lcall%=\n"
        "lds r30, %[flags]\n tst r30\n brne .Lflagged%=\n"
        "cpi r25, %[esc]\n breq .Lescape%=\n"
        ".Lstore%=:"
        "lds r30, %[fill]\n lds r31, %[fill] + 1\n"
        "subi r30, lo8(%[room])\n sbci r31, hi8(%[room])\n brsh .Lspoil%=\n"
        "subi r30, lo8(-(%[in] + %[room]))\n sbci r31, hi8(-(%[in] + %[room]))\n st Z+, r25\n"
        "subi r30, lo8(%[in])\n sbci r31, hi8(%[in])\n"
        "sts %[fill] + 1, r31\n sts %[fill], r30\n"
        ".Lleave%=:"
        "pop r31\n pop r30\n pop r25\n pop r24\n out __SREG__, r24\n pop r24\n reti\n"
        ".Lescape%=: ldi r30, %[escaped]\n sts %[flags], r30\n rjmp .Lleave%=\n"
        ".Lspoil%=: ldi r30, %[spoilt]\n sts %[flags], r30\n rjmp .Lleave%=\n"
        ".Lflagged%=: cpi r30, %[escaped]\n brne .Lleave%=\n"
        "cpi r25, %[esc_esc]\n breq .Lesc%=\n"
        "cpi r25, %[esc_end]\n brne .Lcall%=\n"
        "ldi r25, %[end]\n rjmp .Lunescaped%=\n"
        ".Lesc%=: ldi r25, %[esc]\n"
        ".Lunescaped%=: sts %[flags], r24\n rjmp .Lstore%=\n"
        ".Lcall%=:" SLIP_SAVE "mov r22, r24\n mov r24, r25\n"
        "call thimble_slip_received\n" SLIP_RESTORE "rjmp .Lleave%=\n"
        :
        : [status] "n"(_SFR_MEM_ADDR(UCSR0A)), [data] "n"(_SFR_MEM_ADDR(UDR0)),
          [damaged] "n"(1 << FE0 | 1 << DOR0), [end] "n"(thimble::SLIP_END),
          [esc] "n"(thimble::SLIP_ESC), [esc_end] "n"(thimble::SLIP_ESC_END),
          [esc_esc] "n"(thimble::SLIP_ESC_ESC), [escaped] "n"(thimble::SLIP_IN_ESCAPED),
          [spoilt] "n"(thimble::SLIP_IN_SPOILT), [flags] "i"(&thimble::link.in_flags),
          [fill] "i"(&thimble::link.in_fill), [in] "i"(thimble::link.in),
          [room] "n"(thimble::PROFILE_SLIP_IN_BYTES));
}

static_assert(offsetof(thimble::slip_link, out)
                  == offsetof(thimble::slip_link, in) + thimble::PROFILE_SLIP_IN_BYTES,
              "the interrupt reaches `out` from `in`: keep them together in spec/memory.yaml");

// slip_send_next, but for the last END: the byte at out_at from `in` on; `out` lies behind `in`.
ISR(USART_UDRE_vect, ISR_NAKED)
{
    __asm__ volatile(
        "push r24\n in r24, __SREG__\n push r24\n push r30\n push r31\n"
        "lds r24, %[next]\n tst r24\n brne .Lnext%=\n"
        "lds r30, %[at]\n lds r31, %[at] + 1\n"
        "lds r24, %[last]\n cp r30, r24\n lds r24, %[last] + 1\n cpc r31, r24\n breq .Llast%=\n"
        "subi r30, lo8(-(%[in]))\n sbci r31, hi8(-(%[in]))\n ld r24, Z+\n"
        "cpi r24, %[end]\n breq .Lend%=\n"
        "cpi r24, %[esc]\n breq .Lesc%=\n"
        ".Lsend%=: sts %[data], r24\n"
        "subi r30, lo8(%[in])\n sbci r31, hi8(%[in])\n"
        "sts %[at] + 1, r31\n sts %[at], r30\n"
        ".Lleave%=: pop r31\n pop r30\n pop r24\n out __SREG__, r24\n pop r24\n reti\n"
        ".Lnext%=: sts %[data], r24\n ldi r24, 0\n sts %[next], r24\n rjmp .Lleave%=\n"
        ".Lend%=: ldi r24, %[esc_end]\n sts %[next], r24\n ldi r24, %[esc]\n rjmp .Lsend%=\n"
        ".Lesc%=: ldi r24, %[esc_esc]\n sts %[next], r24\n ldi r24, %[esc]\n rjmp .Lsend%=\n"
        ".Llast%=: push r25\n" SLIP_SAVE
        "call thimble_slip_send\n" SLIP_RESTORE "pop r25\n rjmp .Lleave%=\n"
        :
        : [data] "n"(_SFR_MEM_ADDR(UDR0)), [next] "i"(&thimble::link.out_next),
          [at] "i"(&thimble::link.out_at), [last] "i"(&thimble::link.out_end),
          [in] "i"(thimble::link.in), [end] "n"(thimble::SLIP_END),
          [esc] "n"(thimble::SLIP_ESC), [esc_end] "n"(thimble::SLIP_ESC_END),
          [esc_esc] "n"(thimble::SLIP_ESC_ESC));
}
