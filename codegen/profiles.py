# SPDX-License-Identifier: MIT
"""From one profile to its complete set of files: load, check, bound, print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.bound.ram import RamSum, ram_sum
from codegen.check.profile import check_profile
from codegen.diagnostic import SpecError
from codegen.ir.profile import Profile
from codegen.load.drops import load_drops
from codegen.load.memory import load_memory
from codegen.load.profile import ProfileFile, load_profile
from codegen.lower.features import features, full, machine_features, machine_params
from codegen.lower.profile import counts
from codegen.machines import level_file, machine_files, record_layout
from codegen.packets import packet_headers
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
    profile, file = load_profile(path, spec, source)
    check_profile(profile, file, path.stem)
    drops = load_drops(spec)
    machine = spec / "machines" / "tcp.fsm"
    params, switches = machine_params(profile), features(profile)
    most = full(profile)
    here = (params, machine_features(profile))
    layout = record_layout(machine, *here)
    records = {"tcp_connection": sum(size for _, size in layout)}
    sizes = counts(profile, len(drops))
    structs = load_memory(spec, profile.link.driver, sizes, records, switches)
    ram = ram_sum(profile, structs, sizes, records)
    ram_suffices(profile, file, ram)
    files = {
        **packet_headers(spec),
        **machine_files(machine, *here),
        **level_file(machine, profile, here, (machine_params(most), machine_features(most))),
        **profile_files(profile, drops),
        **memory_files(profile, structs, sizes, ram),
    }
    return GeneratedSet(profile, ram, dict(sorted(files.items())))


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
