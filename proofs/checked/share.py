# SPDX-License-Identifier: MIT
"""One clause's check as a C++ function. Where contracts of a header say the same of the same names,
it is one function for all of them: the machine says most of its invariants 60 times.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from proofs.checked import parse
from proofs.checked.source import Function


class Shared:
    """Of one header."""

    def __init__(self, header: str) -> None:
        self.stem = PurePosixPath(header).stem
        self.functions: dict[tuple[str, str], str] = {}  # parameters and body -> name
        self.fresh: list[str] = []

    def look(self, function: Function, clause: str, text: str, shown: list[str]) -> str:
        """C++ that ends the run when `text` does not hold."""
        body = (f"checked::look(clause_); if (!({text})) {{ checked::broken(); {' '.join(shown)} "
                "checked::stop(); }")
        words = set(re.findall(r"\w+", body))
        used = {name: type_ for name, type_ in _names(function).items() if name in words}
        parameters = ", ".join(["checked::clause &clause_", *used.values()])
        name = self.functions.get((parameters, body))
        if name is None:
            name = f"{self.stem}_holds_{len(self.functions)}"
            self.functions[parameters, body] = name
            self.fresh.append(f"static inline void {name}({parameters})\n{{\n    {body}\n}}\n")
        return f"{name}({', '.join([clause, *used])});"

    def taken(self) -> str:
        """The functions that are new since it was asked last."""
        fresh, self.fresh = self.fresh, []
        return "".join(fresh)


def _names(function: Function) -> dict[str, str]:
    """What a check may speak of, and how it is declared."""
    found = {each.name: f"{each.type} {each.name}"
             for each in parse.parameters(" ".join(function.parameters.split()))}
    if function.returns != "void":
        found["result_"] = f"{function.returns} result_"
    return {**found, "before_": "const checked::before &before_"}
