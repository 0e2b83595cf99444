// SPDX-License-Identifier: MIT
#include "script.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

namespace avrsim {
namespace {

constexpr std::uint64_t default_within = clock_hz; // a second

std::uint64_t cycles_of(const std::string &ms)
{
    std::size_t used = 0;
    double value = -1;
    try {
        value = std::stod(ms, &used);
    } catch (const std::exception &) {
    }
    if (used != ms.size() || value < 0 || value > 1e9) {
        throw std::runtime_error("'" + ms + "' is not a time; milliseconds are expected, "
                                 "like 12.5");
    }
    return static_cast<std::uint64_t>(value * (clock_hz / 1000));
}

std::vector<int> bytes_of(std::istream &words, bool wildcards)
{
    std::string digits, word;
    while (words >> word) {
        digits += word;
    }
    std::vector<int> bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const std::string two = digits.substr(i, 2);
        if (wildcards && two == "??") {
            bytes.push_back(-1);
        } else if (two.size() == 2 && std::isxdigit(static_cast<unsigned char>(two[0])) != 0
                   && std::isxdigit(static_cast<unsigned char>(two[1])) != 0) {
            bytes.push_back(std::stoi(two, nullptr, 16));
        } else {
            throw std::runtime_error("'" + two + "' is not a byte; two hex digits are expected"
                                     + (wildcards ? ", or ?? for any byte" : ""));
        }
    }
    if (bytes.empty()) {
        throw std::runtime_error("no bytes; hex digits are expected, like 45 00");
    }
    return bytes;
}

void end_of(std::istringstream &words)
{
    std::string word;
    if (words >> word) {
        throw std::runtime_error("'" + word + "' is one word too many");
    }
}

script_line parse_timed(std::istringstream &words, bool relative)
{
    script_line line;
    std::string ms, verb;
    words >> ms >> verb;
    line.relative = relative;
    line.cycles = cycles_of(ms);
    if (verb == "send" || verb == "raw") {
        line.what = verb == "send" ? script_line::action::send : script_line::action::raw;
        line.bytes = bytes_of(words, false);
    } else if (verb == "silence") {
        line.what = script_line::action::silence;
    } else if (verb != "quit") {
        throw std::runtime_error("'" + verb
                                 + "' is not known; send, raw, silence or quit is expected");
    }
    end_of(words);
    return line;
}

script_line parse_line(const std::string &text)
{
    std::istringstream words(text);
    std::string first;
    words >> first;
    if (first == "at" || first == "after") {
        return parse_timed(words, first == "after");
    }
    if (first != "expect") {
        throw std::runtime_error("'" + first + "' is not known; at, after or expect is expected");
    }
    script_line line;
    line.what = script_line::action::expect;
    line.cycles = default_within;
    const std::istringstream::pos_type here = words.tellg();
    std::string word, ms;
    if (words >> word && word == "within") {
        words >> ms;
        line.cycles = cycles_of(ms);
    } else {
        words.clear();
        words.seekg(here);
    }
    line.bytes = bytes_of(words, true);
    return line;
}

std::string hex(int byte)
{
    static const char digits[] = "0123456789abcdef";
    return {digits[byte >> 4 & 15], digits[byte & 15]};
}

// "" when they are the same.
std::string difference(const std::vector<int> &expected, const frame &got)
{
    const std::size_t both = std::min(expected.size(), got.size());
    for (std::size_t i = 0; i < both; ++i) {
        if (expected[i] >= 0 && expected[i] != got[i]) {
            return "byte " + std::to_string(i) + " is " + hex(got[i]) + ", expected "
                 + hex(expected[i]);
        }
    }
    if (expected.size() != got.size()) {
        return std::to_string(got.size()) + " bytes, expected " + std::to_string(expected.size());
    }
    return "";
}

} // namespace

std::vector<script_line> parse_script(std::istream &in, const std::string &path)
{
    std::vector<script_line> lines;
    std::string text;
    for (unsigned number = 1; std::getline(in, text); ++number) {
        text = text.substr(0, text.find('#'));
        if (text.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        try {
            lines.push_back(parse_line(text));
        } catch (const std::runtime_error &problem) {
            throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
        }
        lines.back().number = number;
    }
    return lines;
}

script_link::script_link(const std::string &path, std::vector<script_line> lines)
    : path_(path), lines_(std::move(lines))
{
    expects_ = std::any_of(lines_.begin(), lines_.end(), [](const script_line &line) {
        return line.what == script_line::action::expect;
    });
}

std::uint64_t script_link::due() const
{
    const script_line &line = lines_[current_];
    const bool from_last = line.relative || line.what == script_line::action::expect;
    return from_last ? last_done_ + line.cycles : std::max(line.cycles, last_done_);
}

std::uint64_t script_link::next_event() const
{
    if (current_ >= lines_.size()) {
        return never;
    }
    const bool expects = lines_[current_].what == script_line::action::expect;
    return expects && !inbox_.empty() ? 0 : due();
}

void script_link::poll(std::uint64_t cycle)
{
    while (current_ < lines_.size() && !quits_ && step(cycle)) {
    }
}

bool script_link::step(std::uint64_t cycle)
{
    const script_line &line = lines_[current_];

    if (line.what == script_line::action::expect) {
        return expect(cycle);
    }
    if (cycle < due()) {
        return false;
    }
    const frame bytes(line.bytes.begin(), line.bytes.end());
    switch (line.what) {
    case script_line::action::send:    send(cycle, bytes); break;
    case script_line::action::raw:     send_raw(bytes); break;
    case script_line::action::silence:
        if (!inbox_.empty()) {
            fail("the chip sent a frame of " + std::to_string(inbox_.front().bytes.size())
                 + " bytes where silence is expected");
            inbox_.clear();
        }
        break;
    default:                           quits_ = true; break;
    }
    done(cycle);
    return true;
}

bool script_link::expect(std::uint64_t cycle)
{
    if (!inbox_.empty()) {
        const std::string problem = difference(lines_[current_].bytes, inbox_.front().bytes);
        const std::uint64_t arrived = inbox_.front().cycle;
        inbox_.pop_front();
        if (!problem.empty()) {
            fail("the frame that came differs: " + problem);
        }
        done(std::max(arrived, last_done_));
        return true;
    }
    if (cycle < due()) {
        return false;
    }
    fail("no frame came in time");
    done(cycle);
    return true;
}

void script_link::done(std::uint64_t cycle)
{
    last_done_ = cycle;
    ++current_;
}

void script_link::fail(const std::string &what)
{
    failures_.push_back(path_ + ":" + std::to_string(lines_[current_].number) + ": " + what);
}

void script_link::frame_from_chip(std::uint64_t cycle, const frame &datagram)
{
    inbox_.push_back({cycle, false, datagram});
}

std::vector<std::string> script_link::failures() const
{
    std::vector<std::string> all = failures_;
    for (std::size_t i = current_; i < lines_.size(); ++i) {
        if (lines_[i].what == script_line::action::expect) {
            all.push_back(path_ + ":" + std::to_string(lines_[i].number) + ": never reached");
        }
    }
    if (expects_ && !inbox_.empty()) {
        all.push_back(path_ + ": " + std::to_string(inbox_.size())
                      + " frame(s) from the chip that no line expects");
    }
    return all;
}

} // namespace avrsim
