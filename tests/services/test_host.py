# SPDX-License-Identifier: MIT
"""The Linux process of the example: what it says to wrong options and devices, and life on a TAP.

TUN is tested by tests/interop. Each test with a device makes a network namespace of its own for it.
"""

from __future__ import annotations

import os
import subprocess

import pytest
from tools import build

DEVICE = "svc0"
UNSHARE = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]


@pytest.fixture(scope="module", autouse=True)
def host() -> str:
    build.need("host", build.HOST, "services_host")
    return str(build.HOST)


def in_namespace(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*UNSHARE, "bash", "-c", script], capture_output=True, text=True,
                          timeout=60, check=False)


@pytest.mark.parametrize(("arguments", "complaint"), [
    ([], "no device given"),
    (["--tun"], "--tun needs a value"),
    (["--fast", "1"], "unknown option '--fast'"),
    (["--tun", "a" * 16], "'aaaaaaaaaaaaaaaa' is no device name: 1 to 15 characters"),
    (["--tun", "a", "--tap", "b"], "one device only: --tun or --tap, once"),
    (["--tun", "a", "--seconds", "0"], "--seconds wants a number from 1 to 1000000, not '0'"),
    (["--tun", "a", "--seconds", "5s"], "--seconds wants a number from 1 to 1000000, not '5s'"),
])
def test_wrong_usage(host: str, arguments: list[str], complaint: str) -> None:
    done = subprocess.run([host, *arguments], capture_output=True, text=True, timeout=10,
                          check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"services_host: {complaint}"
    assert "usage: services_host --tun NAME | --tap NAME [--seconds N]" in done.stderr


def test_a_device_of_the_other_kind(host: str) -> None:
    done = in_namespace(f"ip tuntap add {DEVICE} mode tap && {host} --tun {DEVICE} --seconds 5")
    assert done.returncode == 1
    assert done.stderr == f"services_host: {DEVICE}: exists, but is no TUN device\n"


def test_a_device_that_somebody_has_open(host: str) -> None:
    done = in_namespace(f"{host} --tun {DEVICE} --seconds 5 & sleep 0.5; {host} --tun {DEVICE}; "
                        "code=$?; kill %1; wait; exit $code")
    assert done.returncode == 1
    assert done.stderr == f"services_host: {DEVICE}: another program has it open\n"


def test_a_user_who_may_not(host: str) -> None:
    drop = "setpriv --bounding-set=-net_admin --inh-caps=-net_admin"
    done = in_namespace(f"{drop} {host} --tun {DEVICE} --seconds 5")
    assert done.returncode == 1
    assert done.stderr.startswith(f"services_host: {DEVICE}: not permitted; run as root")


def test_it_ends_well_when_time_is_up(host: str) -> None:
    done = in_namespace(f"{host} --tun {DEVICE} --seconds 1")
    assert done.returncode == 0
    assert f"services at 192.168.7.2 on {DEVICE}" in done.stdout


def test_on_a_tap_it_answers_arp_and_ping_and_counts_what_it_drops(host: str) -> None:
    done = in_namespace(f"""
        {host} --tap {DEVICE} & process=$!
        for turn in 1 2 3 4 5 6 7 8 9 10; do
            ip link show {DEVICE} >&/dev/null && break
            sleep 0.1
        done
        ip addr add 192.168.7.1/24 dev {DEVICE}; ip link set {DEVICE} up
        ping -c 3 -i 0.2 -W 2 192.168.7.2
        ping -c 1 -W 1 -s 140 192.168.7.2
        ip neighbour show 192.168.7.2
        echo lost > /dev/udp/192.168.7.2/4444
        exec 3<>/dev/tcp/192.168.7.2/7; echo hello >&3; head -c 6 <&3
        sleep 0.3; kill -TERM $process; wait $process; echo "exit $?" """)
    assert "3 packets transmitted, 3 received" in done.stdout
    assert "1 packets transmitted, 1 received" in done.stdout
    assert "lladdr 02:74:68:69:6d:62" in done.stdout
    assert "hello\n" in done.stdout
    assert "dropped udp_port: 1\n" in done.stdout
    assert done.stdout.endswith("exit 0\n"), done.stderr
