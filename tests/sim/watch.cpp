// SPDX-License-Identifier: MIT
#include "watch.hpp"

#include <algorithm>

namespace avrsim {
namespace {

// What the host paints free RAM with. Varies with the address, so that no constant a program stores
// is taken for untouched paint over more than one byte.
std::uint8_t paint_at(std::uint16_t address)
{
    return static_cast<std::uint8_t>(0xc5u ^ (address * 29u));
}

} // namespace

watch::watch(avr_t *avr, const firmware &program)
    : avr_(avr), program_(program), code_(decode(program.flash)), sp_before_(avr->ramend),
      min_sp_(avr->ramend), lowest_write_(static_cast<std::uint16_t>(avr->ramend + 1)),
      unwritten_below_(avr->ramend)
{
    for (std::uint32_t a = program.static_end; a <= avr->ramend; ++a) {
        avr->data[a] = paint_at(static_cast<std::uint16_t>(a));
    }
}

std::uint16_t watch::sp() const
{
    return static_cast<std::uint16_t>(avr_->data[R_SPL] | (avr_->data[R_SPH] << 8));
}

std::uint16_t watch::static_bytes() const
{
    return static_cast<std::uint16_t>(program_.static_end - ram_start);
}

watch::return_byte *watch::shadow(std::uint16_t address)
{
    const unsigned index = static_cast<unsigned>(address) - ram_start;
    return index < ram_bytes ? &shadow_[index] : nullptr;
}

op watch::before()
{
    if (avr_->pc >= program_.code_end || (avr_->pc == 0 && started_)) {
        report(avr_->pc == 0 ? "restart" : "run_outside_code", 0, true);
    }
    started_ = true;
    const instruction &i = code_[avr_->pc >> 1 & (code_.size() - 1)];
    touched_io_ = i.kind == op::io;
    if (i.kind <= op::io) {
        return i.kind;
    }
    sp_before_ = sp();
    switch (i.kind) {
    case op::load:
    case op::store: {
        const auto address = static_cast<std::uint16_t>(
            i.offset + (i.base == 0 ? 0 : avr_->data[i.base] | (avr_->data[i.base + 1] << 8)));
        i.kind == op::load ? check_load(address) : check_store(address);
        touched_io_ = address < ram_start;
        break;
    }
    case op::push:
        check_push(sp_before_);
        break;
    case op::call:
    case op::frame:
        before_interrupt();
        break;
    case op::ret:
    case op::reti:
        check_return();
        break;
    case op::spm:
        report("store_flash", 0);
        break;
    default:
        break;
    }
    return i.kind;
}

void watch::after(op ran)
{
    switch (ran) {
    case op::out_sph: half_written_ = true; return;
    case op::out_spl: half_written_ = false; break;
    case op::call:    remember_return_address(sp_before_); break;
    default:          break;
    }
    if (ran != op::load && (ran != op::store || touched_io_)) {
        follow_sp(ran);
    }
}

void watch::before_interrupt() // or a call: two bytes are about to be pushed
{
    sp_before_ = sp();
    if (half_written_) {
        report("interrupt_in_sp_write", sp_before_);
    }
    check_push(sp_before_);
    check_push(static_cast<std::uint16_t>(sp_before_ - 1));
}

void watch::after_interrupt()
{
    remember_return_address(sp_before_);
    follow_sp(op::call);
}

void watch::remember_return_address(std::uint16_t sp_before)
{
    for (std::uint16_t back = 0; back < 2; ++back) {
        const auto address = static_cast<std::uint16_t>(sp_before - back);
        if (return_byte *r = shadow(address)) {
            *r = {true, avr_->data[address]};
        }
    }
}

// The stack pointer has moved: up, and what lies below it is dead; or down, perhaps to a new low.
void watch::follow_sp(op ran)
{
    const std::uint16_t now = sp();

    for (std::uint32_t a = sp_before_ + 1u; a <= now && a <= avr_->ramend; ++a) {
        if (return_byte *r = shadow(static_cast<std::uint16_t>(a))) {
            r->live = false;
        }
    }
    if (now < min_sp_) {
        min_sp_ = now;
        unwritten_below_ = ran == op::out_spl ? sp_before_ : now;
    }
    if (ran == op::out_spl && (now < program_.static_end - 1 || now > avr_->ramend)) {
        report(now > avr_->ramend ? "sp_above_ram" : "stack_overflow", now, true);
    }
}

void watch::check_load(std::uint16_t address)
{
    if (address < 32) {
        report("load_registers", address);
    } else if (address > avr_->ramend) {
        report("load_above_ram", address);
    } else if (address >= program_.static_end && address <= sp_before_ && !half_written_) {
        report("load_free", address);
    }
}

void watch::check_store(std::uint16_t address)
{
    if (address < 32) {
        report("store_registers", address);
    } else if (address > avr_->ramend) {
        report("store_above_ram", address);
    } else if (address >= program_.static_end && address <= sp_before_ && !half_written_) {
        report("store_free", address);
    } else if (address > sp_before_) {
        lowest_write_ = std::min(lowest_write_, address);
        const return_byte *r = shadow(address);
        if (r != nullptr && r->live) {
            report("store_return_address", address);
        }
    }
}

void watch::check_push(std::uint16_t address)
{
    if (address > avr_->ramend) {
        report("sp_above_ram", address, true);
    } else if (address < program_.static_end) {
        report("stack_overflow", address, true);
    }
    lowest_write_ = std::min(lowest_write_, address);
}

void watch::check_return()
{
    for (std::uint16_t i = 1; i <= 2; ++i) {
        const auto address = static_cast<std::uint16_t>(sp_before_ + i);
        const return_byte *r = shadow(address);
        if (r == nullptr || !r->live) {
            report("return_without_call", address, true);
        } else if (r->value != avr_->data[address]) {
            report("return_address_changed", address, true);
        }
    }
}

void watch::report(const char *kind, std::uint16_t address, bool fatal)
{
    saw_fatal_ = saw_fatal_ || fatal;
    for (violation &v : violations_) {
        if (v.pc == avr_->pc && v.kind == kind) {
            ++v.count;
            return;
        }
    }
    violations_.push_back({kind, program_.function_at(avr_->pc), avr_->pc, avr_->cycle, address,
                           program_.object_near(address), 1, fatal});
}

// The three figures come from different evidence: the register, the writes, what is left of the
// paint. They must tell one story: only a frame taken without being written may lie between the
// first and the other two.
stack_figures watch::stack() const
{
    std::uint32_t paint = program_.static_end;
    const auto painted = [&](std::uint32_t a) {
        return avr_->data[a] == paint_at(static_cast<std::uint16_t>(a));
    };
    while (paint <= avr_->ramend && painted(paint)) {
        ++paint;
    }
    const bool paint_agrees = paint == lowest_write_
        || (paint > lowest_write_ && painted(lowest_write_)); // what was written looked like it
    const bool writes_agree = lowest_write_ > min_sp_ && lowest_write_ <= unwritten_below_ + 1;
    return {min_sp_, lowest_write_, static_cast<std::uint16_t>(paint),
            paint_agrees && writes_agree};
}

} // namespace avrsim
