// SPDX-License-Identifier: MIT
// Measures bytes on the line: marker 1 is the time from one received byte to the next, marker 2 the
// time from one byte wanted (UDRE) to the next; both interrupts come out of sleep. UCSR0C_VALUE is
// the format.
#include "serial.hpp"

#ifndef UCSR0C_VALUE
#define UCSR0C_VALUE 0x06 // 8N1
#endif
enum { BYTES = 20 };

static volatile uint8_t done;
static volatile uint8_t mark[BYTES]; // for GPIOR0; a table, since a branch would cost time

static void set_mark(uint8_t n)
{
    done = 0;
    for (uint8_t i = 0; i < BYTES; ++i) {
        mark[i] = i + 1 < BYTES ? n : 0;
    }
}

ISR(USART_RX_vect)
{
    GPIOR0 = mark[done]; // ends one interval and starts the next
    (void)UDR0;
    done = (uint8_t)(done + 1);
}

ISR(USART_UDRE_vect)
{
    GPIOR0 = mark[done];
    UDR0 = done;
    done = (uint8_t)(done + 1);
}

static void wait()
{
    sei();
    while (done < BYTES) {
        sleep_cpu();
    }
    cli();
}

int main()
{
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    set_mark(1);
    serial_init(_BV(RXCIE0));
    UCSR0C = UCSR0C_VALUE;
    wait();
    set_mark(2);
    UCSR0B = _BV(TXEN0);
    UDR0 = 0; // for the shift register
    UDR0 = 0; // for the buffer: from now on a byte is wanted once in a byte's time
    UCSR0B = _BV(TXEN0) | _BV(UDRIE0);
    wait();
    finish(0);
}
