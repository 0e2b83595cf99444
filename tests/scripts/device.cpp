// SPDX-License-Identifier: MIT
// The scripted device: a whole stack of one profile, whose application does what a script says and
// tells what it saw. README.md, "The line", has the protocol.
//
// The same source twice: a host program on standard input and output (line_host.hpp) and a firmware
// of the ATmega328P on its UART (line_chip.hpp). Time is a command, so both give the same bytes.
#include "application.hpp"
#include "line.hpp"
#include "stack.cpp"

namespace thimble {

static stack core;
static uint32_t now_ms;

// A command: its first byte says which. A frame behind it is answered in place, and once a command
// is read, what the stack has to send is built there.
static uint8_t command[1 + PROFILE_MTU];

static uint32_t number(const uint8_t *at, uint8_t bytes)
{
    uint32_t value = 0;

    while (bytes-- != 0) {
        value = value << 8 | *at++;
    }
    return value;
}

static void say_packet(const uint8_t *frame, uint16_t bytes)
{
    say_begin('p');
    say_number(now_ms, 4);
    say_bytes(frame, bytes);
    say_end();
}

enum { MARK_NOTHING, MARK_RECEIVE, MARK_POLL };

static uint16_t next_segment(uint8_t *frame)
{
    mark(MARK_POLL);
    const uint16_t bytes = stack_poll(&core, frame, now_ms);
    mark(MARK_NOTHING);
    return bytes;
}

// Everything that is due now.
static bool poll()
{
    uint8_t *const frame = command + 1;
    const uint16_t told = records_said();

    while (const uint16_t bytes = next_segment(frame)) {
        say_packet(frame, bytes);
    }
    return records_said() != told;
}

// The clock goes on until something happens or the time is over. Timers count ticks, so a poll at
// each tick finds everything when it comes due; a script can ask for other steps.
static void pass_time(uint32_t ms, uint16_t step)
{
    const uint32_t end = now_ms + ms;

    while (now_ms != end) {
        const uint32_t tick = (now_ms / PROFILE_TICK_MS + 1) * PROFILE_TICK_MS;
        const uint32_t next = step != 0 ? now_ms + step : tick;

        now_ms = next - now_ms > end - now_ms ? end : next;
        if (poll()) {
            return;
        }
    }
}

static void receive(uint16_t bytes)
{
    uint8_t *const frame = command + 1;

    mark(MARK_RECEIVE);
    const uint16_t answered = stack_receive(&core, frame, bytes, PROFILE_MTU);
    mark(MARK_NOTHING);

    if (answered != 0) {
        say_packet(frame, answered);
    }
}

// Which connection has these ports, 255: none.
static uint8_t slot_of(uint32_t remote_ip, uint16_t remote_port, uint16_t local_port)
{
    tcp_report report;

    for (uint8_t n = 0; n < PROFILE_TCP_CONNECTIONS; n++) {
        if (tcp_status(&core, n, &report) == TCP_OK && report.remote_ip == remote_ip
            && report.remote_port == remote_port
            && (local_port == 0 || report.local_port == local_port)) {
            return n;
        }
    }
    return 255;
}

// What a call has answered, once it has: its handlers speak first.
static void answer(uint32_t value, uint8_t bytes)
{
    say_begin('=');
    say_number(value, bytes);
    say_end();
}

static void answer_status(uint8_t slot)
{
    tcp_report report;
    const uint8_t error = static_cast<uint8_t>(tcp_status(&core, slot, &report));

    if (error != TCP_OK) {
        answer(error, 1);
        return;
    }
    say_begin('=');
    say(error);
    say(report.state);
    say(report.socket);
    say_number(report.unacknowledged, 2);
    say_end();
}

static void answer_drops()
{
    say_begin('=');
    say_bytes(stack_dropped(&core), PROFILE_DROP_COUNTERS ? DROP_REASONS : 0);
    say_end();
}

static void begin()
{
    uint8_t *const all = reinterpret_cast<uint8_t *>(&core);

    for (uint16_t i = 0; i < sizeof core; i++) {
        all[i] = 0xa5; // stack_init owes everything it needs
    }
    static const uint8_t secret[16] = {0x5e, 0xc2, 0xe7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    stack_init(&core, secret);
    now_ms = 0;
    application_begin();
}

// A user call; every one has an answer.
static void call(uint16_t bytes)
{
    const uint8_t *const at = command + 1;
    const uint8_t slot = at[0];
    const uint16_t text = static_cast<uint16_t>(bytes - 2);
    const uint16_t count = static_cast<uint16_t>(number(at + 1, 2));

    switch (command[0]) {
    case 'C': answer(tcp_close(&core, slot), 1); break;
    case 'A': answer(application_abort(&core, slot), 1); break;
    case 'S': answer_status(slot); break;
    case 'O':
        answer(tcp_open(&core, slot, number(at + 1, 4), static_cast<uint16_t>(number(at + 5, 2))),
               1);
        break;
    case 'W': answer(application_write_text(&core, slot, at + 1, text), 2); break;
    case 'w': answer(application_write(&core, slot, count), 2); break;
    case 'U': answer(tcp_write_urgent(&core, slot, at + 1, text), 2); break;
    case 'u': answer(tcp_urgent(&core, slot), 2); break;
    case 'r': answer(application_read(&core, slot, count), 2); break;
    case 'E': answer(tcp_can_write(&core, slot), 1); break;
    case 'L': tcp_no_delay(&core, slot, at[1] != 0); break;
    case 'K': tcp_keep_alive(&core, slot, at[1] != 0); break;
    case 'R': tcp_retries(&core, slot, at[1]); break;
    case 'N':
        answer(slot_of(number(at, 4), static_cast<uint16_t>(number(at + 4, 2)),
                       static_cast<uint16_t>(number(at + 6, 2))), 1);
        break;
    case 'D': answer_drops(); break;
    default: break;
    }
}

// Between commands nothing is half done: every invariant of tcp.fsm holds. Only the host looks.
static void look()
{
    for (const tcp_connection &c : core.connection) {
        if (const uint16_t line = tcp_broken(&c)) {
            broken(line, c.state);
        }
    }
}

static void turn(uint16_t bytes)
{
    switch (command[0]) {
    case 'I': begin(); break;
    case 'F': receive(static_cast<uint16_t>(bytes - 1)); break;
    case 'T':
        pass_time(number(command + 1, 4), static_cast<uint16_t>(number(command + 5, 2)));
        break;
    case 'P': application_set(command + 1); break;
    default: call(bytes); break;
    }
    if (command[0] != 'N' && command[0] != 'D' && command[0] != 'S') {
        poll();
    }
    if (LINE_IS_HOST) {
        look();
    }
    say_begin('.');
    say_number(now_ms, 4);
    say_end();
}

}

int main()
{
    thimble::line_start();
    for (;;) {
        const uint16_t bytes = thimble::hear(thimble::command, sizeof thimble::command);
        if (bytes == 0) {
            return 0;
        }
        thimble::turn(bytes);
    }
}
