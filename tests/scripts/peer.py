# SPDX-License-Identifier: MIT
"""The other end of one connection: its addresses, how far both streams have come, and what no
segment of the device may do, whatever a script expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import packet
from packet import ACK, RST, SYN, URG, WORD, Ip, Tcp
from show import segment


@dataclass
class Sent:
    """What the device sent on this connection, not yet expected by any line."""

    at_ms: int
    ip: Ip
    tcp: Tcp


@dataclass
class Peer:
    """Sequence numbers of a script count from each side's SYN."""

    name: str
    ip: str
    port: int
    device_ip: str
    device_port: int | None = None  # None: a client's, until its SYN shows it
    socket: int = 255
    slot: int = 255
    iss: int = 1000
    device_iss: int | None = None
    next: int = 0  # of ours: what we have sent without a gap
    device_next: int = 0  # of the device's
    win: int = 8192
    our_mss: int | None = None  # what our SYN said
    permitted: int = 0  # right edge of the widest window we have given
    promised: int | None = None  # right edge of the device's
    queue: list[Sent] = field(default_factory=list)
    text: bytes = b""  # taken by the application, not yet expected by any line
    taken: int = 0  # expected so far
    signals: int = 0  # told, not yet expected by any line

    def again(self) -> None:
        """A new incarnation: both streams begin at their SYN."""
        self.next = self.device_next = self.permitted = self.taken = 0
        self.device_iss = self.promised = self.our_mss = None

    def is_for(self, ip: Ip, tcp: Tcp) -> bool:
        ours = (ip.dst, tcp.dst) == (self.ip, self.port)
        return ours and self.device_port in (None, tcp.src)

    def relative(self, tcp: Tcp) -> tuple[int, int]:
        """Sequence and acknowledgment number of a segment from the device."""
        return (near(tcp.seq - (self.device_iss or 0)),
                near(tcp.ack - (self.iss if tcp.flags & ACK else 0)))

    def shown(self, tcp: Tcp) -> str:
        return segment(tcp, *self.relative(tcp))

    def hears(self, sent: Sent, mss: int) -> None:
        """Takes a segment in. packet.Malformed when no script could want it."""
        tcp = sent.tcp
        self.device_port = tcp.src
        if tcp.flags & SYN and self.device_iss is None:
            self.device_iss = tcp.seq
        seq, ack = self.relative(tcp)
        self.queue.append(sent)
        need = packet.need
        need(sent.ip.ttl >= 32, f"its TTL is {sent.ip.ttl}")
        need(bool(tcp.flags & URG) or not tcp.urgent, "an urgent pointer without URG")
        need(not tcp.flags & (packet.ECE | packet.CWR), "ECE or CWR is set, ECN was never agreed")
        need(bool(tcp.flags & SYN) or tcp.mss is None, "a MSS option without SYN")
        if tcp.flags & RST:
            return
        need(bool(tcp.flags & (ACK | SYN)), "neither SYN nor ACK nor RST is set")
        if tcp.flags & ACK and self.device_iss is not None:
            edge = ack + tcp.win
            need(self.promised is None or edge >= self.promised,
                 f"the window has shrunk: its right edge was {self.promised}, is {edge}")
            self.promised = edge
        largest = min(mss, 536 if self.our_mss is None else max(self.our_mss, 1))
        need(len(tcp.text) <= largest, f"{len(tcp.text)} bytes of text, mss is {largest}")
        if not tcp.flags & SYN:
            allowed = max(self.permitted, seq + 1)  # a window probe is one byte
            need(seq + tcp.length <= allowed or seq + len(tcp.text) <= allowed
                 and seq + len(tcp.text) == self.permitted,
                 f"it goes past the window, which ends at {self.permitted}")

    def says(self, tcp: Tcp, seq: int, ack: int) -> None:
        """Notes a segment of ours."""
        if tcp.flags & SYN and self.next == 0:
            self.our_mss = tcp.mss
        stray = tcp.flags & SYN and self.next != 0  # a SYN that nobody can want
        if seq <= self.next < seq + tcp.length and not stray:
            self.next = seq + tcp.length
        if tcp.flags & ACK:
            self.permitted = max(self.permitted, ack + tcp.win)
        elif tcp.flags & SYN:
            self.permitted = 1 + tcp.win


def near(number: int) -> int:
    """Sequence numbers as a person counts them: the ones before 0 are negative."""
    number %= WORD
    return number - WORD if number >= WORD // 2 else number
