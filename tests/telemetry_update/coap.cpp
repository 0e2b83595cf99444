// SPDX-License-Identifier: MIT
// CoAP messages typed out, RFC 7252: what is answered, and with what.
#include "support/firmware.hpp"

#include <initializer_list>
#include <vector>

using namespace firmware;

namespace {

using bytes = std::vector<std::uint8_t>;

bytes ask(bytes message, std::uint16_t room = 180)
{
    const std::uint16_t size = static_cast<std::uint16_t>(message.size());
    message.resize(message.size() < room ? room : message.size());
    message.resize(coap_received(&core, 0xc0a80701, 40000, message.data(), size, room));
    return message;
}

bytes joined(std::initializer_list<bytes> parts)
{
    bytes all;
    for (const bytes &part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

const bytes head{0x42, 0x01, 0x12, 0x34, 0xca, 0xfe}; // confirmable GET, token cafe
const bytes status{0xb6, 's', 't', 'a', 't', 'u', 's'};
const bytes bad_option{0x62, 0x82, 0x12, 0x34, 0xca, 0xfe};
const bytes not_found{0x62, 0x84, 0x12, 0x34, 0xca, 0xfe};
const bytes reset_message{0x70, 0x00, 0x12, 0x34};

}

TEST_CASE("GET /status: 2.05 with the request's number and token, and the state as text")
{
    reset();
    board.telemetry.taken = 123;
    board.telemetry.lost = 4;
    const bytes answer = ask(joined({head, status}));
    REQUIRE(answer.size() > 7);
    CHECK(bytes(answer.begin(), answer.begin() + 7)
          == bytes{0x62, 0x45, 0x12, 0x34, 0xca, 0xfe, 0xff});
    CHECK(std::string(answer.begin() + 7, answer.end())
          == "read 123\nlost 4\ncome 0\nsum  00000000\nnone\n");
}

TEST_CASE("the longest status there is has its room, with the longest token")
{
    reset();
    board.telemetry.taken = board.telemetry.lost = 65535;
    board.update.bytes = 0xffffffff;
    board.update.crc = 0;
    board.update.state = UPDATE_ARRIVING;
    const bytes whole = joined({{0x48, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, status});
    const std::uint16_t need = 12 + 1 + STATUS_BYTES;
    const bytes answer = ask(whole, need);
    CHECK(std::string(answer.begin() + 13, answer.end())
          == "read 65535\nlost 65535\ncome 4294967295\nsum  ffffffff\npart\n");
    CHECK(answer.size() == need);
    CHECK(ask(whole, need - 1).empty());
}

TEST_CASE("non-confirmable asked, non-confirmable answered")
{
    reset();
    CHECK(ask(joined({{0x50, 0x01, 0, 9}, status}))[0] == 0x50);
}

TEST_CASE("other paths, methods, options")
{
    reset();
    CHECK(ask(head) == not_found);
    CHECK(ask(joined({head, {0xb5, 's', 't', 'a', 't', 'e'}})) == not_found);
    CHECK(ask(joined({head, status, {0x01, 'x'}})) == not_found); // /status/x
    CHECK(ask(joined({{0x40, 0x02, 0, 1}, status})) == bytes{0x60, 0x85, 0, 1}); // POST
    CHECK(ask(joined({head, {0x3d, 0, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l',
                             'm'}, {0x86, 's', 't', 'a', 't', 'u', 's'}}))[1] == 0x45); // Uri-Host
    CHECK(ask(joined({head, status, {0x41, 'q'}})) == bad_option);  // Uri-Query
    CHECK(ask(joined({head, status, {0x60}}))[1] == 0x45);          // Accept: text/plain
    CHECK(ask(joined({head, status, {0x61, 50}})) == bad_option);   // Accept: JSON
    CHECK(ask(joined({head, status, {0xd1, 0, 5}}))[1] == 0x45);   // 24, elective
    CHECK(ask(joined({head, status, {0xe0, 0xfc, 0x28}}))[1] == 0x45);    // 64832, elective
    CHECK(ask(joined({head, status, {0xe0, 0xfc, 0x27}})) == bad_option); // 64831, critical
}

TEST_CASE("what is broken is refused with a reset, if it is confirmable")
{
    reset();
    for (const bytes &broken : {
             bytes{0x40, 0x00, 0x12, 0x34},                       // a ping
             bytes{0x49, 0x01, 0x12, 0x34, 1, 2, 3, 4, 5, 6, 7, 8, 9}, // token of 9
             bytes{0x42, 0x01, 0x12, 0x34, 1},                    // cut
             bytes{0x40, 0x45, 0x12, 0x34},                       // an answer
             joined({head, {0xb6, 's', 't'}}),                    // an option that ends later
             joined({head, {0xf0}}), joined({head, {0xbf}}),      // nibbles of 15
             joined({head, {0xd0}}), joined({head, {0xe0, 1}}),   // without their bytes
             joined({head, {0xe0, 0xff, 0xff}}),                  // an option that cannot be
             joined({head, {0xe0, 0xfd, 0, 0xe0, 0x10, 0}}),
             joined({head, {0xbe, 0xff, 0xff}}),                  // and a length
             joined({head, status, {0xff}}),                      // a payload of nothing
         }) {
        CAPTURE(broken);
        CHECK(ask(broken) == reset_message);
        bytes lightly = broken;
        lightly[0] |= 0x10;
        CHECK(ask(lightly).empty());
        for (std::size_t size = 0; size < broken.size(); size++) { // and nothing behind it is read
            (void)ask(bytes(broken.begin(), broken.begin() + static_cast<long>(size)));
        }
    }
}

TEST_CASE("other versions, ACKs and resets get no answer")
{
    reset();
    CHECK(ask(joined({{0x80, 0x01, 0, 1}, status})).empty());
    CHECK(ask(joined({{0x60, 0x01, 0, 1}, status})).empty());
    CHECK(ask(joined({{0x70, 0x01, 0, 1}, status})).empty());
    CHECK(ask({0x40, 0x01, 0}).empty());
    CHECK(ask({}).empty());
}
