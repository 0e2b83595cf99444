// SPDX-License-Identifier: MIT
// core/iss.h: the cipher against its published vector, and what RFC 6528 wants of the numbers.
#include "iss.h"

#include <bitset>
#include <cstring>
#include <set>

#include <doctest/doctest.h>

using namespace thimble;

namespace {

// The key of the paper's Speck64/128 example, 1b1a1918 13121110 0b0a0908 03020100, lowest byte first.
const uint8_t published_key[ISS_SECRET_BYTES] = {0x00, 0x01, 0x02, 0x03, 0x08, 0x09, 0x0a, 0x0b,
                                                 0x10, 0x11, 0x12, 0x13, 0x18, 0x19, 0x1a, 0x1b};

uint32_t keyed(const uint8_t *secret) { return iss_keyed(secret, 0xc0a80702u, 7, 0xc0a80701u, 40000); }

} // namespace

// ePrint 2013/404, appendix C.
TEST_CASE("Speck64/128 encrypts the published block to the published block")
{
    iss_block block = {};
    block.x = 0x3b726574u;
    block.y = 0x7475432du;
    iss_encrypt(&block, published_key);
    CHECK(block.x == 0x8c6fa548u);
    CHECK(block.y == 0x454e028bu);
}

TEST_CASE("one wrong bit anywhere, and the published block does not come out")
{
    for (int bit = 0; bit < 8 * ISS_SECRET_BYTES; bit++) {
        CAPTURE(bit);
        uint8_t secret[ISS_SECRET_BYTES];
        std::memcpy(secret, published_key, sizeof secret);
        secret[bit / 8] = static_cast<uint8_t>(secret[bit / 8] ^ (1 << bit % 8));
        iss_block block = {};
        block.x = 0x3b726574u;
        block.y = 0x7475432du;
        iss_encrypt(&block, secret);
        CHECK(block.x != 0x8c6fa548u);
    }
}

// Computed apart, by the paper's formulas in Python (tests/codegen/test_iss.py does it again).
TEST_CASE("a number is the CBC-MAC of the two ends")
{
    CHECK(keyed(published_key) == 0x08090bcdu);
    CHECK(iss_keyed(published_key, 0, 0, 0, 0) == 0xdc24a187u);
}

// RFC 6528 3
TEST_CASE("the same ends give the same number; other ends, or another secret, give another")
{
    std::set<uint32_t> numbers;
    uint8_t other[ISS_SECRET_BYTES] = {};

    CHECK(keyed(published_key) == keyed(published_key));
    numbers.insert(keyed(published_key));
    numbers.insert(keyed(other));
    numbers.insert(iss_keyed(published_key, 0xc0a80703u, 7, 0xc0a80701u, 40000));
    numbers.insert(iss_keyed(published_key, 0xc0a80702u, 8, 0xc0a80701u, 40000));
    numbers.insert(iss_keyed(published_key, 0xc0a80702u, 7, 0xc0a80704u, 40000));
    numbers.insert(iss_keyed(published_key, 0xc0a80702u, 7, 0xc0a80701u, 40001));
    // a swap and a shift between the fields are other ends too
    numbers.insert(iss_keyed(published_key, 0xc0a80701u, 7, 0xc0a80702u, 40000));
    numbers.insert(iss_keyed(published_key, 0xc0a80702u, 40000, 0xc0a80701u, 7));
    CHECK(numbers.size() == 8);
}

// What a peer sees for its own ports tells it nothing: neighbours differ in half of their bits.
TEST_CASE("numbers of neighbouring ports have nothing in common")
{
    // RFC 9293 MUST-9.
    size_t differing = 0;
    for (unsigned port = 0; port < 4096; port++) {
        const uint32_t a = iss_keyed(published_key, 1, 7, 2, static_cast<uint16_t>(port));
        const uint32_t b = iss_keyed(published_key, 1, 7, 2, static_cast<uint16_t>(port + 1));
        differing += std::bitset<32>(a ^ b).count();
    }
    CHECK(differing > 4096 * 16 - 1500); // 16 of 32 bits each, within five standard deviations
    CHECK(differing < 4096 * 16 + 1500);
}
