// SPDX-License-Identifier: MIT
// What a connection sends, when, and how much of it.
#include "support/world.hpp"

using namespace thimble;

namespace {

std::string letters(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; i++) {
        out += static_cast<char>('a' + i % 26);
    }
    return out;
}

std::uint16_t write(talk &t, const std::string &text)
{
    return tcp_write(&t.w.s, 0, reinterpret_cast<const std::uint8_t *>(text.data()),
                     static_cast<std::uint16_t>(text.size()));
}

} // namespace

TEST_CASE("what is written goes out in one segment that acknowledges")
{
    talk t;
    established(t);
    CHECK(write(t, "hello") == 5);
    const segment out = only(t.w.poll());
    CHECK(out.text == "hello");
    CHECK(out.flags == (ACK | PSH));
    CHECK(out.seq == t.theirs);
    CHECK(out.ack == t.mine);
}

TEST_CASE("an echo and the ACK of its text are one segment")
{
    talk t;
    established(t);
    app::sides[0].echo = true;
    const segment out = only(t.say(ACK | PSH, "ping"));
    CHECK(out.text == "ping");
    CHECK(out.ack == t.mine);
}

TEST_CASE("no segment is longer than the peer's MSS")
{
    talk t;
    established(t, wire::hex("02 04 00 40"));
    CHECK(write(t, letters(216)) == 216);
    const std::vector<segment> out = t.w.poll();
    REQUIRE(out.size() == 4);
    CHECK(out[0].text + out[1].text + out[2].text + out[3].text == letters(216));
    CHECK(out[0].text.size() == 64);
    CHECK(out[3].text.size() == 24);
    CHECK(out[1].seq == t.theirs + 64);
}

TEST_CASE("the ring takes no more than it holds, and room comes with the ACK")
{
    talk t;
    established(t);
    CHECK(write(t, letters(300)) == 216);
    CHECK(write(t, "x") == 0);
    CHECK(tcp_write_room(&t.w.s, 0) == 0);
    CHECK(only(t.w.poll()).text == letters(216));
    t.theirs += 100;
    CHECK(t.say(ACK).empty());
    CHECK(tcp_write_room(&t.w.s, 0) == 100);
    CHECK(write(t, letters(150)) == 100);
    CHECK(only(t.w.poll()).text == letters(100)); // wrapped around the ring's end
}

TEST_CASE("nothing is sent beyond the peer's window")
{
    talk t;
    established(t, {}, 100);
    CHECK(write(t, letters(216)) == 216);
    const segment out = only(t.w.poll());
    CHECK(out.text == letters(100));
    CHECK(t.w.wait(900).empty());
}

TEST_CASE("a shut window is probed with one byte after the retransmission timeout, ever more "
          "slowly, and for ever")
{
    talk t;
    established(t, {}, 0);
    CHECK(write(t, "abc") == 3);
    CHECK(t.w.poll().empty());
    std::uint32_t last = t.w.now;
    std::vector<std::uint32_t> gaps;
    while (t.w.now < 2400000) {
        for (const segment &out : t.w.wait(100)) {
            REQUIRE(out.text == "a");
            REQUIRE(out.seq == t.theirs);
            gaps.push_back(t.w.now - last);
            last = t.w.now;
            REQUIRE(t.say(ACK, "", 0).empty()); // still shut
        }
    }
    REQUIRE(gaps.size() > 20);
    CHECK(gaps[0] >= 900);
    CHECK(gaps[0] <= 1100);
    for (std::size_t i = 1; i < gaps.size(); i++) {
        CHECK(gaps[i] + 100 >= gaps[i - 1]);
        CHECK(gaps[i] <= 60100);
    }
    CHECK(gaps.back() >= 59900);
    CHECK(t.w.connection().state == TCP_ESTAB);
}

TEST_CASE("a window that opens is used at once, from the probed byte on")
{
    talk t;
    established(t, {}, 0);
    write(t, "abc");
    CHECK(t.w.poll().empty());
    CHECK(only(t.w.wait(1100)).text == "a");
    CHECK(t.say(ACK, "", 0).empty());
    const segment out = only(t.say(ACK, "", 500));
    CHECK(out.text == "abc");
    CHECK(out.seq == t.theirs);
}

TEST_CASE("a probe that the peer took is not sent again")
{
    talk t;
    established(t, {}, 0);
    write(t, "abc");
    t.w.poll();
    CHECK(only(t.w.wait(1100)).text == "a");
    t.theirs += 1;
    const segment out = only(t.say(ACK, "", 500));
    CHECK(out.text == "bc");
    CHECK(out.seq == t.theirs);
}

TEST_CASE(
    "a window that shrinks below what is out sends nothing new, and one byte again when it is time")
{
    talk t;
    established(t, {}, 200);
    write(t, letters(100));
    CHECK(only(t.w.poll()).text.size() == 100);
    t.say(ACK, "", 10);
    CHECK(write(t, "more") == 4);
    CHECK(t.w.poll().empty());
    CHECK(only(t.w.wait(1100)).text == letters(10));
}

TEST_CASE("a piece that fills less than half the window waits while more is behind it")
{
    talk t;
    established(t, {}, 110);
    write(t, letters(90));
    CHECK(only(t.w.poll()).text.size() == 90);
    write(t, letters(100));
    CHECK(t.w.poll().empty()); // 20 of 110 would fit
    t.theirs += 90;
    CHECK(only(t.say(ACK, "", 110)).text == letters(100));
}

TEST_CASE("a lost segment is sent again after 1, 2, 4 and more seconds, and given up after the "
          "eighth time")
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
    const std::vector<std::uint32_t> expected = {10, 20, 40, 80, 160, 320, 600, 600};
    CHECK(gaps == expected);
    CHECK(t.w.now - last >= 59900);
    CHECK(app::sides[0].events == "CT");
}

TEST_CASE("an ACK of part sends only the rest again, after a fresh timeout")
{
    talk t;
    established(t);
    write(t, "abcdef");
    CHECK(only(t.w.poll()).text == "abcdef");
    CHECK(only(t.w.wait(1100)).text == "abcdef");
    t.theirs += 4;
    CHECK(t.say(ACK).empty());
    const segment out = only(t.w.wait(1100));
    CHECK(out.text == "ef");
    CHECK(out.seq == t.theirs);
}

TEST_CASE("the same segments come whether the stack is polled every millisecond or every minute")
{
    std::string traces[2];
    for (int slow = 0; slow < 2; slow++) {
        talk t;
        established(t);
        write(t, "again");
        t.w.poll();
        for (int minute = 0; minute < 1; minute++) {
            for (std::uint32_t ms = 0; ms < 1000; ms += slow ? 1000 : 1) {
                for (const segment &out : t.w.wait(slow ? 1000 : 1)) {
                    traces[slow] += out.text + ";";
                }
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
    t.say(ACK);
    const segment fin = only(t.w.wait(1100));
    CHECK(fin.text == "");
    CHECK((fin.flags & FIN) != 0);
    CHECK(fin.seq == t.theirs);
}

TEST_CASE("the FIN waits for room in the window like text does")
{
    talk t;
    established(t, {}, 3);
    write(t, "bye");
    tcp_close(&t.w.s, 0);
    const segment out = only(t.w.poll());
    CHECK(out.text == "bye");
    CHECK((out.flags & FIN) == 0);
    t.theirs += 3;
    CHECK((only(t.say(ACK, "", 3)).flags & FIN) != 0);
}

TEST_CASE("a source is asked by stream offset: three segments are in flight, and the second alone "
          "is sent again")
{
    talk t(13);
    app::reset();
    syn_received(t, wire::hex("02 04 00 c8"));
    app::sides[3].source = letters(500);
    const std::vector<segment> out = t.say(ACK, "", 1000);
    REQUIRE(out.size() == 3);
    CHECK(out[0].text.size() == 200);
    CHECK(out[1].text.size() == 200);
    CHECK(out[2].text.size() == 100);
    CHECK(out[0].text + out[1].text + out[2].text == letters(500));
    t.theirs += 200;
    CHECK(t.say(ACK, "", 1000).empty());
    const segment again = only(t.w.wait(1100));
    CHECK(again.seq == t.theirs);
    CHECK(again.text == letters(500).substr(200, 200));
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

TEST_CASE("two connections take turns")
{
    talk t;
    established(t);
    talk *other = &t;
    segment syn = other->make(SYN);
    syn.to = 8;
    syn.ack = 0;
    const segment answer = only(t.w.say(syn));
    segment ack = syn;
    ack.flags = ACK;
    ack.seq = syn.seq + 1;
    ack.ack = answer.seq + 1;
    CHECK(t.w.say(ack).empty());
    const std::string text = letters(216);
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    CHECK(tcp_write(&t.w.s, 0, bytes, 216) == 216);
    CHECK(tcp_write(&t.w.s, 1, bytes, 216) == 216);
    const std::vector<segment> out = t.w.poll();
    REQUIRE(out.size() == 2);
    CHECK(out[0].from != out[1].from);
}
