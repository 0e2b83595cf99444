# SPDX-License-Identifier: MIT
"""./thimble demo: specs -> C++ -> firmware -> simulated chip -> the Linux kernel talks to it -> the
budget.

Builds first, then runs itself again in a network namespace of its own for the talking.
"""

from __future__ import annotations

import argparse
import socket
import time

from tools import build, chip, elf, figures, namespace, peer
from tools.peer import Echo
from tools.shell import PYTHON, Failure, run, say
from tools.transcript import Progress, step

TUN = "thm0"
PING_BYTES = (56, 140)  # ping's own size, and what fills the longest frame
UDP_BYTES = 140
ECHO_BYTES = 10240
CALL_PORT = 5000
BOOT_SECONDS = 20
ECHO_SECONDS = 60


def main(arguments: list[str]) -> int:
    """The whole demo; `--count` ends with a line for the test runner."""
    parser = argparse.ArgumentParser(prog="thimble demo", description="see ./thimble --help")
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if namespace.inside():
        talk()
        return 0
    start = time.monotonic()
    prepare()
    code = namespace.tools_again(["demo"])
    if code == 0:
        say(
            f"\nAll of it in {time.monotonic() - start:.0f} s. "
            "Keep it running on your own network: ./thimble run services --chip --tun thm0"
        )
    if asked.count:
        say(f"{int(code == 0)} passed, {int(code != 0)} failed")
    return code


def prepare() -> None:
    """Generated, cross-compiled, and a simulator to run it."""
    with step("generate services") as note:
        note.text = generate()
    with step("compile the firmware") as note:
        build.need("avr", build.FIRMWARE, "services.elf")
        sections = elf.sections(build.FIRMWARE)
        note.text = (
            f"services.elf: {sections.flash:,} bytes of flash, {sections.ram:,} of static RAM"
        )
    with step("compile the simulator") as note:
        build.need("sim", build.AVRSIM, "avrsim")
        note.text = "avrsim: an ATmega328P at 16 MHz, its UART is a SLIP line"


def generate() -> str:
    """Makes generated/services what its specs say; what there was to do."""
    command = [PYTHON, "-m", "codegen", "services"]
    if run([*command, "--check"]).code == 0:
        return "up to date with its specs"
    ran = run(command)
    if ran.code != 0:
        raise Failure(f"{ran.output.rstrip()}\nthe generator refused (./thimble generate services)")
    return "generated anew from its specs"


def talk() -> None:
    """Inside the namespace: the chip on one side of a TUN device, the kernel on the other."""
    namespace.ip("link", "set", "lo", "up")
    namespace.bring_up(TUN, chip.NETWORK, mtu=chip.mtu("services"))
    with chip.Device("chip", TUN, log="demo", seconds=170) as device:
        with step("boot the chip") as note:
            boot(device)
            note.text = f"{chip.ADDRESS} answers on {TUN}, at 115,200 baud"
        pings()
        udp()
        two_at_once()
        call_back()
        measured = device.stop()
    say()
    figures.print_budget(figures.collect(), measured)


def boot(device: chip.Device) -> None:
    """Waits for the first answer, not longer than it may take."""
    if not peer.wait_for(chip.ADDRESS, BOOT_SECONDS, device.alive):
        state = "does not answer a ping" if device.alive() else "has ended"
        raise Failure(
            f"the simulated chip {state}; expected an echo reply from {chip.ADDRESS} "
            f"within {BOOT_SECONDS} s of its start; {device.where()}"
        )


def pings() -> None:
    """Two sizes; nothing may get lost on this line."""
    for size in PING_BYTES:
        with step(f"ping, {size} bytes") as note:
            counted = peer.ping(chip.ADDRESS, size)
            if counted.received != counted.sent:
                raise Failure(f"ping {size}: {counted.received} of {counted.sent} came back")
            note.text = (
                f"{counted.received} of {counted.sent} came back, "
                f"round trip {counted.average:.1f} ms"
            )


def udp() -> None:
    """One datagram there and back."""
    with step(f"UDP echo, {UDP_BYTES} bytes") as note:
        data = peer.pattern(1, UDP_BYTES)
        answer, took_ms = peer.udp_exchange(chip.ADDRESS, 7, data)
        if answer != data:
            raise Failure(f"UDP echo: {len(answer)} other bytes came back")
        note.text = f"the same bytes, round trip {took_ms:.1f} ms"


def two_at_once() -> None:
    """Two connections that are open and busy at the same time, with different bytes."""
    with step("two TCP connections at once") as note:
        echoes = [
            Echo(peer.connect(chip.ADDRESS, port), peer.pattern(port, ECHO_BYTES), f"port {port}")
            for port in (7, 8)
        ]
        progress = Progress()

        def show() -> None:
            progress.show(", ".join(f"{one.name} {len(one.back):,}" for one in echoes))

        seconds = peer.echo_all(echoes, ECHO_SECONDS, show)
        progress.clear()
        rate = len(echoes) * ECHO_BYTES / seconds
        note.text = f"ports 7 and 8, {ECHO_BYTES:,} bytes each, {rate:,.0f} B/s each way"
    for one in echoes:
        one.link.close()
        say(
            f"    {one.name}: sent sha256 {peer.digest(one.data)}, "
            f"back {peer.digest(bytes(one.back))}, equal byte for byte, closed by both sides"
        )


def call_back() -> None:
    """The chip opens a connection to a Linux listener when the control port is told to."""
    with step("the chip opens a connection") as note, socket.create_server(
        (chip.LINUX, CALL_PORT)
    ) as ear:
        ear.settimeout(10)
        peer.ask_to_call(chip.ADDRESS, 9999, chip.LINUX, CALL_PORT)
        try:
            link, (_, port) = ear.accept()
        except TimeoutError as error:
            raise Failure(
                f"no connection came to port {CALL_PORT} within 10 s of the CONN "
                "to UDP port 9999"
            ) from error
        echo = Echo(link, peer.pattern(99, 1000), "the chip's connection")
        peer.echo_all([echo], 20)
        link.close()
        note.text = f"from its port {port} to ours, 1,000 bytes echoed, closed"
