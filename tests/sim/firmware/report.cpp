// SPDX-License-Identifier: MIT
// Says "hi" and ends with VALUE.
#include "serial.hpp"

int main()
{
    serial_init(0);
    for (uint8_t i = 0; i < 3; ++i) {
        while ((UCSR0A & _BV(UDRE0)) == 0) {
        }
        UCSR0A |= _BV(TXC0);
        UDR0 = (uint8_t)(i == 0 ? 'h' : i == 1 ? 'i' : '\n');
    }
    while ((UCSR0A & _BV(TXC0)) == 0) {
    }
    finish(VALUE);
}
