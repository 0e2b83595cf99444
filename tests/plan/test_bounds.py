# SPDX-License-Identifier: MIT
"""./thimble bounds PROFILE: to the byte, with and without a firmware, and what would fit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PRICES, ROOT

from codegen.bound.owners import by_name, shares
from codegen.profiles import bounds_of
from tools import bounds, bounds_spec
from tools.plan.estimate import estimate, read_prices
from tools.shell import Failure
from tools.shrink import Change, smallest_changes

SPEC = ROOT / "spec"
PRODUCT = """\
profile: product
part: atmega328p
budget: {flash: 16384, ram: 2048, application: 100}
level: full
link: {driver: slip, mtu: 576, baud: 115200}
net: {address: 192.168.7.2/24, icmp: [echo]}
tcp: {mss: 216}
sockets:
  echo: {protocol: tcp, role: server, port: 7, send: 216, connections: 2}
  more: {protocol: tcp, role: server, port: 8, send: 216, shares: echo}
  pong: {protocol: udp, port: 7}
"""


def write(folder: Path, text: str = PRODUCT) -> Path:
    path = folder / "product.yaml"
    path.write_text(text)
    return path


def report(path: Path, firmwares: Path) -> int:
    made, _ = bounds_of(path, SPEC, path.name)
    return bounds_spec.report(made, path, as_json=False, prices=PRICES, firmwares=firmwares)


def with_ram(path: Path, ram: int) -> Path:
    path.write_text(PRODUCT.replace("ram: 2048", f"ram: {ram}"))
    return path


def needed(path: Path) -> int:
    """Data and stack of the product, in bytes."""
    made, _ = bounds_of(path, SPEC, path.name)
    return made.ram.total + estimate(made.profile, read_prices(PRICES)).stack


def test_a_profile_one_byte_too_large_is_refused_and_its_twin_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    total = needed(path)
    assert report(with_ram(path, total), tmp_path) == 0
    assert "left" not in capsys.readouterr().out.split("flash")[0]
    with pytest.raises(Failure) as caught:
        report(with_ram(path, total - 1), tmp_path)
    assert str(caught.value) == (
        f"product needs {total:,} bytes of RAM with its stack, 1 more than the {total - 1:,} of"
        " atmega328p that it may use; biggest: link receive buffer 578, send ring echo (2) 432,"
        " link"
        " send buffer 256; smallest change that fits: send of echo 216 -> 215, or mtu 576 -> 575,"
        " or application 100 -> 99"
    )


@pytest.mark.parametrize("over", [2, 56, 150])
def test_each_change_that_is_named_fits_and_one_byte_more_would_not(
    over: int, tmp_path: Path
) -> None:
    path = write(tmp_path)
    most = bounds_of(path, SPEC, path.name)[0].ram.total - over
    found = smallest_changes(path, over)
    assert found and [each.lost for each in found] == sorted(each.lost for each in found)
    for each in found:
        assert changed_total(path, each, each.now) <= most
        if each.now + 1 < each.was:
            assert changed_total(path, each, each.now + 1) > most


def changed_total(path: Path, change: Change, value: int) -> int:
    """Static RAM with the change made by hand."""
    key = change.what.split()[0]
    text = PRODUCT.replace(f"{key}: {change.was}", f"{key}: {value}")
    assert text != PRODUCT
    other = path.parent / "other"
    other.mkdir(exist_ok=True)
    return bounds_of(write(other, text), SPEC, path.name)[0].ram.total


def test_shared_rings_become_smaller_together(tmp_path: Path) -> None:
    """Two connections have a ring each, so half as much from each is enough."""
    first = smallest_changes(write(tmp_path), 130)[0]
    assert str(first) == "send of echo 216 -> 151"


def test_where_no_number_is_enough_it_says_so(tmp_path: Path) -> None:
    path = write(tmp_path)
    with pytest.raises(Failure, match="fits: none of one number: ./thimble plan says what else$"):
        report(with_ram(path, 700), tmp_path)


def test_flash_over_its_budget_names_what_costs_it(tmp_path: Path) -> None:
    path = write(tmp_path, PRODUCT.replace("flash: 16384", "flash: 9000"))
    with pytest.raises(Failure) as caught:
        report(path, tmp_path)
    assert str(caught.value).startswith("product needs ")
    assert " more than the 9,000 of its budget; biggest: tcp 4,662, slip 1,830, " in str(
        caught.value
    )


def test_the_json_adds_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path)
    made, _ = bounds_of(path, SPEC, path.name)
    assert bounds_spec.report(made, path, as_json=True, prices=PRICES, firmwares=tmp_path) == 0
    ram = json.loads(capsys.readouterr().out)["ram"]
    assert sum(ram["computed"].values()) == ram["data"] == made.ram.total
    assert ram["data"] + ram["stack"] + ram["left"] == ram["limit"] == 2048
    assert ram["computed"]["connection echo (2)"] == 2 * made.ram.record_bytes["tcp_connection"]


def test_a_firmware_older_than_its_profile_is_not_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    elf = tmp_path / "product.elf"
    elf.write_bytes(b"not an ELF")
    os.utime(elf, (1, 1))
    assert report(path, tmp_path) == 0
    assert "summed from bench/prices.json" in capsys.readouterr().out
    os.utime(elf)
    os.utime(path, (1, 1))
    with pytest.raises(Failure, match=r"^product\.elf: .*not an ELF"):
        report(path, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ram: 2048", "ram: 4096", ":3:29: ram is 4096, but atmega328p has 2048"),
        ("mss: 216", "mss: 600", ":7:12: mss is 600; the mtu of 576 holds 536 and headers"),
        ("level: full", "level: client", ":9:31: 'echo' is a server, and level client opens"
         " connections only; use level: full or minimal"),
        ("part: atmega328p", "part: z80", ":2:7: part 'z80' has no file in parts/; one of: "),
    ],
)  # fmt: skip
def test_a_contradictory_profile_is_one_line_with_its_place(
    old: str, new: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, PRODUCT.replace(old, new))
    assert bounds.main([str(path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"{path}{message}") and err.count("\n") == 1


def test_a_profile_that_is_not_there() -> None:
    known = ", ".join(sorted(path.stem for path in (SPEC / "profiles").glob("*.yaml")))
    with pytest.raises(Failure) as caught:
        bounds.main(["nix"])
    assert str(caught.value) == (
        f"profile 'nix' is not known; one of: {known}; or the path of a .yaml file"
    )


def test_a_page_needs_a_firmware(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        bounds.main(["services", "--html", "page.html"])
    assert caught.value.code == 2
    assert "--html draws a linked firmware; --elf FILE was expected too" in capsys.readouterr().err


def test_a_firmware_of_another_profile_is_not_believed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same name and newer, but other structs: its figures are not this profile's."""
    path = write(tmp_path)
    (tmp_path / "product.elf").write_bytes(b"linked")
    os.utime(path, (1, 1))
    made, _ = bounds_of(path, SPEC, path.name)
    sizes = {row.struct: made.ram.struct_bytes(row.struct) for row in made.ram.rows}
    monkeypatch.setattr("proofs.stack.bound", lambda elf: SimpleNamespace(total=160))
    monkeypatch.setattr("tools.elf.symbols", lambda elf: sizes)
    monkeypatch.setattr("tools.elf.sections", lambda elf: SimpleNamespace(flash=9000))
    assert report(path, tmp_path) == 0
    assert "stack and flash: measured, product.elf, avr-g++" in capsys.readouterr().out
    monkeypatch.setattr("tools.elf.symbols", lambda elf: {**sizes, "stack": sizes["stack"] + 1})
    assert report(path, tmp_path) == 0
    assert "summed from bench/prices.json" in capsys.readouterr().out


def test_a_record_without_tcp_is_no_connection() -> None:
    """Nobody can use it, but its bytes are there."""
    for name, said in (("datagrams", True), ("sensor", False)):
        made, _ = bounds_of(SPEC / "profiles" / f"{name}.yaml", SPEC, name)
        owners = by_name(shares(made.profile, made.ram))
        assert ("no TCP (C has no empty array)" in owners) == said
        assert "TCP connections" not in owners and sum(owners.values()) == made.ram.total
