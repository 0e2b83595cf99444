# SPDX-License-Identifier: MIT
"""Whatever a profile says, the answer is a profile or a message with a place, no Python error."""

from __future__ import annotations

import random
import re
from pathlib import Path

from profile_text import DEMO, SPEC

from codegen.check.profile import check_profile
from codegen.diagnostic import SpecError
from codegen.load.profile import load_profile

TOKENS = re.findall(r"\w+|\s+|.", DEMO)

STRANGE = (
    "7 -1 0x10 1.5 true null [] {} 'x' source udp tcp 99999 ~ [1] {a:} shares port 1e3 .inf "
    "192.168.7.9/33 : , # & * ! |"
).split()

MUTANTS = 300


def mutant(dice: random.Random) -> str:
    """The demo with up to three tokens gone, strange, or said twice."""
    tokens = list(TOKENS)
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(tokens))
        kind = dice.randrange(3)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens[at] = dice.choice(STRANGE)
        else:
            tokens.insert(at, dice.choice(TOKENS))
    return "".join(tokens)


def test_mutants_are_accepted_or_refused_with_a_place(tmp_path: Path) -> None:
    dice = random.Random(9293)
    path = tmp_path / "demo.yaml"
    verdicts = {"accepted": 0, "refused": 0}
    for _ in range(MUTANTS):
        text = mutant(dice)
        path.write_text(text, encoding="utf-8")
        try:
            check_profile(*load_profile(path, SPEC, "demo.yaml"), "demo")
            verdicts["accepted"] += 1
        except SpecError as error:
            lines = len(text.splitlines())
            assert 1 <= error.line <= lines + 1 and error.col >= 1, text
            verdicts["refused"] += 1
    assert min(verdicts.values()) > 10, verdicts
