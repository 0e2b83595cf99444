// SPDX-License-Identifier: MIT
// Gathers a secret. Ends with 0 when the watchdog was its source, 1 when it was not, 2 when it is all zeroes. Marker 1
// times it.
#include "secret.hpp"
#include "serial.hpp"

int main()
{
    uint8_t secret[thimble::ISS_SECRET_BYTES];
    uint8_t any = 0;

    GPIOR0 = 1;
    const thimble::secret_source source = thimble::secret_gather(secret);
    GPIOR0 = 0;
    for (uint8_t i = 0; i < sizeof secret; i++) {
        any |= secret[i];
    }
    finish(any == 0 ? 2 : source == thimble::secret_source::JITTER ? 0 : 1);
}
