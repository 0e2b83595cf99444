# SPDX-License-Identifier: MIT
"""Cycles for one packet, in the simulator's virtual time: the peers' cases, every answer verified.

What is counted is stack_receive, and where the answer does not come from it the stack_poll that
gave it. Getting the frame in and out is not (bench/speed.cpp).
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools import bench_build, build, frames
from tools.bench_build import firmware
from tools.frames import ACK, PSH, SYN
from tools.measure import Script, answers_syn
from tools.shell import Failure

# As Linux sends them: MSS 1,460, SACK permitted, timestamps, NOP, window scale 7.
LINUX_SYN = bytes.fromhex("020405b4 0402 080a 00000001 00000000 01 030307".replace(" ", ""))
FULL_MORE = 1.25  # level full may take a quarter more
DELAYED_ACK_MS = 600

Check = Callable[[bytes], str]  # what is wrong with an answer; "" for nothing


@dataclass(frozen=True)
class Case:
    """One packet of the peers' table. `target` is at level minimal; 0: there is none."""

    name: str
    target: int
    peers: str


SYN_CASE = Case("SYN with 20 bytes of options -> SYN-ACK", 0, "uIP 2,200, lwIP 7,367")
DATA_100 = Case("TCP data 100 -> echo 100", 2900, "uIP 6,030, lwIP 9,327")
DATA_500 = Case("TCP data 500 -> echo 500", 7000, "uIP 21,435, lwIP 20,231")
DATA_ACK = Case("TCP data 500 -> ACK", 0, "uIP 7,662, lwIP 10,478")
PURE_ACK = Case("pure ACK", 900, "uIP 1,242, lwIP 3,638")
UDP_100 = Case("UDP echo 100", 0, "uIP 3,752, lwIP 4,986")
UDP_500 = Case("UDP echo 500", 6000, "uIP 12,761, lwIP 12,586")
PING_500 = Case("ICMP echo 500", 0, "lwIP 6,752; uIP does not verify")


@dataclass(frozen=True)
class Cycles:
    """One case, measured."""

    level: str
    case: Case
    receive: int
    poll: int  # 0 when stack_receive gave the answer, or there is none

    @property
    def total(self) -> int:
        return self.receive + self.poll

    @property
    def target(self) -> int:
        """0: there is none."""
        return round(self.case.target * (FULL_MORE if self.level == "full" else 1))

    @property
    def met(self) -> bool:
        return self.target == 0 or self.total <= self.target

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {**asdict(self), "total": self.total, "target": self.target, "met": self.met}


@dataclass(frozen=True)
class Step:
    """A frame to the chip, and what has to come back.

    `check` None: nothing is owed; that the window has opened may be said.
    """

    packet: bytes
    check: Check | None
    case: Case | None = None
    wait: int = 0


def collect() -> list[Cycles]:
    """Both levels."""
    bench_build.make()
    build.need("sim", build.AVRSIM, "avrsim")
    return [
        *measure(firmware("speed"), "minimal"),
        *measure(firmware("speed_full"), "full"),
    ]


def measure(program: Path, level: str) -> list[Cycles]:
    """One firmware's conversation."""
    with tempfile.TemporaryDirectory() as folder:
        script = Script(program, Path(folder))
        steps = converse(script)
        measured = script.play()
    return judged(steps, measured, level)


def converse(script: Script) -> list[Step]:
    """Plays the whole conversation into the script; every step in order."""
    steps: list[Step] = []

    def send(packet: bytes, check: Check | None, case: Case | None = None, wait: int = 0) -> None:
        steps.append(Step(packet, check, case, wait))
        script.send(packet)
        script.wait(wait)

    ours = {}
    for port, case in ((7, SYN_CASE), (9, None)):
        send(frames.tcp(4000 + port, port, 999, 0, SYN, options=LINUX_SYN), syn_ack(1000), case)
        ours[port] = script.find(f"SYN from port {port}", answers_syn(port)).seqno + 1
        send(frames.tcp(4000 + port, port, 1000, ours[port], ACK), None)
    short, long = pattern(100), pattern(500)
    send(frames.tcp(4007, 7, 1000, ours[7], ACK | PSH, short), text(1100, short), DATA_100)
    send(frames.tcp(4007, 7, 1100, ours[7] + 100, ACK), None, PURE_ACK)
    send(frames.tcp(4007, 7, 1100, ours[7] + 100, ACK | PSH, long), text(1600, long), DATA_500)
    send(frames.tcp(4007, 7, 1600, ours[7] + 600, ACK), None)
    send(
        frames.tcp(4009, 9, 1000, ours[9], ACK | PSH, long),
        text(1500, b""),
        DATA_ACK,
        DELAYED_ACK_MS,
    )
    send(frames.udp(4000, 7, short), datagram(short), UDP_100)
    send(frames.udp(4000, 7, long), datagram(long), UDP_500)
    send(frames.ping(long), pong(long), PING_500)
    return steps


def pattern(size: int) -> bytes:
    """No two neighbours alike, and neither END nor ESC of SLIP is rare."""
    return bytes((index * 7 + size) & 0xFF for index in range(size))


def judged(steps: list[Step], measured: dict[str, Any], level: str) -> list[Cycles]:
    """The cases' cycles, once every answer is the right one."""
    answers = answers_of(measured["frames"])
    if len(answers) != len(steps):
        raise Failure(f"{len(answers)} of {len(steps)} frames reached the chip")
    found = []
    for number, (step, got) in enumerate(zip(steps, answers, strict=True), 1):
        name = step.case.name if step.case else f"frame {number}"
        wrong = wrong_answer(step, got)
        if wrong:
            raise Failure(f"{name} at level {level}: {wrong}")
        if step.case is not None:
            receive = measured["markers"][str(2 * number)]["max"]
            polls = measured["markers"].get(str(2 * number + 1), {"max": 0})["max"]
            found.append(Cycles(level, step.case, receive, polls if step.check else 0))
    return found


def answers_of(passed: list[dict[str, Any]]) -> list[list[bytes]]:
    """What the chip sent after each frame that it was sent."""
    answers: list[list[bytes]] = []
    for frame in passed:
        if frame["to"] == "chip":
            answers.append([])
        elif answers:
            answers[-1].append(bytes.fromhex(frame["hex"]))
    return answers


def wrong_answer(step: Step, got: list[bytes]) -> str:
    """What is wrong; "" for nothing."""
    if step.check is None:
        wrong = [packet for packet in got if wrong_datagram(packet) or not is_window(packet)]
        return f"{len(wrong)} answers where none was due" if wrong else ""
    if len(got) != 1:
        return f"{len(got)} answers in place of one"
    return wrong_datagram(got[0]) or step.check(got[0])


def is_window(packet: bytes) -> bool:
    """Whether a segment says no more than what has arrived and how much may come."""
    segment = frames.read_tcp(packet)
    return segment is not None and segment.flags == ACK and segment.text == b""


def wrong_datagram(packet: bytes) -> str:
    """Header, length and both checksums."""
    if len(packet) < 28 or packet[0] != 0x45 or len(packet) != struct.unpack("!H", packet[2:4])[0]:
        return f"not a datagram: {packet[:20].hex()}"
    if packet[12:20] != frames.CHIP + frames.SOURCE:
        return f"from or to somebody else: {packet[12:20].hex()}"
    if frames.internet_sum(packet[:20]) != 0:
        return "wrong checksum in the IP header"
    protocol, rest = packet[9], packet[20:]
    head = b"" if protocol == 1 else struct.pack("!BBH", 0, protocol, len(rest)) + packet[12:20]
    if frames.internet_sum(head + rest) != 0:
        return f"wrong checksum of protocol {protocol}"
    return ""


def syn_ack(ackno: int) -> Check:
    """An answer to a SYN."""
    return lambda packet: wrong_segment(packet, SYN | ACK, ackno, b"")


def text(ackno: int, wanted: bytes) -> Check:
    """A segment that acknowledges and carries `wanted`."""
    return lambda packet: wrong_segment(packet, ACK, ackno, wanted)


def wrong_segment(packet: bytes, flags: int, ackno: int, wanted: bytes) -> str:
    """What is wrong with a segment; PSH is its own business."""
    segment = frames.read_tcp(packet)
    if segment is None:
        return "not TCP"
    acks = struct.unpack("!I", packet[28:32])[0]
    if segment.flags & ~PSH != flags or acks != ackno or segment.text != wanted:
        return (
            f"flags {segment.flags:#x}, acknowledges {acks}, {len(segment.text)} bytes of text; "
            f"expected flags {flags:#x}, {ackno}, {len(wanted)} bytes"
        )
    return ""


def datagram(wanted: bytes) -> Check:
    """A UDP datagram from port 7 with `wanted`."""
    head = struct.pack("!HHH", 7, 4000, 8 + len(wanted))
    return lambda packet: (
        ""
        if packet[9] == 17 and packet[20:26] == head and packet[28:] == wanted
        else "not the datagram that was sent"
    )


def pong(wanted: bytes) -> Check:
    """An echo reply with `wanted`."""
    return lambda packet: (
        ""
        if packet[9] == 1 and packet[20:22] == b"\0\0" and packet[28:] == wanted
        else "not the echo of the ping"
    )
