# SPDX-License-Identifier: MIT
"""The device at the far end of a TUN: the firmware on the simulated chip, or the same application
as a process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from functools import lru_cache
from pathlib import Path
from types import TracebackType

import yaml

from proofs.stack import bound
from tools.build import AVRSIM, FIRMWARE, HOST
from tools.namespace import end_with_parent
from tools.shell import BUILD, ROOT, Failure

ADDRESS = "192.168.7.2"
LINUX = "192.168.7.1"
NETWORK = f"{LINUX}/24"
PROFILES = ROOT / "spec" / "profiles"


class Device:
    """One running device. `kind` is "chip" or "host"; its output goes to a log file.

    `prefix` is a program that runs the device's command, to sit between it and the line.
    """

    def __init__(
        self,
        kind: str,
        tun: str,
        *,
        log: str,
        seconds: int = 600,
        prefix: list[str] | None = None,
        firmware: Path = FIRMWARE,
        host: Path = HOST,
        clock: str = "real",
    ) -> None:
        self.kind = kind
        self.log = BUILD / "log" / f"{log}.log"
        self.json = self.log.with_suffix(".json")
        self.command = (
            chip_command(tun, self.json, seconds, firmware, clock)
            if kind == "chip"
            else [str(host), "--tun", tun]
        )
        self.command = [*(prefix or []), *self.command]
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it. What it prints is kept; it ends with us, whatever ends us."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.json.unlink(missing_ok=True)
        with self.log.open("wb") as out:
            self.child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=end_with_parent,
            )

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.child is not None and self.child.poll() is None

    def stop(self) -> dict[str, object]:
        """Ends it, bounded; what the simulator measured (nothing for the host build)."""
        if self.child is None:
            return {}
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(10)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
                raise Failure(
                    f"{self.command[0]} did not end after SIGTERM; {self.where()}"
                ) from None
        code = self.child.returncode
        self.child = None
        if self.kind == "chip":
            if code != 0:
                raise Failure(f"the simulated chip ended with exit {code}; {self.where()}")
            return read_measured(self.json)
        return {}

    def where(self) -> str:
        """Where the reader finds out more."""
        tail = self.log.read_text(errors="replace").splitlines()[-5:] if self.log.exists() else []
        said = "".join(f"\n    {line}" for line in tail)
        return f"its output is in {os.path.relpath(self.log, ROOT)}{said}"

    def __enter__(self) -> Device:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.child is not None and self.child.poll() is None:
            self.child.kill()
            self.child.wait()


def mtu(profile: str) -> int:
    """Of the line to a device with this profile, in bytes: what Linux may send at once."""
    spec = yaml.safe_load((PROFILES / f"{profile}.yaml").read_text(encoding="utf-8"))
    return int(spec["link"]["mtu"])


def most_stack(firmware: Path) -> int:
    """Bytes of stack that no run may exceed: computed from this firmware's machine code."""
    return _most_stack(firmware, firmware.stat().st_mtime_ns)


@lru_cache
def _most_stack(firmware: Path, _: int) -> int:
    return bound(firmware).total


def chip_command(
    tun: str, out: Path, seconds: int, firmware: Path = FIRMWARE, clock: str = "real"
) -> list[str]:
    """The simulator, checking every store and the stack; seconds are those on the wall."""
    return [
        str(AVRSIM),
        str(firmware),
        "--link",
        f"slip:tun={tun}",
        "--clock",
        clock,
        "--check",
        "--expect-max-stack",
        str(most_stack(firmware)),
        "--seconds",
        str(seconds),
        "--json",
        str(out),
    ]


def read_measured(path: Path) -> dict[str, object]:
    """The simulator's JSON."""
    try:
        measured = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise Failure(f"{path.name}: no measurements from the simulator ({error})") from error
    if not isinstance(measured, dict):
        raise Failure(f"{path.name}: not a JSON object")
    return measured
