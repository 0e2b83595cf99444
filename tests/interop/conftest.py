# SPDX-License-Identifier: MIT
"""The device under test: the simulated chip and the host build, one after the other, on a TUN
device.

Every test that takes `device` runs against both. The kernel of this machine is the peer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools import build, chip, namespace, peer
from tools.shell import PYTHON

TUN = "thm0"
PROGRAMS = {
    "services": (build.FIRMWARE, build.HOST),
    "workbench": (build.ROOMY_FIRMWARE, build.ROOMY_HOST),
}
LOSSY = Path(__file__).with_name("lossy.py")


@dataclass(frozen=True)
class Under:
    """What a test talks to. The chip's line carries 11,520 bytes a second: `bulk` is what it should
    be asked for.
    """

    kind: str
    address: str
    bulk: int

    @property
    def is_chip(self) -> bool:
        return self.kind == "chip"


def pytest_configure() -> None:
    """These tests change addresses and devices: never in the user's own network."""
    if not namespace.inside():
        pytest.exit("these tests need a network namespace of their own: ./thimble test interop", 2)
    namespace.ip("link", "set", "lo", "up")


def started(
    kind: str, log: str, tun: str, profile: str, prefix: list[str] | None = None
) -> Iterator[Under]:
    """A device that answers; stopped at the end, and then it must have ended without a complaint.
    """
    namespace.bring_up(TUN, chip.NETWORK, mtu=chip.mtu(profile))
    firmware, host = PROGRAMS[profile]
    with chip.Device(kind, tun, log=f"interop_{log}", seconds=900, prefix=prefix,
                     firmware=firmware, host=host) as device:
        if not peer.wait_for(chip.ADDRESS, 30, device.alive):
            pytest.fail(f"{kind} does not answer a ping; {device.where()}")
        yield Under(kind, chip.ADDRESS, 3000 if kind == "chip" else 40_000)
        assert device.alive(), f"{kind} ended by itself; {device.where()}"
        measured = device.stop()
        assert not measured.get("violations"), measured["violations"]
    namespace.ip("link", "delete", TUN)


@pytest.fixture(scope="module", params=["host", "chip"])
def device(request: pytest.FixtureRequest) -> Iterator[Under]:
    """A fresh one for each file of tests, which say more at once than the product takes."""
    module = request.module.__name__.removeprefix("test_")
    yield from started(request.param, f"{module}_{request.param}", TUN, "workbench")


@pytest.fixture(scope="module", params=["host", "chip"])
def lossy(request: pytest.FixtureRequest) -> Iterator[Under]:
    """Behind a line that loses one frame in ten and repeats one in twenty, each way."""
    prefix = [PYTHON, str(LOSSY), TUN, "thm1", "7", "lose=0.1", "repeat=0.05", "--"]
    yield from started(request.param, f"lossy_{request.param}", "thm1", "services", prefix)
