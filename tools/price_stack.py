# SPDX-License-Identifier: MIT
"""The most stack that a priced firmware can take: the bound of proofs/stack, application and
interrupts included.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from proofs.refused import Refused
from proofs.stack import bound
from tools.price_kept import Figures, hash_of, measured
from tools.shell import ROOT, Failure


def bounded(programs: Sequence[Path]) -> dict[Path, int]:
    """Bytes for each program."""
    sources = sorted((ROOT / "proofs" / "avr").glob("*.py"))
    sources += sorted((ROOT / "proofs" / "stack").glob("*.*"))
    found = measured("stack", programs, hash_of(sources), stack_of)
    return {path: figures["stack"] for path, figures in found.items()}


def stack_of(program: Path) -> Figures:
    """A Failure with every reason where there is no bound."""
    try:
        return {"stack": bound(program).total}
    except Refused as refused:
        raise Failure(f"{program.name} has no stack bound: {refused}") from refused
