# SPDX-License-Identifier: MIT
"""The firmware of examples/telemetry_update on the simulated chip: its readings arrive while Linux
uploads an update, and CoAP says what came of both.
"""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator

import pytest
from conftest import TUN

from tools import build, chip, namespace, peer

COLLECTOR_PORT, UPDATE_PORT = 8267, 8266
UPDATE = peer.pattern(8266, 12_000)
LINE = re.compile(rb"(\d{5}) (\d{5})\n")


class Collector:
    """Takes what the chip's telemetry connection brings, from its SYN to the end of the test."""

    def __init__(self, ear: socket.socket) -> None:
        ear.settimeout(15)
        self.link, _ = ear.accept()
        self.link.settimeout(0.2)
        self.came = b""
        self.over = False
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self) -> None:
        while not self.over:
            try:
                part = self.link.recv(4096)
            except TimeoutError:
                continue
            if not part:
                return
            self.came += part

    def numbers(self) -> list[int]:
        """Of the readings; every byte so far belongs to a line, but for one that is not whole."""
        whole = self.came[: len(self.came) - len(self.came) % 12]
        assert re.fullmatch(rb"(\d{5} \d{5}\n)*", whole), whole
        return [int(number) for number, _ in LINE.findall(whole)]

    def end(self) -> None:
        self.over = True
        self.thread.join(5)
        self.link.close()


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    build.need("avr", build.TELEMETRY_UPDATE, "telemetry_update.elf")
    namespace.bring_up(TUN, chip.NETWORK, mtu=chip.mtu("telemetry_update"))
    with socket.create_server((chip.LINUX, COLLECTOR_PORT)) as listening:
        yield listening
    namespace.ip("link", "delete", TUN)


@pytest.fixture
def device(ear: socket.socket) -> Iterator[chip.Device]:
    with chip.Device(
        "chip", TUN, log="telemetry_update", seconds=120, firmware=build.TELEMETRY_UPDATE
    ) as running:
        yield running
        assert running.alive(), running.where()
        measured = running.stop()
        assert not measured.get("violations"), measured["violations"]


def status() -> dict[str, str]:
    """GET /status by libcoap, which knows nothing of ours."""
    said = subprocess.run(
        ["coap-client-notls", "-m", "get", "-B", "10", f"coap://{chip.ADDRESS}/status"],
        capture_output=True, text=True, timeout=20, check=True).stdout
    *lines, state = said.strip().splitlines()
    return {"state": state, **{line.split()[0]: line.split()[1] for line in lines}}


def upload(data: bytes) -> float:
    """To port 8266; seconds until the device has said FIN, so has taken all of it."""
    start = time.monotonic()
    with peer.connect(chip.ADDRESS, UPDATE_PORT) as link:
        link.settimeout(60)
        link.sendall(data)
        link.shutdown(socket.SHUT_WR)
        assert link.recv(1) == b""
    return time.monotonic() - start


def test_readings_arrive_while_an_update_does(ear: socket.socket, device: chip.Device) -> None:
    collector = Collector(ear)
    assert status()["state"] == "none"
    before = len(collector.numbers())
    seconds = upload(UPDATE)
    during = len(collector.numbers()) - before
    found = status()
    collector.end()
    print(f"{len(UPDATE) / seconds:.0f} B/s, {during} readings in {seconds:.1f} s, {found}")
    assert found["state"] == "done"
    assert (int(found["come"]), int(found["sum"], 16)) == (len(UPDATE), zlib.crc32(UPDATE))
    assert during >= 0.8 * seconds * 10  # ten readings a second, and no pause for the update
    numbers = collector.numbers()
    assert numbers == list(range(len(numbers)))
    assert int(found["lost"]) == 0 and int(found["read"]) >= len(numbers) - 5


def test_the_chip_calls_again_and_nothing_is_missing(
    ear: socket.socket, device: chip.Device
) -> None:
    first = Collector(ear)
    while len(first.came) < 120:
        time.sleep(0.1)
    first.end()  # closed with text on its way, so reset
    second = Collector(ear)
    time.sleep(1)
    second.end()
    again = second.numbers()
    assert again == list(range(again[0], again[0] + len(again)))
    assert again[0] <= first.numbers()[-1] + 1
    assert int(status()["lost"]) == 0


def test_half_an_update_is_no_update(ear: socket.socket, device: chip.Device) -> None:
    collector = Collector(ear)
    link = peer.connect(chip.ADDRESS, UPDATE_PORT)
    link.sendall(UPDATE[:1000])
    time.sleep(0.5)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    link.close()
    assert status()["state"] == "torn"
    upload(UPDATE[:777])
    found = status()
    assert (found["state"], int(found["sum"], 16)) == ("done", zlib.crc32(UPDATE[:777]))
    collector.end()
