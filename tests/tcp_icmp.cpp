// SPDX-License-Identifier: MIT
// What TCP makes of ICMP errors where no script looks: how small segments become, which numbers are
// believed, and whom nobody has been told of.
#include "support/world.hpp"

using namespace thimble;

namespace {

struct hint {
    std::uint8_t type = 3;
    std::uint8_t code = 1;
    std::uint16_t mtu = 0;
};

// An error about our segment `off` numbers behind snd_una.
void arrives(world &w, const hint &what, std::uint32_t off = 0)
{
    const tcp_connection &c = w.connection();
    std::uint8_t ports[8];
    wire_set_u16(ports, c.local_port);
    wire_set_u16(ports + 2, c.remote_port);
    wire_set_u32(ports + 4, c.snd_una + off);
    tcp_icmp_received(&w.s, c.remote_ip, ports, what.type, what.code, what.mtu);
}

void sending(talk &t)
{
    established(t);
    REQUIRE(tcp_write(&t.w.s, 0, reinterpret_cast<const std::uint8_t *>("text"), 4) == 4);
    REQUIRE(t.w.poll().size() == 1);
    REQUIRE(t.w.connection().flight == 4);
}

} // namespace

TEST_CASE("RFC 1191 3: segments become as small as the message says, never smaller than every link")
{
    struct row { std::uint16_t mtu, mss; };
    const row rows[] = {
        {1500, 216}, {257, 216}, {256, 216}, {255, 215}, {90, 50}, {68, 28}, {67, 28}, {1, 28},
        {0, 216}, // a router that does not say: 296, and our segments are smaller
    };
    for (const row &r : rows) {
        CAPTURE(r.mtu);
        talk t;
        sending(t);
        arrives(t.w, {3, 4, r.mtu});
        CHECK(t.w.connection().mss == r.mss);
        CHECK(t.w.connection().rexmt_due == (r.mss != 216));
        CHECK(tcp_recover_of(&t.w.connection()) == (r.mss != 216 ? 4 : 0)); // all of it again
        CHECK(t.w.connection().state == TCP_ESTAB);
    }
}

TEST_CASE("RFC 5927 4.1: what is not on its way is not believed (MUST-54)")
{
    for (const std::uint32_t off : {4u, 5u, 1000u, 0x80000000u, 0xffffffffu}) {
        CAPTURE(off);
        talk t;
        sending(t);
        arrives(t.w, {3, 4, 68}, off);
        CHECK(t.w.connection().mss == 216);
        CHECK(t.w.dropped(DROP_ICMP_TYPE) == 1);
    }
    talk last;
    sending(last);
    arrives(last.w, {3, 4, 68}, 3);
    CHECK(last.w.connection().mss == 28);
}

TEST_CASE("of a connection that a peer is opening nobody is told, and its SYN is not too big")
{
    talk t;
    syn_received(t);
    arrives(t.w, {11, 0, 0});
    arrives(t.w, {3, 4, 68});
    CHECK(t.w.connection().state == TCP_SYN_RCVD);
    CHECK(t.w.connection().rexmt_due == 0);
    CHECK(app::sides[0].events.empty());
    arrives(t.w, {3, 3, 0});
    CHECK(!tcp_state_live(t.w.connection().state));
    CHECK(app::sides[0].events.empty());
}
