// SPDX-License-Identifier: MIT
// What the peers' table calls the skeleton: the main loop and the null NIC, without any stack.
#include "null_nic.hpp"

int main()
{
    for (;;) {
        const uint16_t bytes = nic_receive();

        if (bytes != 0) {
            nic_send(bytes);
        } else if (nic_ms == 0) {
            nic_send(0);
        }
    }
}
