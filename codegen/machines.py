# SPDX-License-Identifier: MIT
"""From a .fsm file to the files of its machine: the one entry for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from codegen.check.machine import Checked, check_machine
from codegen.ir.profile import Profile
from codegen.load.fsm import load
from codegen.lower.machine import banner_path, lower_machine, record_members
from codegen.lower.machine_level import compare
from codegen.print.env import environment

Features = Mapping[str, bool]
NONE: Features = {}


def check_file(path: Path, params: Mapping[str, int], features: Features = NONE) -> Checked:
    """The machine in a file, checked against the features and parameter values of a profile."""
    return check_machine(load(path), params, features)


def machine_files(
    path: Path, params: Mapping[str, int], features: Features = NONE
) -> dict[str, str]:
    """The texts of a machine's files, by their paths inside a drop-in set."""
    machine = lower_machine(check_file(path, params, features), banner_path(path))
    env = environment()
    return {
        name: env.get_template(template).render(machine=machine)
        for name, template in (
            (f"{machine.name}_machine.h", "machine.h.j2"),
            (f"docs/{machine.name}_machine.dot", "machine.dot.j2"),
            (f"docs/{machine.name}_machine.md", "machine.md.j2"),
        )
    }


def counted_header(path: Path, params: Mapping[str, int], features: Features) -> str:
    """The machine's header with a call in each row, for a test that counts which rows are taken."""
    machine = lower_machine(check_file(path, params, features), banner_path(path), counted=True)
    return environment().get_template("machine.h.j2").render(machine=machine)


def record_layout(
    path: Path, params: Mapping[str, int], features: Features = NONE
) -> list[tuple[str, int]]:
    """The members of a connection and their bytes, in the order of the struct."""
    members = record_members(check_file(path, params, features))
    return [(member.name, member.bytes) for member in members]


def level_file(
    path: Path,
    profile: Profile,
    here: tuple[Mapping[str, int], Features],
    full: tuple[Mapping[str, int], Features],
) -> dict[str, str]:
    """docs/level.md: what the profile leaves out; `here` and `full` are parameters and features."""
    checked, whole = check_file(path, *here), check_file(path, *full)
    text = path.read_text(encoding="utf-8").split("\n")
    level = compare(checked, whole, (here[1], full[1]), text)
    template = environment().get_template("docs/level.md.j2")
    machine = banner_path(path)
    return {"docs/level.md": template.render(machine=machine, profile=profile, level=level)}
