# SPDX-License-Identifier: MIT
"""Faults planted in the headers of a whole stack, and in its driver: Eva finds each, by name. All in one run (10 s),
since an alarm does not end it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tools import proof_eva
from tools.proof_eva import HERE, Bench
from tools.proof_eva_said import Seen, judge
from tools.proof_jobs import Profile
from tools.proof_setup import CORE, MODELS, prepare
from tools.shell import ROOT

FAULTS = {
    "ipv4_packet.h": (" || total_length > room", ""),  # a datagram longer than its frame
    "tcp_arrival.h": ("    seg->window = tcp_window(at);\n", ""),  # never initialised
    "stack.h": ("turn >= PROFILE_TCP_CONNECTIONS", "turn > PROFILE_TCP_CONNECTIONS"),  # one connection too many
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(CORE, root / "core")
    shutil.copytree(ROOT / "generated" / "tiny", root / "tiny")
    for name, (before, after) in FAULTS.items():
        (path,) = (p for p in (root / "core" / name, root / "tiny" / name) if p.exists())
        assert path.read_text().count(before) == 1, name
        path.write_text(path.read_text().replace(before, after))
    bench = Bench(prepare(), core=root / "core", work=root / "work")
    whole = proof_eva.driver

    def without_a_handler(headers: Path, core: Path) -> str:
        return re.sub(r"^void lamp_signalled\(.*?^\}", "", whole(headers, core), flags=re.DOTALL | re.MULTILINE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof_eva, "driver", without_a_handler)
        seen = bench.look(Profile("tiny", root / "tiny"), MODELS[0], {})
    assert isinstance(seen, Seen), seen
    return "\n".join(str(one) for one in judge(seen, bench.believed, HERE / "unreached.txt"))


def test_a_dropped_length_check_is_found(said: str) -> None:
    assert re.search(r"alarm: (ipv4_receive|icmp_receive): precondition of checksum_add", said), said


def test_an_uninitialised_field_is_found(said: str) -> None:
    assert re.search(r"alarm: \w+: initialization: \\initialized\(&seg->window\)", said), said


def test_a_wrong_index_is_found(said: str) -> None:
    assert "alarm: connection_is_free: mem_access: \\valid_read(&c->state)" in said, said


def test_a_driver_without_a_handler_is_found(said: str) -> None:
    assert "the driver never comes to lamp_signalled" in said, said
