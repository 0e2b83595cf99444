// SPDX-License-Identifier: MIT
#pragma once

#include "loop.hpp"

#include <stdexcept>

namespace avrsim {

struct options {
    std::string firmware;
    std::string link; // "none", "slip:tun=NAME", "script:FILE"
    loop_options run;
    bool check = false;
    bool serial_out = false;
    bool expect_exit = false;
    std::uint64_t expect_max_stack = never;
    std::string json;
    std::string limits;
};

struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

extern const char usage[];

options parse_options(int argc, char **argv); // throws usage_error

} // namespace avrsim
