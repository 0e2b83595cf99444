# SPDX-License-Identifier: MIT
"""What there is to prove: each proof file in each profile under each machine model, equal texts once.

A text is what the compiler's preprocessor makes of a proof file with Frama-C's own options, macros and comments kept,
because contracts are comments and use macros. Two profiles whose texts are equal need one proof; the same text with the
same options and tools needs none a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.headers import is_for
from tools.proof_setup import MODELS, WHY3_CONFIG, Model, Setup
from tools.proof_wp import AGAIN, Tree, options
from tools.shell import ROOT, Failure, must

# What a verdict of WP rests on besides the tools that Debian ships.
KERNEL = (
    *("tools/proof_setup.py", "tools/proof_audit.py", "tools/proof_wp.py", "tools/proof_result.py"),
    "proofs/thimble_audit.ml",
)
MARKER = re.compile(r'^# \d+ "(?:[^"]*/)?([^"/]*)".*$', re.MULTILINE)
CONTRACT_OR_LITERAL = re.compile(
    r'''(/\*@.*?\*/|//@[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:/\*(?!@).*?\*/|//(?!@)[^\n]*|[ \t])+''', re.DOTALL
)
SMOKE_MODEL = MODELS[0]  # contradictions do not depend on the machine, nearly never; the target's model has to do


@dataclass(frozen=True)
class Profile:
    """A profile as the proofs see it. One of a user's own has proof files for its own packets in `own`."""

    name: str
    headers: Path
    own: Path | None = None


@dataclass(frozen=True)
class Job:
    """One text to prove, and the profiles that have it."""

    stem: str
    model: Model
    tree: Tree
    key: str
    profiles: tuple[str, ...]

    @property
    def smoke(self) -> str:
        return "contracts" if self.model == SMOKE_MODEL else ""


def proof_files(tree: Tree) -> list[str]:
    """The stems of a tree: one for each <stem>.c."""
    folders = [tree.proofs, *([tree.own] if tree.own else [])]
    return sorted({path.stem for folder in folders for path in folder.glob("*.c")})


def jobs_of(setup: Setup, trees: dict[str, Tree], stems: Iterable[str]) -> list[Job]:
    """Each different text once, in the order of stems and models; `trees` has the profiles by name."""
    wanted = set(stems)
    asked = [
        (stem, model, name)
        for stem in sorted({stem for tree in trees.values() for stem in proof_files(tree)} & wanted)
        for model in MODELS
        for name in trees
        if trees[name].source(stem).exists() and is_for(Path(f"{stem}.h"), trees[name].include[0])
    ]

    def key(item: tuple[str, Model, str]) -> str:
        stem, model, name = item
        return text_key(setup, trees[name], stem, model)

    with ThreadPoolExecutor(2) as pool:
        keys = list(pool.map(key, asked))
    having: dict[tuple[str, str, str], list[str]] = {}
    for (stem, model, name), found in zip(asked, keys, strict=True):
        having.setdefault((stem, model.name, found), []).append(name)
    models = {model.name: model for model in MODELS}
    return [
        Job(stem, models[model], trees[names[0]], found, tuple(names))
        for (stem, model, found), names in having.items()
    ]


def text_key(setup: Setup, tree: Tree, stem: str, model: Model) -> str:
    """The SHA-256 sum of all that a verdict depends on."""
    smoke = "contracts" if model == SMOKE_MODEL else ""
    parts = [
        preprocessed(setup, tree, stem, model),
        repr((stem, model.name, options(tree.source(stem), smoke), setup.versions, WHY3_CONFIG)),
        repr(AGAIN.findall(tree.source(stem).read_text())),
        *((ROOT / path).read_text() for path in KERNEL),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def preprocessed(setup: Setup, tree: Tree, stem: str, model: Model) -> str:
    """A proof file as Frama-C reads it, without what decides nothing: the compiler's own macros, folders (a header is
    known by its name, wherever its profile lies), line numbers, and comments that are no contracts."""
    source = tree.source(stem)
    command = cpp_command(setup, tree, source, model)
    text = must(command, f"preprocessing {source}", seconds=60)
    _, marker, ours = text.rpartition('"<command-line>"')
    if not marker:
        raise Failure(f"{source}: gcc -E gave no line marker; is gcc another compiler here?")
    return essence(ours)


def essence(text: str) -> str:
    """Contracts stay, other comments go: they may be written anew without a new proof."""

    def keep(match: re.Match[str]) -> str:
        return match[1] or " "

    text = CONTRACT_OR_LITERAL.sub(keep, MARKER.sub(r'# "\1"', text))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def cpp_command(setup: Setup, tree: Tree, source: Path, model: Model) -> list[str | Path]:
    """Frama-C's preprocessing command (-print-cpp-commands), but for -m16 and the output file."""
    command = setup.frama_c(model, source, tree.include, tree.proofs)
    flags = str(command[-2]).removeprefix("-cpp-extra-args=").split()
    machine = f"-D__FC_MACHDEP_{model.name.upper()}"
    return ["gcc", "-E", "-C", "-I.", "-D__FRAMAC__", machine, "-dD", *flags, source]
