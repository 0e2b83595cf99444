// SPDX-License-Identifier: MIT
// What the generated readers say about a packet, as a JSON object like the oracle's.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

using bytes = std::vector<std::uint8_t>;

class object {
public:
    void number(const char *name, std::uint64_t value)
    {
        field(name, std::to_string(value));
    }

    void hex(const char *name, const std::uint8_t *at, std::size_t count)
    {
        std::string text = "\"";
        for (std::size_t i = 0; i < count; i++) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(at[i]));
            text += two;
        }
        field(name, text + "\"");
    }

    std::string text() const
    {
        return "{\"accepted\": true, \"fields\": {" + inside + "}}";
    }

private:
    void field(const char *name, const std::string &value)
    {
        inside += (inside.empty() ? "\"" : ", \"") + std::string(name) + "\": " + value;
    }

    std::string inside;
};

inline std::string refused(unsigned verdict)
{
    return "{\"accepted\": false, \"why\": " + std::to_string(verdict) + "}";
}
