# SPDX-License-Identifier: MIT
"""The bash part of ./thimble, with dpkg-query, apt-get and id replaced by small scripts that tell
what was asked.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALL_THERE = 'shift 2; for p in "$@"; do echo "installed $p"; done'
NO_Z3 = 'shift 2; for p in "$@"; do [ "$p" = z3 ] || echo "installed $p"; done; exit 1'
REMOVED_Z3 = NO_Z3.replace("exit 1", 'echo "config-files z3"')


def stub(folder: Path, name: str, body: str) -> None:
    """An executable that shadows the real one."""
    path = folder / name
    path.write_text(f"#!/bin/bash\n{body}\n")
    path.chmod(0o755)


def thimble(stubs: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with the stubs in front of PATH."""
    env = {**os.environ, "PATH": f"{stubs}:/usr/bin:/bin"}
    return subprocess.run(
        [ROOT / "thimble", *words], env=env, text=True, capture_output=True, timeout=60, check=False
    )


@pytest.fixture
def stubs(tmp_path: Path) -> Path:
    """Root, with z3 missing and an apt-get that notes its arguments."""
    stub(tmp_path, "dpkg-query", NO_Z3)
    stub(tmp_path, "id", "echo 0")
    stub(tmp_path, "node", "true")
    stub(tmp_path, "npm", "true")
    stub(tmp_path, "apt-get", f'echo "$*" >> {tmp_path}/asked')
    return tmp_path


def test_no_arguments_prints_usage(stubs: Path) -> None:
    ran = thimble(stubs)
    assert ran.returncode == 0
    assert "./thimble demo" in ran.stdout
    assert not (stubs / "asked").exists()


def test_unknown_command_is_an_error_with_usage(stubs: Path) -> None:
    ran = thimble(stubs, "dmeo")
    assert ran.returncode == 2
    assert "there is no command 'dmeo'" in ran.stderr
    assert "./thimble demo" in ran.stderr


def test_root_installs_what_is_missing_and_nothing_else(stubs: Path) -> None:
    ran = thimble(stubs, "test", "--list")
    assert "installing Debian packages: z3" in ran.stderr
    asked = (stubs / "asked").read_text().splitlines()
    assert asked == ["update", "install -y --no-install-recommends z3"]
    assert ran.returncode == 0


def test_a_removed_package_with_config_files_counts_as_missing(stubs: Path) -> None:
    stub(stubs, "dpkg-query", REMOVED_Z3)
    assert "installing Debian packages: z3" in thimble(stubs, "test", "--list").stderr


def test_only_the_groups_of_the_command_are_looked_at(stubs: Path) -> None:
    thimble(stubs, "generate", "--help")
    assert not (stubs / "asked").exists()


def test_not_root_prints_the_exact_command(stubs: Path) -> None:
    stub(stubs, "id", "echo 1000")
    ran = thimble(stubs, "test", "--list")
    assert ran.returncode == 1
    assert "apt-get update && apt-get install -y --no-install-recommends z3" in ran.stderr
    assert not (stubs / "asked").exists()


def test_apt_failure_shows_why_and_how_to_repeat(stubs: Path) -> None:
    stub(stubs, "apt-get", 'echo "E: no network"; exit 100')
    ran = thimble(stubs, "test", "--list")
    assert ran.returncode == 1
    assert "E: no network" in ran.stderr
    assert "could not be installed" in ran.stderr
    assert "apt-get install -y --no-install-recommends z3" in ran.stderr


def test_node_is_installed_only_where_there_is_none(tmp_path: Path) -> None:
    for name in (
        "awk",
        "bash",
        "cat",
        "cut",
        "dirname",
        "env",
        "mktemp",
        "readlink",
        "rm",
        "sort",
        "tail",
    ):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    stub(tmp_path, "dpkg-query", ALL_THERE)
    stub(tmp_path, "id", "echo 0")
    stub(tmp_path, "apt-get", f'echo "$*" >> {tmp_path}/asked')
    subprocess.run(
        [ROOT / "thimble", "test", "--list"],
        env={"PATH": str(tmp_path)},
        timeout=60,
        capture_output=True,
        check=False,
    )
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[1] == "install -y --no-install-recommends nodejs npm"


def test_quiet_and_quick_when_all_is_there(stubs: Path) -> None:
    stub(stubs, "dpkg-query", ALL_THERE)
    start = time.monotonic()
    ran = thimble(stubs, "test", "--list")
    assert ran.returncode == 0 and ran.stderr == ""
    assert time.monotonic() - start < 2  # 0.2 s alone; the machine may be busy


def test_every_listed_package_is_a_plain_debian_name() -> None:
    for path in (ROOT / "tools" / "packages").glob("*.txt"):
        lines = [
            line for line in path.read_text().splitlines() if line and not line.startswith("#")
        ]
        assert lines, path
        for line in lines:
            assert line == line.strip() and " " not in line, f"{path.name}: {line!r}"
