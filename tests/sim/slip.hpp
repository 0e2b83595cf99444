// SPDX-License-Identifier: MIT
// SLIP, RFC 1055: datagrams on a serial line. Knows nothing of the simulator, so it is tested
// alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace avrsim {

using frame = std::vector<std::uint8_t>;

enum : std::uint8_t { SLIP_END = 0xc0, SLIP_ESC = 0xdb, SLIP_ESC_END = 0xdc, SLIP_ESC_ESC = 0xdd };

// END before and after: noise on an idle line then ends in a frame of its own (RFC 1055,
// "drivers").
inline void slip_encode(const frame &datagram, std::deque<std::uint8_t> &line)
{
    line.push_back(SLIP_END);
    for (const std::uint8_t byte : datagram) {
        if (byte == SLIP_END || byte == SLIP_ESC) {
            line.push_back(SLIP_ESC);
            line.push_back(byte == SLIP_END ? SLIP_ESC_END : SLIP_ESC_ESC);
        } else {
            line.push_back(byte);
        }
    }
    line.push_back(SLIP_END);
}

class slip_decoder {
public:
    // A whole datagram once its END has arrived; empty frames are nothing.
    std::optional<frame> take(std::uint8_t byte)
    {
        if (byte == SLIP_END) {
            return finish();
        }
        if (escaped_) {
            escaped_ = false;
            if (byte != SLIP_ESC_END && byte != SLIP_ESC_ESC) {
                spoilt_ = true; // a protocol violation: the datagram is not what was sent
            }
            byte = byte == SLIP_ESC_END ? SLIP_END : SLIP_ESC;
        } else if (byte == SLIP_ESC) {
            escaped_ = true;
            return std::nullopt;
        }
        if (datagram_.size() < longest) {
            datagram_.push_back(byte);
        } else {
            spoilt_ = true;
        }
        return std::nullopt;
    }

    unsigned spoilt_frames() const { return spoilt_frames_; }

private:
    static constexpr std::size_t longest = 65535;

    std::optional<frame> finish()
    {
        frame done;
        done.swap(datagram_);
        const bool bad = spoilt_ || escaped_;
        spoilt_ = escaped_ = false;
        if (bad) {
            ++spoilt_frames_;
            return std::nullopt;
        }
        return done.empty() ? std::nullopt : std::optional<frame>(std::move(done));
    }

    frame datagram_;
    bool escaped_ = false;
    bool spoilt_ = false;
    unsigned spoilt_frames_ = 0;
};

} // namespace avrsim
