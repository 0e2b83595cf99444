// SPDX-License-Identifier: MIT
// Looks at each instruction before and after it runs: how deep the stack gets, measured three ways,
// and which accesses no correct program makes. Section "What it finds" of README.md lists the
// kinds.
#pragma once

#include "decode.hpp"
#include "elf.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <simavr/sim_avr.h>

namespace avrsim {

struct violation {
    std::string kind;
    std::string function;
    std::uint32_t pc;
    std::uint64_t cycle;    // of the first time
    std::uint16_t address;  // what was touched the first time
    std::string near;       // the object before that address, or ""
    std::uint64_t count;    // times this instruction did it
    bool fatal;             // what follows it means nothing
};

struct stack_figures {
    std::uint16_t min_sp;
    std::uint16_t lowest_write;
    std::uint16_t paint;
    bool agree;
};

class watch {
public:
    watch(avr_t *avr, const firmware &program);

    op before();         // what runs next; its accesses are checked here
    void after(op ran);  // where the stack is now
    void before_interrupt();
    void after_interrupt();

    std::uint16_t sp() const;
    bool touched_io() const { return touched_io_; } // the last instruction may have changed a flag
    bool sp_is_whole() const { return !half_written_; } // not between out SPH and out SPL
    stack_figures stack() const;
    std::uint16_t static_bytes() const;
    std::uint16_t high_water() const { return static_cast<std::uint16_t>(avr_->ramend - min_sp_); }

    void report(const char *kind, std::uint16_t address, bool fatal = false);
    const std::vector<violation> &violations() const { return violations_; }
    bool saw_fatal() const { return saw_fatal_; }

private:
    void check_load(std::uint16_t address);
    void check_store(std::uint16_t address);
    void check_push(std::uint16_t address);
    void check_return();
    void remember_return_address(std::uint16_t sp_before);
    void follow_sp(op ran);

    static constexpr std::uint16_t ram_start = 0x100;
    static constexpr std::uint16_t ram_bytes = 0x800;
    struct return_byte {
        bool live = false;
        std::uint8_t value = 0;
    };
    return_byte *shadow(std::uint16_t address);

    avr_t *avr_;
    const firmware &program_;
    std::vector<instruction> code_;
    std::array<return_byte, ram_bytes> shadow_{};
    std::uint16_t sp_before_;
    std::uint16_t min_sp_;
    std::uint16_t lowest_write_;
    std::uint16_t unwritten_below_; // the deepest frame was taken from here without writing to it
    bool half_written_ = false;
    bool started_ = false;
    bool touched_io_ = false;
    bool saw_fatal_ = false;
    std::vector<violation> violations_;
};

} // namespace avrsim
