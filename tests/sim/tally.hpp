// SPDX-License-Identifier: MIT
// How long a region of the program takes, and whether what is said of it holds: how often which
// instructions ran in each run of it. From a file of --limits, which proofs.cycles writes.
#pragma once

#include "decode.hpp"
#include "meter.hpp"

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace avrsim {

// The sum of `factor` times how often the instruction at `word` ran, or its branch or skip was
// taken.
struct term {
    std::uint32_t word;
    bool taken;
    std::int64_t factor;
};

struct limit {
    std::string what;
    std::int64_t most;
    std::vector<term> terms;
    std::int64_t worst; // the greatest sum so far less `most`: above 0, the limit is wrong
    bool met;           // some run had what it counts
};

// From the instruction at `begin` to the end of one of `ends`, or, with none, to the function's
// return.
struct region {
    std::string name;
    std::uint32_t begin;
    std::vector<std::uint32_t> ends;
    std::vector<limit> limits;
    spread own; // cycles, without interrupt handlers
};

// Throws std::runtime_error with path, line and what was expected.
std::vector<region> parse_limits(std::istream &in, const std::string &path);

class tally {
public:
    explicit tally(std::vector<region> regions, std::size_t flash_words);

    bool watches() const { return !regions_.empty(); }
    const std::vector<region> &regions() const { return regions_; }

    // `handlers` are the cycles of all interrupt handlers so far.
    void before(std::uint32_t pc, std::uint16_t sp, std::uint64_t cycle, std::uint64_t handlers);
    void after(std::uint32_t pc, std::uint32_t next, op ran, std::uint16_t sp, std::uint64_t cycle,
               std::uint64_t handlers);

private:
    void close(std::uint64_t own);

    std::vector<region> regions_;
    std::vector<std::uint32_t> runs_, taken_; // by flash word
    std::vector<std::uint32_t> touched_;
    region *open_ = nullptr;
    std::uint16_t sp_ = 0;
    std::uint64_t started_ = 0;
    std::uint64_t handlers_then_ = 0;
};

} // namespace avrsim
