# SPDX-License-Identifier: MIT
"""A profile's map as the YAML that a person would write: one line a key, flow style inside."""

from __future__ import annotations

import json
import re

from tools.plan.candidates import Raw

_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


def profile_text(raw: Raw, why: str) -> str:
    """`why` becomes the comment at the top; the licence of a user's own file is the user's."""
    lines = [f"# {why}"]
    for key, value in raw.items():
        if key != "sockets":
            lines.append(f"{key}: {flow(value)}")
    width = max(len(name) for name in raw["sockets"]) + 1
    lines.append("sockets:")
    lines += [f"  {name + ':':<{width}} {flow(value)}" for name, value in raw["sockets"].items()]
    return "\n".join(lines) + "\n"


def flow(value: object) -> str:
    """Maps, lists, texts, numbers, truth."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
