// SPDX-License-Identifier: MIT
// Which interrupt comes next, by the rule of the data sheet: the lowest vector whose flag and
// enable bit are set.
//
// libsimavr 1.6 keeps raised interrupts in a FIFO of its own that can lose one for ever when
// several are pending (its pull request 468). We look at the flags in the registers instead and
// keep that FIFO empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <simavr/sim_avr.h>

namespace avrsim {

enum : std::uint8_t { USART_RX_VECTOR = 18, USART_UDRE_VECTOR = 19, USART_TX_VECTOR = 20 };

class interrupts {
public:
    explicit interrupts(avr_t *avr);

    avr_int_vector_t *next();                       // nullptr: none is raised and enabled
    avr_int_vector_t *find(std::uint8_t vector);    // nullptr: the part has none of that number
    bool enabled(const avr_int_vector_t &v) const;
    const std::vector<avr_int_vector_t *> &all() const { return by_priority_; }

private:
    bool raised(const avr_int_vector_t &v) const;

    avr_t *avr_;
    std::vector<avr_int_vector_t *> by_priority_;
};

// "18" or "USART_RX"; nothing when the ATmega328P has no such vector.
std::optional<std::uint8_t> vector_number(const std::string &name);

} // namespace avrsim
