# SPDX-License-Identifier: MIT
"""What a crash leaves: its input made small and kept under a name, the conversation to read, and a
capture of its frames. The input is a regression test from then on: fuzz/corpus/ is replayed by
every run of its target.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.fuzz_talk import Talk, conversation
from tools.outcome import tail
from tools.shell import ROOT, run

SMALLER_SECONDS = 30
KINDS = (  # what a report says, and what its input is called
    (r"does not hold", "promise"),
    (r"AddressSanitizer: ([a-z-]+)", None),
    (r"LeakSanitizer", "leak"),
    (r"libFuzzer: (timeout|out-of-memory|fuzz target exited)", None),
    (r"runtime error: ", "undefined"),
)


@dataclass(frozen=True)
class Crash:
    """A kept input. `alone`: it crashes by itself, not only behind what ran before it."""

    target: str
    name: str
    kept: Path
    alone: bool
    transcript: Path
    capture: Path | None

    def told(self, program: str = "") -> str:
        """For the person who has to mend it."""
        lines = [f"{self.target}: kept as {_shown(self.kept)}"]
        if self.alone:
            program = program or f"build/fuzz/{self.target}"
            lines.append(f"  to repeat: {program} {_shown(self.kept)}")
            lines.append("  every later run of the target begins with it: commit it with the mend")
        else:
            lines.append("  alone it does not crash: something of the inputs before it was left")
        lines.append(f"  to read: {_shown(self.transcript)}")
        if self.capture is not None:
            lines.append(f"  its frames: {_shown(self.capture)}")
        return "\n".join(lines)


def keep(program: Path, written: Path, report: str, folder: Path, corpus: Path) -> Crash:
    """Of the artifact `written` by the target `program`, whose output was `report`. Transcript and
    capture go to `folder`, and so does an input that does not crash alone; else to `corpus`. An input
    that is there already keeps its name.
    """
    alone = run([program, written], seconds=60).code != 0
    kept = _in_corpus(written, corpus) if alone else None
    if kept is None:
        small, report = smaller(program, written, report, folder) if alone else (written, report)
        name = f"{kind_of(report)}_{hashlib.sha256(small.read_bytes()).hexdigest()[:8]}"
        kept = (corpus if alone else folder) / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(small, kept)
    name = kept.name
    recorder = program.with_name(f"recorded_{program.name}")
    talk = conversation(recorder, kept) if recorder.exists() else Talk()
    transcript = folder / f"{name}.txt"
    transcript.write_text(written_out(kept.read_bytes(), talk, report), encoding="utf-8")
    capture = folder / f"{name}.pcap" if talk.frames else None
    if capture is not None:
        talk.save(capture)
    return Crash(program.name, name, kept, alone, transcript, capture)


def _in_corpus(written: Path, corpus: Path) -> Path | None:
    data = written.read_bytes()
    entries = sorted(corpus.iterdir()) if corpus.is_dir() else []
    return next((entry for entry in entries if entry.read_bytes() == data), None)


def heart(output: str, lines: int = 30) -> str:
    """The broken promise, or the sanitizer's message, and the trace; else the end of the output."""
    found = [output.find(words) for words in ("does not hold", "ERROR: ", "runtime error: ")]
    at = min((each for each in found if each >= 0), default=-1)
    if at < 0:
        return tail(output, lines)
    start = output.rfind("\n", 0, at) + 1
    return "\n".join(output[start:].splitlines()[:lines])


def sign_of(report: str) -> str:
    """What two inputs that crash for one reason have in common: the promise with its place, or the
    kind of error. One promise may have several reasons.
    """
    broken = re.search(r"^\S+: does not hold: .*$", report, re.MULTILINE)
    return broken[0] if broken else kind_of(report)


def kind_of(report: str) -> str:
    """A word for the file's name."""
    for pattern, word in KINDS:
        found = re.search(pattern, report)
        if found is not None:
            return re.sub(r"[^a-z]+", "_", word or found[1].lower())
    return "crash"


def smaller(program: Path, written: Path, report: str, folder: Path) -> tuple[Path, str]:
    """The smallest input that libFuzzer finds in its time, and what is said of it: libFuzzer is content
    with any crash, so one that has another sign does not count. `written` if there is none.
    """
    small = folder / f"{written.name}.small"
    small.unlink(missing_ok=True)
    run(
        [
            program,
            "-minimize_crash=1",
            f"-max_total_time={SMALLER_SECONDS}",
            f"-exact_artifact_path={small}",
            written,
        ],
        seconds=SMALLER_SECONDS + 60,
    )
    if small.exists():
        said = run([program, small], seconds=60)
        if said.code != 0 and sign_of(heart(said.output)) == sign_of(report):
            return small, heart(said.output)
    return written, report


def written_out(data: bytes, talk: Talk, report: str) -> str:
    """The transcript: what was said, the input, the report."""
    parts = ["\n".join(talk.lines)] if talk.lines else []
    rows = [data[at : at + 16].hex(" ") for at in range(0, len(data), 16)]
    parts.append(f"input, {len(data)} bytes:\n" + "\n".join(f"  {row}" for row in rows))
    return "\n\n".join([*parts, report.strip()]) + "\n"


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
