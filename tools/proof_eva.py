# SPDX-License-Identifier: MIT
"""./thimble prove --eva [PROFILE...]: Frama-C's Eva over a whole stack that anybody may drive for ever.

Eva runs proofs/eva/world.h and the driver printed for the profile: any frames, any times, any calls, applications that
answer anything. It fails on an alarm that proofs/eva/believed.txt does not name, and on code that no frame and no call
reaches, unless proofs/eva/unreached.txt says why. Contracts are taken out of the headers first, so that Eva believes
only what the first list allows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tools.proof_audit import Complaint
from tools.proof_eva_bare import bare, needed, read_believed
from tools.proof_eva_driver import driver, wanted
from tools.proof_eva_said import Seen, judge, read, stale
from tools.proof_jobs import Profile, essence
from tools.proof_profiles import shipped
from tools.proof_setup import CORE, MODELS, PROOFS, WORK, Model, Setup, build_plugin, prepare
from tools.shell import ROOT, must, run, say

HERE = PROOFS / "eva"
VERDICTS = HERE / "verdicts.json"
SLEVEL = (
    "stack_init:4000,tcp_send_owed:24,tcp_send_segment:4,tcp_receive:4,ipv4_receive:4,"
    "tcp_read_segment:4,tcp_send_text:16"
)
SPLIT_RETURN = "tcp_read_segment:0,ipv4_options_check:0,tcp_options_check:0"
OPTIONS = (
    *("-eva", "-eva-no-show-progress", "-eva-precision", "0", "-eva-auto-loop-unroll", "32"),
    *("-eva-unroll-recursive-calls", "3", "-eva-split-limit", "256", "-eva-ilevel", "700"),
    *("-eva-slevel-function", SLEVEL, "-eva-split-return-function", SPLIT_RETURN),
    "-eva-msg-key=-final-states,-initial-state",
)
SECONDS = 7200  # only ends a run that has gone astray


class Bench:
    """Where the headers and the lists are, and where results go. Tests bring their own."""

    def __init__(self, setup: Setup, core: Path = CORE, work: Path = WORK / "eva") -> None:
        self.setup, self.core, self.work = setup, core, work
        self.believed = read_believed(HERE / "believed.txt")
        source = HERE / "thimble_reached.ml"
        digest = hashlib.sha256(source.read_bytes() + setup.versions.encode()).hexdigest()[:16]
        self.plugin = WORK / f"plugin-{digest}" / "thimble_reached.cmxs"
        if not self.plugin.exists():
            build_plugin(source, self.plugin)

    def lay_out(self, profile: Profile) -> None:
        """Writes the driver and all headers without contracts."""
        folder = self.work / profile.name
        whole = {
            "driver.c": driver(profile.headers, self.core),
            "world.h": (HERE / "world.h").read_text(),
        }
        headers = {
            header.name: header.read_text()
            for source in (profile.headers, self.core)
            for header in sorted(source.glob("*.h"))
        }
        words = needed(headers, self.believed)
        for name, text in headers.items():
            whole[f"headers/{name}"] = bare(text, self.believed, words)
        (folder / "headers").mkdir(parents=True, exist_ok=True)
        for name, text in whole.items():
            (folder / name).write_text(text)

    def key_of(self, profile: Profile, model: Model) -> str:
        """The key of a profile as it is today."""
        self.lay_out(profile)
        return self.key(self.work / profile.name, model)

    def key(self, folder: Path, model: Model) -> str:
        """The SHA-256 sum of all that a run depends on: the preprocessed driver, so that contracts which became
        comments, and macros that only they use, are none of it."""
        source = folder / "driver.c"
        flags = str(self.frama_c(folder, model)[-2]).removeprefix("-cpp-extra-args=").split()
        text = must(["gcc", "-E", "-C", "-D__FRAMAC__", *flags, source], f"preprocessing {source}")
        reader = (ROOT / "tools" / "proof_eva_said.py").read_text()
        options = repr((model.name, self.setup.versions, self.plugin.parent.name, OPTIONS))
        parts = (without_gaps(essence(text)), options, reader)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def look(self, profile: Profile, model: Model, known: dict[str, Seen]) -> Seen | Complaint:
        """Runs Eva, or finds what it said of exactly this text before."""
        folder = self.work / profile.name
        key = self.key_of(profile, model)
        if key in known:
            return known[key]
        rows, reached = folder / f"{model.name}.csv", folder / f"{model.name}.reached"
        for path in (rows, reached):
            path.unlink(missing_ok=True)
        ran = run(
            self.command(folder, model, rows), env={"THIMBLE_REACHED": str(reached)}, seconds=SECONDS
        )
        (folder / f"{model.name}.log").write_text(ran.output)
        if ran.code != 0 or not rows.exists() or not reached.exists():
            tail = "\n".join(ran.output.rstrip().splitlines()[-15:])
            at = str(folder / "driver.c")
            return Complaint(at, f"Eva did not finish (exit {ran.code}):\n{tail}")
        needed = wanted(profile.headers, self.core)
        return read(profile.name, model.name, key, rows, reached, ran, needed)

    def command(self, folder: Path, model: Model, rows: Path) -> list[str | Path]:
        contracts = ",".join(sorted(self.believed.contracts))
        return [
            *(*self.frama_c(folder, model), "-load-module", self.plugin, "-main", "driver", *OPTIONS),
            *("-eva-use-spec", contracts, "-report-csv", rows),
        ]

    def frama_c(self, folder: Path, model: Model) -> list[str | Path]:
        """The beginning of the command line: what to parse, and how."""
        return self.setup.frama_c(model, folder / "driver.c", [folder, folder / "headers"], PROOFS)


def without_gaps(text: str) -> str:
    """Of markers that name the file which the text is in already, none: the preprocessor writes one behind a
    gap, and so behind a contract of more than a few lines."""
    kept: list[str] = []
    file = ""
    for line in text.splitlines():
        if line.startswith('# "'):
            if line == file:
                continue
            file = line
        kept.append(line)
    return "\n".join(kept)


def main(profiles: list[Profile], *, update: bool, again: bool) -> int:
    """Every profile under both models; the last line counts the runs."""
    bench = Bench(prepare())
    here = bench.work / "verdicts.json"
    known = {} if again else {one.key: one for place in (VERDICTS, here) for one in kept_in(place)}
    passed = failed = 0
    seen: list[Seen] = []
    for profile in profiles:
        for model in MODELS:
            one = bench.look(profile, model, known)
            if isinstance(one, Complaint):
                said = [one]
            else:
                said = judge(one, bench.believed, HERE / "unreached.txt")
                say(describe(one, unchanged=one.key in known))
                seen.append(one)
                known[one.key] = one
                keep(here, known.values())
            for complaint in said:
                say(str(complaint))
            failed, passed = failed + bool(said), passed + (not said)
    everything = [*seen, *kept_in(VERDICTS)]
    if set(shipped()) <= {one.profile for one in everything}:  # else another may need the line
        for complaint in stale(everything, bench.believed, HERE):
            say(str(complaint))
            failed += 1
    if update and not failed:
        anew = {(one.profile, one.model) for one in seen}
        others = [one for one in of_today(bench, kept_in(VERDICTS)) if (one.profile, one.model) not in anew]
        keep(VERDICTS, sorted([*others, *seen], key=lambda one: (one.profile, one.model)))
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def of_today(bench: Bench, kept: list[Seen]) -> list[Seen]:
    """What was seen of texts that are still so: of another nobody knows what it does."""
    profiles, models = shipped(), {model.name: model for model in MODELS}
    return [
        one
        for one in kept
        if one.profile in profiles and one.key == bench.key_of(profiles[one.profile], models[one.model])
    ]


def kept_in(place: Path) -> list[Seen]:
    return [Seen(**one) for one in json.loads(place.read_text())] if place.exists() else []


def keep(place: Path, seen: Iterable[Seen]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("[\n" + ",\n".join(json.dumps(asdict(one)) for one in seen) + "\n]\n")


def describe(seen: Seen, *, unchanged: bool) -> str:
    """One line: what was driven, and what came of it."""
    took = "unchanged" if unchanged else f"{seen.seconds} s"
    return (
        f"{seen.profile} under {seen.model}: {seen.functions} functions, {seen.statements} statements "
        f"reached, {len(seen.alarms)} alarms, {len(seen.edges)} lines that go one way; {took}"
    )
