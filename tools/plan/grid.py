# SPDX-License-Identifier: MIT
"""Every kind of profile that the planner can look at: for records.json and for the tests.

How many sockets there are changes no width, so one of a kind stands for all.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from tools.plan.candidates import RUNGS, Raw, profile_map, ways
from tools.plan.features import CHANGES
from tools.plan.need import Need
from tools.plan.sizes import MOST_FLASH, MOST_RAM, Limits

NEEDS = (
    Need(servers=1),
    Need(clients=1),
    Need(servers=1, clients=1),
    Need(udp=1),
    Need(servers=1, clients=1, udp=1, ping=True),
)
ROOMY = Limits(MOST_FLASH, MOST_RAM, 0, 0, 0, None)


def profiles(limits: Limits = ROOMY) -> Iterator[Raw]:
    """Each way with each size, as it is and with each feature more."""
    for need in NEEDS:
        for way in ways(need):
            for rung in RUNGS:
                raw = profile_map("planned", need, limits, way, rung)
                yield raw
                for _, _, change in CHANGES:
                    more = copy.deepcopy(raw)
                    if change(more):
                        yield more
