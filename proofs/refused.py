# SPDX-License-Identifier: MIT
"""What an analysis says instead of a figure."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """No figure can be given. Its text is one line for each reason."""

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))
