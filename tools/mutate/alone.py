# SPDX-License-Identifier: MIT
"""One mutant by itself, in a copy of the headers: for what cannot be asked of all at once. Does any
build make other code of it, and do the proofs of its function still hold?"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.mutate.mutant import PROFILE, Mutant, copies, same_function
from tools.mutate.scheme import WARNINGS, every_header
from tools.mutate.source import Source
from tools.proof_audit import read_trusted
from tools.proof_result import Result
from tools.proof_setup import CVC4_STEPS, MODELS, Z3_STEPS, Model, Setup, prepare
from tools.proof_wp import Mode, Tree, prove
from tools.shell import ROOT, Failure, run

# A goal that is false is given up early. What these limits do not prove of the function as it is, they
# say nothing about.
FEWER = ((CVC4_STEPS, 100_000), (Z3_STEPS, 2_000_000))
ONE_AT_A_TIME = threading.Lock()
SMALL_FLAGS = re.compile(r"set\(THIMBLE_SMALL_FLAGS ([^)]*)\)")


@dataclass
class Alone:
    """A copy of core/ and generated/ with one fault at a time in it."""

    root: Path
    tree: Path
    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)
    proofs: dict[tuple[str, str, str], Result] = field(default_factory=dict)
    setup: Setup | None = None

    def prepare(self) -> None:
        shutil.rmtree(self.tree, ignore_errors=True)
        for folder in ("core", "generated"):
            shutil.copytree(self.root / folder, self.tree / folder)
        for profile in self.profiles():
            (self.tree / f"all_{profile}.cpp").write_text(every_header(self.tree, profile))

    def profiles(self) -> list[str]:
        return sorted(path.parent.name for path in self.root.glob("generated/*/profile.h"))

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[list[str]]:
        """While inside, the copy has the fault; in which profiles' builds."""
        names = []
        for name in copies(self.root, mutant.file):
            source = Source.read(self.root, name)
            function = same_function(source, mutant)
            if function is not None:
                text = source.text[: function.body] + mutant.body + source.text[function.end :]
                (self.tree / name).write_text(text, encoding="utf-8")
                names.append(name)
        try:
            everywhere = mutant.file.startswith("core/")
            yield self.profiles() if everywhere else [name.split("/")[1] for name in names]
        finally:
            for name in names:
                shutil.copyfile(self.root / name, self.tree / name)

    def compilers(self, profile: str, headers: Path) -> dict[str, list[str]]:
        """Every function is kept, also one that no build needs."""
        include = [f"-I{headers / 'generated' / profile}", f"-I{headers / 'core'}"]
        small = SMALL_FLAGS.search((ROOT / "cmake" / "avr.cmake").read_text())
        if small is None:
            raise Failure("cmake/avr.cmake: no THIMBLE_SMALL_FLAGS")
        keep = ["-g0", "-w", "-fkeep-inline-functions", *include]
        keep += ["-c", str(self.tree / f"all_{profile}.cpp"), "-o", str(self.tree / "all.o")]
        avr = ["avr-g++", "-std=gnu++11", "-mmcu=atmega328p", "-DF_CPU=16000000UL", "-Os"]
        avr += ["-fno-jump-tables", "-fno-tree-switch-conversion", *small[1].split()]
        host = ["g++", "-std=c++17", "-O2", "-fkeep-static-functions"]
        return {"avr": [*avr, *keep], "host": [*host, *keep]}

    def compiled(self, command: list[str]) -> bytes | None:
        """The object file, None when there is none."""
        ran = run(command, seconds=300)
        return (self.tree / "all.o").read_bytes() if ran.code == 0 else None

    def warns(self, profile: str) -> bool:
        """The build's warnings, which are errors, of this mutant alone."""
        include = [f"-I{self.tree / 'generated' / profile}", f"-I{self.tree / 'core'}"]
        unit = str(self.tree / f"all_{profile}.cpp")
        return run(["g++", "-std=c++17", *WARNINGS, *include, unit], seconds=300).code != 0

    def as_it_is(self, profile: str, name: str) -> bytes:
        """The object code without a mutant."""
        if (profile, name) not in self.objects:
            made = self.compiled(self.compilers(profile, self.root)[name])
            if made is None:
                raise Failure(f"the headers of {profile} do not compile for {name}")
            self.objects[profile, name] = made
        return self.objects[profile, name]

    def verdict(self, mutant: Mutant) -> str | None:
        """`same code` or `does not compile`, when it is nobody's business to refuse it."""
        with self.changed(mutant) as profiles:
            if any(self.warns(profile) for profile in profiles):
                return "does not compile"
            for profile in sorted(profiles, key=lambda name: name != PROFILE):
                for name, command in self.compilers(profile, self.tree).items():
                    made = self.compiled(command)
                    if made is None:
                        return "does not compile"
                    if made != self.as_it_is(profile, name):
                        return None
        return "same code"

    def refused_by_proof(self, mutant: Mutant) -> str | None:
        """The first clause of the function's contract that is not proved any more. Nobody else's
        proof looks into the function: callers see its contract."""
        proofs = self.root / "proofs"
        stem = Path(mutant.file).stem
        if not (proofs / f"{stem}.c").exists():
            return None
        for model in MODELS:
            if not self.prove(stem, mutant.function, model, self.root).good:
                continue
            with self.changed(mutant):
                result = self.prove(stem, mutant.function, model, self.tree)
            if result.proved < result.total:
                said = next((str(each) for each in result.complaints), "not proved")
                said = said.partition(f"{mutant.function}: ")[2].splitlines()[0]
                return f"proof of {mutant.function} under {model.name}: {said}"
        return None

    def prove(self, stem: str, function: str, model: Model, headers: Path) -> Result:
        """The contract of one function of these headers."""
        as_it_is = headers == self.root
        known = self.proofs.get((stem, function, model.name))
        if as_it_is and known is not None:
            return known
        if self.setup is None:
            with ONE_AT_A_TIME:  # it builds Frama-C's plug-in
                self.setup = patient_for_less(prepare(), self.tree)
        proofs = self.root / "proofs"
        include = [headers / "generated" / PROFILE, headers / "core"]
        work = self.tree / "proofs" / ("as_it_is" if as_it_is else "changed")
        tree = Tree(proofs, include, work, read_trusted(proofs / "trusted.txt"))
        result = prove(self.setup, tree, stem, model, Mode(only=frozenset({function})))
        if as_it_is:
            self.proofs[stem, function, model.name] = result
        return result


def patient_for_less(setup: Setup, folder: Path) -> Setup:
    """The provers with fewer steps."""
    text = setup.why3_config.read_text()
    for limit, less in FEWER:
        if str(limit) not in text:
            raise Failure(f"{setup.why3_config}: no limit of {limit} steps")
        text = text.replace(str(limit), str(less))
    config = folder / "why3.conf"
    config.write_text(text)
    return Setup(setup.plugin, config, setup.versions)
