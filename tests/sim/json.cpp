// SPDX-License-Identifier: MIT
#include "json.hpp"

#include <cstdio>

namespace avrsim {

json &json::begin(char bracket)
{
    separate();
    return open(bracket);
}

json &json::begin(const std::string &key, char bracket)
{
    name(key);
    return open(bracket);
}

json &json::put(const std::string &key, std::uint64_t value)
{
    name(key);
    return raw(std::to_string(value));
}

json &json::put(const std::string &key, bool value)
{
    name(key);
    return raw(value ? "true" : "false");
}

json &json::put(const std::string &key, const std::string &value)
{
    name(key);
    return raw(quoted(value));
}

json &json::item(const std::string &value)
{
    separate();
    return raw(quoted(value));
}

json &json::open(char bracket)
{
    text_ += bracket;
    closers_ += bracket == '{' ? '}' : ']';
    first_ = true;
    return *this;
}

json &json::end()
{
    const char closer = closers_.back();
    closers_.pop_back();
    if (!first_) {
        text_ += '\n' + std::string(closers_.size() * 2, ' ');
    }
    text_ += closer;
    first_ = false;
    return *this;
}

void json::separate()
{
    if (!closers_.empty()) {
        text_ += (first_ ? "\n" : ",\n") + std::string(closers_.size() * 2, ' ');
    }
    first_ = false;
}

void json::name(const std::string &key)
{
    separate();
    text_ += quoted(key) + ": ";
}

json &json::put(const std::string &key, double value)
{
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.3f", value);
    name(key);
    return raw(digits);
}

std::string json::quoted(const std::string &value)
{
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

} // namespace avrsim
