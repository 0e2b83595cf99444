// SPDX-License-Identifier: MIT
// Sends each SLIP frame back. An ICMP echo request becomes its answer, so that `ping` is served.
// Bytes come and go by interrupt; the main program sleeps with the `cli; test; sei; sleep` idiom
// that loses no wake-up.
#include "serial.hpp"

enum { SLIP_END = 0xc0, SLIP_ESC = 0xdb, SLIP_ESC_END = 0xdc, SLIP_ESC_ESC = 0xdd };
enum { FRAME_BYTES = 600 };

static uint8_t frame[FRAME_BYTES];
static volatile uint16_t bytes;     // of the frame that arrives, then of the one that leaves
static volatile uint16_t sent;
static volatile bool escaped, complete, ended;

ISR(USART_RX_vect)
{
    uint8_t byte = UDR0;

    if (complete) {
        return; // the one buffer is in use
    }
    if (byte == SLIP_END) {
        complete = bytes != 0;
        escaped = false;
        return;
    }
    if (byte == SLIP_ESC) {
        escaped = true;
        return;
    }
    if (escaped) {
        escaped = false;
        byte = byte == SLIP_ESC_END ? SLIP_END : SLIP_ESC;
    }
    if (bytes < FRAME_BYTES) {
        frame[bytes] = byte;
        bytes = bytes + 1;
    }
}

ISR(USART_UDRE_vect)
{
    if (sent == bytes) {
        UDR0 = SLIP_END;
        UCSR0B &= (uint8_t)~_BV(UDRIE0);
        ended = true;
        return;
    }
    const uint8_t byte = frame[sent];
    if (!escaped && (byte == SLIP_END || byte == SLIP_ESC)) {
        escaped = true;
        UDR0 = SLIP_ESC;
        return;
    }
    UDR0 = !escaped ? byte : (uint8_t)(byte == SLIP_END ? SLIP_ESC_END : SLIP_ESC_ESC);
    escaped = false;
    sent = sent + 1;
}

static void answer_ping()
{
    if (bytes < 28 || frame[9] != 1 || frame[20] != 8) {
        return;
    }
    for (uint8_t i = 12; i < 16; ++i) {
        const uint8_t byte = frame[i];
        frame[i] = frame[i + 4];
        frame[i + 4] = byte;
    }
    frame[20] = 0; // the type went from 8 to 0: so the checksum grows by 0x0800
    const uint16_t sum = (uint16_t)(frame[22] * 256u + frame[23]);
    const uint16_t grown = (uint16_t)(sum + 0x0800u + (sum >= 0xf800u));
    frame[22] = (uint8_t)(grown >> 8);
    frame[23] = (uint8_t)grown;
}

static void wait_for(volatile bool &flag)
{
    for (;;) {
        cli();
        if (flag) {
            break;
        }
        sei();
        sleep_cpu();
    }
    flag = false;
    sei();
}

int main()
{
    serial_init(_BV(RXCIE0));
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    for (;;) {
        cli();
        while (!complete) {
            sei();
            sleep_cpu();
            cli();
        }
        sei();
        GPIOR0 = 1;
        answer_ping();
        GPIOR0 = 0;
        sent = 0;
        UCSR0B |= _BV(UDRIE0);
        wait_for(ended);
        bytes = 0;
        complete = false;
    }
}
