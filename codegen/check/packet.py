# SPDX-License-Identifier: MIT
"""Every check of a packet spec, in the order in which their messages help most."""

from __future__ import annotations

from codegen.check.packet_bounds import check_bounds
from codegen.check.packet_order import check_guards, check_order
from codegen.check.packet_types import check_types
from codegen.check.packet_world import World
from codegen.load.ksy_tree import TypeDef


def check_kaitai(root: TypeDef) -> World:
    """What any Kaitai Struct file has to fulfil."""
    world = World(root)
    check_types(world)
    check_order(world)
    return world


def check_packet(root: TypeDef) -> None:
    """What a file has to fulfil besides, before code for a small device is made from it."""
    world = check_kaitai(root)
    check_guards(world)
    check_bounds(world)
