// SPDX-License-Identifier: MIT
// Runs the chip: one instruction at a time, its timers and its USART, interrupts, sleep, the clock
// on the wall.
#pragma once

#include "elf.hpp"
#include "interrupts.hpp"
#include "link.hpp"
#include "meter.hpp"
#include "tally.hpp"
#include "usart0.hpp"
#include "watch.hpp"

#include <array>
#include <chrono>
#include <csignal>

namespace avrsim {

enum class wall_clock { real, ignored };

enum class stop_reason { running, cycles, time, quit, asleep_for_ever, signal, violation };

struct loop_options {
    wall_clock clock = wall_clock::ignored;
    unsigned slower = 1;                 // a second of the chip lasts so many on the wall
    std::uint64_t cycles = never;        // end after so many
    double seconds = 0;                  // and after so much time of the clock in use; 0: no end
    bool stop_at_fatal = false;
    std::vector<std::uint8_t> stress;    // vectors
    std::vector<region> regions;         // of --limits
    unsigned sei_delay = 1; // instructions that run after I is set; libsimavr's error is 2
};

class loop {
public:
    loop(const firmware &program, link &peer, const loop_options &options);
    loop(const loop &) = delete;
    loop &operator=(const loop &) = delete;
    ~loop();

    void run();

    stop_reason why_stopped() const { return stopped_; }
    std::uint64_t cycles() const { return avr_->cycle; }
    std::uint8_t exit_value() const; // GPIOR1, which a firmware sets before it sleeps for ever
    const usart0 &uart() const { return usart_; }
    const watch &watcher() const { return watch_; }
    const meter &measured() const { return meter_; }
    const tally &tallied() const { return tally_; }

    static volatile std::sig_atomic_t interrupted; // set by the handler of SIGINT and SIGTERM

private:
    void execute();
    void sleep_until_event();
    void run_devices();
    void take_interrupt();
    void enter(avr_int_vector_t *v);
    void stress();
    bool raise_for_stress(avr_int_vector_t *v);
    void look_outside();
    void keep_pace();
    static void on_marker(avr_t *avr, avr_io_addr_t address, std::uint8_t value, void *self);

    link &peer_;
    const loop_options options_;
    avr_t *avr_;
    usart0 usart_;
    watch watch_;
    meter meter_;
    tally tally_;
    interrupts interrupts_;

    stop_reason stopped_ = stop_reason::running;
    avr_int_vector_t *next_interrupt_ = nullptr;
    bool flags_changed_ = true;      // next_interrupt_ must be looked up again
    bool i_flag_ = false;            // as it was after the last instruction
    unsigned i_age_ = 0;             // instructions begun with I set
    bool asleep_ = false;
    std::uint64_t look_outside_at_ = 0;
    std::array<std::uint16_t, 64> stress_low_{}; // lowest SP at which each vector was raised
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point pace_from_;
    std::uint64_t pace_cycle_ = 0;
};

} // namespace avrsim
