# SPDX-License-Identifier: MIT
"""How a test says which requirement it shows."""

from __future__ import annotations

import pytest

from tools.compliance_refs import cites

TEXTS = [
    ("MUST-15", "MUST-15", True),
    ("MUST-15", "of MUST-15.", True),
    ("MUST-15", "(MUST-15, MUST-16)", True),
    ("MUST-15", "MUST-15/2", False),
    ("MUST-15", "MUST-151", False),
    ("MUST-15", "MUST-1", False),
    ("MUST-15", "AMUST-15", False),
    ("MUST-15/2", "MUST-15/2", True),
    ("MUST-15/2", "MUST-15", True),
    ("MUST-15/2", "MUST-15/1", False),
    ("MUST-15/2", "MUST-15/22", False),
    ("RFC1122-3.2.2/4", "RFC1122-3.2.2/4", True),
    ("RFC1122-3.2.2/4", "RFC1122-3.2.2", True),
    ("RFC1122-3.2.2/4", "RFC1122-3.2.2.1", False),
    ("RFC1122-3.2.2/4", "RFC 1122 3.2.2: in silence", True),
    ("RFC1122-3.2.2/4", "RFC 1122 3.2.2/4", True),
    ("RFC1122-3.2.2/4", "RFC 1122 3.2.2.4", False),
    ("RFC1122-3.2.2/4", "RFC 1123 3.2.2", False),
    ("RFC1122-3.2.2.4", "RFC 1122 3.2.2.1, 3.2.2.4, 3.2.2.5", True),
    ("RFC1122-3.2.2.4", "RFC 1122 3.2.2.1, RFC 5961 3.2.2.4", False),
    ("RFC1122-3.2.2.4", "3.2.2.4", False),
]


@pytest.mark.parametrize(("id_", "text", "cited"), TEXTS)
def test_a_text_cites_or_not(id_: str, text: str, cited: bool) -> None:
    assert cites(text, id_) == cited
