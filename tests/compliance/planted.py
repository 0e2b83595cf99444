# SPDX-License-Identifier: MIT
"""A small tree with a ledger in which everything is right, and ways to break it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LEDGER = """\
rfc: 9293
title: TCP
rows:
  - id: MUST-1
    section: '3.1'
    strength: MUST
    what: windows are unsigned
    status: met
    met: core/tcp.h tcp_usable
    test: [tests/scripts/window.script, "tests/tcp.cpp::a window: wide"]
  - id: MUST-15/1
    section: 3.7.1
    strength: MUST
    what: 536 bytes
    status: met
    met: [spec/machines/tcp.fsm step syn, core/tcp.h TCP_MSS]
    test: tests/interop/test_mss.py::test_none
  - id: MUST-15/2
    section: 3.7.1
    strength: MUST
    what: 1220 bytes
    status: n/a
    not: no IPv6
  - id: SHLD-8
    section: 3.8.2
    strength: SHOULD
    what: ECN
    status: declined
    not: too large
"""

IDS = """\
# the ids
MUST-1     3.1    MUST    unsigned
MUST-15/1  3.7.1  MUST    IPv4
MUST-15/2  3.7.1  MUST    IPv6
SHLD-8     3.8.2  SHOULD  ECN
"""

HEADER = """\
/* tcp_hidden(): only spoken of */
enum {
    TCP_MSS = 536, // TCP_SPOKEN = 1
    TCP_LAST
};

static inline int tcp_usable(int window)
{
    return tcp_elsewhere(window);
}
"""

MACHINE = """\
# step hidden
step syn in SYN_SENT "3.10.7.3"
| else : drop
"""

DOCTEST = """\
// What MUST-7 asks.
TEST_CASE("a window: "
          "wide")
{
    CHECK(true); // MUST-1
}

TEST_CASE("next door")
{
    CHECK(true); // MUST-11
}
"""

PYTEST = '''\
def test_before() -> None:
    """RFC6298-5.5"""


# MUST-15
@pytest.mark.parametrize(
    "mss", [1, 2]
)
def test_none(
    mss: int,
) -> None:
    assert True
'''

SCRIPT = """\
# A window of 65535 is wide.
covers MUST-1, SHLD-8
"""

GOOD = {
    "spec/requirements/rfc9293.yaml": LEDGER,
    "spec/requirements/ids/rfc9293.txt": IDS,
    "core/tcp.h": HEADER,
    "spec/machines/tcp.fsm": MACHINE,
    "tests/tcp.cpp": DOCTEST,
    "tests/interop/test_mss.py": PYTEST,
    "tests/scripts/window.script": SCRIPT,
}


def plant(root: Path, path: str = "", old: str = "", new: str = "") -> Path:
    """The good tree, with `old` replaced by `new` in one file; without `old`, without that file."""
    files = dict(GOOD)
    if old:
        assert files[path].count(old) >= 1, f"{path} has no {old!r}"
        files[path] = files[path].replace(old, new, 1)
    elif path:
        del files[path]
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    folder = Path("spec") / "requirements"
    shutil.copy(ROOT / folder / "ledger.schema.json", root / folder)
    return root
