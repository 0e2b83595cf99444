# SPDX-License-Identifier: MIT
"""All packet specs into their headers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from codegen.check.packet import check_packet
from codegen.check.sockets import refuse_our_prefix
from codegen.diagnostic import SpecError
from codegen.ir.packet import Packet
from codegen.load.ksy import load_ksy
from codegen.lower.packet import lower_packet
from codegen.print.packet import print_packet, print_wire


OWN = "packets"  # beside a profile: the folder with packets of the product's own


def load_packets(spec: Path) -> list[Packet]:
    """The packets of a spec folder, by name."""
    return [load_packet(path) for path in sorted((spec / "packets").glob("*.ksy"))]


def own_packets(profile: Path, spec: Path) -> list[Packet]:
    """The packets that a product brings beside its profile; none may be called like one of ours."""
    ours = {path.stem for path in (spec / "packets").glob("*.ksy")}
    packets: list[Packet] = []
    for path in sorted((profile.parent / OWN).glob("*.ksy")):
        root = load_ksy(path)
        if root.id in ours:
            raise SpecError(root.at, f"Thimble has a packet '{root.id}'; choose another name")
        if root.id != path.stem:
            raise SpecError(root.at, f"packet '{root.id}' was expected in {root.id}.ksy")
        refuse_our_prefix(root.id, root.at)
        packets.append(load_packet(path, f"{OWN}/{path.name}"))
    return packets


def load_packet(path: Path, source: str = "") -> Packet:
    """One packet; its banner names the spec alike on every machine."""
    root = load_ksy(path)
    check_packet(root)
    return replace(lower_packet(root), source=source or f"spec/packets/{path.name}")


def packet_headers(spec: Path, own: Sequence[Packet] = ()) -> dict[str, str]:
    """The text of wire.h and of <name>_packet.h for each spec, by file name."""
    packets = [*load_packets(spec), *own]
    headers = {f"{packet.name}_packet.h": print_packet(packet) for packet in packets}
    return {"wire.h": print_wire(), **headers}


def main() -> None:
    """Print the packet headers alone, into a folder."""
    parser = argparse.ArgumentParser(prog="codegen.packets", description=main.__doc__)
    parser.add_argument("spec", type=Path, help="the folder that holds packets/")
    parser.add_argument("-o", dest="output", type=Path, required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name, text in packet_headers(options.spec).items():
        (options.output / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
