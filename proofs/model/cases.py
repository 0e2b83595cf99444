# SPDX-License-Identifier: MIT
"""What is searched: who meets whom, and how much may happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Two profiles, and the numbers that their machines are printed with. One search program each.

    `in_flight` and `size` are bytes of text, `retries` is R2.
    """

    name: str
    profiles: tuple[str, str]
    size: int = 2
    in_flight: int = 4
    retries: int = 1


@dataclass(frozen=True)
class Case:
    """One search. Two values are those of the first and the second peer; times are counts."""

    name: str
    what: str
    pair: Pair
    opens: tuple[int, int] = (1, 0)
    lives: tuple[int, int] = (0, 1)  # connections that it begins when a SYN arrives
    text: tuple[int, int] = (1, 0)  # bytes that it has to send
    holds: tuple[int, int] = (0, 0)  # 1: its application reads late
    window: int = 2
    net: int = 1  # segments on their way to each, at most NET_MAX
    repeats: int = 0
    aborts: int = 0
    troubles: int = 0  # ICMP messages that nobody is there
    attacks: int = 0  # segments of somebody who knows no number
    probes: int = 0  # retransmissions while the other application does not read
    nagle: int = 1
    calm: int = 0  # 1: nothing is lost, and no time is over before all is quiet
    large: bool = False  # only with --large

    def settings(self) -> dict[str, int]:
        """For the search program's environment."""
        pairs = {"OPENS": self.opens, "LIVES": self.lives, "TEXT": self.text, "HOLDS": self.holds}
        both = {f"{name}_{side}": pair[side] for name, pair in pairs.items() for side in (0, 1)}
        return both | {
            "WINDOW": self.window,
            "NET": self.net,
            "REPEATS": self.repeats,
            "ABORTS": self.aborts,
            "TROUBLES": self.troubles,
            "PROBES": self.probes,
            "ATTACKS": self.attacks,
            "NAGLE": self.nagle,
            "CALM": self.calm,
        }


NET_MAX = 3

FULL = Pair("full", ("services", "services"))
MIXED = Pair("client to minimal", ("sensor", "tiny"))
CLIENTS = Pair("clients", ("sensor", "sensor"))
PATIENT = Pair("full, three attempts", ("services", "services"), retries=2)

CASES = (
    Case("calm", "nothing is lost, and no timer fires before all is quiet", FULL, text=(3, 1),
         net=3, calm=1),
    Case("wide", "the same, with a window that is wide enough to wait with an ACK", FULL,
         text=(3, 1), window=5, net=3, calm=1),
    Case("text", "opened by one, text both ways, closed by either", FULL, text=(1, 1)),
    Case("reordered", "two segments on their way to each", FULL, text=(0, 0), net=2),
    Case("repeated", "a segment comes twice", FULL, repeats=1),
    Case("both", "opened by both at once", FULL, opens=(1, 1), lives=(0, 0)),
    Case("again", "opened once more, on the heels of the first; an ICMP message", FULL,
         opens=(2, 0), lives=(0, 2), text=(0, 0), troubles=1),
    Case("broken", "an abort and an ICMP message", FULL, text=(0, 0), aborts=1, troubles=1),
    Case("broken both", "an ICMP message, opened by both at once", FULL, opens=(1, 1),
         lives=(0, 0), text=(0, 0), troubles=1),
    Case("shut", "the window shuts, and opens late", FULL, text=(2, 0), holds=(0, 1), window=1,
         probes=1),
    Case("attacked", "a blind attack, and nothing is lost", FULL, text=(1, 0), net=3, attacks=1,
         calm=1),
    Case("attacked", "a blind attack, and nothing is lost", MIXED, text=(1, 0), net=3, attacks=1,
         calm=1),
    Case("calm", "nothing is lost, and no timer fires before all is quiet", MIXED, text=(3, 1),
         net=3, calm=1),
    Case("wide", "the same, with a wide window", MIXED, text=(5, 1), window=5, net=3, calm=1),
    Case("text", "a client and a minimal server, text both ways", MIXED, text=(1, 1)),
    Case("reordered", "two segments on their way to each", MIXED, text=(0, 0), net=2),
    Case("again", "opened once more, and a segment comes twice", MIXED, opens=(2, 0),
         lives=(0, 2), text=(0, 0), repeats=1),
    Case("broken", "an abort and an ICMP message", MIXED, text=(0, 0), aborts=1, troubles=1),
    Case("shut", "each window shuts, and opens late", MIXED, text=(2, 1), holds=(1, 1),
         window=1, probes=1),
    Case("both", "two clients open at once", CLIENTS, opens=(1, 1), lives=(0, 0), text=(1, 0)),
    Case("broken", "an ICMP message, two clients open at once", CLIENTS, opens=(1, 1),
         lives=(0, 0), text=(0, 0), troubles=1),
    Case("reordered text", "two segments on their way, text both ways", MIXED, text=(1, 1), net=2,
         large=True),
    Case("reordered text", "two segments on their way to each", FULL, net=2, large=True),
    Case("reordered both", "the same, opened by both at once", FULL, opens=(1, 1), lives=(0, 0),
         text=(0, 0), net=2, large=True),
    Case("late", "more text than the window takes, read late", FULL, text=(5, 0), holds=(0, 1),
         window=5, probes=1, large=True),
    Case("patient", "text both ways, three attempts", PATIENT, text=(1, 1), large=True),
)  # fmt: skip
