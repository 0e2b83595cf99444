# SPDX-License-Identifier: MIT
"""Static RAM three ways: what the specs say, what the compiler's objects are, where the linker laid
them. They agree symbol by symbol, and nobody's byte is a failure with a name.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from linker_map import objects_of

from codegen.profiles import bounds_of
from proofs.avr.image import load
from proofs.refused import Refused
from tools import bounds_data, build
from tools.bounds_data import Data, Placed
from tools.bounds_dwarf import Held, struct_types
from tools.bounds_firmware import placed

PROFILES = sorted(path.stem for path in (ROOT / "spec" / "profiles").glob("*.yaml"))
EXAMPLES = {  # firmware -> its profile
    name: name for name in ("services", "telemetry_update", "workbench")
}
SCRIPTED = {f"scripted_{profile}": profile for profile in PROFILES}
# What is not in memory.h, by the kind of firmware.
OWN = {
    "example": {"thimble::state"},
    "scripted": {
        "thimble::begin()::secret",
        "thimble::command",
        "thimble::now_ms",
        "thimble::said",
        "thimble::sides",
    },
}


def own_of(firmware: str) -> set[str]:
    return OWN["scripted" if firmware in SCRIPTED else "example"]


@pytest.fixture(scope="module")
def built() -> Path:
    """All of them, once."""
    targets = [f"{name}.elf" for name in (*EXAMPLES, *SCRIPTED)]
    build.need("avr", build.FIRMWARE, *targets)
    return build.FIRMWARE.parent


def disagreements(
    budget: Mapping[str, Any],
    data: Data,
    objects: Collection[Placed],
    laid: Mapping[str, int],
    own: Collection[str],
) -> list[str]:
    """`budget`: docs/budget.json; `laid`: the map; `own`: symbols that are not in memory.h."""
    found = []
    spec: dict[str, int] = {}
    for member in budget["members"]:
        spec[member["struct"]] = spec.get(member["struct"], 0) + member["bytes"]
    for struct in sorted(set(spec) - set(data.absent)):
        holder = {item.symbol for item in data.items if item.struct == struct}
        sizes = {each.symbol: each.bytes for each in objects if each.symbol in holder}
        if list(sizes.values()) != [spec[struct]]:
            found.append(f"struct {struct}: {spec[struct]} bytes by its spec, but {sizes}")
    for each in objects:
        if laid.get(each.linkage) != each.bytes:
            where = f"the map has {laid.get(each.linkage, 'nothing')}"
            found.append(f"{each.symbol}: {each.bytes} bytes, but {where}")
    for name in sorted(set(laid) - {each.linkage for each in objects}):
        found.append(f"{name}: {laid[name]} bytes in the map, and no symbol")
    for item in data.items:
        if item.of_application and item.symbol not in own:
            found.append(f"{item.symbol}: {item.bytes} bytes that nobody accounts for")
    return found


Read = tuple[Any, Data, list[Placed], dict[str, int]]


def read(built: Path, firmware: str, profile: str) -> Read:
    """Everything that has to agree."""
    budget = json.loads((ROOT / "generated" / profile / "docs" / "budget.json").read_text())
    made, _ = bounds_of(ROOT / "spec" / "profiles" / f"{profile}.yaml", ROOT / "spec", profile)
    image = load(built / f"{firmware}.elf")
    objects = placed(image)
    data = bounds_data.attribute(made, objects, image.static_bytes, {}, image.path)
    assert data.bytes == image.static_bytes
    return budget, data, objects, objects_of(built / f"{firmware}.map")


@pytest.mark.parametrize(("firmware", "profile"), [*EXAMPLES.items(), *SCRIPTED.items()])
def test_spec_symbols_and_map_agree(built: Path, firmware: str, profile: str) -> None:
    budget, data, objects, laid = read(built, firmware, profile)
    assert disagreements(budget, data, objects, laid, own_of(firmware)) == []
    drivers = {"slip_link", "clock"} & {member["struct"] for member in budget["members"]}
    assert set(data.absent) == (drivers if firmware in SCRIPTED else set())


def test_each_disagreement_has_a_name(built: Path) -> None:
    budget, data, objects, laid = read(built, "services", "services")

    def said(**changed: Any) -> list[str]:
        given = {"budget": budget, "data": data, "objects": objects, "laid": laid}
        return disagreements(**{**given, **changed}, own=OWN["example"])

    core = next(each for each in objects if each.symbol == "thimble::core")
    assert said(data=replace(data, items=data.items + (stray(),))) == [
        "thimble::lost: 3 bytes that nobody accounts for"
    ]
    other = [{**each, "bytes": each["bytes"] + 1} if each["member"] == "turn" else each
             for each in budget["members"]]
    assert said(budget={"members": other}) == [
        f"struct stack: {core.bytes + 1} bytes by its spec, but {{'thimble::core': {core.bytes}}}"
    ]
    assert said(laid={**laid, core.linkage: core.bytes - 1}) == [
        f"thimble::core: {core.bytes} bytes, but the map has {core.bytes - 1}"
    ]
    assert said(laid={**laid, "text": 5}) == ["text: 5 bytes in the map, and no symbol"]


def stray() -> bounds_data.Item:
    return bounds_data.Item("thimble::lost", 3, "thimble::lost", 0x700, "", "")


MADE, _ = bounds_of(ROOT / "spec" / "profiles" / "tiny.yaml", ROOT / "spec", "tiny.yaml")
STACK = MADE.ram.struct_bytes("stack")
ELF = Path("made.elf")


def test_a_stack_inside_another_object() -> None:
    device = Placed("device", "device", 0x100, STACK + 10)
    types = {"device": [Held(4, "stack", STACK)]}
    data = bounds_data.attribute(MADE, [device], STACK + 10, types, ELF)
    parts = [(item.name, item.address, item.bytes) for item in data.items if item.of_application]
    assert parts == [("device", 0x100, 4), ("device", 0x104 + STACK, 6)]
    assert data.bytes == STACK + 10 and data.application == 10


def test_bytes_without_a_symbol_are_the_applications() -> None:
    core = Placed("core", "core", 0x100, STACK)
    data = bounds_data.attribute(MADE, [core], STACK + 3, {}, ELF)
    assert data.application == 3
    assert data.notes == ("3 bytes of the sections in RAM have no symbol: texts, most likely",)


def test_two_objects_of_one_size_are_said() -> None:
    objects = [Placed(name, name, at, STACK) for name, at in (("core", 0x100), ("other", 0x200))]
    data = bounds_data.attribute(MADE, objects, 2 * STACK, {}, ELF)
    assert data.notes == ("core is taken for the struct stack, not other",)


@pytest.mark.parametrize(
    ("objects", "words"),
    [
        ([Placed("core", "core", 0x100, STACK + 1)], "no object in RAM has as many"),
        (
            [Placed("core", "core", 0x100, STACK), Placed("thimble::link", "l", 0x300, 9)],
            "thimble::link has 9",
        ),
    ],
)
def test_sizes_of_another_profile_are_refused(objects: list[Placed], words: str) -> None:
    with pytest.raises(Refused, match=f"made.elf: is no firmware of profile tiny, .*: {words}"):
        bounds_data.attribute(MADE, objects, 2000, {}, ELF)


def test_the_profile_that_fits_is_named() -> None:
    sizes = bounds_data._shipped_stacks()
    objects = [Placed("core", "core", 0x100, sizes["everything"])]
    with pytest.raises(Refused, match="its sizes are those of everything; name its own profile"):
        bounds_data.attribute(MADE, objects, sizes["everything"], {}, ELF)


def test_types_from_dwarf(tmp_path: Path) -> None:
    source, made = tmp_path / "made.cpp", tmp_path / "made.elf"
    source.write_text(
        "struct clock { unsigned long ms; }; typedef struct clock one; struct other { char c; };\n"
        "struct node { int before; one clocks[2]; other o; one &first() { return *clocks; } };\n"
        "node device; one alone; other none;\n"
        "int main() { device.first().ms = alone.ms; for (;;) none.c++; }\n"
    )
    command = ["avr-g++", "-mmcu=atmega328p", "-O0", "-gdwarf-4", source, "-o", made]
    subprocess.run(command, check=True)
    held = {"device": [Held(2, "clock", 4), Held(6, "clock", 4)], "alone": [Held(0, "clock", 4)]}
    assert struct_types(made, frozenset({"clock", "stack"})) == held
    subprocess.run(["avr-strip", "-g", made], check=True)
    assert struct_types(made, frozenset({"clock"})) == {}
