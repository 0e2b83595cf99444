# SPDX-License-Identifier: MIT
"""What the device says, sorted: packets to their connection, signals and text to theirs."""

from __future__ import annotations

import packet
from devices import Host, Record
from expect import Mismatch
from facts import Profile
from peer import Peer, Sent
from show import text as shown_text


class Listener:
    """The connections of one run, and what no line has asked for yet."""

    def __init__(self, profile: Profile, device: Host) -> None:
        self.profile, self.device = profile, device
        self.peers: dict[str, Peer] = {}
        self.now = 0
        self.transcript: list[str] = []
        self.sent = b""  # the last datagram of the device
        self.others: list[Record] = []  # UDP and ICMP packets, and datagrams handed over

    def obey(self, command: bytes) -> bytes:
        """Does a command; returns what it was answered, "" for nothing."""
        answer = b""
        for record in self.device.obey(command):
            kind, rest = record[:1], record[1:]
            if kind == b"p":
                self.hears(int.from_bytes(rest[:4], "big"), rest[4:])
            elif kind == b"s":
                self.told(rest[0], rest[1])
            elif kind == b"t":
                self.took(rest[0], rest[1:])
            elif kind == b"=":
                answer = rest
            elif kind == b".":
                self.now = int.from_bytes(rest, "big")
            else:
                self.others.append(record)
        return answer

    def note(self, what: str, ms: int | None = None) -> None:
        self.transcript.append(f"{self.now if ms is None else ms:>7} ms  {what}")

    def hears(self, ms: int, frame: bytes) -> None:
        self.sent = frame
        ip = packet.parse_ip(frame)
        if ip.src != self.profile.address:
            raise packet.Malformed(f"it comes from {ip.src}")
        if ip.protocol != packet.TCP:
            self.note(f"> protocol {ip.protocol} {ip.body.hex()}", ms)
            self.others.append(b"p" + frame)
            return
        tcp = packet.parse_tcp(ip)
        peer = next((one for one in self.peers.values() if one.is_for(ip, tcp)), None)
        if peer is None:
            raise Mismatch(f"a segment to {ip.dst}:{tcp.dst} from port {tcp.src}, "
                           "where no connection is")
        try:
            peer.hears(Sent(ms, ip, tcp), self.profile.numbers["mss"])
        finally:
            self.note(f"{self.mark(peer)}> {peer.shown(tcp)}", ms)

    def mark(self, peer: Peer) -> str:
        return "" if peer.name == "a" else peer.name

    def peer_in(self, slot: int) -> Peer:
        """Whose slot it is: known, or the one connection that has none yet."""
        known = [peer for peer in self.peers.values() if peer.slot == slot]
        if len(self.peers) > 1 or not known:
            known = [peer for peer in self.peers.values() if self.find(peer) == slot] or known
        if known:
            known[0].slot = slot
            return known[0]
        raise Mismatch(f"the application was told of slot {slot}, where no connection is")

    def find(self, peer: Peer) -> int:
        """The slot that has the connection now, 255: none."""
        command = b"N" + packet.address(peer.ip) + peer.port.to_bytes(2, "big")
        (_, *answer), *_ = self.device.obey(command + (peer.device_port or 0).to_bytes(2, "big"))
        return int(answer[0])

    def told(self, slot: int, signals: int) -> None:
        peer = self.peer_in(slot)
        peer.signals |= signals
        self.note(f"{self.mark(peer)}  signal {' '.join(self.signals_of(signals))}")

    def signals_of(self, bits: int) -> list[str]:
        return [name for at, name in enumerate(self.profile.signals) if bits >> at & 1]

    def took(self, slot: int, text: bytes) -> None:
        peer = self.peer_in(slot)
        self.note(f"{self.mark(peer)}  text {shown_text(text, peer.taken + len(peer.text))}")
        peer.text += text

    def all_expected(self) -> None:
        for peer in self.peers.values():
            mark = self.mark(peer)
            if peer.queue:
                raise Mismatch(f"no line expects\n    {mark}> {peer.shown(peer.queue[0].tcp)}")
            if peer.signals:
                raise Mismatch(f"no line expects\n    {mark}  signal "
                               f"{' '.join(self.signals_of(peer.signals))}")
            if peer.text:
                raise Mismatch(f"no line expects\n    {mark}  text "
                               f"{shown_text(peer.text, peer.taken)}")
        if self.others:
            raise Mismatch(f"no line expects\n    {self.others[0][:1].decode()} "
                           f"{self.others[0][1:].hex()}")
