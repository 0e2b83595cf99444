# SPDX-License-Identifier: MIT
"""./thimble run EXAMPLE --chip|--host --tun NAME: on your own network, until Ctrl-C.

Works in the namespace it is started in. A device it made goes away again; one that was there stays.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import subprocess

from tools import build, chip, namespace
from tools.shell import Failure, run, say

TRY = {  # examples, and what to do with them
    "services": f"ping {chip.ADDRESS}; nc {chip.ADDRESS} 7 (echo), 13 (daytime), 19 (chargen)",
    "telemetry_update": f"nc -l {chip.LINUX} 8267 (readings); nc -N {chip.ADDRESS} 8266 < FILE; "
    f"coap-client-notls -m get coap://{chip.ADDRESS}/status",
}


def main(arguments: list[str]) -> int:
    """Builds, sets the device up, runs, and cleans up."""
    parser = argparse.ArgumentParser(prog="thimble run", description="see ./thimble --help")
    parser.add_argument("example", choices=list(TRY))
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--chip", action="store_true", help="the firmware on the simulated ATmega328P"
    )
    where.add_argument(
        "--host", action="store_true", help="the same application as a Linux process"
    )
    device = parser.add_mutually_exclusive_group(required=True)
    device.add_argument("--tun", metavar="NAME", help="network device without Ethernet")
    device.add_argument("--tap", metavar="NAME", help="network device with Ethernet (--host only)")
    parser.add_argument(
        "--address",
        default=chip.NETWORK,
        metavar="A/LEN",
        help=f"the Linux side's address, default {chip.NETWORK}",
    )
    asked = parser.parse_args(arguments)
    if asked.tap and asked.chip:
        parser.error("the chip speaks SLIP, which carries no Ethernet: use --tun")
    try:
        ipaddress.IPv4Interface(asked.address)
    except ValueError as error:
        parser.error(f"--address {asked.address}: {error}; expected something like {chip.NETWORK}")
    if asked.host and asked.example != "services":
        parser.error(f"{asked.example} is a firmware only: use --chip")
    name = asked.tap or asked.tun
    if not 0 < len(name) < 16 or "/" in name or " " in name:
        parser.error(
            f"'{name}' is no name for a network device: 1 to 15 characters, no '/' or space"
        )
    if os.geteuid() != 0:
        raise Failure("setting up a network device takes root: run this as root")
    mode = "tap" if asked.tap else "tun"
    command = on_chip(asked.example, name) if asked.chip else on_host(mode, name)
    return keep_running(asked.example, command, mode, name, asked.address)


def on_chip(example: str, name: str) -> list[str]:
    """Builds it; the command that runs the firmware."""
    firmware = build.FIRMWARE.with_name(f"{example}.elf")
    build.need("avr", firmware, firmware.name)
    build.need("sim", build.AVRSIM, "avrsim")
    return [str(build.AVRSIM), str(firmware), "--link", f"slip:tun={name}", "--clock", "real"]


def on_host(mode: str, name: str) -> list[str]:
    """Builds it; the command that runs the services as a process."""
    build.need("host", build.HOST, "services_host")
    return [str(build.HOST), f"--{mode}", name]


def keep_running(example: str, command: list[str], mode: str, name: str, address: str) -> int:
    """Until Ctrl-C or the device ends by itself."""
    namespace.need_tun()
    ours = not namespace.link_exists(name)
    namespace.bring_up(name, address, mode, chip.mtu(example))
    try:
        say(f"{chip.ADDRESS} on {name}, Linux is {address}. Try: {TRY[example]}. Ctrl-C ends.")
        return wait(command)
    finally:
        if ours:
            run(["ip", "link", "delete", name], seconds=10)


def wait(command: list[str]) -> int:
    """The program's exit code; Ctrl-C is the usual way out, not an error."""
    child = subprocess.Popen(command, preexec_fn=namespace.end_with_parent)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        say("\nstopped")
        return 0
    finally:
        if child.poll() is None:
            child.kill()
