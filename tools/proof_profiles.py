# SPDX-License-Identifier: MIT
"""The profiles whose headers are proved: the shipped ones as they are committed, a user's own as generated here."""

from __future__ import annotations

from pathlib import Path

from codegen.diagnostic import SpecError
from codegen.output import write_set
from codegen.packets import own_packets
from codegen.print.packet_proof import print_packet_proof
from codegen.profiles import generate
from tools.proof_audit import read_trusted
from tools.proof_jobs import Profile
from tools.proof_setup import CORE, PROOFS, WORK
from tools.proof_wp import Tree
from tools.shell import ROOT, Failure


def shipped() -> dict[str, Profile]:
    """One for each file of spec/profiles; that generated/ is what the specs yield is another part's test."""
    names = sorted(path.stem for path in (ROOT / "spec" / "profiles").glob("*.yaml"))
    return {name: Profile(name, ROOT / "generated" / name) for name in names}


def of_file(path: Path, ours: dict[str, Profile]) -> Profile:
    """The profile of a .yaml file, one of ours or the user's own."""
    here = path.resolve()
    return ours[here.stem] if here.parent == ROOT / "spec" / "profiles" else own(path)


def own(path: Path) -> Profile:
    """A profile of the user's, generated into build/: its headers, and a proof file for each packet of its own."""
    folder = WORK / "own" / path.stem
    try:
        made = generate(path, ROOT / "spec", path.name)
        proofs = {
            f"{packet.name}_packet.c": print_packet_proof(packet)
            for packet in own_packets(path, ROOT / "spec")
        }
    except SpecError as error:
        raise Failure(str(error)) from error
    write_set(folder / "generated", made.files)
    write_set(folder / "proofs", proofs)
    return Profile(path.stem, folder / "generated", folder / "proofs")


def tree_of(profile: Profile) -> Tree:
    """Where its headers, its proof files and its results are."""
    ours = profile.headers.is_relative_to(ROOT / "generated")
    place = WORK / "profiles" if ours else WORK / "own"
    return Tree(
        PROOFS.relative_to(ROOT),
        [profile.headers.relative_to(ROOT), CORE.relative_to(ROOT)],
        place / profile.name,
        read_trusted(PROOFS / "trusted.txt"),
        profile.own,
        WORK / "goals",
    )
