# SPDX-License-Identifier: MIT
"""The table of proofs/verdicts/README.md, what is proved for which profile, from the verdicts: nothing is
proved here. `./thimble report` writes it.
"""

from __future__ import annotations

import json
from pathlib import Path

from tools.headers import is_for
from tools.proof_setup import MODELS

START, END = "<!-- proved -->", "<!-- /proved -->"


def table(root: Path) -> str:
    """A row for each proof file: Markdown, the same for the same verdicts."""
    profiles = sorted(path.stem for path in (root / "spec" / "profiles").glob("*.yaml"))
    lines = ["| stem | functions | goals, both models | not proved for |", "|---|---:|---:|---|"]
    for source in sorted((root / "proofs").glob("*.c")):
        having = [
            name for name in profiles if is_for(Path(f"{source.stem}.h"), root / "generated" / name)
        ]
        lines.append(_row(source.stem, having, _verdicts(root, source.stem)))
    return "\n".join(lines)


def _verdicts(root: Path, stem: str) -> list[dict[str, object]]:
    path = root / "proofs" / "verdicts" / f"{stem}.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values()) if path.exists() else []


def _row(stem: str, having: list[str], verdicts: list[dict[str, object]]) -> str:
    functions: set[str] = set()
    goals, proved = 0, set[tuple[str, str]]()
    for verdict in verdicts:
        of_each, names, model = verdict["goals"], verdict["profiles"], verdict["model"]
        assert isinstance(of_each, dict) and isinstance(names, list)
        functions |= set(of_each)
        goals += sum(of_each.values())
        proved |= {(name, str(model)) for name in names}
    missing = [
        name for name in having if not all((name, model.name) in proved for model in MODELS)
    ]
    left = ", ".join(f"`{name}`" for name in missing)
    return f"| `{stem}` | {len(functions)} | {goals:,} | {left} |"
