// SPDX-License-Identifier: MIT
#include "report.hpp"

#include "json.hpp"

#include <cstdio>

namespace avrsim {
namespace {

const char *name_of(stop_reason why)
{
    switch (why) {
    case stop_reason::running:         return "running";
    case stop_reason::cycles:          return "cycles";
    case stop_reason::time:            return "time";
    case stop_reason::quit:            return "quit";
    case stop_reason::asleep_for_ever: return "asleep";
    case stop_reason::signal:          return "signal";
    case stop_reason::violation:       return "violation";
    }
    return "?";
}

std::string hex(const frame &bytes)
{
    static const char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string at(const violation &v)
{
    char text[256];
    std::snprintf(text, sizeof text,
                  "%s in %s (pc 0x%04x), address 0x%04x, cycle %llu, %llu time(s)",
                  v.kind.c_str(), v.function.c_str(), static_cast<unsigned>(v.pc),
                  static_cast<unsigned>(v.address), static_cast<unsigned long long>(v.cycle),
                  static_cast<unsigned long long>(v.count));
    return text;
}

void put_stack(json &out, const watch &w)
{
    const stack_figures s = w.stack();
    out.begin("stack", '{')
        .put("min_sp", std::uint64_t{s.min_sp})
        .put("lowest_write", std::uint64_t{s.lowest_write})
        .put("paint", std::uint64_t{s.paint})
        .put("agree", s.agree)
        .end();
    out.put("high_water_bytes", std::uint64_t{w.high_water()});
    out.put("static_bytes", std::uint64_t{w.static_bytes()});
}

void put_violations(json &out, const watch &w)
{
    out.begin("violations", '[');
    for (const violation &v : w.violations()) {
        out.begin('{')
            .put("kind", v.kind)
            .put("function", v.function)
            .put("pc", std::uint64_t{v.pc})
            .put("cycle", v.cycle)
            .put("address", std::uint64_t{v.address})
            .put("near", v.near)
            .put("count", v.count)
            .end();
    }
    out.end();
}

void put_spread(json &out, const std::string &key, const spread &s)
{
    if (!key.empty()) {
        out.begin(key, '{');
    }
    out.put("count", s.count).put("min", s.min).put("max", s.max);
    out.put("mean", s.count == 0 ? 0.0 : static_cast<double>(s.sum) / static_cast<double>(s.count));
    if (!key.empty()) {
        out.end();
    }
}

void put_markers(json &out, const meter &m)
{
    out.begin("markers", '{');
    for (const auto &[n, figures] : m.markers()) {
        out.begin(std::to_string(n), '{');
        put_spread(out, "", figures.all);
        put_spread(out, "without_interrupts", figures.own);
        out.end();
    }
    out.end();
}

void put_handlers(json &out, const meter &m)
{
    out.begin("interrupts", '{');
    for (const auto &[vector, figures] : m.handlers()) {
        put_spread(out, std::to_string(vector), figures);
    }
    out.end();
}

void put_regions(json &out, const tally &t)
{
    out.begin("regions", '{');
    for (const region &r : t.regions()) {
        out.begin(r.name, '{');
        put_spread(out, "", r.own);
        out.begin("limits", '[');
        for (const limit &l : r.limits) {
            out.begin('{').put("what", l.what).put("met", l.met);
            out.put("reached", l.met && l.worst == 0).end();
        }
        out.end().end();
    }
    out.end();
}

void put_frames(json &out, const link &peer)
{
    out.begin("frames", '[');
    for (const passed_frame &f : peer.frames()) {
        out.begin('{')
            .put("ms", static_cast<double>(f.cycle) / (clock_hz / 1000))
            .put("to", f.to_chip ? "chip" : "peer")
            .put("hex", hex(f.bytes))
            .end();
    }
    out.end();
}

} // namespace

std::vector<std::string> verdict(const options &o, const loop &run, const link &peer)
{
    std::vector<std::string> bad = peer.failures();
    const watch &w = run.watcher();

    if (o.check) {
        for (const violation &v : w.violations()) {
            bad.push_back(at(v));
        }
    }
    if (!w.stack().agree && !w.saw_fatal() && (o.check || w.violations().empty())) {
        bad.push_back("the three stack figures disagree: a store went where no stack is");
    }
    if (o.expect_max_stack != never && w.high_water() > o.expect_max_stack) {
        bad.push_back("the stack took " + std::to_string(w.high_water()) + " bytes, allowed are "
                      + std::to_string(o.expect_max_stack));
    }
    for (const region &r : run.tallied().regions()) {
        for (const limit &l : r.limits) {
            if (l.worst > 0) {
                bad.push_back(r.name + ": " + l.what + ": that was exceeded by "
                              + std::to_string(l.worst));
            }
        }
    }
    const bool ended_itself = run.why_stopped() == stop_reason::asleep_for_ever;
    if (o.expect_exit && !ended_itself) {
        bad.push_back("the firmware did not end the run itself (sleep with interrupts off)");
    }
    if (ended_itself && run.exit_value() != 0) {
        bad.push_back("the firmware reports failure " + std::to_string(run.exit_value())
                      + " (GPIOR1)");
    }
    return bad;
}

std::string report_json(const options &o, const firmware &program, const loop &run,
                        const link &peer)
{
    const usart0_counts &uart = run.uart().counts();
    json out;
    out.begin('{');
    out.put("cycles", run.cycles());
    out.put("stopped", name_of(run.why_stopped()));
    out.put("exit_value", std::uint64_t{run.exit_value()});
    out.put("flash_bytes", std::uint64_t{program.flash_bytes});
    put_stack(out, run.watcher());
    put_violations(out, run.watcher());
    put_markers(out, run.measured());
    put_handlers(out, run.measured());
    out.put("irq_off_max_cycles", run.measured().longest_off());
    out.put("irq_off_max_in", program.function_at(run.measured().longest_off_until()));
    out.put("frames_in", std::uint64_t{peer.frames_in()});
    out.put("frames_out", std::uint64_t{peer.frames_out()});
    out.put("frames_spoilt", std::uint64_t{peer.spoilt_frames()});
    out.begin("uart", '{')
        .put("received", uart.received)
        .put("sent", uart.sent)
        .put("overruns", uart.overruns)
        .put("deaf", uart.deaf)
        .put("tx_refused", uart.tx_refused)
        .end();
    if (run.tallied().watches()) {
        put_regions(out, run.tallied());
    }
    if (peer.keeps_frames()) {
        put_frames(out, peer);
    }
    out.begin("failures", '[');
    for (const std::string &sentence : verdict(o, run, peer)) {
        out.item(sentence);
    }
    out.end();
    return out.end().text();
}

} // namespace avrsim
