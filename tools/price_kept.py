# SPDX-License-Identifier: MIT
"""Figures of built firmwares, kept beside them: the same program measured by the same means gives
the same figures, so each is measured once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tools.price_build import FOLDER

Figures = dict[str, int]


def measured(
    what: str, programs: Sequence[Path], means: bytes, measure: Callable[[Path], Figures]
) -> dict[Path, Figures]:
    """`measure` of each program, two at a time; kept under the name `what`. `means` is a hash of
    whatever else decides the figures.
    """
    store = FOLDER / f"{what}.json"
    kept = read(store)
    codes = {path: hashlib.sha256(path.read_bytes() + means).hexdigest() for path in programs}
    new = {code: path for path, code in codes.items() if code not in kept}
    with ProcessPoolExecutor(min(2, len(os.sched_getaffinity(0)))) as pool:
        kept |= zip(new, pool.map(measure, new.values()), strict=True)
    store.write_text(json.dumps(kept, indent=1) + "\n")
    return {path: kept[code] for path, code in codes.items()}


def read(store: Path) -> dict[str, Figures]:
    """What is kept; nothing where a run was cut off while it wrote."""
    try:
        found: Mapping[str, Figures] = json.loads(store.read_text())
        return dict(found)
    except (OSError, ValueError):
        return {}


def hash_of(paths: Iterable[Path]) -> bytes:
    """Of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
