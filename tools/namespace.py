# SPDX-License-Identifier: MIT
"""A network namespace of our own, and the TUN device in it.

The command runs itself again under unshare(1): new network, new process ids. The kernel ends every
process in there when the first one ends, and the devices go with the last process; so nothing
survives Ctrl-C, kill or a crash.
"""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.shell import PYTHON, ROOT, Failure, Terminated, run

MARK = "THIMBLE_NAMESPACE"
DEVICE = Path("/dev/net/tun")
PR_SET_PDEATHSIG = 1


def inside() -> bool:
    """Whether this process runs in a namespace that `again` made."""
    return os.environ.get(MARK) == "1"


def again(command: Sequence[str]) -> int:
    """Runs a program in namespaces of its own; its exit code. Nothing leaves it running."""
    need_tun()
    unshare = ["unshare", "--net", "--pid", "--fork", "--kill-child"]
    if os.geteuid() != 0:
        unshare.insert(1, "--map-root-user")
    child = subprocess.Popen(
        [*unshare, "--", *command],
        env={**os.environ, MARK: "1"},
        preexec_fn=end_with_parent,
    )
    try:
        return child.wait()
    except Terminated:
        raise
    except KeyboardInterrupt:  # from the keyboard, the inner process has it too and cleans up
        try:
            child.wait(3)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            pass
        raise
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def tools_again(arguments: Sequence[str]) -> int:
    """`again` for one of our own commands."""
    return again([PYTHON, "-m", "tools", *arguments])


def end_with_parent() -> None:
    """In a child, before exec: the kernel kills it when the thread that started it ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def need_tun() -> None:
    """The TUN driver's device file, made where a bare /dev lacks it."""
    if not DEVICE.exists() and os.geteuid() == 0:
        DEVICE.parent.mkdir(parents=True, exist_ok=True)
        os.mknod(DEVICE, 0o666 | stat.S_IFCHR, os.makedev(10, 200))
    try:
        os.close(os.open(DEVICE, os.O_RDWR))
    except OSError as error:
        raise Failure(
            f"{DEVICE}: {error.strerror}; Linux must have its TUN driver (modprobe tun), "
            "and this user must be allowed to open it"
        ) from error


def ip(*words: str) -> None:
    """ip(8), which has to succeed."""
    ran = run(["ip", *words], cwd=ROOT, seconds=10)
    if ran.code != 0:
        raise Failure(f"ip {' '.join(words)}: {ran.output.strip()}")


def link_exists(name: str) -> bool:
    """Whether a network device of that name is there."""
    return Path("/sys/class/net", name).exists() or run(["ip", "link", "show", name]).code == 0


def bring_up(name: str, address: str, mode: str = "tun", mtu: int = 576) -> None:
    """A TUN or TAP device with the Linux side's address. IPv6 stays off: its chatter is not for the
    chip.
    """
    if not link_exists(name):
        ip("tuntap", "add", "dev", name, "mode", mode)
    switch = Path(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6")
    try:
        switch.write_text("1")
    except OSError:
        pass  # no IPv6, or a read-only /proc/sys: the chip drops and counts such frames
    if mode == "tun":
        ip("link", "set", name, "mtu", str(mtu))
    ip("address", "replace", address, "dev", name)
    ip("link", "set", name, "up")
