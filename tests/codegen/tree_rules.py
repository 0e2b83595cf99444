# SPDX-License-Identifier: MIT
"""What holds for every file of the repository, as functions from texts to complaints."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

MOST_LINES = 300
# What may be longer, how long, and why.
LONGER = {
    "spec/machines/tcp.fsm": (390, "read beside RFC 9293 3.10, whose order it keeps"),
}
HEAD_LINES = 5  # a template may import its macros, and a script name its shell, before the licence

# Written by a program, or not text.
MADE_FOLDERS = (
    "generated/", "fuzz/corpus/", "fuzz/generator/", "fuzz/packets/", "fuzz/reference/tables/", "proofs/cache/"
)
MADE_NAMES = {"package-lock.json", "mutants.json"}

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:")
# Folders in which people and their machines keep checkouts; /usr or /dev/net/tun are everywhere.
_CHECKOUT = re.compile(r"(?<![\w.})~-])/(home|Users|work|workspace|tmp|mnt|srv|opt)/[\w.-]+")


def tracked(root: Path) -> dict[str, str]:
    """Path to text of every file under version control."""
    run = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    paths = [name for name in run.stdout.split("\0") if name and (root / name).is_file()]
    return {name: (root / name).read_text("utf-8", errors="replace") for name in paths}


def by_hand(path: str) -> bool:
    return not path.startswith(MADE_FOLDERS) and posixpath.basename(path) not in MADE_NAMES


def broken_links(files: Mapping[str, str]) -> list[str]:
    """Relative links of *.md that lead to no file or folder of the tree."""
    folders = {parent.as_posix() for path in files for parent in Path(path).parents}
    found = []
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1) if path.endswith(".md") else []:
            for target in _LINK.findall(line):
                bare = target.partition("#")[0]
                to = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
                if bare and not _SCHEME.match(target) and to not in files and to not in folders:
                    found.append(f"{path}:{number}: leads to {target}, which is not there")
    return found


def long_files(files: Mapping[str, str]) -> list[str]:
    counts = {path: len(text.splitlines()) for path, text in files.items() if by_hand(path)}
    most = {path: LONGER[path][0] if path in LONGER else MOST_LINES for path in counts}
    too_long = [
        f"{path}: {count} lines; at most {most[path]} were expected"
        for path, count in counts.items()
        if count > most[path]
    ]
    needless = [
        f"{path}: {counts[path]} lines; LONGER need not name it"
        for path in LONGER
        if counts.get(path, MOST_LINES + 1) <= MOST_LINES
    ]
    return too_long + needless


def without_licence(files: Mapping[str, str]) -> list[str]:
    """JSON has no comments; LICENSE is the licence itself."""
    return [
        f"{path}: no line SPDX-License-Identifier: MIT at its beginning"
        for path, text in files.items()
        if by_hand(path)
        and path != "LICENSE"
        and not path.endswith(".json")
        and "SPDX-License-Identifier: MIT" not in "\n".join(text.splitlines()[:HEAD_LINES])
    ]


def machine_paths(files: Mapping[str, str]) -> list[str]:
    """Absolute paths that exist on somebody's machine alone; generated files may have none too."""
    return [
        f"{path}:{number}: names {match[0]}, a path of one machine"
        for path, text in files.items()
        if not path.startswith("fuzz/corpus/")
        for number, line in enumerate(text.splitlines(), 1)
        for match in _CHECKOUT.finditer(line)
    ]
