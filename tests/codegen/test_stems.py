# SPDX-License-Identifier: MIT
"""No handler can have the name of a function of ours: those begin with stems kept from sockets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from codegen.check.sockets import OUR_STEMS

ROOT = Path(__file__).resolve().parents[2]

# A function at the left margin: declared or defined, with or without storage.
_FUNCTION = re.compile(
    r"^(?:static |inline |extern )*(?:__attribute__\(\([\w, ]*\)\) )?"
    r"[a-z_][\w ]* \*?(\w+)\([^;{]*[;{)]?", re.MULTILINE
)

HANDLER_ENDS = ("_room", "_received", "_signalled", "_fill")


def functions(paths: Iterable[Path]) -> set[str]:
    return {name for path in paths for name in _FUNCTION.findall(path.read_text(encoding="utf-8"))}


def without_stem(names: Iterable[str]) -> list[str]:
    """Names that a socket called like their beginning could meet."""
    clashes = [name for name in names if name.endswith(HANDLER_ENDS)]
    return sorted(name for name in clashes if name.split("_")[0] not in OUR_STEMS)


def test_generated_and_core_keep_to_their_stems() -> None:
    generated = [path for path in (ROOT / "generated").rglob("*.h") if path.name != "application.h"]
    core = [*(ROOT / "core").rglob("*.h"), *(ROOT / "core").rglob("*.hpp")]
    names = functions([*generated, *core])
    assert {"udp_check", "tcp_segment_arrives", "profile_tcp_listener", "stack_poll"} <= names
    assert without_stem(names) == []


def test_a_function_without_a_stem_is_found(tmp_path: Path) -> None:
    header = tmp_path / "window.h"
    header.write_text("static inline uint16_t window_room(uint8_t a)\n{\n}\n", encoding="utf-8")
    assert without_stem(functions([header])) == ["window_room"]


@pytest.mark.parametrize(
    "line", ["bool seq_before(uint32_t a);", "void stack_init(struct stack *s)"]
)
def test_what_counts_as_a_function(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.h").write_text(line + "\n", encoding="utf-8")
    assert len(functions([tmp_path / "a.h"])) == 1
