// SPDX-License-Identifier: MIT
// A peer from a file, in virtual time: the same file and firmware give the same run, to the cycle.
// README.md, "Scripts", has the language.
#pragma once

#include "link.hpp"

#include <istream>

namespace avrsim {

struct script_line {
    enum class action { send, raw, expect, silence, quit } what = action::quit;
    bool relative = false;      // `after`: counted from when the line before was done
    std::uint64_t cycles = 0;   // when; of an expect: within
    std::vector<int> bytes;     // -1: any byte (written ??)
    unsigned number = 0;        // in the file
};

// Throws std::runtime_error, "path:line: what is wrong; what is expected".
std::vector<script_line> parse_script(std::istream &in, const std::string &path);

class script_link : public link {
public:
    script_link(const std::string &path, std::vector<script_line> lines);

    void poll(std::uint64_t cycle) override;
    std::uint64_t next_event() const override;
    bool quits() const override { return quits_; }
    std::vector<std::string> failures() const override;
    bool keeps_frames() const override { return true; }

private:
    void frame_from_chip(std::uint64_t cycle, const frame &datagram) override;
    bool step(std::uint64_t cycle); // false: the current line has to wait
    bool expect(std::uint64_t cycle);
    std::uint64_t due() const;
    void fail(const std::string &what);
    void done(std::uint64_t cycle);

    std::string path_;
    std::vector<script_line> lines_;
    std::size_t current_ = 0;
    std::uint64_t last_done_ = 0;
    std::deque<passed_frame> inbox_;
    bool expects_ = false;
    bool quits_ = false;
    std::vector<std::string> failures_;
};

} // namespace avrsim
