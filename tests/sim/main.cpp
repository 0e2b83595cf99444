// SPDX-License-Identifier: MIT
// avrsim: an ATmega328P whose serial line ends at the Linux kernel, or at a script. README.md says
// the rest.
#include "elf.hpp"
#include "options.hpp"
#include "report.hpp"
#include "script.hpp"
#include "tun.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>

namespace avrsim {
namespace {

constexpr std::uint32_t flash_size = 32768;

void on_signal(int)
{
    loop::interrupted = 1;
}

void catch_signals()
{
    struct sigaction action{};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

std::unique_ptr<link> make_link(const std::string &spec)
{
    static const std::string tun = "slip:tun=", script = "script:";

    if (spec == "none") {
        return std::make_unique<link>();
    }
    if (spec.rfind(tun, 0) == 0) {
        return std::make_unique<tun_link>(spec.substr(tun.size()));
    }
    if (spec.rfind(script, 0) == 0) {
        const std::string path = spec.substr(script.size());
        std::ifstream in(path);
        if (!in) {
            throw std::runtime_error(path + ": cannot be read");
        }
        return std::make_unique<script_link>(path, parse_script(in, path));
    }
    throw usage_error("--link: '" + spec
                      + "' is not known; slip:tun=NAME, script:FILE or none is expected");
}

// Whole or not at all: a reader never sees half a report.
void write_file(const std::string &path, const std::string &text)
{
    const std::string draft = path + ".new";
    std::ofstream out(draft);
    out << text;
    out.close();
    if (!out || std::rename(draft.c_str(), path.c_str()) != 0) {
        std::remove(draft.c_str());
        throw std::runtime_error(path + ": cannot be written");
    }
}

void tell_speed(const loop &run, std::chrono::steady_clock::duration took)
{
    const double seconds = std::chrono::duration<double>(took).count();
    const double mega = static_cast<double>(run.cycles()) / 1e6;
    std::fprintf(stderr, "avrsim: %.3f million cycles in %.3f s, %.1f MHz\n", mega, seconds,
                 seconds > 0 ? mega / seconds : 0);
}

int simulate(const options &o)
{
    const std::unique_ptr<link> peer = make_link(o.link);
    if (o.serial_out) {
        peer->print_bytes();
    }
    const firmware program = read_firmware(o.firmware, flash_size);
    loop_options how = o.run;
    if (!o.limits.empty()) {
        std::ifstream in(o.limits);
        if (!in) {
            throw std::runtime_error(o.limits + ": cannot be read");
        }
        how.regions = parse_limits(in, o.limits);
    }
    loop run(program, *peer, how);
    catch_signals();

    const auto started = std::chrono::steady_clock::now();
    run.run();
    tell_speed(run, std::chrono::steady_clock::now() - started);

    const std::vector<std::string> bad = verdict(o, run, *peer);
    for (const std::string &sentence : bad) {
        std::fprintf(stderr, "avrsim: %s\n", sentence.c_str());
    }
    if (!o.json.empty()) {
        write_file(o.json, report_json(o, program, run, *peer));
    }
    return bad.empty() ? 0 : 1;
}

} // namespace
} // namespace avrsim

int main(int argc, char **argv)
{
    try {
        return avrsim::simulate(avrsim::parse_options(argc, argv));
    } catch (const avrsim::usage_error &problem) {
        std::fprintf(stderr, "avrsim: %s\n%s", problem.what(), avrsim::usage);
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "avrsim: %s\n", problem.what());
    }
    return 2;
}
