# SPDX-License-Identifier: MIT
"""The stack of the firmware, measured: a fixed conversation in the simulator's virtual time.

The same firmware gives the same figure on every machine. The peer is a list of frames; the chip's
initial sequence numbers, which the list has to acknowledge, are read from a first run that ends
where they are needed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools import frames
from tools.build import AVRSIM
from tools.chip import LINUX, most_stack, read_measured
from tools.frames import ACK, FIN, PSH, SYN, Segment
from tools.shell import ROOT, Failure, run

GAP_MS = 150  # longer than the largest frame and its answer take at 115,200 baud
CALL_PORT = 5000
TEXT_BYTES = 64  # a full segment of profile services
DATA_BYTES = 140  # of its longest ping and datagram
TURNS = 3


class Script:
    """Frames to the chip, one every GAP_MS."""

    def __init__(self, firmware: Path, folder: Path) -> None:
        self.firmware, self.folder = firmware, folder
        self.lines: list[str] = []
        self.ms = 3000  # the chip gathers its secret first: about 2.1 s

    def send(self, *packets: bytes) -> None:
        """Each in its turn."""
        for packet in packets:
            self.lines.append(f"at {self.ms} send {packet.hex()}")
            self.ms += GAP_MS

    def wait(self, ms: int) -> None:
        """Time in which only the chip may speak."""
        self.ms += ms

    def play(self) -> dict[str, Any]:
        """Everything so far, from the chip's reset; what the simulator measured."""
        script, out = self.folder / "script", self.folder / "measured.json"
        script.write_text("\n".join([*self.lines, f"at {self.ms + GAP_MS} quit"]) + "\n")
        ran = run(
            [
                AVRSIM,
                self.firmware,
                "--link",
                f"script:{script}",
                "--clock",
                "virtual",
                "--check",
                "--expect-max-stack",
                str(most_stack(self.firmware)),
                "--stress",
                "all",
                "--json",
                out,
            ],
            seconds=120,
        )
        if ran.code != 0:
            raise Failure(
                f"{ran.output.rstrip()}\nthe simulator refused the firmware (exit {ran.code})"
            )
        return read_measured(out)

    def find(self, what: str, wanted: Callable[[Segment], bool]) -> Segment:
        """The last segment from the chip, so far, that is `wanted`."""
        packets = [
            bytes.fromhex(frame["hex"]) for frame in self.play()["frames"] if frame["to"] == "peer"
        ]
        found = [
            each for each in map(frames.read_tcp, packets) if each is not None and wanted(each)
        ]
        if not found:
            raise Failure(f"the chip sent no {what}; {len(packets)} frames came from it")
        return found[-1]


def answers_syn(port: int) -> Callable[[Segment], bool]:
    """Whether a segment is a listener's SYN."""
    return lambda each: each.src_port == port and each.flags == SYN | ACK


def converse(script: Script) -> None:
    """What the demo does, in short: pings, UDP, two connections at once, one that the chip opens.
    """
    script.send(frames.ping(bytes(56)), frames.ping(bytes(DATA_BYTES)))
    script.send(frames.udp(4000, 7, bytes(DATA_BYTES)))
    script.send(*(frames.tcp(4000 + port, port, 1000, 0, SYN) for port in (7, 8)))
    first = {port: script.find(f"SYN from port {port}", answers_syn(port)).seqno for port in (7, 8)}
    for turn in range(TURNS):
        for port in (7, 8):
            echoed = TEXT_BYTES * turn
            mine, its = 1001 + echoed, first[port] + 1 + echoed
            text = bytes([port + turn]) * TEXT_BYTES
            script.send(
                frames.tcp(4000 + port, port, mine, its, ACK | PSH, text),
                frames.tcp(4000 + port, port, mine + TEXT_BYTES, its + TEXT_BYTES, ACK),
            )
    for port in (7, 8):
        mine, its = 1001 + TURNS * TEXT_BYTES, first[port] + 1 + TURNS * TEXT_BYTES
        script.send(frames.tcp(4000 + port, port, mine, its, ACK | FIN))
        script.send(frames.tcp(4000 + port, port, mine + 1, its + 1, ACK))
    script.send(frames.udp(4000, 9999, b"CONN" + frames.SOURCE + CALL_PORT.to_bytes(2, "big")))
    call = script.find(f"SYN to {LINUX}:{CALL_PORT}", lambda each: each.dst_port == CALL_PORT)
    script.send(
        frames.tcp(CALL_PORT, call.src_port, 5000, call.seqno + 1, SYN | ACK),
        frames.tcp(CALL_PORT, call.src_port, 5001, call.seqno + 1, ACK | PSH, bytes(TEXT_BYTES)),
    )
    script.wait(1500)  # a retransmission: nobody acknowledged that echo
    mine, its = 5001 + TEXT_BYTES, call.seqno + 1 + TEXT_BYTES
    script.send(frames.tcp(CALL_PORT, call.src_port, mine, its, ACK | FIN))


def stack(firmware: Path) -> dict[str, Any]:
    """Runs the conversation; its measurements, after a look at whether it took place at all."""
    with tempfile.TemporaryDirectory() as folder:
        script = Script(firmware, Path(folder))
        converse(script)
        measured = script.play()
    packets = [bytes.fromhex(frame["hex"]) for frame in measured["frames"] if frame["to"] == "peer"]
    segments = [each for each in map(frames.read_tcp, packets) if each is not None]
    for port in (7, 8):
        mine = [each for each in segments if each.src_port == port]
        echoed = sum(len(each.text) for each in mine)
        if echoed < TURNS * TEXT_BYTES or not any(each.flags & FIN for each in mine):
            raise Failure(
                f"the measured run is not the one meant: port {port} echoed {echoed} of "
                f"{TURNS * TEXT_BYTES} bytes, or did not close ({AVRSIM.relative_to(ROOT)})"
            )
    return measured
