# SPDX-License-Identifier: MIT
"""Each mistake that a ledger can contain, and its exact message."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import plant

from codegen.diagnostic import SpecError
from tools.compliance_check import problems_of
from tools.compliance_ledger import ledgers

HERE = "spec/requirements/rfc9293.yaml"
LIST = "spec/requirements/ids/rfc9293.txt"
N_A = "status: n/a\n    not: no IPv6"

# name: (file, old, new, the one complaint)
WRONG = {
    "a gap": (
        LIST,
        "SHLD-8 ",
        "MAY-2      3.6.1  MAY     reuse\nSHLD-8 ",
        f"{LIST}:5: MAY-2 has no row in the ledger of RFC 9293",
    ),
    "a stranger": (
        HERE,
        "  - id: SHLD-8\n",
        "  - {id: MAY-99, section: '3.1', strength: MAY, what: x, status: open, not: y}\n"
        "  - id: SHLD-8\n",
        f"{HERE}:24:5: MAY-99 is not in {LIST}",
    ),
    "a twin": (
        HERE,
        "  - id: SHLD-8\n",
        "  - {id: MUST-1, section: '3.1', strength: MUST, what: x, status: open, not: y}\n"
        "  - id: SHLD-8\n",
        f"{HERE}:24:5: MUST-1 has a row already, {HERE}:4:5",
    ),
    "another section": (
        HERE,
        "3.8.2",
        "3.8.3",
        f"{HERE}:24:5: section is 3.8.3; {LIST}:5 says 3.8.2",
    ),
    "another strength": (
        HERE,
        "SHOULD",
        "MAY",
        f"{HERE}:24:5: strength is MAY; {LIST}:5 says SHOULD",
    ),
    "met nowhere": (
        HERE,
        "    met: core/tcp.h tcp_usable\n",
        "",
        f"{HERE}:4:5: MUST-1 is met, and 'met' says nothing; or status: open",
    ),
    "met without a test": (
        HERE,
        "    test: tests/interop/test_mss.py::test_none\n",
        "",
        f"{HERE}:11:5: MUST-15/1 is met, and 'test' says nothing; or status: open",
    ),
    "met, and why not": (
        HERE,
        "    test: tests/interop/test_mss.py::test_none\n",
        "    test: tests/interop/test_mss.py::test_none\n    not: too large\n",
        f"{HERE}:11:5: MUST-15/1 is met, and 'not' says why it is not; drop one of them",
    ),
    "not, and not why": (
        HERE,
        N_A,
        "status: open",
        f"{HERE}:18:5: MUST-15/2 is open, and 'not' does not say why",
    ),
    "a MUST declined": (
        HERE,
        "n/a",
        "declined",
        f"{HERE}:18:5: MUST-15/2 is a MUST: it cannot be declined",
    ),
    "a departure from RFC 9293": (
        HERE,
        "n/a",
        "departs",
        f"{HERE}:18:5: MUST-15/2: only a MUST of RFC 1122 can be departed from",
    ),
    "a dead file": (
        HERE,
        "core/tcp.h tcp_usable",
        "core/tpc.h tcp_usable",
        f"{HERE}:9:10: core/tpc.h is not there",
    ),
    "no symbol": (
        HERE,
        "core/tcp.h tcp_usable",
        "core/tcp.h",
        f"{HERE}:9:10: which symbol of core/tcp.h? expected: core/tcp.h NAME",
    ),
    "a dead symbol": (
        HERE,
        "tcp_usable",
        "tcp_useable",
        f"{HERE}:9:10: core/tcp.h does not define 'tcp_useable'",
    ),
    "a symbol of a comment": (
        HERE,
        "tcp_usable",
        "tcp_hidden",
        f"{HERE}:9:10: core/tcp.h does not define 'tcp_hidden'",
    ),
    "a constant of a comment": (
        HERE,
        "TCP_MSS",
        "TCP_SPOKEN",
        f"{HERE}:16:43: core/tcp.h does not define 'TCP_SPOKEN'",
    ),
    "a symbol that is only called": (
        HERE,
        "tcp_usable",
        "tcp_elsewhere",
        f"{HERE}:9:10: core/tcp.h does not define 'tcp_elsewhere'",
    ),
    "a step that is not there": (
        HERE,
        "step syn",
        "step rst",
        f"{HERE}:16:11: spec/machines/tcp.fsm does not define 'step rst'",
    ),
    "a step of a comment": (
        HERE,
        "step syn",
        "step hidden",
        f"{HERE}:16:11: spec/machines/tcp.fsm does not define 'step hidden'",
    ),
    "a name without its kind": (
        HERE,
        "step syn",
        "syn",
        f"{HERE}:16:11: 'syn' is no declaration; expected a kind and a name, such as 'step rst'",
    ),
    "a dead script": (
        "tests/scripts/window.script",
        "",
        "",
        f"{HERE}:10:12: tests/scripts/window.script is not there",
    ),
    "a script that does not cite": (
        "tests/scripts/window.script",
        "MUST-1,",
        "MUST-15",
        f"{HERE}:10:12: tests/scripts/window.script has no line 'covers MUST-1'",
    ),
    "a script that waits": (
        "tests/scripts/window.script",
        "covers",
        "pending next week\ncovers",
        f"{HERE}:10:12: tests/scripts/window.script is pending, so it shows nothing: next week",
    ),
    "a script that covers what nobody asks": (
        "tests/scripts/window.script",
        "SHLD-8",
        "SHLD-99",
        f"tests/scripts/window.script:2: covers SHLD-99, which is in no list of {LIST[:-12]}",
    ),
    "a dead case": (
        "tests/tcp.cpp",
        '"wide"',
        '"narrow"',
        f"{HERE}:10:41: tests/tcp.cpp has no test 'a window: wide'",
    ),
    "a case that cites a longer id alone": (
        "tests/tcp.cpp",
        "// MUST-1\n",
        "// MUST-12, MUST-1.5, XMUST-1\n",
        f"{HERE}:10:41: tests/tcp.cpp::a window: wide does not cite MUST-1",
    ),
    "a file for a test": (
        HERE,
        "tests/interop/test_mss.py::test_none",
        "tests/interop/test_mss.py",
        f"{HERE}:17:11: which test of tests/interop/test_mss.py? tests/interop/test_mss.py::NAME",
    ),
    "a dead function": (
        HERE,
        "::test_none",
        "::test_some",
        f"{HERE}:17:11: tests/interop/test_mss.py has no test 'test_some'",
    ),
    "a function whose neighbour cites": (
        "tests/interop/test_mss.py",
        "# MUST-15\n",
        "",
        f"{HERE}:17:11: tests/interop/test_mss.py::test_none does not cite MUST-15/1",
    ),
    "the other of two rows cited": (
        "tests/interop/test_mss.py",
        "MUST-15",
        "MUST-15/2",
        f"{HERE}:17:11: tests/interop/test_mss.py::test_none does not cite MUST-15/1",
    ),
}

UNREADABLE = {
    "no list of ids": (
        LIST,
        "",
        "",
        f"{LIST}:1:1: is not there; the ids of the RFC were expected in it",
    ),
    "an id without a section": (
        LIST,
        "MUST-1     3.1    MUST",
        "MUST-1     MUST",
        f"{LIST}:2:1: expected: id, section, strength, some words",
    ),
    "an unknown status": (
        HERE,
        "n/a",
        "done",
        f"{HERE}:22:13: status is 'done'; it must be one of: met, n/a, declined, departs, open",
    ),
    "a section that became a number": (
        HERE,
        "'3.1'",
        "3.1",
        f"{HERE}:5:14: section must be a text, not a fraction",
    ),
    "an id of no form": (
        HERE,
        "SHLD-8",
        "SHLD8",
        f"{HERE}:24:9: id is 'SHLD8', which is not an id of spec/requirements/ids, "
        "such as MUST-15/2 or RFC6298-5.5",
    ),
}


def test_a_good_ledger_has_no_problem(tmp_path: Path) -> None:
    plant(tmp_path)
    assert problems_of(tmp_path, ledgers(tmp_path)) == []


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, mistake: str) -> None:
    path, old, new, message = WRONG[mistake]
    plant(tmp_path, path, old, new)
    assert problems_of(tmp_path, ledgers(tmp_path)) == [message]


@pytest.mark.parametrize("mistake", UNREADABLE)
def test_a_ledger_that_cannot_be_read(tmp_path: Path, mistake: str) -> None:
    path, old, new, message = UNREADABLE[mistake]
    plant(tmp_path, path, old, new)
    with pytest.raises(SpecError) as caught:
        ledgers(tmp_path)
    assert str(caught.value).replace(f"{tmp_path}/", "") == message
