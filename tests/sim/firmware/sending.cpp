// SPDX-License-Identifier: MIT
// The transmitter: a shift register, a buffer of one, and TXC when both are empty. Fails with the
// number of the step that saw otherwise. Marker 1 is the time from a write of UDR0 to the interrupt
// when that byte is out.
#include "serial.hpp"

ISR(USART_TX_vect, ISR_NAKED)
{
    __asm__ volatile("out %0, r1\n reti" :: "I"(_SFR_IO_ADDR(GPIOR0)));
}

static bool flag(uint8_t bit)
{
    return (UCSR0A & _BV(bit)) != 0;
}

int main()
{
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    serial_init(0);
    if (!flag(UDRE0) || flag(TXC0)) {
        finish(1);
    }
    UDR0 = 'a'; // goes on into the shift register
    if (!flag(UDRE0)) {
        finish(2);
    }
    UDR0 = 'b';
    if (flag(UDRE0)) {
        finish(3);
    }
    UDR0 = 'x'; // no room: three that are lost
    UDR0 = 'y';
    UDR0 = 'z';
    while (!flag(TXC0)) {
    }
    if (!flag(UDRE0)) {
        finish(4);
    }
    UCSR0A = _BV(TXC0) | _BV(U2X0); // one clears it
    if (flag(TXC0)) {
        finish(5);
    }
    UCSR0B |= _BV(TXCIE0);
    sei();
    const uint8_t one = 1, c = 'c';
    __asm__ volatile("out %0, %1\n sts %2, %3\n sleep"
                     :: "I"(_SFR_IO_ADDR(GPIOR0)), "r"(one), "n"(_SFR_MEM_ADDR(UDR0)), "r"(c));
    UCSR0B = _BV(TXEN0);
    if (flag(TXC0)) { // its interrupt was taken, so the hardware has cleared it
        finish(6);
    }
    finish(0);
}
