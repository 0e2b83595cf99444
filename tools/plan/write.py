# SPDX-License-Identifier: MIT
"""--write FILE: what is proposed as a profile, checked as the generator would before it is there.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from codegen.check.profile import check_profile
from codegen.load.profile import load_profile
from tools.plan.answer import Answer
from tools.plan.yaml_text import profile_text
from tools.shell import ROOT, Failure, say


def write(path: Path, found: Answer, *, quiet: bool) -> int:
    """0: written, and said so unless `quiet`; 1: there is nothing to write, or it would go over a file of the user's."""
    taken, limits = found.plan.taken, found.plan.limits
    if taken is None:
        sys.stderr.write(f"thimble plan: nothing fits, so {path} is not written\n")
        return 1
    if limits.part is None:
        raise Failure(
            f"{path} is not written: a profile needs its part; describe it in parts/NAME.yaml"
            " beside it, and say --part NAME"
        )
    refuse_to_overwrite(path)
    text = profile_text(taken.weighed.raw, f"Planned for {found.plan.need}.")
    _accepted(path, text)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    if not quiet:
        say(f"{path} is written; ./thimble generate {path} -o DIR prints the code")
    return 0


def refuse_to_overwrite(path: Path | None) -> None:
    """A profile that is there was perhaps changed by its user."""
    if path is not None and path.exists():
        raise Failure(f"{path} is there already; choose another name, or remove it first")


def _accepted(path: Path, text: str) -> None:
    """Raises SpecError when the generator's reader would: a defect of the planner."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8")
        parts = path.parent / "parts"
        if parts.is_dir():
            (Path(folder) / "parts").symlink_to(parts.resolve())
        profile, file = load_profile(trial, ROOT / "spec", path.name)
        check_profile(profile, file, path.stem)
