# SPDX-License-Identifier: MIT
"""Bulk to the Linux kernel over SLIP at 1 Mbit/s."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

WANTED_PERCENT = 90


@dataclass(frozen=True)
class Throughput:
    """One transfer. `ceiling` is the text the line can carry: all its bytes, less headers."""

    what: str
    rate: float
    ceiling: float

    @property
    def percent(self) -> float:
        return 100 * self.rate / self.ceiling

    @property
    def met(self) -> bool:
        return self.percent >= WANTED_PERCENT

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {**asdict(self), "percent": self.percent, "met": self.met}


def collect() -> list[Throughput]:
    return []
