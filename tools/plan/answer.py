# SPDX-License-Identifier: MIT
"""One question and everything that is said to it: text and JSON from the same figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codegen.ir.profile import Part
from tools.plan import text
from tools.plan.advice import regime, remarks
from tools.plan.estimate import PRICES, STACK_RESERVE, TOLERANCE_PERCENT, read_prices
from tools.plan.features import Further, further
from tools.plan.give_up import Advice, advise
from tools.plan.need import Need
from tools.plan.records import Records
from tools.plan.search import Choice, Plan, plan
from tools.plan.sizes import Limits
from tools.plan.weigh import Scales


@dataclass(frozen=True)
class Answer:
    """`more` when something fits, `advice` when nothing does. `scales` knows how much work it was."""

    plan: Plan
    compiler: str
    more: tuple[Further, ...]
    advice: Advice | None
    scales: Scales

    def text(self) -> str:
        limits, taken = self.plan.limits, self.plan.taken
        lines = [*_asked(self.plan), f"{regime(limits)}.", ""]
        lines += text.fitting(self.plan)
        if taken:
            lines += ["", *text.layout(taken, limits)]
            lines += ["", "one thing more would cost, in bytes:", *text.more(self.more)]
        if self.advice:
            lines += ["", *text.given_up(self.plan, self.advice)]
        lines += ["", *text.footnotes(self.plan, self.compiler), *remarks(limits)]
        return "\n".join(lines)

    def json(self) -> str:
        return json.dumps(_document(self), indent=2)


def answer(
    name: str, need: Need, limits: Limits, known: Sequence[Part], prices: Path = PRICES
) -> Answer:
    """Raises Failure when there are no prices."""
    scales = Scales(read_prices(prices), Records())
    found = plan(name, need, limits, scales)
    more = further(found.taken.weighed, limits, scales) if found.taken else []
    advice = None if found.taken else advise(name, found, scales, known)
    return Answer(found, scales.prices.compiler, tuple(more), advice, scales)


def _asked(found: Plan) -> list[str]:
    limits = found.limits
    part = limits.part.name if limits.part else "no part known here"
    return [
        f"need         {found.need}",
        f"flash {limits.flash:>9,}  bootloader {limits.bootloader:,}, application"
        f" {limits.application_flash:,}, for the protocol {limits.flash_for_protocol:,}",
        f"RAM {limits.ram:>11,}  application {limits.application_ram:,}; part: {part}",
    ]


def _document(found: Answer) -> dict[str, Any]:
    plan_, limits = found.plan, found.plan.limits
    document: dict[str, Any] = {
        "need": asdict(plan_.need),
        "limits": {**asdict(limits), "part": limits.part.name if limits.part else None},
        "compiler": found.compiler,
        "flash_tolerance_percent": TOLERANCE_PERCENT,
        "stack_reserve": STACK_RESERVE,
        "regime": regime(limits),
        "ways": [_choice(each) for each in plan_.choices],
        "taken": plan_.choices.index(plan_.taken) if plan_.taken else None,
        "profile": plan_.taken.weighed.raw if plan_.taken else None,
        "further": [asdict(each) for each in found.more],
    }
    if found.advice:
        advice = found.advice
        document["give_up"] = [
            {
                "what": each.what,
                "bytes": each.bytes,
                "enough": each.enough,
                "missing_ram": each.missing_ram,
                "missing_flash": each.missing_flash,
            }
            for each in advice.single
        ]
        document["together"] = advice.together.what if advice.together else None
        document["larger_part"] = advice.part.name if advice.part else None
    return document


def _choice(choice: Choice) -> dict[str, Any]:
    weighed = choice.weighed
    return {
        "level": weighed.raw["level"],
        "way": choice.way.name,
        "mtu": choice.rung.mtu,
        "mss": choice.rung.mss,
        "fits": choice.fits,
        "ram": {
            "label": "computed",
            "owners": weighed.owners,
            "own_driver": weighed.own_driver,
            "application": weighed.limits.application_ram,
            "left": weighed.ram_left,
        },
        "stack": {"label": "measured", "bytes": weighed.guess.stack},
        "flash": {"label": "measured", "bytes": weighed.guess.flash, "left": weighed.flash_left},
    }
