# SPDX-License-Identifier: MIT
"""What spec/packets/README.md shows is what stands in the specs and in the generated headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "spec" / "packets" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(yaml|c)\n(.*?)```", PAGE, re.DOTALL)
HOW_TO_CALL = "udp_checksum_prefix(from"  # the one block that shows a caller

SOURCES = {
    "yaml": sorted((ROOT / "spec" / "packets").glob("*.ksy")),
    "c": sorted((ROOT / "generated" / "services").glob("*_packet.h")),
}


def without_comments(text: str) -> str:
    """A spec as it says it, without its remarks and the blanks before them."""
    return re.sub(r" +#.*", "", text)


def test_there_are_blocks_of_both_kinds() -> None:
    kinds = [kind for kind, _ in BLOCKS]
    assert kinds.count("yaml") >= 8 and kinds.count("c") >= 8


@pytest.mark.parametrize(("kind", "text"), BLOCKS)
def test_block_is_copied_from_a_file(kind: str, text: str) -> None:
    if HOW_TO_CALL in text:
        return
    texts = [without_comments(path.read_text(encoding="utf-8")) for path in SOURCES[kind]]
    assert any(without_comments(text) in each for each in texts), text
