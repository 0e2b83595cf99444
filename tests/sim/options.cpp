// SPDX-License-Identifier: MIT
#include "options.hpp"

namespace avrsim {

const char usage[] =
    "usage: avrsim FIRMWARE.elf --link slip:tun=NAME | script:FILE | none\n"
    "              [--clock real | real:N | virtual] [--seconds N] [--cycles N]\n"
    "              [--check] [--expect-max-stack N] [--expect-exit] [--stress VECTOR | all]\n"
    "              [--limits FILE] [--json OUT] [--serial-out] [--sei-delay 1 | 2]\n"
    "exit status: 0 all well, 1 a check or an expectation failed, 2 wrong usage\n";

namespace {

std::uint64_t number(const std::string &option, const std::string &text)
{
    const bool digits_only = text.find_first_not_of("0123456789") == std::string::npos;
    if (text.empty() || text.size() > 18 || !digits_only) {
        throw usage_error(option + ": '" + text + "' is not a number");
    }
    return std::stoull(text);
}

double seconds(const std::string &text)
{
    std::size_t used = 0;
    double value = 0;
    try {
        value = std::stod(text, &used);
    } catch (const std::exception &) {
    }
    if (used != text.size() || !(value > 0)) {
        throw usage_error("--seconds: '" + text + "' is not a time greater than 0");
    }
    return value;
}

void set_clock(loop_options &out, const std::string &text)
{
    const bool slow = text.rfind("real:", 0) == 0;
    const std::uint64_t slower = slow ? number("--clock real:N", text.substr(5)) : 1;
    if (!slow && text != "real" && text != "virtual") {
        throw usage_error("--clock: '" + text
                          + "' is not known; real, real:N or virtual is expected");
    }
    if (slower < 1 || slower > 100) {
        throw usage_error("--clock " + text + ": N is from 1 to 100");
    }
    out.clock = text == "virtual" ? wall_clock::ignored : wall_clock::real;
    out.slower = static_cast<unsigned>(slower);
}

std::vector<std::uint8_t> vectors(const std::string &text)
{
    std::vector<std::uint8_t> all;
    for (std::uint8_t v = 1; text == "all" && v < 26; ++v) {
        all.push_back(v);
    }
    if (text != "all") {
        const std::optional<std::uint8_t> one = vector_number(text);
        if (!one) {
            throw usage_error("--stress: '" + text
                              + "' is no vector of the ATmega328P; a number from 1 to 25, "
                                "a name like USART_RX, or all is expected");
        }
        all.push_back(*one);
    }
    return all;
}

unsigned sei_delay(const std::string &text)
{
    if (text != "1" && text != "2") {
        throw usage_error("--sei-delay: 1 (the chip) or 2 (libsimavr 1.6) is expected");
    }
    return text == "1" ? 1 : 2;
}

void take(options &out, const std::string &name, const std::string &value)
{
    if (name == "--link") {
        out.link = value;
    } else if (name == "--clock") {
        set_clock(out.run, value);
    } else if (name == "--seconds") {
        out.run.seconds = seconds(value);
    } else if (name == "--cycles") {
        out.run.cycles = number(name, value);
    } else if (name == "--stress") {
        out.run.stress = vectors(value);
    } else if (name == "--expect-max-stack") {
        out.expect_max_stack = number(name, value);
    } else if (name == "--limits") {
        out.limits = value;
    } else if (name == "--json") {
        out.json = value;
    } else if (name == "--sei-delay") {
        out.run.sei_delay = sei_delay(value);
    } else {
        throw usage_error("'" + name + "' is not an option");
    }
}

} // namespace

options parse_options(int argc, char **argv)
{
    options out;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--check") {
            out.check = out.run.stop_at_fatal = true;
        } else if (word == "--expect-exit") {
            out.expect_exit = true;
        } else if (word == "--serial-out") {
            out.serial_out = true;
        } else if (word.rfind("--", 0) == 0) {
            if (i + 1 == argc) {
                throw usage_error(word + ": a value is expected");
            }
            take(out, word, argv[++i]);
        } else if (out.firmware.empty()) {
            out.firmware = word;
        } else {
            throw usage_error("one firmware is expected, not also '" + word + "'");
        }
    }
    if (out.firmware.empty()) {
        throw usage_error("no firmware is named");
    }
    if (out.link.empty()) {
        throw usage_error("--link is missing; slip:tun=NAME, script:FILE or none is expected");
    }
    return out;
}

} // namespace avrsim
