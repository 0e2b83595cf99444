// SPDX-License-Identifier: MIT
// SLIP over USART0 of the ATmega328P: registers and interrupts. The framing is in core/slip.h.
//
// Both interrupts do one byte and go: about 5 us at 16 MHz, where a byte at 115,200 baud lasts 87
// us and the receiver holds two more. The main program keeps them out for at most one step of
// slip_close_hole.
//
// Data sheet: ATmega328P, chapter "USART0", tables "Asynchronous mode, U2Xn = 1" and "Examples of
// UBRRn settings".
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "profile.h"
#include "slip.h"
#include "slip_uart.hpp"

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

ISR(USART_RX_vect)
{
    const uint8_t status = UCSR0A; // goes with the byte that UDR0 gives up next
    const uint8_t byte = UDR0;

    thimble::slip_receive(&thimble::link, byte, (status & (1 << FE0 | 1 << DOR0)) != 0);
}

ISR(USART_UDRE_vect)
{
    UDR0 = thimble::slip_send_next(&thimble::link);
    if (!thimble::slip_is_sending(&thimble::link)) {
        UCSR0B &= static_cast<uint8_t>(~(1 << UDRIE0));
    }
}
