# SPDX-License-Identifier: MIT
"""A small profile to make mistakes in, and what the generator says about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.check.profile import check_profile
from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile
from codegen.load.profile import load_profile

SPEC = Path(__file__).resolve().parents[2] / "spec"

DEMO = """\
profile: demo
part: atmega328p
budget: {flash: 16384, ram: 2048, application: 48}
level: full
link: {driver: slip, mtu: 576, baud: 115200, in: 600}
net: {address: 192.168.7.2/24, icmp: [echo]}
tick_ms: 100
tcp: {mss: 216, rto_init_ms: 1000, rto_max_ms: 60000, max_retries: 8, msl_s: 30}
sockets:
  echo:     {protocol: tcp, role: server, port: 7, send: 216, connections: 2}
  caller:   {protocol: tcp, role: client, send: 128}
  discard:  {protocol: tcp, role: server, port: 9}
  daytime:  {protocol: tcp, role: server, port: 13, send: source, shares: discard}
  pong:     {protocol: udp, port: 7}
"""


def changed(old: str, new: str) -> str:
    """The demo with one thing different."""
    assert DEMO.count(old) == 1, f"{old!r} is {DEMO.count(old)} times in the demo"
    return DEMO.replace(old, new)


def read(folder: Path, text: str = DEMO, name: str = "demo.yaml") -> Profile:
    """The profile, when every rule is kept."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    profile, file = load_profile(path, SPEC, name)
    check_profile(profile, file, path.stem)
    return profile


def refusal(folder: Path, text: str, name: str = "demo.yaml") -> str:
    """What the user reads. The current directory must be the folder."""
    with pytest.raises(SpecError) as caught:
        read(folder, text, name)
    return str(caught.value)
