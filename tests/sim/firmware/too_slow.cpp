// SPDX-License-Identifier: MIT
// Reads nothing until ten bytes have come. Two are in the buffer then and one is in the shift
// register: seven are lost, and DOR says so with the byte that follows them. Fails with the number
// of the step that saw otherwise.
#include "serial.hpp"

#include <util/delay.h>

static __attribute__((unused)) void expect(uint8_t step, uint8_t flags, uint8_t byte)
{
    if ((UCSR0A & (_BV(RXC0) | _BV(DOR0))) != flags || UDR0 != byte) {
        finish(step);
    }
}

int main()
{
    serial_init(0);
    while ((UCSR0A & _BV(RXC0)) == 0) {
    }
#if defined(READ_DURING_FOURTH)
    _delay_us(85 + 85 + 42); // the script sends '0' to '3', 85 us each
    expect(1, _BV(RXC0), '0');
    expect(2, _BV(RXC0), '1');
    if ((UCSR0A & _BV(RXC0)) != 0) {
        finish(5); // '2' is lost by now
    }
    _delay_us(85);
    expect(6, _BV(RXC0) | _BV(DOR0), '3');
    finish(0);
#elif defined(SWITCH_OFF)
    _delay_ms(5);
    UCSR0B = 0;
    UCSR0B = _BV(RXEN0);
    finish((UCSR0A & (_BV(RXC0) | _BV(DOR0))) == 0 ? 0 : 7);
#else
    _delay_ms(5); // the script sends '0' to '9', 85 us each
    expect(1, _BV(RXC0), '0');
    expect(2, _BV(RXC0), '1');
    expect(3, _BV(RXC0) | _BV(DOR0), '9');
    if ((UCSR0A & (_BV(RXC0) | _BV(DOR0))) != 0) {
        finish(4);
    }
    finish(0);
#endif
}
