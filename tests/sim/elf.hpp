// SPDX-License-Identifier: MIT
// What avrsim needs from a linked AVR program: the bytes of flash, where the variables end, and the
// names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace avrsim {

struct symbol {
    std::uint32_t address; // of code: in flash; of an object: in data space
    std::uint32_t bytes;
    std::string name;
};

struct firmware {
    std::vector<std::uint8_t> flash;   // all of the part's flash, 0xff where nothing was linked
    std::uint32_t flash_bytes = 0;     // what the program takes of it
    std::uint32_t code_end = 0;        // first flash byte after .text
    std::uint16_t static_end = 0;      // first RAM byte that no variable owns
    std::vector<symbol> functions;     // sorted by address
    std::vector<symbol> objects;       // sorted by address

    std::string function_at(std::uint32_t pc) const;
    std::string object_near(std::uint16_t address) const; // "frame+12", or "" when nothing is near
};

// Throws std::runtime_error with a sentence for the user.
firmware read_firmware(const std::string &path, std::uint32_t flash_size);

} // namespace avrsim
