# SPDX-License-Identifier: MIT
"""Nothing started in our namespaces outlives the command, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tools.shell import PYTHON, ROOT

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def alive(name: str) -> bool:
    """Whether a process has `name` among its arguments."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if name.encode() in path.read_bytes().split(b"\0"):
                return True
        except OSError:
            continue
    return False


def gone_within(name: str, seconds: float) -> bool:
    """Waits, bounded, for the process to disappear."""
    end = time.monotonic() + seconds
    while alive(name) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(name)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_command_ends_what_it_started(how: signal.Signals) -> None:
    name = f"{9000 + how}.{os.getpid()}"
    script = f"ip tuntap add dev thmx mode tun; sleep {name} & setsid sleep {name} & wait"
    child = subprocess.Popen(
        [PYTHON, "-m", "tools.namespaced", "bash", "-c", script],
        env=ENV,
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 10
    while not alive(name) and time.monotonic() < end:
        time.sleep(0.05)
    assert alive(name)
    child.send_signal(how)
    child.wait(10)
    assert gone_within(name, 5)
    assert not Path("/sys/class/net/thmx").exists()


def test_the_exit_code_comes_out() -> None:
    ran = subprocess.run(
        [PYTHON, "-m", "tools.namespaced", "bash", "-c", "exit 7"],
        env=ENV,
        cwd=ROOT,
        check=False,
        timeout=20,
    )
    assert ran.returncode == 7


def test_the_network_in_there_is_empty() -> None:
    ran = subprocess.run(
        [PYTHON, "-m", "tools.namespaced", "ip", "-brief", "link"],
        env=ENV,
        cwd=ROOT,
        check=False,
        timeout=20,
        text=True,
        capture_output=True,
    )
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["lo"]
