# SPDX-License-Identifier: MIT
"""The same conversations over a line that loses one frame in ten: retransmission on both sides has
to mend it.
"""

from __future__ import annotations

import socket

from conftest import Under

from tools import chip, peer
from tools.peer import Echo


def test_an_echo_survives_loss(lossy: Under) -> None:
    one = Echo(peer.connect(lossy.address, 7, wait=30), peer.pattern(1, 3000), "port 7")
    try:
        peer.echo_all([one], 150)
    finally:
        one.link.close()


def test_two_at_once_survive_loss(lossy: Under) -> None:
    both = [
        Echo(peer.connect(lossy.address, port, wait=30), peer.pattern(port, 2000), f"port {port}")
        for port in (7, 8)
    ]
    try:
        peer.echo_all(both, 150)
    finally:
        for one in both:
            one.link.close()


def test_an_active_open_survives_loss(lossy: Under) -> None:
    with socket.create_server((chip.LINUX, 5100)) as ear:
        ear.settimeout(10)
        for _ in range(4):  # the datagram itself may be lost
            peer.ask_to_call(lossy.address, 9999, chip.LINUX, 5100)
            try:
                link, _ = ear.accept()
                break
            except TimeoutError:
                continue
        else:
            raise AssertionError("no connection came, asked four times")
        peer.echo_all([Echo(link, peer.pattern(5, 800), "the device's connection")], 60)
        link.close()
