# SPDX-License-Identifier: MIT
"""Bytes of the bench's small firmwares, with the peers' flags and with ours, beside the peers.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from codegen.load.profile import load_profile
from codegen.lower import features as switches
from tools import bench_build, elf
from tools.bench_build import firmware
from tools.shell import ROOT, must

HOW = ("plain", "lto", "ours")
# Whose function it is, by the beginning of its name; the first that fits.
FEATURES = (
    ("TCP", r"tcp_|connection_|application_(room|received|signalled|fill)"),
    ("UDP", r"udp_|application_udp"),
    ("ICMP", r"icmp_"),
    ("IPv4 and checksum", r"ipv4_|thimble_checksum|checksum_|wire_|iss_"),
    ("stack", r"stack_|drop"),
    ("application", r"main|echo_|caller_|discard_|pong_"),
    ("C library and start-up", r"_"),
)


@dataclass(frozen=True)
class Row:
    """One firmware of the peers' table. Bytes of flash are what is in the chip: text and data."""

    profile: str
    what: str
    below: int  # the target: less than this
    peer: str  # and its text without and with LTO
    peer_plain: int
    peer_lto: int
    peer_ram: int


ROWS = (
    Row("passive", "TCP + ICMP, passive open only", 3622, "uIP 1.0", 3744, 3622, 334),
    Row("active", "TCP + ICMP, active open too", 3898, "uIP 1.0", 4034, 3898, 336),
    Row("udp", "TCP + UDP + ICMP, passive", 4582, "uIP 1.0", 4800, 4582, 348),
    Row("full", "TCP + UDP + ICMP, everything", 6000, "lwIP 2.x with ARP", 31584, 28592, 1476),
    Row("datagram", "UDP + ICMP", 1462, "Contiki uIP", 1982, 1462, 196),
)
CONNECTION_AT_MOST = 48  # bytes, at level full


@dataclass(frozen=True)
class Size:
    """What one row came to."""

    row: Row
    level: str
    plain: int
    lto: int
    ours: int
    ram: int
    connection: int  # bytes of one connection's record; 0: no TCP
    functions: dict[str, int]
    switches: dict[str, bool] = field(default_factory=dict)  # the profile's features

    @property
    def met(self) -> bool:
        """Against the flags a user of the tree gets."""
        return self.ours < self.row.below

    @property
    def connection_met(self) -> bool:
        """Only level full has a target."""
        return self.level != "full" or self.connection <= CONNECTION_AT_MOST

    @property
    def targets(self) -> list[bool]:
        """Each of the row's targets, met or not."""
        return [self.met] + ([self.connection_met] if self.level == "full" else [])

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            **asdict(self),
            "met": self.met,
            "connection_met": self.connection_met,
            "features": features(self.functions),
        }


def collect() -> tuple[int, list[Size]]:
    """Builds; the skeleton's bytes, and each row."""
    bench_build.make()
    return elf.sections(firmware("skeleton")).flash, [size_of(row) for row in ROWS]


def size_of(row: Row) -> Size:
    """One row from its three firmwares."""
    name = row.profile.removeprefix("")
    flash = {how: elf.sections(firmware(f"{name}_{how}")).flash for how in HOW}
    ours = firmware(f"{name}_ours")
    stated = budget(row.profile)
    return Size(
        row,
        level(row.profile),
        flash["plain"],
        flash["lto"],
        flash["ours"],
        elf.sections(ours).ram,
        connection_bytes(stated, row.profile),
        functions(must(["avr-nm", "-S", "-C", "--defined-only", ours], "avr-nm")),
        switched(bench_build.PROFILES / f"{row.profile}.yaml"),
    )


def switched(path: Path) -> dict[str, bool]:
    """What a profile has and has not, as the generator takes it: what cannot be used is off."""
    return switches.features(load_profile(path, ROOT / "spec", path.name)[0])


def budget(profile: str) -> dict[str, Any]:
    """What the generator says of RAM."""
    path = bench_build.GENERATED / profile / "docs" / "budget.json"
    stated: dict[str, Any] = json.loads(path.read_text())
    return stated


def connection_bytes(stated: dict[str, Any], profile: str) -> int:
    """Of one record; 0 where the profile has no TCP socket."""
    if "protocol: tcp" not in text_of(profile):
        return 0
    return next(
        int(each["each"]) for each in stated["members"] if each["owner"] == "TCP connections"
    )


def text_of(profile: str) -> str:
    """The profile itself."""
    return (bench_build.PROFILES / f"{profile}.yaml").read_text()


def level(profile: str) -> str:
    """From the profile itself."""
    found = re.search(r"^level: (\w+)", text_of(profile), re.MULTILINE)
    return found[1] if found else "?"


def functions(listing: str) -> dict[str, int]:
    """Name to bytes of flash, the largest first. What LTO has inlined is part of its caller."""
    rows = re.findall(r"^[0-9a-f]+ ([0-9a-f]+) [tTwW] (.+)$", listing, re.MULTILINE)
    sizes: dict[str, int] = {}
    for size, name in rows:
        plain = name.split("(")[0].replace("thimble::", "")
        sizes[plain] = sizes.get(plain, 0) + int(size, 16)
    return dict(sorted(sizes.items(), key=lambda each: (-each[1], each[0])))


def features(sizes: dict[str, int]) -> dict[str, int]:
    """The same by whose they are."""
    found: dict[str, int] = {}
    for name, size in sizes.items():
        whose = next((what for what, names in FEATURES if re.match(names, name)), "other")
        found[whose] = found.get(whose, 0) + size
    return dict(sorted(found.items(), key=lambda each: -each[1]))
