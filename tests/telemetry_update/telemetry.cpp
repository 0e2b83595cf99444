// SPDX-License-Identifier: MIT
// Readings as a stream that nobody keeps: the same offset gives the same bytes, as long as it may.
#include "support/firmware.hpp"

using namespace firmware;

namespace {

void take(unsigned readings)
{
    for (unsigned i = 0; i < readings; i++) {
        take_reading(&board.telemetry);
    }
}

}

TEST_CASE("a line for each reading, from any byte on, and no more than there is")
{
    reset();
    take(3);
    CHECK(stream(0, 100) == "00000 00500\n00001 00501\n00002 00502\n");
    CHECK(stream(4, 10) == "0 00500\n00");
    CHECK(stream(12, 100) == "00001 00501\n00002 00502\n");
    CHECK(stream(36, 100) == "");
    CHECK(stream(30, 0) == "");
}

TEST_CASE("what may be asked for again is kept, then new readings take its place")
{
    reset();
    take(READINGS + 5);
    CHECK(board.telemetry.lost == 5);
    CHECK(board.telemetry.taken == READINGS);
    const std::string first = stream(0, ASKED_AGAIN); // all of it may be on its way
    take(1);
    CHECK(board.telemetry.lost == 6);
    CHECK(stream(0, ASKED_AGAIN) == first);
    CHECK(stream(ASKED_AGAIN, LINE_BYTES).size() == LINE_BYTES); // so the first line has arrived
    take(2);
    CHECK(board.telemetry.lost == 7);
    CHECK(stream(LINE_BYTES, ASKED_AGAIN) == first.substr(LINE_BYTES) + stream(ASKED_AGAIN, 12));
}

TEST_CASE("numbers wrap at 65,536, and the readings with them")
{
    reset();
    board.telemetry.taken = board.telemetry.first = 65535;
    take(2);
    CHECK(stream(0, 100) == "65535 00500\n00000 00501\n");
}

TEST_CASE("a connection that ends is followed by one that begins with what may be missing")
{
    reset();
    take(40);
    (void)stream(0, 20 * LINE_BYTES + 7);
    board.telemetry.calling = true;
    telemetry_signalled(&core, 0, TCP_SIGNAL_CONNECTED);
    CHECK(board.telemetry.calling);
    telemetry_signalled(&core, 0, TCP_SIGNAL_TIMED_OUT);
    CHECK(!board.telemetry.calling);
    const unsigned missing = (20 * LINE_BYTES + 7 - ASKED_AGAIN) / LINE_BYTES;
    CHECK(board.telemetry.first == missing);
    CHECK(stream(0, 11) == "0000" + std::to_string(missing) + " 0050" + std::to_string(missing));
}

TEST_CASE("ten readings a second; the collector is called at once, and again every five seconds")
{
    reset();
    for (std::uint32_t ms = 1; ms <= 1000; ms++) {
        telemetry_turn(&core, ms);
    }
    CHECK(board.telemetry.taken == 10);
    CHECK(board.telemetry.calling);
    tcp_report report;
    REQUIRE(tcp_status(&core, 0, &report) == TCP_OK);
    CHECK(report.remote_ip == COLLECTOR);
    CHECK(report.remote_port == COLLECTOR_PORT);
    tcp_abort(&core, 0);
    telemetry_signalled(&core, 0, TCP_SIGNAL_REFUSED);
    telemetry_turn(&core, 5000);
    CHECK(!board.telemetry.calling);
    telemetry_turn(&core, 5001);
    CHECK(board.telemetry.calling);
}
