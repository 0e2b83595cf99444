# SPDX-License-Identifier: MIT
"""The CMake builds, one for each preset (CMakePresets.json), under build/."""

from __future__ import annotations

from pathlib import Path

from tools.shell import BUILD, ROOT, Failure, Ran, run

AVRSIM = BUILD / "sim" / "avrsim"
FIRMWARE = BUILD / "avr" / "services.elf"
HOST = BUILD / "host" / "services_host"
TELEMETRY_UPDATE = BUILD / "avr" / "telemetry_update.elf"
ROOMY_FIRMWARE = BUILD / "avr" / "workbench.elf"  # the same with longer frames, for tests
ROOMY_HOST = BUILD / "host" / "workbench_host"


def examples() -> list[str]:
    """The firmwares of examples/; each is called as its folder and its profile."""
    return sorted(path.parent.name for path in (ROOT / "examples").glob("*/CMakeLists.txt"))


def configure(preset: str) -> Ran:
    """Quick when nothing changed, and picks up files that came or went."""
    return run(["cmake", "--preset", preset])


def compile_preset(preset: str, *targets: str) -> Ran:
    """Builds as much as can be built: a file that does not compile does not hide the others."""
    ran = configure(preset)
    if ran.code != 0:
        return ran
    command = ["ninja", "-C", str(BUILD / preset), "-k", "0", "-j", "2", *targets]
    return run(command, seconds=1200)


def need(preset: str, product: Path, *targets: str) -> float:
    """Builds what a command cannot do without; the seconds it took."""
    ran = compile_preset(preset, *targets)
    if ran.code != 0:
        raise Failure(
            f"{ran.output.rstrip()}\nthe {preset} build failed; to repeat: "
            f"cmake --preset {preset} && ninja -C build/{preset} {' '.join(targets)}"
        )
    if not product.exists():
        raise Failure(f"the {preset} build made no {product.relative_to(ROOT)}")
    return ran.seconds


def warnings_of(output: str) -> list[str]:
    """The lines of a build that a person would call a complaint."""
    return [line for line in output.splitlines() if "warning:" in line or "error:" in line]
