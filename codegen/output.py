# SPDX-License-Identifier: MIT
"""Writes a set of generated files, all of it or nothing, and never over a file that a person wrote.

Everything is printed in memory first. What changed goes to a temporary folder beside the target and
is then renamed into place, so no reader ever sees half a file. A file counts as ours when its first
lines say so.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from codegen.diagnostic import shown_path

MARK = b"GENERATED from"
MARK_WITHIN = 400  # bytes
PROFILE_FILE = "profile.h"  # its banner names the profile that the set is for


class OutputError(Exception):
    """The target cannot take the files. Printed as it is."""


@dataclass(frozen=True)
class Changes:
    written: tuple[str, ...]
    removed: tuple[str, ...]


def differences(folder: Path, files: Mapping[str, str], *, ours_alone: bool) -> list[str]:
    """One line for each file that differs, is missing or is left over.

    With `ours_alone` nobody else may have files here.
    """
    lines = []
    for name in sorted(files):
        found = _read(folder / name)
        if found is None:
            lines.append(f"{_shown(folder / name)}: missing")
        elif found != files[name].encode():
            lines.append(f"{_shown(folder / name)}: differs from its spec")
    for name in _present(folder):
        if name not in files and (ours_alone or _is_ours(folder / name)):
            lines.append(f"{_shown(folder / name)}: left over, no spec yields it")
    return sorted(lines)


def write_set(folder: Path, files: Mapping[str, str]) -> Changes:
    """Make the folder hold these files. Ours beyond them go; unchanged ones are not touched."""
    changed = [name for name in sorted(files) if _read(folder / name) != files[name].encode()]
    for name in changed:
        _refuse_foreign(folder, name)
    vanished = [name for name in _present(folder) if name not in files and _is_ours(folder / name)]
    try:
        if changed:
            _replace(folder, {name: files[name] for name in changed})
        for name in vanished:
            (folder / name).unlink()
        _remove_empty(folder)
    except OSError as error:
        raise OutputError(f"{_shown(folder)}: cannot be written: {error.strerror}") from error
    return Changes(tuple(changed), tuple(vanished))


def refuse_other_set(folder: Path, files: Mapping[str, str]) -> None:
    """Two profiles cannot share a folder: their files have the same names."""
    found = (_read(folder / PROFILE_FILE) or b"").decode(errors="replace")
    there, ours = _source(found), _source(files[PROFILE_FILE])
    if there and there != ours:
        raise OutputError(
            f"{_shown(folder)}: holds the set of another profile, {there}; "
            "choose another folder with -o, or remove this one first"
        )


def _source(text: str) -> str:
    """The profile that a banner names; nothing when a person wrote the file."""
    found = re.search(rf"{MARK.decode()} (\S+) -- ", text[:MARK_WITHIN])
    return found[1] if found else ""


def _replace(folder: Path, files: Mapping[str, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".thimble-", dir=folder.parent))
    try:
        for name, text in files.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            (temporary / name).write_bytes(text.encode())
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(temporary / name, folder / name)
    finally:
        shutil.rmtree(temporary)


def _refuse_foreign(folder: Path, name: str) -> None:
    path = folder / name
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{_shown(folder)}: is a file; a folder was expected")
    if path.is_dir():
        raise OutputError(f"{_shown(path)}: is a folder; the generator wants to write a file there")
    if path.exists() and not _is_ours(path):
        raise OutputError(
            f"{_shown(path)}: was not generated; move it away or choose another folder with -o"
        )


def _present(folder: Path) -> list[str]:
    """Files below the folder, as names inside the set."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK in file.read(MARK_WITHIN)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _shown(path: Path) -> str:
    return shown_path(str(path))
