# SPDX-License-Identifier: MIT
"""spec/profiles/README.md teaches by example; its examples are what the generator does."""

from __future__ import annotations

import re
from pathlib import Path

from profile_text import SPEC

from codegen.profiles import generate

TEXT = (SPEC / "profiles" / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_each_line_of_c_is_generated_from_the_profile_above_it(tmp_path: Path) -> None:
    profile = next(block for block in blocks("yaml") if block.startswith("profile: product"))
    (tmp_path / "product.yaml").write_text(profile, encoding="utf-8")
    made = generate(tmp_path / "product.yaml", SPEC, "product.yaml")
    lines = {squeezed(line) for text in made.files.values() for line in text.splitlines()}
    taught = [line for block in blocks("c") for line in block.splitlines() if line.strip()]
    assert len(taught) > 20
    assert [line for line in taught if squeezed(line) not in lines] == []


def squeezed(line: str) -> str:
    """Columns may differ: an example shows a part of the lines that stand below each other."""
    return " ".join(line.split())


def test_the_spec_lines_it_shows_are_in_the_specs() -> None:
    specs = "".join((SPEC / name).read_text("utf-8") for name in ("memory.yaml", "drops.yaml"))
    lines = {squeezed(line.split(" #")[0]) for line in specs.splitlines()}
    shown = [line for block in blocks("yaml")[1:] for line in block.splitlines()]
    assert [line for line in shown if squeezed(line.split(" #")[0]) not in lines] == []
