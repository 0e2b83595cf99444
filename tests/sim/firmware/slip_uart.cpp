// SPDX-License-Identifier: MIT
// Sends each frame back through core/avr/slip_uart.cpp at 1 Mbit/s, by turns from where it lies and
// from the send buffer. The number of frames lost since the last is added to its first byte.
//
// A frame of 0xee is not sent back: interrupts stay off for 5 ms then, and bytes are lost.
//
// Ends with 1 when an interrupt has changed a register or a flag.
#include "avr/slip_uart.hpp"
#include "serial.hpp"

#include <string.h>
#include <util/delay.h>

using namespace thimble;

enum { DEAF = 0xee, REGISTERS = 32, FLAGS = 0xff };

extern "C" {
__attribute__((used)) uint8_t seen[REGISTERS + 1];
void fill_and_wait();
}

// Register n holds 7n + 3, all flags are set; after a while what is there goes into `seen`.
__asm__(".global fill_and_wait\n"
        "fill_and_wait:\n"
        ".irp n,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,28,29\n"
        "push r\\n\n"
        ".endr\n"
        ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
        "ldi r16, 7 * \\n + 3\n mov r\\n, r16\n"
        ".endr\n"
        "ldi r31, 0xff\n out 0x3f, r31\n"
        ".irp n,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"
        "ldi r\\n, 7 * \\n + 3\n"
        ".endr\n"
        ".rept 200\n nop\n .endr\n"
        ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
        "sts seen + \\n, r\\n\n"
        ".endr\n"
        ".irp n,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"
        "sts seen + \\n, r\\n\n"
        ".endr\n"
        "in r16, 0x3f\n sts seen + 32, r16\n"
        ".irp n,29,28,17,16,15,14,13,12,11,10,9,8,7,6,5,4,3,2\n"
        "pop r\\n\n"
        ".endr\n"
        "clr r1\n ret\n");

static void check_registers()
{
    fill_and_wait();
    for (uint8_t n = 0; n < REGISTERS; n++) {
        if (seen[n] != static_cast<uint8_t>(7 * n + 3)) {
            finish(1);
        }
    }
    if (seen[REGISTERS] != FLAGS) {
        finish(1);
    }
}

static void wait_for_the_line()
{
    while (slip_uart_is_sending()) {
        check_registers();
    }
}

// The frame is released when all of it is on the line.
static void send_back(uint8_t *frame, uint16_t bytes, bool in_place)
{
    frame[0] = static_cast<uint8_t>(frame[0] + slip_uart_overruns());
    if (in_place) {
        slip_uart_keep(bytes);
        slip_uart_send_answer(bytes);
        wait_for_the_line();
        slip_uart_release();
    } else {
        memcpy(slip_uart_out(), frame, bytes);
        slip_uart_release();
        slip_uart_send_out(bytes);
        wait_for_the_line();
    }
}

int main()
{
    bool in_place = false;

    slip_uart_start();
    UBRR0 = 1;
    sei();
    for (;;) {
        uint16_t bytes = 0;
        uint16_t room = 0;
        uint8_t *const frame = slip_uart_frame(&bytes, &room);

        check_registers();
        if (frame == 0) {
            continue;
        }
        if (frame[0] == DEAF) {
            slip_uart_release();
            cli();
            _delay_ms(5);
            sei();
            continue;
        }
        in_place = !in_place || bytes > PROFILE_SLIP_OUT_BYTES;
        send_back(frame, bytes, in_place);
    }
}
