// SPDX-License-Identifier: MIT
// The checksum of an update, and what becomes of one that breaks off.
#include "support/firmware.hpp"

using namespace firmware;

TEST_CASE("CRC-32 of its check string, over pages of any length")
{
    const std::string text = "123456789";
    for (std::size_t cut = 0; cut <= text.size(); cut++) {
        reset();
        update *const u = &board.update;
        for (const std::string &part : {text.substr(0, cut), text.substr(cut)}) {
            part.copy(reinterpret_cast<char *>(u->page), part.size());
            u->filled = static_cast<uint8_t>(part.size());
            page_full(u);
        }
        CHECK(update_crc(u) == 0xcbf43926);
        CHECK(u->bytes == 9);
    }
}

TEST_CASE("nothing has come: the checksum of nothing")
{
    reset();
    CHECK(update_crc(&board.update) == 0);
    update_turn(&core);
    CHECK(board.update.state == UPDATE_NONE);
}

TEST_CASE("a reset or a silence ends an update that has not been whole, and no other")
{
    for (const enum tcp_signal end : {TCP_SIGNAL_RESET, TCP_SIGNAL_TIMED_OUT}) {
        reset();
        update_signalled(&core, 1, TCP_SIGNAL_CONNECTED);
        CHECK(board.update.state == UPDATE_ARRIVING);
        update_signalled(&core, 1, end);
        CHECK(board.update.state == UPDATE_BROKEN);
        board.update.state = UPDATE_COMPLETE;
        update_signalled(&core, 1, end);
        CHECK(board.update.state == UPDATE_COMPLETE);
    }
}
