// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

#include <string>
#include <vector>

namespace avrsim {

// Why the run is not all well, a sentence each; empty: exit status 0.
std::vector<std::string> verdict(const options &o, const loop &run, const link &peer);

// Everything that was measured. Holds nothing of the machine it ran on, so equal runs give equal
// text.
std::string report_json(const options &o, const firmware &program, const loop &run,
                        const link &peer);

} // namespace avrsim
