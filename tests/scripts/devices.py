# SPDX-License-Identifier: MIT
"""The two devices that obey a script: a host program, and the firmware in the simulated chip.

The host program is talked to. The chip is then told the same, word for word, and has to answer the
same, byte for byte: time is a command, so nothing may differ.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.chip import most_stack

END, ESC, ESC_END, ESC_ESC = 0xC0, 0xDB, 0xDC, 0xDD
Record = bytes  # its first byte says what it is


class Broken(Exception):
    """The device itself has failed: it ended, or said nothing."""


@dataclass(frozen=True)
class Exchange:
    """One command and everything that came back, the last of it the `.`; and its line."""

    command: bytes
    records: tuple[Record, ...]
    line: int


def slip(record: bytes) -> bytes:
    """RFC 1055, END behind."""
    escaped = record.replace(bytes([ESC]), bytes([ESC, ESC_ESC]))
    return escaped.replace(bytes([END]), bytes([ESC, ESC_END])) + bytes([END])


def unslip(framed: bytes) -> bytes:
    plain = framed.replace(bytes([ESC, ESC_END]), bytes([END]))
    return plain.replace(bytes([ESC, ESC_ESC]), bytes([ESC]))


class Host:
    """The host program, and all that was said."""

    def __init__(self, program: Path, env: Mapping[str, str] | None = None) -> None:
        self.talk: list[Exchange] = []
        self.line = 0
        self.pending = b""
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env={**os.environ, **(env or {})})

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def obey(self, command: bytes) -> list[Record]:
        """What the device says to a command, without the `.` at the end but with its time."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(slip(command))
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self.ended() from None
        records: list[Record] = []
        while not records or records[-1][:1] != b".":
            records.append(self.record())
        self.talk.append(Exchange(command, tuple(records), self.line))
        return records

    def record(self) -> Record:
        assert self.process.stdout is not None
        while bytes([END]) not in self.pending:
            more = self.process.stdout.read1(65536)  # type: ignore[attr-defined]
            if not more:
                raise self.ended()
            self.pending += more
        framed, _, self.pending = self.pending.partition(bytes([END]))
        return unslip(framed)

    def end(self) -> None:
        """It hears no more, so it ends by itself, as a program does that counts what it ran."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdin = None
        self.process.wait(timeout=10)

    def ended(self) -> Broken:
        _, said = self.process.communicate()
        return Broken("the device ended by itself\n" + said.decode(errors="replace").strip())


def replay(avrsim: Path, firmware: Path, talk: list[Exchange], folder: Path,
           patience_ms: int = 30000, limits: Path | None = None) -> list[Record]:
    """Everything the chip says when it is told what the host program was told. `patience_ms` is of
    the chip's own clock, for one record. With `limits` (proofs.cycles), they are tried too.
    """
    return replay_measured(avrsim, firmware, talk, folder, patience_ms, limits)[0]


def replay_measured(avrsim: Path, firmware: Path, talk: list[Exchange], folder: Path,
                    patience_ms: int = 30000, limits: Path | None = None
                    ) -> tuple[list[Record], dict[str, Any]]:
    """The same, and avrsim's report."""
    script, report = folder / "talk.script", folder / "report.json"
    lines = ["after 1 raw c0"]  # its UART is on by then
    for exchange in talk:
        lines.append(f"after 0 send {exchange.command.hex()}")
        lines += [f"expect within {patience_ms} {record.hex()}" for record in exchange.records]
    lines.append("after 1 quit")
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report.unlink(missing_ok=True)
    tried = ["--limits", limits] if limits is not None else []
    ran = subprocess.run(
        [avrsim, firmware, "--link", f"script:{script}", "--clock", "virtual", "--check",
         "--expect-max-stack", str(most_stack(firmware)), "--json", report, *tried],
        capture_output=True, text=True, timeout=300, check=False)
    if not report.exists():
        raise Broken(f"avrsim: {ran.stderr.strip()}")
    measured = json.loads(report.read_text(encoding="utf-8"))
    if measured["violations"]:
        raise Broken(f"the chip did what no program should: {measured['violations']}")
    said = [bytes.fromhex(f["hex"]) for f in measured["frames"] if f["to"] == "peer"]
    expected = [record for exchange in talk for record in exchange.records]
    if ran.returncode != 0 and said == expected:
        raise Broken(f"avrsim: {ran.stderr.strip()}")
    return said, measured


def difference(talk: list[Exchange], said: list[Record]) -> tuple[int, Record, Record] | None:
    """The first record that the chip said otherwise: its line, the host's, the chip's."""
    at = 0
    for exchange in talk:
        for record in exchange.records:
            other = said[at] if at < len(said) else b""
            if other != record:
                return exchange.line, record, other
            at += 1
    return None if at == len(said) else (talk[-1].line, b"", said[at])
