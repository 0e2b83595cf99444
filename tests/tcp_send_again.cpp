// SPDX-License-Identifier: MIT
// What is lost is sent again, text and FIN, until it arrives or there is no hope.
#include "support/text.hpp"

using namespace thimble;

TEST_CASE("a lost segment is sent again after 1, 2, 4 and more seconds and the tick it began in, and "
          "given up after the eighth time")
{
    talk t;
    established(t);
    write(t, "lost");
    CHECK(only(t.w.poll()).text == "lost");
    std::uint32_t last = t.w.now;
    std::vector<std::uint32_t> gaps;
    while (t.w.connection().state == TCP_ESTAB && t.w.now < 1000000) {
        for (const segment &out : t.w.wait(100)) {
            CHECK(out.text == "lost");
            CHECK(out.seq == t.theirs);
            gaps.push_back((t.w.now - last + 50) / 100);
            last = t.w.now;
        }
    }
    const std::vector<std::uint32_t> expected = {11, 22, 44, 88, 176, 352, 601, 601};
    CHECK(gaps == expected);
    CHECK(t.w.now - last >= 59900);
    CHECK(app::sides[0].events == "CT");
}

TEST_CASE("an ACK of part sends only the rest again, at once and after a fresh timeout")
{
    talk t;
    established(t);
    write(t, "abcdef");
    CHECK(only(t.w.poll()).text == "abcdef");
    CHECK(only(t.w.wait(1100)).text == "abcdef");
    t.theirs += 4;
    const segment out = only(t.say(ACK)); // what was in flight at the loss: RFC 6582
    CHECK(out.text == "ef");
    CHECK(out.seq == t.theirs);
    CHECK(t.w.wait(2000).empty()); // 2 s: no round trip was measured since (RFC 6298 5)
    CHECK(only(t.w.wait(300)).text == "ef");
}

TEST_CASE("the same segments come whether the stack is polled every millisecond or every minute")
{
    std::string traces[2];
    for (int slow = 0; slow < 2; slow++) {
        talk t;
        established(t);
        write(t, "again");
        t.w.poll();
        for (std::uint32_t ms = 0; ms < 1200; ms += slow ? 1200 : 1) {
            for (const segment &out : t.w.wait(slow ? 1200 : 1)) {
                traces[slow] += out.text + ";";
            }
        }
    }
    CHECK(traces[0] == "again;");
    CHECK(traces[1] == "again;");
}

TEST_CASE("a close sends its FIN with the last text, and sends both again when they are lost")
{
    talk t;
    established(t);
    write(t, "bye");
    CHECK(tcp_close(&t.w.s, 0) == TCP_OK);
    const segment out = only(t.w.poll());
    CHECK(out.text == "bye");
    CHECK((out.flags & FIN) != 0);
    const segment again = only(t.w.wait(1100));
    CHECK(again.text == "bye");
    CHECK((again.flags & FIN) != 0);
    t.theirs += 3; // text arrived, FIN did not
    const segment fin = only(t.say(ACK));
    CHECK(fin.text == "");
    CHECK((fin.flags & FIN) != 0);
    CHECK(fin.seq == t.theirs);
}

TEST_CASE("no round trip is measured by what has gone twice, not by a FIN that joined it either")
{
    talk t;
    established(t);
    write(t, "abcdef");
    t.w.poll();
    const std::uint16_t srtt = t.w.connection().srtt;
    CHECK(only(t.w.wait(1100)).text == "abcdef");
    CHECK(tcp_close(&t.w.s, 0) == TCP_OK);
    for (const char *rest : {"cdef", "ef"}) {
        t.theirs += 2;
        const segment out = only(t.say(ACK));
        CHECK(out.text == rest);
        CHECK((out.flags & FIN) != 0); // the first time new, the second time not: RFC 6298 3
    }
    t.w.wait(500);
    t.theirs += 3;
    t.say(ACK);
    CHECK(t.w.connection().state == TCP_FIN_WAIT_2);
    CHECK(t.w.connection().srtt == srtt);
}

TEST_CASE("a source that has closed is not asked beyond its end")
{
    talk t(13);
    app::reset();
    syn_received(t);
    app::sides[3].source = "noon\r\n";
    app::sides[3].on_signalled = [](stack *s, std::uint8_t n) { tcp_close(s, n); };
    const segment out = only(t.say(ACK));
    CHECK(out.text == "noon\r\n");
    CHECK((out.flags & FIN) != 0);
    app::sides[3].source = "the sun has moved\r\n"; // a source that breaks its promise
    const segment again = only(t.w.wait(1100));
    CHECK(again.text.size() == 6);
    CHECK((again.flags & FIN) != 0);
    CHECK(again.seq == out.seq);
}

TEST_CASE("a source that has lost what is in flight does not keep the connection for ever")
{
    talk t(13);
    app::reset();
    syn_received(t);
    app::sides[3].source = "noon\r\n";
    CHECK(only(t.say(ACK)).text == "noon\r\n");
    app::sides[3].source = "";
    const std::uint32_t start = t.w.now;
    while (t.w.connection(3).state == TCP_ESTAB && t.w.now < 1000000) {
        CHECK(t.w.wait(100).empty());
    }
    CHECK(t.w.connection(3).state == TCP_CLOSED);
    CHECK(app::sides[3].events == "CT");
    CHECK(t.w.now - start >= 240000); // all eight tries, each after its own time
    CHECK(t.w.now - start <= 250000);
}

TEST_CASE("a source that finds its text again is believed")
{
    talk t(13);
    app::reset();
    syn_received(t);
    app::sides[3].source = "noon\r\n";
    t.say(ACK);
    app::sides[3].source = "";
    CHECK(t.w.wait(1100).empty());
    app::sides[3].source = "noon\r\n";
    const segment again = only(t.w.wait(2300));
    CHECK(again.text == "noon\r\n");
    CHECK(again.seq == t.theirs);
}
