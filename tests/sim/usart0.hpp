// SPDX-License-Identifier: MIT
// USART0 of the ATmega328P, asynchronous mode, to the bit time.
//
// libsimavr 1.6 has one, with 11 bits a byte whatever the format, a receive FIFO 64 deep and no
// transmit buffer: overruns that a real chip has never show there. This one takes over its six
// registers. Its flags live in UCSR0A, where the interrupt arbitration of loop.cpp looks; nothing
// is latched, so RXC and UDRE stay raised for as long as there is something to read or room to
// write.
//
// Not modelled: synchronous and SPI master mode, frame and parity errors, a ninth data bit, a peer
// whose clock differs from ours, MPCM.
#pragma once

#include "link.hpp"

#include <deque>

#include <simavr/sim_avr.h>

namespace avrsim {

struct usart0_counts {
    std::uint64_t received = 0;   // bytes that reached the receive buffer
    std::uint64_t sent = 0;       // bytes that left the pin
    std::uint64_t overruns = 0;   // bytes lost because nobody read (DOR)
    std::uint64_t deaf = 0;       // bytes that arrived while the receiver was off
    std::uint64_t tx_refused = 0; // writes to UDR0 while UDRE was clear or the transmitter off
};

class usart0 {
public:
    usart0(avr_t *avr, link &peer);

    std::uint64_t next_event() const; // cycle at which run() has something to do
    void run(std::uint64_t cycle);    // everything that has ended by now
    void listen(std::uint64_t cycle); // an idle line: has the peer something to send?
    void transmit_served();           // its interrupt was taken: the hardware clears TXC

    const usart0_counts &counts() const { return counts_; }
    std::uint64_t byte_cycles() const;

    // For --stress, which calls the handlers at moments of its own: a received byte there must be
    // one the peer meant to send, and a byte written there must not get lost, or the test would
    // test itself.
    void hurry_a_byte(std::uint64_t cycle);
    void accept_all_writes() { accept_all_ = true; }

    bool flags_changed = false; // set here, cleared by the loop

private:
    struct received {
        std::uint8_t byte;
        bool overrun; // bytes were lost just before this one
    };

    static std::uint8_t on_read(avr_t *, avr_io_addr_t address, void *self);
    static void on_write(avr_t *, avr_io_addr_t address, std::uint8_t value, void *self);
    std::uint8_t read_data();
    void write_data(std::uint8_t value);
    void write_status(std::uint8_t value);
    void write_control(std::uint8_t value);

    void start_byte(std::uint64_t cycle);
    void end_byte(std::uint64_t cycle);
    void start_sending(std::uint64_t cycle, std::uint8_t byte);
    void end_sending(std::uint64_t cycle);
    void show_flags();

    avr_t *avr_;
    link &peer_;
    usart0_counts counts_;

    std::deque<received> fifo_;           // at most two
    std::optional<std::uint8_t> waiting_; // a whole byte in the shift register, the FIFO being full
    std::optional<std::uint8_t> arriving_;
    std::uint64_t arrives_at_ = never;
    bool lost_ = false; // since the last byte that reached the FIFO

    std::optional<std::uint8_t> leaving_;
    std::uint64_t leaves_at_ = never;
    std::deque<std::uint8_t> to_send_; // at most one, but for accept_all_writes()
    bool transmit_complete_ = false;
    bool accept_all_ = false;
};

} // namespace avrsim
