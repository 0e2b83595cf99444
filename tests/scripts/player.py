# SPDX-License-Identifier: MIT
"""Plays a script on a device: does what its lines do, compares what they expect.

Nothing the device says may go unexpected: packets, signals and text that no line has asked for by
the time the script goes on are a failure.
"""

from __future__ import annotations

import packet
from devices import Broken, Host
from expect import Mismatch, differs, differs_other, other_of, segment_of
from facts import Profile
from notation import WHEN, Line, Script, Written, value
from peer import Peer
from show import text as shown_text
from user import User


SECRET = bytes(range(100, 116))  # nobody should guess it, but a test must repeat


class Failed(Exception):
    """A line did not come true. The text is the whole message."""


class Player(User):
    """One run of one script."""

    def __init__(self, script: Script, profile: Profile, device: Host) -> None:
        super().__init__(profile, device)
        self.script = script
        self.every = 0  # ms between two polls; 0: each tick
        self.arrived = b""  # the last datagram sent to the device
        self.drops = [0] * len(profile.drops)

    def play(self) -> None:
        """Every line. Failed says where, and what came before."""
        line = Line(0, "", "a", "begin", ())
        try:
            self.obey(b"I" + SECRET)
            for line in self.script.lines:
                self.device.line = line.number
                if line.verb not in (">", "signal", "text", "nothing", "udp", "collect", "may"):
                    self.all_expected()
                self.do(line)
            line = Line(line.number, "the end", "a", "end", ())
            self.all_expected()
        except Mismatch as wrong:
            raise self.failed(line, str(wrong)) from None
        except (packet.Malformed, ValueError, Broken) as wrong:
            raise self.failed(line, str(wrong)) from None

    def failed(self, line: Line, what: str) -> Failed:
        so_far = "\n".join("    " + one for one in self.transcript)
        where = f"{self.script.path}:{line.number}"
        return Failed(f"{where}: {what}\n  line: {line.text}\n  so far:\n{so_far}")

    def do(self, line: Line) -> None:
        {"<": self.send, ">": self.expect, "call": self.call, "time": self.time,
         "nothing": self.nothing, "signal": self.signal, "text": self.text, "room": self.setting,
         "take": self.setting, "source": self.setting, "does": self.setting, "open": self.open,
         "drop": self.drop, "again": self.again, "iss": self.iss, "socket": self.socket,
         "connection": self.connection, "collect": self.collect, "may": self.may, "step": self.step,
         "udp": self.udp}[line.verb](line)

    def expect(self, line: Line) -> None:
        assert line.packet is not None
        peer = self.peer(line)
        low, high = 0, 0
        if line.when is not None:
            low, high = self.window(line.when)
            start = self.now
            self.pass_until(peer, start + high)
        if line.packet.kind != "tcp":
            self.expect_other(line)
            return
        if not peer.queue:
            raise Mismatch("nothing was sent" + (f" within {high} ms" if line.when else ""))
        sent = peer.queue.pop(0)
        if line.when is not None and sent.at_ms - start < low:
            raise Mismatch(f"it was sent after {sent.at_ms - start} ms, {low} were expected")
        wrong = differs(line.packet, sent, peer, self.names)
        if wrong:
            raise Mismatch(f"{wrong}\n  got:  {self.mark(peer)}> {peer.shown(sent.tcp)}")
        seq, _ = peer.relative(sent.tcp)
        if not sent.tcp.flags & packet.RST:
            peer.device_next = max(peer.device_next, seq + sent.tcp.length)

    def window(self, when: str) -> tuple[int, int]:
        """+N, +N~ (a tick later at most, earlier never), +N..M."""
        found = WHEN.match(when)
        assert found is not None
        low = value(found["low"], self.names)
        if found["about"]:
            return low, low + self.names["tick"]
        return low, value(found["high"], self.names) if found["high"] else low

    def pass_until(self, peer: Peer | None, end: int) -> None:
        """Time goes on to `end`, or until this peer has been sent something."""
        while self.now < end and not (peer and peer.queue):
            self.pass_time(end)

    def pass_time(self, end: int) -> None:
        """Until something happens, at most."""
        self.obey(b"T" + (end - self.now).to_bytes(4, "big") + self.every.to_bytes(2, "big"))

    def expect_other(self, line: Line) -> None:
        """UDP and ICMP: one queue for all."""
        assert line.packet is not None
        if not self.others or self.others[0][:1] != b"p":
            raise Mismatch("no such packet was sent")
        ip = packet.parse_ip(self.others.pop(0)[1:])
        wrong = differs_other(line.packet, ip, self.arrived, self.names)
        if wrong:
            raise Mismatch(wrong)

    def nothing(self, line: Line) -> None:
        """Nothing, now or for so long: no packet, no signal, no text."""
        _, high = self.window(line.when) if line.when else (0, 0)
        end = self.now + high
        while True:
            self.silent()
            if self.now >= end:
                return
            self.pass_time(end)

    def silent(self) -> None:
        for peer in self.peers.values():
            if peer.queue:
                raise Mismatch(f"nothing was expected\n  got:  {self.mark(peer)}> "
                               f"{peer.shown(peer.queue[0].tcp)}")
        self.all_expected()

    def may(self, line: Line) -> None:
        """may SIGNAL: it does not matter whether the application has been told."""
        for word in line.words:
            if word.upper() in self.profile.signals:
                self.peer(line).signals &= ~(1 << self.profile.signals.index(word.upper()))

    def signal(self, line: Line) -> None:
        """The next signal, by its name in the machine; more of them for several at once."""
        peer = self.peer(line)
        for word in line.words:
            if word.upper() not in self.profile.signals:
                raise ValueError(f"`{word}` is no signal; one of "
                                 f"{' '.join(self.profile.signals).lower()} is expected")
            bit = 1 << self.profile.signals.index(word.upper())
            if not peer.signals & bit:
                told = " ".join(self.signals_of(peer.signals)) or "nothing"
                raise Mismatch(f"the application was told {told}, not {word.upper()}")
            peer.signals &= ~bit

    def text(self, line: Line) -> None:
        """The next bytes that the application took."""
        peer = self.peer(line)
        wanted = peer.text if line.words[0] == "any" else self.data(line.words[0], peer.taken)
        if peer.text[: len(wanted)] != wanted:
            raise Mismatch(f"the application took {shown_text(peer.text, peer.taken)}, "
                           f"not {shown_text(wanted, peer.taken)}")
        peer.text = peer.text[len(wanted):]
        peer.taken += len(wanted)

    def send(self, line: Line) -> None:
        assert line.packet is not None
        if line.packet.kind == "hex":
            frame = bytes.fromhex("".join(line.packet.rest))
            self.note(f"< hex {frame.hex()}")
        else:
            peer = self.peer(line)
            self.note(f"{self.mark(peer)}< {line.text.partition('<')[2].strip()}")
            if line.packet.kind == "tcp":
                frame = segment_of(line.packet, peer, self.names)
            else:
                frame = other_of(line.packet, peer, self.names, self.sent)
        self.arrived = frame
        self.obey(b"F" + frame)

    def time(self, line: Line) -> None:
        """time +N [step M]"""
        before = self.every
        if len(line.words) == 3:
            self.every = value(line.words[2], self.names)
        self.pass_until(None, self.now + value(line.words[0].lstrip("+"), self.names))
        self.every = before

    def step(self, line: Line) -> None:
        """step N: polled every N ms from now on; 0: at each tick."""
        self.every = value(line.words[0], self.names)

    def open(self, line: Line) -> None:
        """The handshake, from whichever side it comes."""
        assert line.packet is not None
        peer = self.peer(line)
        client = peer.device_port is None
        mark = self.mark(peer)
        steps = [f"{mark}< syn", f"{mark}> syn ack", f"{mark}< ack"]
        if client:
            steps = [f"{mark}> syn", f"{mark}< syn ack", f"{mark}> ack"]
            self.call(Line(line.number, line.text, line.who, "call", ("open",)))
        for step in steps:
            flags = packet_flags(step)
            values = line.packet.values if "< syn" in step else {
                key: given for key, given in line.packet.values.items()
                if "<" in step and key == "win"}
            written = type(line.packet)("tcp", flags, None, values)
            part = Line(line.number, step, line.who, step[len(mark)], (), written)
            self.do(part)
        self.signal(Line(line.number, line.text, line.who, "signal", ("connected",)))

    def drop(self, line: Line) -> None:
        """drop NAME [N]: so many more since the last such line, and no other reason."""
        if "drop_counters" not in self.profile.features:
            return
        before, after = self.drops, list(self.obey(b"D"))
        wanted = dict.fromkeys([line.words[0].upper()], int((line.words[1:] or ("1",))[0]))
        for at, name in enumerate(self.profile.drops):
            counted = after[at] - before[at]
            if name in wanted and counted != wanted[name]:
                raise Mismatch(f"{counted} dropped as {name.lower()}, {wanted[name]} expected")
        self.drops = after

    def collect(self, line: Line) -> None:
        """collect N: the peer takes so many bytes, in order, and acknowledges each segment."""
        peer = self.peer(line)
        begin, end = peer.device_next, peer.device_next + value(line.words[0], self.names)
        while peer.device_next < end:
            self.pass_until(peer, self.now + 2 * self.names["rto"])
            if not peer.queue:
                raise Mismatch(f"nothing more came after {peer.device_next - begin} bytes")
            tcp = peer.queue.pop(0).tcp
            seq, _ = peer.relative(tcp)
            if seq != peer.device_next or tcp.text != packet.pattern(seq - 1, len(tcp.text)):
                raise Mismatch(f"not the next bytes: {peer.shown(tcp)}")
            peer.device_next += tcp.length
            if not peer.queue:
                written = Written("tcp", packet.ACK)
                self.note(f"{self.mark(peer)}< ack")
                self.obey(b"F" + segment_of(written, peer, self.names))
        if peer.device_next != end:
            raise Mismatch(f"{peer.device_next - begin} bytes came")

    def udp(self, line: Line) -> None:
        """The next datagram that the application was given, or `udp error PORT TYPE CODE`."""
        if line.words[0] == "error":
            port, *rest = (value(word, self.names) for word in line.words[1:])
            wanted = b"e" + port.to_bytes(2, "big") + bytes(rest)
            if wanted not in self.others:
                raise Mismatch("the application was told of no such error")
            self.others.remove(wanted)
            return
        wanted = self.data(line.words[0], 0)
        got = next((one[1:] for one in self.others if one[:1] == b"u"), None)
        if got != wanted:
            raise Mismatch(f"the application was given {got!r}, not {wanted!r}")
        self.others.remove(b"u" + wanted)


def packet_flags(step: str) -> int:
    """Of a line of the handshake."""
    return sum(packet.FLAGS[word] for word in step.split() if word in packet.FLAGS)

