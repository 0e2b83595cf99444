// SPDX-License-Identifier: MIT
#include "usart0.hpp"

#include <algorithm>

namespace avrsim {
namespace {

enum : avr_io_addr_t {
    UCSR0A = 0xc0, UCSR0B = 0xc1, UCSR0C = 0xc2, UBRR0L = 0xc4, UBRR0H = 0xc5, UDR0 = 0xc6
};
enum : std::uint8_t { // UCSR0A
    RXC0 = 0x80, TXC0 = 0x40, UDRE0 = 0x20, DOR0 = 0x08, U2X0 = 0x02, MPCM0 = 0x01
};
enum : std::uint8_t { RXEN0 = 0x10, TXEN0 = 0x08, UCSZ02 = 0x04 };    // UCSR0B
enum : std::uint8_t { UPM01 = 0x20, USBS0 = 0x08, FRAME_8N1 = 0x06 }; // UCSR0C
constexpr std::size_t fifo_depth = 2;

} // namespace

usart0::usart0(avr_t *avr, link &peer) : avr_(avr), peer_(peer)
{
    for (const avr_io_addr_t address : {UCSR0A, UCSR0B, UCSR0C, UBRR0L, UBRR0H, UDR0}) {
        auto &io = avr->io[AVR_DATA_TO_IO(address)];
        io.r = {this, on_read};
        io.w = {this, on_write};
        avr->data[address] = 0;
    }
    avr->data[UCSR0C] = FRAME_8N1;
    show_flags();
}

// Start bit, data, parity, stop bits; each 16 (or 8: U2X0) clocks of the baud rate generator long.
std::uint64_t usart0::byte_cycles() const
{
    const std::uint8_t *data = avr_->data;
    const unsigned size = ((data[UCSR0C] >> 1) & 3u) | (data[UCSR0B] & UCSZ02);
    const unsigned data_bits = size == 7 ? 9 : 5 + (size & 3u);
    const unsigned bits = 1 + data_bits + ((data[UCSR0C] & UPM01) != 0 ? 1u : 0u)
                        + ((data[UCSR0C] & USBS0) != 0 ? 2u : 1u);
    const unsigned ubrr = ((data[UBRR0H] & 0x0fu) << 8) | data[UBRR0L];
    return std::uint64_t{bits} * ((data[UCSR0A] & U2X0) != 0 ? 8u : 16u) * (ubrr + 1u);
}

std::uint64_t usart0::next_event() const
{
    return std::min(arrives_at_, leaves_at_);
}

void usart0::run(std::uint64_t cycle)
{
    while (next_event() <= cycle) {
        if (arrives_at_ <= leaves_at_) {
            end_byte(arrives_at_);
        } else {
            end_sending(leaves_at_);
        }
    }
}

void usart0::listen(std::uint64_t cycle)
{
    if (!arriving_) {
        start_byte(cycle);
    }
}

// A start bit while the FIFO is full and the shift register holds a byte too: that byte is lost.
// The flag goes with the next byte that reaches the FIFO: "one or more frames lost between the
// frame last read and the next".
void usart0::start_byte(std::uint64_t cycle)
{
    arriving_ = peer_.next_byte(cycle);
    arrives_at_ = arriving_ ? cycle + byte_cycles() : never;
    if (arriving_ && waiting_) {
        waiting_.reset();
        lost_ = true;
        ++counts_.overruns;
    }
}

void usart0::end_byte(std::uint64_t cycle)
{
    if ((avr_->data[UCSR0B] & RXEN0) == 0) {
        ++counts_.deaf;
    } else if (fifo_.size() < fifo_depth) {
        fifo_.push_back({*arriving_, lost_});
        lost_ = false;
        ++counts_.received;
    } else {
        waiting_ = arriving_;
    }
    start_byte(cycle);
    show_flags();
}

void usart0::hurry_a_byte(std::uint64_t cycle)
{
    if (!fifo_.empty() || (avr_->data[UCSR0B] & RXEN0) == 0) {
        return;
    }
    if (arriving_) {
        end_byte(cycle);
    } else if (peer_.between_frames()) {
        fifo_.push_back({SLIP_END, false}); // between frames one more END says nothing
        show_flags();
    }
}

void usart0::start_sending(std::uint64_t cycle, std::uint8_t byte)
{
    leaving_ = byte;
    leaves_at_ = cycle + byte_cycles();
}

void usart0::end_sending(std::uint64_t cycle)
{
    const std::uint8_t byte = *leaving_;
    leaving_.reset();
    leaves_at_ = never;
    ++counts_.sent;
    if (!to_send_.empty()) {
        start_sending(cycle, to_send_.front());
        to_send_.pop_front();
    } else {
        transmit_complete_ = true;
    }
    show_flags();
    peer_.byte_from_chip(cycle, byte);
}

void usart0::transmit_served()
{
    transmit_complete_ = false;
    show_flags();
}

std::uint8_t usart0::read_data()
{
    if (fifo_.empty()) {
        return 0;
    }
    const std::uint8_t byte = fifo_.front().byte;
    fifo_.pop_front();
    if (waiting_) {
        fifo_.push_back({*waiting_, lost_});
        waiting_.reset();
        lost_ = false;
        ++counts_.received;
    }
    show_flags();
    return byte;
}

void usart0::write_data(std::uint8_t value)
{
    const bool room = to_send_.empty() || accept_all_;
    if ((avr_->data[UCSR0B] & TXEN0) == 0 || !room) {
        ++counts_.tx_refused;
        return;
    }
    if (!leaving_) {
        start_sending(avr_->cycle, value);
    } else {
        to_send_.push_back(value);
    }
    show_flags();
}

// TXC0 is cleared by writing one to it; U2X0 and MPCM0 are the only other bits a program can write.
void usart0::write_status(std::uint8_t value)
{
    if ((value & TXC0) != 0) {
        transmit_complete_ = false;
    }
    avr_->data[UCSR0A] = value & (U2X0 | MPCM0);
    show_flags();
}

void usart0::write_control(std::uint8_t value)
{
    avr_->data[UCSR0B] = value;
    if ((value & RXEN0) == 0) {
        fifo_.clear();
        waiting_.reset();
        lost_ = false;
    }
    show_flags();
}

void usart0::show_flags()
{
    const int a = (avr_->data[UCSR0A] & (U2X0 | MPCM0))
                | (fifo_.empty() ? 0 : RXC0)
                | (!fifo_.empty() && fifo_.front().overrun ? DOR0 : 0)
                | (to_send_.empty() ? UDRE0 : 0)
                | (transmit_complete_ ? TXC0 : 0);
    avr_->data[UCSR0A] = static_cast<std::uint8_t>(a);
    flags_changed = true;
}

std::uint8_t usart0::on_read(avr_t *avr, avr_io_addr_t address, void *self)
{
    return address == UDR0 ? static_cast<usart0 *>(self)->read_data() : avr->data[address];
}

void usart0::on_write(avr_t *avr, avr_io_addr_t address, std::uint8_t value, void *self)
{
    usart0 *u = static_cast<usart0 *>(self);

    switch (address) {
    case UDR0:   u->write_data(value); break;
    case UCSR0A: u->write_status(value); break;
    case UCSR0B: u->write_control(value); break;
    default:     avr->data[address] = value; break;
    }
    u->flags_changed = true;
}

} // namespace avrsim
