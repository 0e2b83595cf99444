// SPDX-License-Identifier: MIT
// Writes JSON in a fixed order and layout: two equal runs give equal files.
#pragma once

#include <cstdint>
#include <string>

namespace avrsim {

class json {
public:
    json &begin(char bracket); // '{' or '['
    json &begin(const std::string &key, char bracket);
    json &end();
    json &put(const std::string &key, std::uint64_t value);
    json &put(const std::string &key, bool value);
    json &put(const std::string &key, double value);
    json &put(const std::string &key, const std::string &value);
    json &put(const std::string &key, const char *value) { return put(key, std::string(value)); }
    json &item(const std::string &value);
    std::string text() const { return text_ + "\n"; }

private:
    json &open(char bracket);
    json &raw(const std::string &value) { text_ += value; return *this; }
    void name(const std::string &key);
    void separate();
    static std::string quoted(const std::string &value);

    std::string text_;
    std::string closers_;
    bool first_ = true;
};

} // namespace avrsim
