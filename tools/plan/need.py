# SPDX-License-Identifier: MIT
"""--need: what the product has to talk, in words, as "1 tcp server, 1 tcp client, 2 udp, ping"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.plan.sizes import Unclear

EXAMPLE = '"2 tcp server, 1 tcp client, 1 udp, ping"'
MOST_TCP = 32  # connections that a profile can have
MOST_SOCKETS = 64
ROLES = {"server": "server", "servers": "server", "client": "client", "clients": "client"}


@dataclass(frozen=True)
class Need:
    """How many of each. `guessed`: of these TCP connections nobody said who opens them."""

    servers: int = 0
    clients: int = 0
    udp: int = 0
    ping: bool = False
    guessed: int = 0

    @property
    def tcp(self) -> int:
        return self.servers + self.clients

    def __str__(self) -> str:
        parts = [
            f"{count} {what}"
            for count, what in (
                (self.servers, "tcp server"),
                (self.clients, "tcp client"),
                (self.udp, "udp"),
            )
            if count
        ]
        return ", ".join(parts + ["ping"] * self.ping)


def read_need(text: str) -> Need:
    """Raises Unclear with the place of the first word that means nothing.

    A connection without a role may be either, so the dearer case is planned: they are servers and
    clients in turn.
    """
    counts = {"server": 0, "client": 0, "tcp": 0, "udp": 0, "ping": 0}
    at = 0
    for item in text.split(","):
        words = [(at + found.start() + 1, found[0]) for found in re.finditer(r"\S+", item)]
        _read_item(words, at + 1, counts)
        at += len(item) + 1
    either = counts["tcp"]
    servers = counts["server"] + (either + 1) // 2
    need = Need(servers, counts["client"] + either // 2, counts["udp"], counts["ping"] > 0, either)
    if need.tcp > MOST_TCP:
        raise Unclear(
            f"--need asks for {need.tcp} tcp; at most {MOST_TCP} connections are possible"
        )
    if need.tcp + need.udp > MOST_SOCKETS:
        raise Unclear(
            f"--need asks for {need.tcp + need.udp} sockets; at most {MOST_SOCKETS} are possible"
        )
    if not need.tcp and not need.udp:
        raise Unclear(f"--need names no tcp and no udp; say for example {EXAMPLE}")
    return need


def _read_item(words: list[tuple[int, str]], at: int, counts: dict[str, int]) -> None:
    """One piece between commas: [number] tcp [server|client], [number] udp, or ping."""
    if not words:
        raise Unclear(f"--need, character {at}: nothing here; say for example {EXAMPLE}")
    count, counted = 1, words[0][1].lstrip("-").isdigit()
    if counted:
        at, number = words.pop(0)
        count = int(number)
        if not 1 <= count <= MOST_SOCKETS:
            raise Unclear(
                f"--need, character {at}: '{number}' is no number from 1 to {MOST_SOCKETS}"
            )
    if not words:
        raise Unclear(f"--need, character {at}: {count} of what? tcp, udp or ping was expected")
    place, word = words.pop(0)
    kind = word.lower()
    if kind not in ("tcp", "udp", "ping"):
        raise Unclear(
            f"--need, character {place}: '{word}' is not known; tcp, udp or ping was expected, as"
            f" in {EXAMPLE}"
        )
    if kind == "ping" and counted:
        raise Unclear(f"--need, character {place}: ping is there or not; leave the number away")
    if kind == "tcp" and words:
        place, word = words.pop(0)
        if word.lower() not in ROLES:
            raise Unclear(
                f"--need, character {place}: '{word}' is no role of tcp; server or client was"
                " expected, or a comma"
            )
        kind = ROLES[word.lower()]
    if words:
        place, word = words[0]
        why = f"{kind} has no role" if kind in ("udp", "ping") else "a comma was expected"
        raise Unclear(f"--need, character {place}: '{word}' is not expected here; {why}")
    counts[kind] += count
