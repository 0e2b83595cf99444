// SPDX-License-Identifier: MIT
#include "tally.hpp"

#include <algorithm>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace avrsim {
namespace {

std::uint32_t address(std::istream &words)
{
    std::uint32_t value = 0;
    words >> std::hex >> value >> std::dec;
    return value;
}

// region NAME BEGIN [END ...]; the addresses in bytes, hexadecimal
region parse_region(std::istream &words)
{
    region out{};
    words >> out.name;
    out.begin = address(words);
    if (words.fail()) {
        return out;
    }
    while (words >> std::ws && !words.eof()) {
        out.ends.push_back(address(words));
        if (words.fail()) {
            return out;
        }
    }
    words.clear();
    return out;
}

// limit MOST WHAT IT SAYS
limit parse_limit(std::istream &words)
{
    limit out{};
    out.worst = std::numeric_limits<std::int64_t>::min();
    words >> out.most >> std::ws;
    std::getline(words, out.what);
    return out;
}

} // namespace

std::vector<region> parse_limits(std::istream &in, const std::string &path)
{
    std::vector<region> all;
    std::string line;
    for (unsigned number = 1; std::getline(in, line); ++number) {
        std::istringstream words(line);
        std::string verb;
        words >> verb;
        const bool in_region = !all.empty();
        const bool in_limit = in_region && !all.back().limits.empty();
        if (verb == "region") {
            all.push_back(parse_region(words));
        } else if (verb == "limit" && in_region) {
            all.back().limits.push_back(parse_limit(words));
        } else if ((verb == "runs" || verb == "taken") && in_limit) {
            term t{address(words) / 2, verb == "taken", 0};
            words >> t.factor;
            all.back().limits.back().terms.push_back(t);
        } else {
            words.setstate(std::ios::failbit);
        }
        if (words.fail()) {
            throw std::runtime_error(path + ":" + std::to_string(number)
                                     + ": region NAME BEGIN [END ...], limit MOST WHAT, "
                                       "runs ADDRESS FACTOR or taken ADDRESS FACTOR is expected");
        }
    }
    return all;
}

tally::tally(std::vector<region> regions, std::size_t flash_words)
    : regions_(std::move(regions)), runs_(flash_words), taken_(flash_words)
{
    for (const region &r : regions_) {
        for (const limit &l : r.limits) {
            for (const term &t : l.terms) {
                if (t.word >= flash_words) {
                    throw std::runtime_error(r.name + ": " + l.what + ": beyond the flash");
                }
            }
        }
    }
}

void tally::before(std::uint32_t pc, std::uint16_t sp, std::uint64_t cycle, std::uint64_t handlers)
{
    if (open_ != nullptr) {
        return;
    }
    for (region &r : regions_) {
        if (r.begin == pc) {
            open_ = &r;
            sp_ = sp;
            started_ = cycle;
            handlers_then_ = handlers;
        }
    }
}

void tally::after(std::uint32_t pc, std::uint32_t next, op ran, std::uint16_t sp,
                  std::uint64_t cycle, std::uint64_t handlers)
{
    if (open_ == nullptr) {
        return;
    }
    const std::uint32_t word = pc / 2;
    if (runs_[word]++ == 0) {
        touched_.push_back(word);
    }
    if (next != pc + 2) {
        taken_[word]++;
    }
    const std::vector<std::uint32_t> &ends = open_->ends;
    const bool returns = ends.empty() && ran == op::ret && sp > sp_;
    if (returns || std::find(ends.begin(), ends.end(), pc) != ends.end()) {
        close(cycle - started_ - (handlers - handlers_then_));
    }
}

void tally::close(std::uint64_t own)
{
    open_->own.add(own);
    for (limit &l : open_->limits) {
        std::int64_t sum = -l.most;
        for (const term &t : l.terms) {
            const std::int64_t times = t.taken ? taken_[t.word] : runs_[t.word];
            sum += t.factor * times;
            l.met = l.met || (t.factor > 0 && times != 0);
        }
        l.worst = std::max(l.worst, sum);
    }
    for (const std::uint32_t word : touched_) {
        runs_[word] = taken_[word] = 0;
    }
    touched_.clear();
    open_ = nullptr;
}

} // namespace avrsim
