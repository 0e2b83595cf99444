# SPDX-License-Identifier: MIT
"""From one profile to its complete set of files: load, check, bound, print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.bound.profile import Bounded, RecordBytes, bounded, read_specs
from codegen.bound.ram import RamSum
from codegen.check.profile import check_profile
from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile
from codegen.load.drops import load_drops
from codegen.load.profile import ProfileFile, load_profile
from codegen.lower.features import full, machine_features, machine_params
from codegen.machines import level_file, machine_files, record_layout
from codegen.packets import own_packets, packet_headers
from codegen.print.memory import memory_files
from codegen.print.profile import profile_files

BIGGEST = 3  # consumers that the message about too little RAM names


@dataclass(frozen=True)
class GeneratedSet:
    """Everything known about a profile, and the files that say it."""

    profile: Profile
    ram: RamSum
    files: dict[str, str]


def generate(path: Path, spec: Path, source: str) -> GeneratedSet:
    """The files of one profile, by name. `source` is what banners call the profile."""
    made, file = bounds_of(path, spec, source)
    ram_suffices(made.profile, file, made.ram)
    profile = made.profile
    machine = machine_of(spec)
    here = (machine_params(profile), machine_features(profile))
    most = full(profile)
    files = {
        **packet_headers(spec, own_packets(path, spec)),
        **machine_files(machine, *here),
        **level_file(machine, profile, here, (machine_params(most), machine_features(most))),
        **profile_files(profile, load_drops(spec)),
        **memory_files(profile, made.structs, made.counts, made.ram),
    }
    return GeneratedSet(profile, made.ram, dict(sorted(files.items())))


def bounds_of(path: Path, spec: Path, source: str) -> tuple[Bounded, ProfileFile]:
    """The static RAM of one profile, whether it suffices or not."""
    profile, file = load_profile(path, spec, source)
    check_profile(profile, file, path.stem)
    return bounded(profile, read_specs(spec, record_bytes(spec))), file


def machine_of(spec: Path) -> Path:
    return spec / "machines" / "tcp.fsm"


def record_bytes(spec: Path) -> RecordBytes:
    """Asks the state machine itself."""
    return lambda params, switches: sum(
        size for _, size in record_layout(machine_of(spec), params, switches)
    )


def ram_suffices(profile: Profile, file: ProfileFile, ram: RamSum) -> None:
    """The promise: it fails here, with names, and never in the field."""
    if ram.total <= ram.limit:
        return
    biggest = ", ".join(f"{owner} {size}" for owner, size in ram.by_owner()[:BIGGEST])
    message = (
        f"static RAM is {ram.total} bytes, {ram.total - ram.limit} more than the {ram.limit}"
        f" of {profile.part.name} that this profile may use; biggest: {biggest};"
        f" use smaller or shared rings, fewer connections or a smaller mtu"
    )
    raise SpecError(file.at("budget", "ram"), message)
