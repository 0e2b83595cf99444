# SPDX-License-Identifier: MIT
"""The numbers of the states: the initial state is 0, because a fresh connection is all zeros."""

from __future__ import annotations

from codegen.check.machine import Checked


def state_codes(checked: Checked) -> dict[str, int]:
    """In the order of the `states` line, the initial state first."""
    initial = checked.names.machine.initial.text
    others = [state for state in checked.names.states if state != initial]
    return {state: code for code, state in enumerate([initial, *others])}
