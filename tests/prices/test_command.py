# SPDX-License-Identifier: MIT
"""The command: a file that says otherwise is refused, row by row."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools import price_build, prices
from tools.price_combine import Combination
from tools.price_rows import Measured, Price, Prices, collect
from tools.price_spec import Features, base, merged
from tools.shell import Failure

FEATURES = Features()
LEVELS = {name: Measured(7000, 600, 60, 80, None) for name in ("full", "client", "minimal")}
NAGLE = Price(
    "nagle", "minimal", 26, 0, 0, 2, {"ack": 3, "data": None}, (), "tcp.nagle: true"
)
BAUD = Price("baud", "minimal", 0, 0, 0, 0, {"ack": None, "data": None}, ("slip",), "baud: 1")
TINY = Combination("tiny", 7000, 7070, 7420, 80, 100)
FOUND = Prices("a compiler", "-Os", LEVELS, [NAGLE, BAUD], [TINY])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """README and JSON as the command writes them."""
    readme, stored = tmp_path / "README.md", tmp_path / "prices.json"
    readme.write_text("a\n<!-- prices -->\nold\n<!-- /prices -->\nb\n")
    monkeypatch.setattr(prices, "README", readme)
    monkeypatch.setattr(prices, "JSON", stored)
    monkeypatch.setattr(prices, "collect", lambda _features, _names, sums: FOUND)
    prices.update(FEATURES, FOUND)
    return readme, stored


def test_both_files_are_written_and_agree(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    readme, stored = files
    text = readme.read_text()
    assert text.startswith("a\n<!-- prices -->\n|") and text.endswith("<!-- /prices -->\nb\n")
    assert "| `nagle`: small segments wait | `tcp.nagle: true` | 26 | 0 | 2 | 3 |  |  |  |" in text
    assert "for 1 profiles that were built, the sum is between +1.0 and +1.0 %" in text
    assert json.loads(stored.read_text())["features"][0]["flash"] == 26
    capsys.readouterr()
    assert prices.main(["--check"]) == 0
    assert capsys.readouterr().out == "20 passed, 0 failed\n"


def test_a_row_of_readme_changed_by_hand_is_named(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    readme, _ = files
    wrong = readme.read_text().replace("| 26 | 0 |", "| 25 | 0 |")
    readme.write_text(wrong)
    capsys.readouterr()
    assert prices.main(["--check"]) == 1
    assert capsys.readouterr().out == (
        "README.md:11: the row '`nagle`: small segments wait' is not what bench/prices.json says\n"
        "to mend: ./thimble prices\n19 passed, 1 failed\n"
    )
    assert readme.read_text() == wrong


def test_a_row_of_readme_that_is_gone_is_named(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    readme, _ = files
    lines = [line for line in readme.read_text().split("\n") if "`nagle`" not in line]
    readme.write_text("\n".join(lines))
    assert prices.main(["--check"]) == 1
    assert "the row '`nagle`: small segments wait' is missing" in capsys.readouterr().out


def test_another_figure_in_the_json_is_named(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, stored = files
    stored.write_text(stored.read_text().replace('"flash": 26', '"flash": 27'))
    assert prices.main(["--check"]) == 1
    out = capsys.readouterr().out
    assert "prices.json: nagle at level minimal: another flash\n" in out
    assert "the row '`nagle`: small segments wait' is not what" in out
    assert out.endswith("18 passed, 2 failed\n")


def test_an_estimate_that_is_too_low_is_named(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, stored = files
    stored.write_text(stored.read_text().replace('"flash_at_most": 7420', '"flash_at_most": 6999'))
    assert prices.main(["--check"]) == 1
    assert (
        "tiny: 6999 bytes of flash and 100 of stack were said to be the most, and it has 7000 and"
        " 80: mend tools/plan/estimate.py\n"
    ) in capsys.readouterr().out


def test_files_without_prices_are_refused(files: tuple[Path, Path]) -> None:
    readme, stored = files
    readme.write_text("nothing\n")
    with pytest.raises(Failure, match="expected one line '<!-- prices -->'"):
        prices.main(["--check"])
    stored.write_text("{}\n")
    with pytest.raises(Failure, match="prices.json: 'compiler' is missing; ./thimble prices writes"):
        prices.main(["--check"])


def test_a_price_that_the_json_has_not_is_named(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, stored = files
    lines = [line for line in stored.read_text().split("\n") if '"name": "nagle"' not in line]
    stored.write_text("\n".join(lines))
    assert prices.main(["--check"]) == 1
    assert "prices.json: nagle at level minimal is missing\n" in capsys.readouterr().out


def test_a_check_measures_a_third_and_with_long_everything() -> None:
    some = prices.chosen(FEATURES, b"prices of today", False)
    assert 0 < len(some) < len(FEATURES) * 2 // 3
    assert some != prices.chosen(FEATURES, b"prices of tomorrow", False)
    assert prices.chosen(FEATURES, b"prices of today", True) == list(FEATURES)


def test_a_name_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        prices.main(["nosuch"])
    assert ended.value.code == 2
    assert "no feature is called 'nosuch'; known: tcp, passive, active" in capsys.readouterr().err


def test_json_is_one_line_a_feature() -> None:
    lines = FOUND.text().splitlines()
    assert [line for line in lines if '"name": "nagle"' in line] == [
        '  {"name": "nagle", "level": "minimal", "flash": 26, "ram": 0, "record": 0, '
        '"stack": 2, "cycles": {"ack": 3, "data": null}, "needs": [], '
        '"how": "tcp.nagle: true"},'
    ]


def test_a_profile_that_does_not_generate_is_shown() -> None:
    raw = FEATURES.added("congestion").having
    raw["sockets"]["echo"]["send"] = 100
    with pytest.raises(Failure) as refused:
        price_build.firmwares([raw])
    said = str(refused.value)
    assert "pipeline needs a socket with more than 100 bytes (1 times mss) to send" in said
    assert "this profile does not generate:\nprofile: minimal\n" in said


def test_a_firmware_that_does_not_build_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = merged(base("datagram"), {"net": {"ttl": 17}})
    monkeypatch.setattr(price_build, "handlers_text", lambda _profile: "#error planted\n")
    try:
        with pytest.raises(Failure) as refused:
            price_build.firmwares([broken])
    finally:
        shutil.rmtree(price_build.FOLDER / price_build.key_of(broken))
    said = str(refused.value)
    assert "#error planted" in said and "a firmware that is to be priced does not build" in said
    assert "the profile:\nprofile: datagram\n" in said


def test_a_price_without_that_of_tcp_is_measured() -> None:
    nagle = collect(FEATURES, ["nagle"], sums=False)
    assert {row.name for row in nagle.features} == {"nagle"} and not nagle.combinations
