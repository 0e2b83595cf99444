// SPDX-License-Identifier: MIT
#include "interrupts.hpp"

#include <algorithm>

#include <simavr/sim_regbit.h>

namespace avrsim {

interrupts::interrupts(avr_t *avr) : avr_(avr)
{
    const avr_int_table_t &table = avr->interrupts;
    by_priority_.assign(table.vector, table.vector + table.vector_count);
    std::sort(by_priority_.begin(), by_priority_.end(),
              [](const auto *a, const auto *b) { return a->vector < b->vector; });
}

bool interrupts::enabled(const avr_int_vector_t &v) const
{
    return avr_regbit_get(avr_, v.enable) != 0;
}

bool interrupts::raised(const avr_int_vector_t &v) const
{
    return v.raised.reg != 0 ? avr_regbit_get(avr_, v.raised) != 0 : v.pending != 0;
}

avr_int_vector_t *interrupts::next()
{
    avr_->interrupts.pending.read = avr_->interrupts.pending.write = 0;
    for (avr_int_vector_t *v : by_priority_) {
        if (enabled(*v) && raised(*v)) {
            return v;
        }
    }
    return nullptr;
}

avr_int_vector_t *interrupts::find(std::uint8_t vector)
{
    for (avr_int_vector_t *v : by_priority_) {
        if (v->vector == vector) {
            return v;
        }
    }
    return nullptr;
}

std::optional<std::uint8_t> vector_number(const std::string &name)
{
    static const char *const names[] = {
        "RESET",        "INT0",         "INT1",         "PCINT0",       "PCINT1",
        "PCINT2",       "WDT",          "TIMER2_COMPA", "TIMER2_COMPB", "TIMER2_OVF",
        "TIMER1_CAPT",  "TIMER1_COMPA", "TIMER1_COMPB", "TIMER1_OVF",   "TIMER0_COMPA",
        "TIMER0_COMPB", "TIMER0_OVF",   "SPI_STC",      "USART_RX",     "USART_UDRE",
        "USART_TX",     "ADC",          "EE_READY",     "ANALOG_COMP",  "TWI",
        "SPM_READY"};
    for (std::uint8_t i = 1; i < std::size(names); ++i) {
        if (name == names[i] || name == std::to_string(i)) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace avrsim
