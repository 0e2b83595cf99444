# SPDX-License-Identifier: MIT
"""The parts of `./thimble test`, in the order in which a mistake is cheapest to find."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import build, headers, namespace
from tools.outcome import Outcome, from_closing_line, from_doctest, from_junit, tail
from tools.shell import BUILD, PYTHON, ROOT, run


@dataclass(frozen=True)
class Part:
    """A name to ask for, what it does in a few words, and the doing."""

    name: str
    what: str
    run: Callable[[], Outcome]


def all_parts() -> list[Part]:
    """Every part. A folder tests/<name>/ with test_*.py that nobody named here is a part too."""
    parts = [
        Part("types", "mypy --strict on the generator, the tools and the analyses", types),
        Part("command", "the command itself", pytest_part("command")),
        Part("codegen", "the generator, one test a mistake", pytest_part("codegen")),
        Part("generate", "generated/ is what the specs say", generate),
        Part("host", "core and generated headers, g++ with sanitizers", host),
        Part("headers", "each header alone, every compiler and language", headers.matrix),
        Part("avr", "the firmware builds, and no table is in RAM", avr),
        Part("sim", "the simulated chip", sim),
        Part("report", "the figures in README are the build's", our_command("report", "--check")),
        Part(
            "figures",
            "the bench's sizes and cycles in README are the build's",
            our_command("bench", "size", "cycles", "--check"),
        ),
        Part(
            "price_list",
            "the prices in README and bench/prices.json are the build's",
            our_command("prices", "--check"),
        ),
        Part("checked", "contracts kept by doctests, scripts, corpora", pytest_part("checked")),
        Part("fuzz", "each libFuzzer target for a minute", fuzz),
        Part("interop", "the Linux kernel as peer, chip and host", interop),
        Part("demo", "the demo, as a user runs it", our_command("demo", "--count")),
        Part(
            "prove_eva",
            "Eva on the whole stack",
            our_command("prove", "--eva", "tiny", "sensor", "datagrams"),
        ),
        Part("prove", "Frama-C on the shipped headers", our_command("prove", "services", "--sample", "60")),
    ]
    named = {part.name for part in parts}
    folders = sorted({path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")} - named)
    at = [part.name for part in parts].index("report")
    parts[at:at] = [Part(name, f"tests/{name}", pytest_part(name)) for name in folders]
    return parts


LONG = "THIMBLE_LONG"  # set to 1 in the environment: what has a long form takes it


def pytest_folder(folder: Path, in_namespace: bool = False, seconds: float = 1200) -> Outcome:
    """One pytest run; its counts come from its JUnit report."""
    report = BUILD / "test" / f"{folder.name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    where = folder.relative_to(ROOT)
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--tb=short",
        "-ra",
        f"--rootdir={ROOT}",
        f"--junitxml={report}",
        str(folder),
    ]
    if in_namespace:
        command = [PYTHON, "-m", "tools.namespaced", *command]
    if os.environ.get(LONG) == "1":
        seconds *= 6
    ran = run(command, seconds=seconds, env={"COLUMNS": "100", "AVRSIM": str(build.AVRSIM)})
    again = f"PYTHONPATH=. {PYTHON} -m pytest {where}"
    if in_namespace:
        again = f"./thimble test {folder.name}"
    return from_junit(report, ran.code, ran.output, again)


def pytest_part(name: str) -> Callable[[], Outcome]:
    """The part that is one folder of tests."""
    return lambda: pytest_folder(ROOT / "tests" / name)


def our_command(*words: str) -> Callable[[], Outcome]:
    """A part that is one of our own commands, which counts for itself."""

    def part() -> Outcome:
        ran = run([PYTHON, "-m", "tools", *words], seconds=3600)
        return from_closing_line(words[0], ran.code, ran.output, f"./thimble {' '.join(words)}")

    return part


def fuzz() -> Outcome:
    """Every seed, then the search: the same one each time, so that a change is refused for what it
    does. Luck is for the nights (.github/workflows/fuzz.yml).
    """
    return our_command("fuzz", "--time", "60s", "--seed", "1")()


def types() -> Outcome:
    """mypy, one case a package."""
    outcome = Outcome()
    for package in ("codegen", "tools", "proofs"):
        ran = run([PYTHON, "-m", "mypy", "--strict", package])
        outcome.check(ran.code == 0, f"{tail(ran.output)}\nto repeat: mypy --strict {package}")
    return outcome


def generate() -> Outcome:
    """Each shipped profile again into a temporary place, compared byte for byte: one case each."""
    outcome = Outcome()
    for profile in sorted((ROOT / "spec" / "profiles").glob("*.yaml")):
        ran = run([PYTHON, "-m", "codegen", profile.stem, "--check"])
        outcome.check(
            ran.code == 0, f"{tail(ran.output)}\nto mend: ./thimble generate {profile.stem}"
        )
    return outcome


def host() -> Outcome:
    """Builds and runs every doctest program. One that does not build is one failure."""
    outcome = Outcome()
    made = build.compile_preset("host")
    broken = broken_targets(made.output) if made.code != 0 else set()
    if made.code != 0:
        outcome.check(
            False,
            f"{first_errors(made.output)}\n"
            "to repeat: cmake --preset host && ninja -C build/host",
        )
    for source in doctest_sources(ROOT / "tests"):
        name = "_".join(source.relative_to(ROOT / "tests").with_suffix("").parts)
        program = BUILD / "host" / "tests" / name
        if name in broken or not program.exists():
            message = f"{source.relative_to(ROOT)} does not build, or tests/CMakeLists.txt lacks it"
            outcome.check(False, message)
            continue
        ran = run([program, "--no-colors=true"], seconds=120)
        outcome.add(from_doctest(name, ran.code, ran.output, f"build/host/tests/{name}"))
    return outcome


def doctest_sources(tests: Path) -> list[Path]:
    """Every file with test cases, in whatever folder; tests/sim has a build of its own."""
    return sorted(
        source
        for source in tests.rglob("*.cpp")
        if "TEST_CASE(" in source.read_text(encoding="utf-8")
        and source.relative_to(tests).parts[0] != "sim"
    )


def first_errors(output: str, lines: int = 40) -> str:
    """From ninja's first FAILED on: what follows from it is rarely worth reading."""
    at = output.find("FAILED: ")
    return tail(output, lines) if at < 0 else "\n".join(output[at:].splitlines()[:lines])


def broken_targets(output: str) -> set[str]:
    """Which test programs ninja said it could not make: an old one may still lie there."""
    lines = [line for line in output.splitlines() if line.startswith("FAILED: ")]
    objects = {name for line in lines for name in re.findall(r"/test_(\w+)\.dir/", line)}
    return objects | {
        name for line in lines for name in re.findall(r"FAILED: tests/(\w+) *$", line)
    }


def avr() -> Outcome:
    """The firmware, without a warning, and with nothing in it that costs RAM behind our back."""
    outcome = Outcome()
    made = build.compile_preset("avr")
    good = made.code == 0 and build.FIRMWARE.exists()
    outcome.check(
        good, f"{first_errors(made.output)}\nto repeat: cmake --preset avr && ninja -C build/avr"
    )
    if good:
        from tools import elf  # after the build: it reads what the build made

        for firmware in (build.FIRMWARE, build.TELEMETRY_UPDATE):
            for check, problem in elf.forbidden(firmware):
                outcome.check(check, problem)
    return outcome


def sim() -> Outcome:
    """The simulator, its firmwares under ctest, and its pytest."""
    outcome = Outcome()
    made = build.compile_preset("sim")
    outcome.check(
        made.code == 0 and build.AVRSIM.exists(),
        f"{first_errors(made.output)}\nto repeat: cmake --preset sim && ninja -C build/sim",
    )
    report = BUILD / "test" / "ctest_sim.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    again = "ctest --test-dir build/sim --output-on-failure"
    ran = run([*again.split(), "--output-junit", report], seconds=1200)
    ctests = "No tests were found" not in ran.output
    pytests = bool(list((ROOT / "tests" / "sim").glob("test_*.py")))
    if ctests:
        outcome.add(from_junit(report, ran.code, ran.output, again))
    if pytests:
        outcome.add(pytest_folder(ROOT / "tests" / "sim"))
    if not ctests and not pytests:
        outcome.check(False, "tests/sim: there is neither a ctest nor a test_*.py")
    return outcome


def interop() -> Outcome:
    """The kernel as peer, in a namespace of its own; needs the chip, the simulator and the host
    program.
    """
    outcome = Outcome()
    for preset, products in (
        ("avr", (build.FIRMWARE, build.ROOMY_FIRMWARE)),
        ("sim", (build.AVRSIM,)),
        ("host", (build.HOST, build.ROOMY_HOST)),
    ):
        for product in products:
            build.need(preset, product, product.name)
    namespace.need_tun()
    outcome.add(pytest_folder(ROOT / "tests" / "interop", in_namespace=True))
    return outcome
