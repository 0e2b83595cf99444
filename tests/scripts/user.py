# SPDX-License-Identifier: MIT
"""The user of the device: which connections there are, what the application does, and its calls."""

from __future__ import annotations

import packet
from devices import Host
from expect import Mismatch
from facts import Profile
from listener import Listener
from notation import Line, quoted, value
from peer import Peer

SETTINGS = {"room": "r", "take": "t", "source": "s"}
DOES = {"nothing": 0, "echo": 1, "close_on_text": 2, "abort_on_text": 4, "close_on_signal": 8}
NO_PEER = 254
CALLS = ("open", "write", "write_urgent", "read", "close", "abort", "status", "can_write", "urgent",
         "no_delay", "keep_alive", "retries")


class User(Listener):
    """Everything a script does on this side of the wire."""

    def __init__(self, profile: Profile, device: Host) -> None:
        super().__init__(profile, device)
        self.names = dict(profile.numbers)

    def data(self, word: str, offset: int) -> bytes:
        if word.startswith('"'):
            return quoted(word)
        return packet.pattern(offset, value(word, self.names))

    def peer(self, line: Line) -> Peer:
        """The connection of a line. The first one needs no line of its own."""
        if line.who not in self.peers:
            if line.who != "a":
                raise ValueError(f"there is no connection {line.who}; `connection {line.who}` "
                                 "is expected before")
            self.add("a", ("server",))
        return self.peers[line.who]

    def add(self, name: str, wanted: tuple[str, ...]) -> Peer:
        socket = self.profile.socket(wanted)
        if socket is None:
            raise ValueError(f"profile {self.profile.name} has no socket that is "
                             f"{' '.join(wanted)}")
        peer = Peer(name, "192.168.7.1", 40000 + len(self.peers), self.profile.address,
                    socket.port or None, socket.number)
        if socket.ring:
            self.names["ring"] = socket.ring
        self.peers[name] = peer
        return peer

    def socket(self, line: Line) -> None:
        self.add("a", line.words)

    def connection(self, line: Line) -> None:
        """connection b [from IP] [port N] [to N] [socket WORDS]"""
        name, *words = line.words
        wanted: tuple[str, ...] = ("server",)
        if "socket" in words:
            at = words.index("socket")
            words, wanted = words[:at], tuple(words[at + 1:])
        peer = self.add(name, wanted)
        for key, given in zip(words[::2], words[1::2], strict=True):
            if key == "from":
                peer.ip = given
            elif key == "port":
                peer.port = value(given, self.names)
            elif key == "to":
                peer.device_port = value(given, self.names)
            else:
                raise ValueError(f"`{key}` is not known; from, port, to or socket is expected")

    def iss(self, line: Line) -> None:
        self.peer(line).iss = value(line.words[0], self.names) % packet.WORD

    def again(self, line: Line) -> None:
        """The next packets belong to a new connection of the same two ends."""
        peer = self.peer(line)
        peer.again()
        if peer.socket != 255 and "client" in self.profile.sockets[peer.socket].words:
            peer.device_port = None

    def slot(self, line: Line) -> int:
        """Of this line's connection; all when there is no connection yet."""
        if not self.peers:
            return 255
        peer = self.peer(line)
        found = self.find(peer)
        if found != 255:
            peer.slot = found
        return peer.slot

    def setting(self, line: Line) -> None:
        """room N, take N, source N, does WHAT: for this connection, or for all before there is
        one.
        """
        slot = self.slot(line)
        if line.verb == "does":
            key, number = "d", sum(DOES[word] for word in line.words)
        else:
            key, number = SETTINGS[line.verb], value(line.words[0], self.names)
        self.note(f"  {line.text}")
        self.obey(b"P" + bytes([slot]) + key.encode() + number.to_bytes(4, "big"))

    def call(self, line: Line) -> None:
        """call NAME ... [= RESULT]"""
        words = list(line.words)
        wanted = words[words.index("=") + 1] if "=" in words else None
        name, *rest = words[: words.index("=")] if "=" in words else words
        self.note(f"{'' if line.who == 'a' else line.who + ': '}call {' '.join(words)}")
        got, usual = self.called(line, name, rest)
        if wanted is None:
            wanted = usual
        if got != wanted.upper():
            raise Mismatch(f"`{name}` answered {got}, {wanted.upper()} was expected")

    def called(self, line: Line, name: str, rest: list[str]) -> tuple[str, str]:
        """The answer to a user call, and the usual one."""
        peer = self.peer(line)
        if name == "open":
            answer = self.obey(b"O" + bytes([peer.socket]) + packet.address(peer.ip)
                               + peer.port.to_bytes(2, "big"))
            if answer[0] < NO_PEER:
                peer.slot = answer[0]
            return {NO_PEER: "NO_PEER", 255: "NO_SLOT"}.get(answer[0], "OK"), "OK"
        slot = bytes([self.slot(line)])
        if name in ("close", "abort", "can_write"):
            answer = self.obey({"close": b"C", "abort": b"A", "can_write": b"E"}[name] + slot)
            return self.profile.errors[answer[0]], "OK"
        if name in ("write", "write_urgent") and rest[0].startswith('"'):
            text = quoted(rest[0])
            answer = self.obey((b"W" if name == "write" else b"U") + slot + text)
            return str(int.from_bytes(answer, "big")), str(len(text))
        if name in ("write", "read"):
            wanted = value(rest[0], self.names)
            answer = self.obey((b"w" if name == "write" else b"r") + slot
                               + wanted.to_bytes(2, "big"))
            return str(int.from_bytes(answer, "big")), str(wanted)
        if name == "urgent":
            answer = self.obey(b"u" + slot)
            return str(int.from_bytes(answer, "big")), "0"
        if name in ("no_delay", "keep_alive", "retries"):
            number = {"on": 1, "off": 0}.get(rest[0]) if name != "retries" else int(rest[0])
            if number is None:
                raise ValueError(f"`{name}` on or off is expected")
            self.obey({"no_delay": b"L", "keep_alive": b"K", "retries": b"R"}[name] + slot
                      + bytes([number]))
            return "OK", "OK"
        if name == "status":
            answer = self.obey(b"S" + slot)
            if answer[0]:
                return self.profile.errors[answer[0]], "OK"
            return self.profile.states[answer[1]], "OK"
        raise ValueError(f"`{name}` is no call; one of {' '.join(CALLS)} is expected")
