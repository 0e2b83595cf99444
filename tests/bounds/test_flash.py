# SPDX-License-Identifier: MIT
"""Flash by feature: each file and function has one, pictures are to scale."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from conftest import ROOT

from proofs.stack import StackBound
from tools import bounds_draw
from tools.bounds_data import Item
from tools.bounds_firmware import Firmware
from tools.bounds_flash import FEATURE_OF, GROUP_OF, feature_of_file, feature_of_name

GENERATED = frozenset(path.name for path in (ROOT / "generated" / "services").glob("*.h"))
HOST_ONLY = {"drop_name"}


def without_feature(stems: set[str]) -> list[str]:
    return sorted(stems - set(FEATURE_OF) - HOST_ONLY)


def test_every_file_of_ours_has_a_feature() -> None:
    core = [path for path in (ROOT / "core").rglob("*") if path.is_file()]
    assert without_feature({path.stem for path in core}) == []
    assert without_feature({name.removesuffix(".h") for name in GENERATED}) == []
    assert without_feature({"tcp_send", "tcp_new"}) == ["tcp_new"]


@pytest.mark.parametrize(
    ("path", "feature"),
    [
        ("/a/thimble/core/tcp_send.h", "TCP sending"),
        ("../core/avr/slip_uart.cpp", "SLIP over the UART"),
        ("/b/generated/services/tcp_machine.h", "TCP machine"),
        ("../product/tcp_send.h", "application"),
        ("../product/main.cpp", "application"),
        ("/usr/lib/avr/include/util/atomic.h", "compiler's library"),
    ],
)
def test_files(path: str, feature: str) -> None:
    assert feature_of_file(path, GENERATED) == feature


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("thimble::tcp_send_owed", "TCP sending"),
        ("thimble::tcp_segment_arrives", "TCP machine"),
        ("thimble_checksum_add", "checksum"),
        ("thimble_slip_received", "SLIP over the UART"),
        ("thimble::udp_received", "application"),  # of a socket that is called udp
        ("thimble::udp_receive", "UDP"),
        ("__udivmodhi4", "compiler's library"),
        ("__do_clear_bss", "vectors and start-up"),
        ("__vector_18", "application"),
        ("main", "application"),
    ],
)
def test_names(name: str, feature: str) -> None:
    assert feature_of_name(name, frozenset({"udp_received"})) == feature


def test_the_treemap_is_to_scale() -> None:
    sizes = {name: 10 + 7 * at for at, name in enumerate(GROUP_OF)}
    boxes = bounds_draw.treemap(sizes, 1000, 400)
    per_byte = 1000 * 400 / sum(sizes.values())
    areas = sorted(box.w * box.h / per_byte for box in boxes)
    assert areas == pytest.approx(sorted(map(float, sizes.values())))
    for one in boxes:  # none over another, none outside
        assert one.x >= 0 and one.y >= 0 and one.x + one.w <= 1000.01 and one.y + one.h <= 400.01
        for two in boxes:
            apart = one.x + one.w <= two.x + 0.01 or two.x + two.w <= one.x + 0.01
            apart |= one.y + one.h <= two.y + 0.01 or two.y + two.h <= one.y + 0.01
            assert one is two or apart


@pytest.mark.parametrize(("static", "over"), [(1700, 0), (1948, 0), (1960, 12), (2040, 92)])
def test_the_map_shows_a_collision(static: int, over: int) -> None:
    bound = StackBound("f", "p", 80, 80, 20, [], 100, static, 2048, [], [], [])
    firmware = SimpleNamespace(
        data=SimpleNamespace(items=[Item("kept", static, "kept", 256, "", "")]),
        ram=2048, ram_start=256, stack=bound, interrupts=20,
    )
    areas: dict[str, float] = {}
    for box in bounds_draw.byte_map(cast(Firmware, firmware)):
        kind = box.title.partition(":")[0]
        areas[kind] = areas.get(kind, 0) + box.w * box.h / bounds_draw.CELL**2
    assert areas.get("static data and stack", 0) == over
    assert areas.get("free", 0) == max(2048 - static - 100, 0)
    drawn = sum(areas.values()) - over  # the collision lies on top of static data
    assert drawn == 2048


def test_a_label_is_drawn_where_it_has_room() -> None:
    assert bounds_draw.fitted(200, 40, ("TCP machine", "2,050")) == ("TCP machine", "2,050")
    assert bounds_draw.fitted(60, 60, ("drop counters", "26"), ("drop", "counters", "26")) == ()
    assert bounds_draw.fitted(65, 60, ("drop counters", "26"), ("drop", "counters", "26")) == (
        "drop", "counters", "26"
    )
