# SPDX-License-Identifier: MIT
"""Which of the planted faults a run looks for: a third of them, another third for other headers; all of
them with ./thimble test --long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

SHARE = 3


def text_of(folders: Iterable[Path]) -> bytes:
    """All headers of some folders."""
    return b"".join(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.h")))


def drawn(names: list[str], text: bytes, *, long: bool) -> set[str]:
    """Those whose turn it is."""
    seed = hashlib.sha256(text).digest()
    return {
        name
        for name in names
        if long or hashlib.sha256(seed + name.encode()).digest()[0] % SHARE == 0
    }
