# SPDX-License-Identifier: MIT
"""Includes go one way. The test of the tree, and the tests that it can fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from include_arrows import arrows, mistakes

ROOT = Path(__file__).resolve().parents[2]

TREE = {
    "generated/services/wire.h": "#include <stdint.h>\n",
    "generated/services/udp_packet.h": '#include "wire.h"\n',
    "core/udp.h": '#include "udp_packet.h"\n#include <avr/io.h>\n',
    "core/stack.h": '#include "udp.h"\n',
    "examples/services/services.cpp": '#include "stack.h"\n',
    "tests/udp.cpp": '#include "udp.h"\n#include <doctest/doctest.h>\n',
    "fuzz/stack.cpp": '#include "stack.h"\n',
    "proofs/udp.c": '#include "udp.h"\n',
    "proofs/model/steps.c": '#include "steps.h"\n',
    "proofs/model/steps_print.py": 'FILES = {"steps.h": text}\n',
}

WRONG = {
    "core includes an example": (
        "core/udp.h",
        '#include "services.hpp"\n',
        "core/udp.h:1: includes services.hpp of examples; core may include core, generated",
    ),
    "core includes a test": (
        "core/udp.h",
        '\n  #  include "../tests/helper.h"\n',
        "core/udp.h:2: includes ../tests/helper.h of tests; core may include core, generated",
    ),
    "generated includes core": (
        "generated/services/wire.h",
        '#include "stack.h"\n',
        "generated/services/wire.h:1: includes stack.h of core; generated may include generated",
    ),
    "generated includes another set": (
        "generated/services/wire.h",
        '#include "../other/other.h"\n',
        "generated/services/wire.h:1: includes ../other/other.h, which is not in the same set",
    ),
    "generated includes the C library": (
        "generated/services/wire.h",
        "#include <string.h>\n",
        "generated/services/wire.h:1: includes string.h,"
        " but generated needs only itself, <stdint.h> and <stdbool.h>",
    ),
    "an example includes a test": (
        "examples/services/services.cpp",
        '#include "helper.h"\n',
        "examples/services/services.cpp:1: includes helper.h of tests;"
        " examples may include core, examples, generated",
    ),
    "an include of nothing": (
        "core/udp.h",
        '#include "nowhere.h"\n',
        "core/udp.h:1: includes nowhere.h, which is in no folder of the tree",
    ),
    "an include of what nobody prints": (
        "proofs/model/steps.c",
        '#include "step.h"\n',
        "proofs/model/steps.c:1: includes step.h, which is in no folder of the tree",
    ),
    "core includes what a proof prints": (
        "core/udp.h",
        '#include "steps.h"\n',
        "core/udp.h:1: includes steps.h, which is in no folder of the tree",
    ),
}


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def test_the_tree_includes_one_way() -> None:
    assert mistakes(ROOT) == []
    assert len(list(arrows(ROOT))) > 20  # else the walk itself is broken


def test_a_right_tree_has_no_mistakes(tmp_path: Path) -> None:
    plant(tmp_path, TREE)
    assert mistakes(tmp_path) == []


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_arrow_is_found(case: str, tmp_path: Path) -> None:
    name, text, message = WRONG[case]
    more = {
        "examples/services/services.hpp": "",
        "tests/helper.h": "",
        "generated/other/other.h": "",
    }
    plant(tmp_path, {**TREE, **more, name: text})
    assert mistakes(tmp_path) == [message]


def test_the_generator_never_reads_core() -> None:
    assert readers_of_core(ROOT / "codegen") == []


def test_a_generator_that_reads_core_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"bad.py": 'TEXT = (ROOT / "core" / "udp.h").read_text()\n', "good.py": "score = 1\n"},
    )
    plant(tmp_path, {"worse.py": 'open("core/udp.h")\n', "comment.py": "# core/udp.h pays it\n"})
    assert readers_of_core(tmp_path) == ["bad.py:1", "worse.py:1"]


def readers_of_core(folder: Path) -> list[str]:
    """Lines of Python in which a text is, or begins with, the folder's name."""
    reads = re.compile(r"""["'](?:\.\./)*core(?:/|["'])""")
    return [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(folder.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if reads.search(line.split("#")[0])
    ]
