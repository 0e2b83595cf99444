// SPDX-License-Identifier: MIT
// Goes deeper into its stack while a frame of four bytes is half there. Under --stress the received
// byte that comes at that moment must be one of the frame, never an END in its middle. Fails with 1
// if it is.
#include "serial.hpp"

static volatile uint8_t data_bytes;
static volatile bool torn, whole;

ISR(USART_RX_vect)
{
    if (UDR0 != 0xc0) {
        data_bytes = (uint8_t)(data_bytes + 1);
    } else if (data_bytes == 4) {
        whole = true;
    } else if (data_bytes != 0) {
        torn = true;
    }
}

int main()
{
    serial_init(_BV(RXCIE0));
    sei();
    while (data_bytes < 2) {
    }
    for (uint16_t i = 0; i < 5000; ++i) { // the line is idle, the frame is not over
        __asm__ volatile("push r0\n push r0\n pop r0\n pop r0");
    }
    while (!whole && !torn) {
    }
    finish(torn);
}
