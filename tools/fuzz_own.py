# SPDX-License-Identifier: MIT
"""./thimble fuzz PRODUCT.yaml|PACKET.ksy...: the packets of a product of your own, fuzzed as ours.

A profile brings those of packets/ beside it. Each gets its header, a plain reading of its spec to
compare with, a dictionary and seeds, all printed from the spec into build/fuzz/own/. An input that
crashes is made smaller and kept beside the spec, in fuzz/corpus/<packet>_packet/.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from codegen.diagnostic import SpecError
from codegen.load.ksy import load_ksy
from codegen.packets import OWN, load_packet, own_packets
from codegen.print.packet import print_packet, print_wire
from codegen.print.packet_fuzz import print_packet_fuzz
from codegen.print.packet_seeds import dictionary, seeds
from tools import fuzz
from tools.fuzz_crash import heart, keep
from tools.fuzz_run import Fuzzer, run_all
from tools.outcome import Outcome
from tools.shell import ROOT, Failure, run, say

SPECS = (".yaml", ".ksy")
COMPILER = "clang++-19"
FLAGS = (
    "-std=c++17", "-g", "-O1", "-Wall", "-Wextra", "-Wconversion", "-Werror",
    "-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """One packet: where its target is made, and where inputs that crash it are kept."""

    name: str
    folder: Path
    corpus: Path

    @property
    def program(self) -> Path:
        return self.folder / self.name


def main(arguments: list[str]) -> int:
    """Prints, builds, then fuzzes."""
    asked = asked_of(arguments)
    seconds = 0 if asked.forever else asked.time
    try:
        made = [target for spec in asked.spec for target in targets_of(Path(spec))]
    except SpecError as error:
        raise Failure(str(error)) from error
    for target in made:
        built(target)
    fuzzers = [Fuzzer(target.name, command_of(target, seconds)) for target in made]
    if asked.forever and len(made) > asked.jobs:
        raise Failure(
            f"--forever with {len(made)} packets and {asked.jobs} processes: the others would never run"
        )
    most = seconds + fuzz.GRACE_S if seconds else None
    ended = run_all(fuzzers, asked.jobs, most, fuzz.Heartbeat(fuzzers))
    outcome = Outcome()
    for target, each in zip(made, fuzzers, strict=True):
        if each.ran is None:
            outcome.check(not ended, f"{target.name} never ran")
            continue
        if each.stopped:
            say(f"{target.name:<16} {each.pulse.inputs:>10,} inputs, stopped")
            continue
        good, text = fuzz.verdict(target.name, each.ran)
        outcome.check(good, text)
        say(text if good else f"{text}\n{told(target, each)}")
    say(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0


def asked_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="thimble fuzz", description=__doc__)
    parser.add_argument("spec", nargs="+", metavar="PRODUCT.yaml|PACKET.ksy")
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument("--time", type=fuzz.seconds_of, default=60, help="for each: 60s, 15m, 2h")
    how_long.add_argument("--forever", action="store_true", help="until Ctrl-C, or a crash")
    parser.add_argument(
        "--jobs", type=fuzz.count_of, default=os.cpu_count() or 1, help="side by side"
    )
    asked = parser.parse_args(arguments)
    for name in asked.spec:
        if not name.endswith(SPECS):
            parser.error(f"'{name}' beside a spec of your own; our targets have runs of their own")
        if not Path(name).is_file():
            parser.error(f"{name}: no such file")
    return asked


def targets_of(spec: Path) -> list[Target]:
    """The targets of one spec, printed."""
    if spec.suffix == ".ksy":
        return [printed(spec, spec.name, spec.parent)]
    packets = own_packets(spec, ROOT / "spec")
    if not packets:
        raise Failure(f"{spec}: has no packet of its own (in {OWN}/ beside it, as <its id>.ksy)")
    return [
        printed(spec.parent / OWN / f"{packet.name}.ksy", packet.source, spec.parent)
        for packet in packets
    ]


def printed(spec: Path, source: str, product: Path) -> Target:
    """Everything that a target is built from and begins with."""
    root, packet = load_ksy(spec), load_packet(spec, source)
    name = f"{packet.name}_packet"
    folder = fuzz.FUZZ / "own" / product.resolve().name / name
    files = {
        "wire.h": print_wire(),
        f"{name}.h": print_packet(packet),
        f"{name}.hpp": print_packet_fuzz(root, packet),
        f"{name}.cpp": TARGET.format(name=name),
        f"{name}.dict": dictionary(root, packet),
    }
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    for seed, content in seeds(root, packet).items():
        (folder / "seeds" / seed).write_bytes(content)
    return Target(name, folder, product / "fuzz" / "corpus" / name)


TARGET = """\
#include "{name}.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{{
    fuzz::{name}(data, size);
    return 0;
}}
"""


def built(target: Target) -> None:
    source = target.folder / f"{target.name}.cpp"
    includes = (f"-I{target.folder}", f"-I{ROOT / 'fuzz'}")
    ran = run([COMPILER, *FLAGS, *includes, source, "-o", target.program], seconds=300)
    if ran.code != 0:
        raise Failure(f"{target.name}: its fuzz target does not build\n{ran.output}")


def command_of(target: Target, seconds: int) -> list[str]:
    """libFuzzer's own command line, which a person can repeat."""
    found, crashes = target.folder / "found", target.folder / "crashes"
    for folder in (found, crashes):
        folder.mkdir(exist_ok=True)
    kept = [str(target.corpus)] if target.corpus.is_dir() else []
    return [
        str(target.program),
        str(found),
        str(target.folder / "seeds"),
        *kept,
        f"-dict={target.folder / target.name}.dict",
        f"-max_total_time={seconds}",
        f"-max_len={fuzz.LONGEST}",
        "-timeout=10",
        "-print_final_stats=1",
        f"-artifact_prefix={crashes}/",
    ]


def told(target: Target, fuzzer: Fuzzer) -> str:
    """Of a crash: its input, kept."""
    assert fuzzer.ran is not None
    written = fuzz.written_by(fuzzer.ran)
    if written is None:
        return f"{target.name}: it left no input"
    report = heart(fuzzer.ran.output)
    kept = keep(target.program, written, report, target.folder / "crashes", target.corpus)
    inside = target.program.is_relative_to(ROOT)
    return kept.told(str(target.program.relative_to(ROOT) if inside else target.program))
