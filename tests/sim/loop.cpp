// SPDX-License-Identifier: MIT
// The one place where simulated time passes. What libsimavr's own loop gets wrong for us, and why
// it is not used:
//
//   - after SEI it runs two instructions before it takes an interrupt, the chip runs one: idle
//     loops that let interrupts in for one instruction hang (i_age_ below);
//   - it can lose interrupts (interrupts.hpp);
//   - it takes an interrupt in no time, the chip in four cycles, four more out of sleep;
//   - it sleeps against its own clock, and runs many instructions at a stretch.
#include "loop.hpp"

#include "chip.hpp"

#include <algorithm>

#include <poll.h>
#include <simavr/sim_core.h>
#include <simavr/sim_regbit.h>

namespace avrsim {

volatile std::sig_atomic_t loop::interrupted = 0;

namespace {

using namespace std::chrono;

constexpr std::uint64_t interrupt_cycles = 4;  // data sheet 7.7.1
constexpr std::uint64_t wake_cycles = 4;       // on top, out of sleep
constexpr std::uint64_t poll_cycles = clock_hz / 2000; // how often the world outside is looked at
enum : avr_io_addr_t { GPIOR0 = 0x3e, GPIOR1 = 0x4a, SMCR = 0x53 };
enum : std::uint8_t { SMCR_SE = 0x01, SMCR_MODE = 0x0e };

} // namespace

loop::loop(const firmware &program, link &peer, const loop_options &options)
    : peer_(peer), options_(options), avr_(make_chip(program)),
      usart_(avr_, peer), watch_(avr_, program),
      tally_(options.regions, program.flash.size() / 2), interrupts_(avr_),
      started_(steady_clock::now()), pace_from_(started_)
{
    avr_->io[AVR_DATA_TO_IO(GPIOR0)].w = {this, on_marker};
    stress_low_.fill(static_cast<std::uint16_t>(avr_->ramend));
    if (!options.stress.empty()) {
        usart_.accept_all_writes();
    }
}

loop::~loop()
{
    avr_terminate(avr_);
}

std::uint8_t loop::exit_value() const
{
    return avr_->data[GPIOR1];
}

void loop::on_marker(avr_t *avr, avr_io_addr_t address, std::uint8_t value, void *self)
{
    avr->data[address] = value;
    static_cast<loop *>(self)->meter_.mark(avr->cycle, value);
}

void loop::run()
{
    while (stopped_ == stop_reason::running) {
        if (avr_->state == cpu_Sleeping) {
            sleep_until_event();
        } else {
            execute();
        }
        run_devices();
        take_interrupt();
        if (avr_->cycle >= look_outside_at_) {
            look_outside();
        }
    }
}

void loop::execute()
{
    const op next = watch_.before();
    if (options_.stop_at_fatal && watch_.saw_fatal()) {
        stopped_ = stop_reason::violation;
        return;
    }
    const std::uint32_t pc = avr_->pc;
    const bool had_i = avr_->sreg[S_I] != 0;
    const bool tallies = tally_.watches() && meter_.at_main_level();
    if (tallies) {
        tally_.before(pc, watch_.sp(), avr_->cycle, meter_.handler_cycles());
    }
    avr_->run_cycle_count = 0; // one instruction, then back here
    avr_->pc = avr_run_one(avr_);

    flags_changed_ = flags_changed_ || watch_.touched_io();
    if (next > op::io) {
        watch_.after(next);
    }
    if (tallies) {
        tally_.after(pc, avr_->pc, next, watch_.sp(), avr_->cycle, meter_.handler_cycles());
    }
    if (next == op::reti) {
        meter_.leave_handler(avr_->cycle);
    }
    const bool has_i = avr_->sreg[S_I] != 0;
    i_age_ = had_i && has_i ? i_age_ + 1 : 0;
    if (has_i != i_flag_) {
        has_i ? meter_.interrupts_on(avr_->cycle, pc) : meter_.interrupts_off(avr_->cycle);
        i_flag_ = has_i;
    }
    if (next == op::sleep) {
        if ((avr_->data[SMCR] & SMCR_SE) == 0) {
            avr_->state = cpu_Running; // sleep is a no-op then
        } else if (!has_i) {
            stopped_ = stop_reason::asleep_for_ever;
        } else if ((avr_->data[SMCR] & SMCR_MODE) != 0) {
            watch_.report("sleep_mode_not_idle", SMCR);
        }
        asleep_ = avr_->state == cpu_Sleeping;
    }
}

void loop::sleep_until_event()
{
    std::uint64_t wake = std::min({look_outside_at_, usart_.next_event(), options_.cycles});
    if (const avr_cycle_timer_slot_t *timer = avr_->cycle_timers.timer) {
        wake = std::min<std::uint64_t>(wake, timer->when);
    }
    avr_->cycle = std::max<std::uint64_t>(avr_->cycle, wake);
}

void loop::run_devices()
{
    const avr_cycle_timer_slot_t *timer = avr_->cycle_timers.timer;
    if (timer != nullptr && timer->when <= avr_->cycle) {
        avr_cycle_timer_process(avr_);
        flags_changed_ = true;
    }
    if (usart_.next_event() <= avr_->cycle) {
        usart_.run(avr_->cycle);
        look_outside_at_ = std::min(look_outside_at_, peer_.next_event());
    }
    if (usart_.flags_changed) {
        usart_.flags_changed = false;
        flags_changed_ = true;
    }
}

void loop::take_interrupt()
{
    if (flags_changed_) {
        next_interrupt_ = interrupts_.next();
        flags_changed_ = false;
    }
    if (i_age_ < options_.sei_delay || avr_->sreg[S_I] == 0) {
        return;
    }
    if (next_interrupt_ != nullptr) {
        enter(next_interrupt_);
    } else if (!options_.stress.empty() && meter_.at_main_level() && watch_.sp_is_whole()) {
        stress();
    }
}

void loop::enter(avr_int_vector_t *v)
{
    meter_.enter_handler(avr_->cycle, v->vector);
    meter_.interrupts_off(avr_->cycle);
    avr_->cycle += interrupt_cycles + (asleep_ ? wake_cycles : 0);
    asleep_ = false;
    avr_->state = cpu_Running;

    watch_.before_interrupt();
    _avr_push_addr(avr_, avr_->pc);
    watch_.after_interrupt();
    avr_->sreg[S_I] = 0;
    i_flag_ = false;
    i_age_ = 0;
    avr_->pc = v->vector * avr_->vector_size;
    avr_clear_interrupt(avr_, v); // but for flags that mirror a state: RXC, UDRE
    if (v->vector == USART_TX_VECTOR) {
        usart_.transmit_served();
    }
    flags_changed_ = true;
}

// Wherever the main program reaches a new low, the worst happens: an enabled interrupt comes
// exactly there.
void loop::stress()
{
    const std::uint16_t sp = watch_.sp();

    for (const std::uint8_t vector : options_.stress) {
        avr_int_vector_t *v = interrupts_.find(vector);
        if (v != nullptr && sp < stress_low_[vector] && raise_for_stress(v)) {
            stress_low_[vector] = sp;
            enter(v);
            return;
        }
    }
}

// An interrupt that is not enabled can not come on the chip either. A USART interrupt without its
// reason would make the program lose bytes, so it gets a reason: a byte, or room for one.
bool loop::raise_for_stress(avr_int_vector_t *v)
{
    if (!interrupts_.enabled(*v)) {
        return false;
    }
    if (v->vector == USART_RX_VECTOR) {
        usart_.hurry_a_byte(avr_->cycle);
        return interrupts_.next() == v;
    }
    return true;
}

void loop::look_outside()
{
    peer_.poll(avr_->cycle);
    usart_.listen(avr_->cycle);
    look_outside_at_ = std::min({avr_->cycle + poll_cycles, peer_.next_event(), options_.cycles});
    keep_pace();
    if (interrupted != 0) {
        stopped_ = stop_reason::signal;
    } else if (peer_.quits()) {
        stopped_ = stop_reason::quit;
    } else if (avr_->cycle >= options_.cycles) {
        stopped_ = stop_reason::cycles;
    } else if (options_.seconds > 0 && options_.clock == wall_clock::real
               && steady_clock::now() - started_ > duration<double>(options_.seconds)) {
        stopped_ = stop_reason::time;
    } else if (options_.seconds > 0 && options_.clock == wall_clock::ignored
               && static_cast<double>(avr_->cycle) > options_.seconds * clock_hz) {
        stopped_ = stop_reason::time;
    }
}

// Ahead of the clock on the wall: wait, but not longer than until the peer has something. Far
// behind it: what is lost is lost; to catch up would let the chip's timeouts run out before the
// peer had its time.
void loop::keep_pace()
{
    if (options_.clock != wall_clock::real) {
        return;
    }
    const std::uint64_t cycles = (avr_->cycle - pace_cycle_) * options_.slower;
    const auto due = pace_from_ + nanoseconds(cycles * 1000000000 / clock_hz);
    const auto now = steady_clock::now();
    if (now - due > milliseconds(100)) {
        pace_from_ = now;
        pace_cycle_ = avr_->cycle;
    } else if (due > now) {
        const auto ahead = duration_cast<nanoseconds>(due - now).count();
        const timespec wait{ahead / 1000000000, ahead % 1000000000};
        pollfd descriptor{peer_.wait_on(), POLLIN, 0};
        ppoll(&descriptor, descriptor.fd < 0 ? 0 : 1, &wait, nullptr);
    }
}

} // namespace avrsim
