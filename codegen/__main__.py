# SPDX-License-Identifier: MIT
"""The generator's command line: specs in, one folder of files for each profile out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.diagnostic import SpecError, one_of, shown_path
from codegen.dump import dump
from codegen.output import OutputError, differences, refuse_other_set, write_set
from codegen.profiles import GeneratedSet, generate

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Job:
    """One profile to generate."""

    profile: Path
    source: str  # as banners name it: the same on every machine
    folder: Path
    ours_alone: bool  # a folder of the repository, where every file is generated


class UsageError(Exception):
    """The command line asks for something that is not there."""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """0: done, or no difference; 1: a spec is wrong or --check found something; 2: usage."""
    options = _parse(arguments)
    try:
        jobs = _jobs(options.profiles, options.output, root, writes=not options.dump_ir)
        sets = [(job, generate(job.profile, root / "spec", job.source)) for job in jobs]
        if options.dump_ir:
            print(dump([made for _, made in sets], root / "spec"))
            return 0
        whole = not options.profiles and options.output is None
        return _check(sets, root, whole) if options.check else _write(sets, root, whole)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except (SpecError, OutputError) as error:
        print(error, file=sys.stderr)
        return 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="thimble generate",
        description="Generate the drop-in set of each profile from its specs.",
        epilog="A profile of spec/profiles goes to generated/NAME, your own where -o says.",
    )
    parser.add_argument(
        "profiles", nargs="*", metavar="PROFILE", help="a name, or the path of your own file.yaml"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 and name what differs"
    )
    parser.add_argument(
        "-o", dest="output", metavar="DIR", type=Path, help="where the set of one profile goes"
    )
    parser.add_argument(
        "--dump-ir", action="store_true", help="print what was understood as JSON; write nothing"
    )
    return parser.parse_args(arguments)


def _jobs(
    profiles: Sequence[str], output: Path | None, root: Path, *, writes: bool
) -> list[Job]:
    if output is not None and len(profiles) != 1:
        raise UsageError(f"-o takes the set of one profile; {len(profiles)} were named")
    names = profiles or [path.stem for path in _known(root)]
    jobs = [_job(name, output, root) for name in names]
    for job in jobs if writes and output is None else []:
        if not job.ours_alone:
            raise UsageError(
                f"{shown_path(str(job.profile))}: -o DIR was expected: where the set of a profile"
                " outside spec/profiles goes"
            )
    folders = [job.folder.resolve() for job in jobs]
    for job in jobs:
        if folders.count(job.folder.resolve()) > 1:
            raise UsageError(f"profile '{job.profile.stem}' is named twice")
    return jobs


def _job(name: str, output: Path | None, root: Path) -> Job:
    path = Path(name)
    known = {found.stem: found for found in _known(root)}
    if path.suffix != ".yaml" and len(path.parts) == 1:
        if name not in known:
            raise UsageError(
                f"profile '{name}' is not known; {one_of(known)}; or the path of a .yaml file"
            )
        path = known[name]
    if path.is_dir():
        raise UsageError(f"{name}: is a folder; the profile.yaml of your product was expected")
    if not path.is_file():
        raise UsageError(f"{name}: no such file; the profile.yaml of your product was expected")
    if path.resolve() in (found.resolve() for found in known.values()):
        folder = output or root / "generated" / path.stem
        return Job(path, f"spec/profiles/{path.name}", folder, ours_alone=output is None)
    return Job(path, path.name, output or path.parent / "generated" / path.stem, ours_alone=False)


def _known(root: Path) -> list[Path]:
    return sorted((root / "spec" / "profiles").glob("*.yaml"))


def _check(sets: Sequence[tuple[Job, GeneratedSet]], root: Path, whole: bool) -> int:
    lines = []
    for job, made in sets:
        refuse_other_set(job.folder, made.files)
        lines += differences(job.folder, made.files, ours_alone=job.ours_alone)
    for folder in _orphans(sets, root) if whole else []:
        shown = shown_path(str(folder))
        lines.append(f"{shown}: no profile is called {folder.name}; remove this folder")
    for line in lines:
        print(line)
    if lines:
        print("run ./thimble generate, and commit what it writes", file=sys.stderr)
    return 1 if lines else 0


def _write(sets: Sequence[tuple[Job, GeneratedSet]], root: Path, whole: bool) -> int:
    for job, made in sets:
        refuse_other_set(job.folder, made.files)
    for job, made in sets:
        changes = write_set(job.folder, made.files)
        written, removed = len(changes.written), len(changes.removed)
        what = f"{len(made.files)} files, {written} written, {removed} removed"
        ram = f"{made.ram.total} of {made.ram.limit} bytes of RAM"
        print(f"{shown_path(str(job.folder))}: {what}; {ram}")
    for folder in _orphans(sets, root) if whole else []:
        write_set(folder, {})
        if not any(folder.iterdir()):
            folder.rmdir()
    return 0


def _orphans(sets: Sequence[tuple[Job, GeneratedSet]], root: Path) -> list[Path]:
    """Folders of profiles that are gone."""
    wanted = {job.folder for job, _ in sets}
    return [
        path
        for path in sorted((root / "generated").glob("*"))
        if path.is_dir() and path not in wanted
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
