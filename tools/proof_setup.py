# SPDX-License-Identifier: MIT
"""What every proof run needs: two machine models, two provers with fixed limits, our plug-in for Frama-C."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.shell import BUILD, ROOT, Failure, must, run

PROOFS = ROOT / "proofs"
WORK = BUILD / "proofs"
CORE = ROOT / "core"


@dataclass(frozen=True)
class Model:
    """A machine as Frama-C sees it. Two, because 16-bit int hides what promotion to 32 bits does, and back."""

    name: str
    int_bits: int


MODELS = (Model("avr8", 16), Model("gcc_x86_32", 32))

# Limits are in the provers' own steps, so that a slow machine proves the same goals. The seconds only end a prover
# that has gone astray; reaching them is a failure like any other.
CVC4_STEPS = 1_200_000
Z3_STEPS = 30_000_000
SECONDS = 150
MEGABYTES = 4000

WHY3_CONFIG = f"""\
[main]
magic = 14
memlimit = {MEGABYTES}
running_provers_max = 1
timelimit = {SECONDS}

[prover]
name = "CVC4"
version = "1.8"
shortcut = "cvc4"
driver = "cvc4_17"
command = "cvc4 --stats --rlimit={CVC4_STEPS} --lang=smt2 %f"
command_steps = "cvc4 --stats --rlimit=%S --lang=smt2 %f"
editor = ""
in_place = false
interactive = false

[prover]
name = "Z3"
version = "4.8.12"
shortcut = "z3"
driver = "z3_471"
command = "z3 -smt2 sat.random_seed=42 nlsat.randomize=false smt.random_seed=42 -st rlimit={Z3_STEPS} %f"
command_steps = "z3 -smt2 sat.random_seed=42 nlsat.randomize=false smt.random_seed=42 -st rlimit=%S %f"
editor = ""
in_place = false
interactive = false
"""


@dataclass(frozen=True)
class Setup:
    """Where the built plug-in and the provers' configuration are, and which tools these are."""

    plugin: Path
    why3_config: Path
    versions: str

    def frama_c(
        self, model: Model, source: Path, include: list[Path], proofs: Path
    ) -> list[str | Path]:
        """The start of each command line: parse `source` under `model`, with our headers and no others."""
        flags = [
            "-nostdinc",
            f"-I{proofs / 'shim'}",
            f"-I{proofs}",
            *(f"-I{path}" for path in include),
            f"-DTHIMBLE_INT_BITS={model.int_bits}",
        ]
        return [
            "frama-c",
            "-c11",
            "-load-module",
            self.plugin,
            "-machdep",
            model.name,
            "-no-frama-c-stdlib",
            "-cpp-extra-args=" + " ".join(flags),
            source,
        ]


def tool_versions() -> str:
    """One line for all tools whose answer a verdict depends on; refuses provers this gate was not tuned for."""
    lines = []
    for command, expected in (
        (["frama-c", "-version"], "25.0"),
        (["why3", "--version"], "1.5"),
        (["cvc4", "--version"], "1.8"),
        (["z3", "--version"], "4.8.12"),
    ):
        ran = run(command, seconds=60)
        first = ran.output.strip().splitlines()[0] if ran.output.strip() else ""
        if ran.code != 0 or expected not in first:
            raise Failure(
                f"{command[0]}: found {first or 'nothing'}; the proofs need version {expected}, Debian 12's"
            )
        lines.append(first)
    return "; ".join(lines)


def prepare() -> Setup:
    """Builds the plug-in and writes the provers' configuration into build/proofs/, once for each content."""
    WORK.mkdir(parents=True, exist_ok=True)
    versions = tool_versions()
    source = PROOFS / "thimble_audit.ml"
    digest = hashlib.sha256(source.read_bytes() + versions.encode()).hexdigest()[:16]
    plugin = WORK / f"plugin-{digest}" / "thimble_audit.cmxs"
    if not plugin.exists():
        build_plugin(source, plugin)
    config = WORK / "why3.conf"
    if not config.exists() or config.read_text() != WHY3_CONFIG:
        config.write_text(WHY3_CONFIG)
    return Setup(plugin, config, versions)


def build_plugin(source: Path, plugin: Path) -> None:
    """ocamlopt leaves files beside the source, so the source is copied into build/ first."""
    plugin.parent.mkdir(parents=True, exist_ok=True)
    copy = plugin.parent / source.name
    copy.write_bytes(source.read_bytes())
    library = subprocess.run(
        ["frama-c", "-print-lib-path"], capture_output=True, text=True, check=True
    ).stdout.strip()
    built = plugin.with_suffix(".new.cmxs")
    must(
        ["ocamlfind", "ocamlopt", "-w", "-a", "-shared", "-I", library, "-o", built, copy],
        "building proofs/thimble_audit.ml",
    )
    built.rename(plugin)
