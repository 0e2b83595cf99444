# SPDX-License-Identifier: MIT
"""./thimble run: the example on a device in the user's own network, and what is left after Ctrl-C."""

from __future__ import annotations

import signal
import subprocess

import pytest

from tools import chip, namespace, peer
from tools.shell import PYTHON, ROOT, run

NAME = "thmrun"
COMMAND = [PYTHON, "-m", "tools", "run"]


def start(*words: str) -> subprocess.Popen[str]:
    """The command, with the signals as a terminal would leave them."""
    return subprocess.Popen(
        [*COMMAND, *words], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def answers(child: subprocess.Popen[str]) -> bool:
    """Whether the device answers a ping before long."""
    return peer.wait_for(chip.ADDRESS, 60, lambda: child.poll() is None)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("words", [
    ("services", "--host", "--tun"), ("services", "--host", "--tap"),
    ("services", "--chip", "--tun"), ("telemetry_update", "--chip", "--tun"),
])
def test_it_answers_until_it_is_stopped_and_takes_its_device_along(
    words: tuple[str, str, str], how: signal.Signals
) -> None:
    child = start(*words, NAME)
    try:
        answered = answers(child)
        child.send_signal(how)
        said, _ = child.communicate(timeout=20)
    finally:
        child.kill()
    assert answered, said
    assert child.returncode == 0, said
    assert f"{chip.ADDRESS} on {NAME}" in said and "stopped" in said
    assert not namespace.link_exists(NAME)


def test_a_device_that_was_there_stays() -> None:
    namespace.ip("tuntap", "add", "dev", NAME, "mode", "tun")
    try:
        child = start("services", "--host", "--tun", NAME, "--address", "192.168.7.9/24")
        try:
            assert answers(child)
            child.send_signal(signal.SIGINT)
            child.communicate(timeout=20)
        finally:
            child.kill()
        assert "192.168.7.9/24" in run(["ip", "address", "show", "dev", NAME]).output
    finally:
        namespace.ip("link", "delete", NAME)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["other", "--host", "--tun", "x"], "invalid choice: 'other'"),
        (["telemetry_update", "--host", "--tun", "x"], "is a firmware only: use --chip"),
        (["services", "--tun", "x"], "one of the arguments --chip --host is required"),
        (["services", "--host"], "one of the arguments --tun --tap is required"),
        (["services", "--chip", "--tap", "x"], "the chip speaks SLIP, which carries no Ethernet"),
        (["services", "--host", "--tun", "a-name-far-too-long"], "is no name for a network device"),
        (["services", "--host", "--tun", "x", "--address", "1.2.3"], "--address 1.2.3: "),
    ],
)
def test_wrong_arguments_are_named(words: list[str], message: str) -> None:
    ran = run([*COMMAND, *words], seconds=20)
    assert ran.code == 2
    assert message in ran.output
    assert not namespace.link_exists("x")
