# SPDX-License-Identifier: MIT
"""From profiles in memory to linked firmwares: headers into build/prices/, then CMake and ninja.

A folder of build/prices/ is named after the profile's text, so equal profiles are built once and
one that comes back finds its objects again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile
from codegen.load.profile import load_profile
from codegen.output import write_set
from codegen.profiles import generate
from tools import build, elf
from tools.chip import ADDRESS
from tools.price_application import caller, handlers_text
from tools.parts import first_errors
from tools.price_spec import APPLICATION, Raw
from tools.shell import BUILD, ROOT, Failure

FOLDER = BUILD / "prices"
MADE = ".made"  # what the folder was made from


@dataclass(frozen=True)
class Firmware:
    """One built profile, in bytes. `record` is a connection's; 0 without TCP."""

    key: str
    raw: Raw
    flash: int
    ram: int
    record: int
    is_timed: bool  # a second firmware was built, to count cycles

    @property
    def path(self) -> Path:
        """The firmware that is weighed."""
        return elf_of(self.key)

    @property
    def profile(self) -> Profile:
        """As the generator understands it."""
        return profile_of(self.key, self.raw)

    @property
    def timed(self) -> Path:
        """The one whose cycles are counted."""
        return elf_of(f"{self.key}_timed")


def elf_of(name: str) -> Path:
    """CMake puts all programs into one folder."""
    return build.FIRMWARE.parent / f"price_{name}.elf"


def text_of(raw: Raw) -> str:
    """YAML, the same for equal profiles."""
    text: str = yaml.safe_dump(raw, sort_keys=False)
    return text


def key_of(raw: Raw) -> str:
    """The name of its folder and of its firmware."""
    return hashlib.sha256(text_of(raw).encode()).hexdigest()[:12]


def can_be_timed(raw: Raw) -> bool:
    """Whether the conversation of tools/price_cycles.py fits: an echo on TCP port 7 of the usual
    address, from a ring that takes 100 bytes, and nobody else at the UART.
    """
    echo = raw["sockets"].get("echo", {})
    here = echo.get("role") == "server" and echo.get("port") == 7
    here = here and raw["net"]["address"] == f"{ADDRESS}/24"
    return here and isinstance(echo.get("send"), int) and raw["link"]["driver"] == "none"


@cache
def made_from() -> str:
    """A hash of specs and generator."""
    digest = hashlib.sha256()
    for folder in ("spec", "codegen"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    digest.update((ROOT / "tools" / "price_application.py").read_bytes())
    return digest.hexdigest()


def print_headers(raw: Raw) -> str:
    """Its folder with everything that is generated; what is wrong with the profile, or ""."""
    folder, name = FOLDER / key_of(raw), raw["profile"]
    stamp = folder / MADE
    if stamp.is_file() and stamp.read_text() == made_from():
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(text_of({key: raw[key] for key in raw if key != APPLICATION}))
    try:
        made = generate(path, ROOT / "spec", f"{name}.yaml")
    except SpecError as error:
        return str(error)
    write_set(folder, made.files)
    write_if_other(folder / "handlers.cpp", handlers_text(made.profile))
    stamp.write_text(made_from())
    return ""


def write_if_other(path: Path, text: str) -> None:
    """So that ninja sees what has changed and nothing else."""
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def firmwares(profiles: Sequence[Raw], *, timed: Sequence[Raw] = ()) -> list[Firmware]:
    """All of them built, in the order asked for; those of `timed` with the firmware whose cycles
    are counted, where there is one. A Failure shows the first that cannot be built.
    """
    distinct = {key_of(raw): raw for raw in profiles}
    clocked = {key_of(raw) for raw in timed if can_be_timed(raw)}
    with ProcessPoolExecutor(min(2, len(os.sched_getaffinity(0)))) as pool:
        for raw, wrong in zip(distinct.values(), pool.map(print_headers, distinct.values())):
            if wrong:
                raise Failure(f"{wrong}\nthis profile does not generate:\n{text_of(raw)}")
    lines = [line for key, raw in distinct.items() for line in targets(raw, key in clocked)]
    write_if_other(FOLDER / "firmwares.cmake", "\n".join(lines) + "\n")
    ran = build.compile_preset("avr", "prices")
    if ran.code != 0:
        broken = [line for line in ran.output.splitlines() if line.startswith("FAILED: ")]
        found = [raw for key, raw in distinct.items() if f"price_{key}" in "".join(broken)]
        raise Failure(
            f"{first_errors(ran.output)}\na firmware that is to be priced does not build; to repeat: "
            f"ninja -C build/avr prices; the profile:\n"
            + "".join(map(text_of, found[:1]))
        )
    return [weighed(key, raw, key in clocked) for key, raw in zip(map(key_of, profiles), profiles)]


def targets(raw: Raw, timed: bool) -> list[str]:
    """Lines for bench/CMakeLists.txt: name, folder, main file, the socket that calls."""
    key = key_of(raw)
    calls = caller(profile_of(key, raw))
    main = "slip.cpp" if raw["link"]["driver"] == "slip" else "size.cpp"
    words = " BENCH_SECRET=1" if APPLICATION in raw else ""
    lines = [f'price_firmware({key} {key} {main} "{calls}"{words})']
    if timed:
        lines.append(f'price_firmware({key}_timed {key} speed.cpp "")')
    return lines


def profile_of(key: str, raw: Raw) -> Profile:
    """From its folder."""
    name = raw["profile"]
    return load_profile(FOLDER / key / f"{name}.yaml", ROOT / "spec", f"{name}.yaml")[0]


def weighed(key: str, raw: Raw, is_timed: bool) -> Firmware:
    """What the linker and the generator say of it."""
    sections = elf.sections(elf_of(key))
    stated = json.loads((FOLDER / key / "docs" / "budget.json").read_text())
    record = next((m["each"] for m in stated["members"] if m["member"] == "connection"), 0)
    has_tcp = any(socket["protocol"] == "tcp" for socket in raw["sockets"].values())
    record_bytes = int(record) if has_tcp else 0
    return Firmware(key, raw, sections.flash, sections.ram, record_bytes, is_timed)


def flags() -> str:
    """What a priced firmware was compiled with, less paths, definitions and warnings."""
    commands = json.loads((BUILD / "avr" / "compile_commands.json").read_text())
    words = next(each["command"] for each in commands if "price_" in each["command"]).split()
    return " ".join(word for word in words if word.startswith(("-O", "-f", "-m", "-std")))
