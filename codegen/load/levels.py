# SPDX-License-Identifier: MIT
"""What a profile means by what it leaves out: the defaults of each level."""

from __future__ import annotations

from typing import Any

from codegen.ir.profile import LEVELLED

TCP_DEFAULTS = {
    "mss": 536,
    "rto_init_ms": 1000,
    "rto_max_ms": 60000,
    "max_retries": 8,
    "msl_s": 30,
    "fin_wait_s": 60,
    "keepalive_s": 0,
    "no_slot": "reset",
    "syn_flood": "keep",
    "time_wait": 0,
}


def tcp_values(level: str, raw: Any) -> dict[str, Any]:
    """Every member of ir.profile.Tcp."""
    rich = level != "minimal"
    values = {**TCP_DEFAULTS, **dict.fromkeys(LEVELLED, rich), **raw}
    values["keyed_iss"] = values.pop("iss", "keyed" if rich else "clock") == "keyed"
    values["full_reset"] = values.pop("no_slot") == "reset"
    values["syn_recycle"] = values.pop("syn_flood") == "recycle"
    return values


def icmp_answers(level: str, raw: Any) -> list[str]:
    """A list is complete: what it does not name is off."""
    everything = ["echo", "unreachable"] if level != "minimal" else ["echo"]
    return list(raw.get("icmp", everything))


def in_flight_bytes(tcp: dict[str, Any], raw: Any) -> int:
    """Most bytes of a source on their way."""
    return int(raw.get("in_flight", tcp["mss"] * (2 if tcp["pipeline"] else 1)))
