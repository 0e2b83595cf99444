# SPDX-License-Identifier: MIT
"""Bytes of a connection without asking the state machine, which takes longer than a user waits.

records.json holds what the machine answered for every profile that the planner looks at. It is for
one text of tcp.fsm, whose hash it names: with another text, or for another profile, the machine
itself is asked. `python3 -m tools.plan.records` writes it; a test compares every number in it.

A width depends on which features are there and on whether a maximum fits in a byte: `u16 max N` is
one byte up to 255, and a counter may need N + 1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.shell import ROOT

if TYPE_CHECKING:
    from codegen.load.fsm_tree import Machine

FILE = Path(__file__).with_name("records.json")
MACHINE = ROOT / "spec" / "machines" / "tcp.fsm"
BYTE = 255


class Records:
    """A RecordBytes that remembers. `asked` counts how often the machine itself had to answer."""

    def __init__(self, file: Path = FILE, machine: Path = MACHINE) -> None:
        self.machine, self.file = machine, file
        self.hash = hashlib.sha256(machine.read_bytes()).hexdigest()
        self.asked = 0
        self.used: set[str] = set()
        known: Any = json.loads(file.read_text()) if file.is_file() else {}
        self.bytes: dict[str, int] = known["bytes"] if known.get("machine") == self.hash else {}
        self.features: list[str] = known["features"] if self.bytes else []
        self.params: list[str] = known["params"] if self.bytes else []
        self._whole: Machine | None = None

    def __call__(self, params: Mapping[str, int], features: Mapping[str, bool]) -> int:
        if not self.features:
            self._look_at_machine()
        key = self.key(params, features)
        self.used.add(key)
        if key not in self.bytes:
            self.bytes[key] = self._ask(params, features)
        return self.bytes[key]

    def key(self, params: Mapping[str, int], features: Mapping[str, bool]) -> str:
        """Everything that a width can depend on."""
        on = [name for name in self.features if features[name]]
        wide = [name for name in self.params if params[name] >= BYTE]
        exact = [f"{name}={params[name]}" for name in self.params if params[name] == BYTE]
        return " ".join(on + wide + exact)

    def _ask(self, params: Mapping[str, int], features: Mapping[str, bool]) -> int:
        from codegen.check.machine import check_machine  # half of what a plan may take
        from codegen.load.fsm import load
        from codegen.lower.machine import record_members

        self.asked += 1
        self._whole = self._whole or load(self.machine)
        return sum(
            each.bytes for each in record_members(check_machine(self._whole, params, features))
        )

    def _look_at_machine(self) -> None:
        from codegen.load.fsm import load

        self._whole = load(self.machine)
        self.features = [each.text for each in self._whole.features]
        self.params = [each.name.text for each in self._whole.params]

    def save(self) -> None:
        """What was used, in a fixed order."""
        document = {
            "machine": self.hash,
            "features": self.features,
            "params": self.params,
            "bytes": {key: self.bytes[key] for key in sorted(self.used)},
        }
        self.file.write_text(json.dumps(document, indent=1) + "\n")


def main() -> None:
    """Asks the machine for every kind of profile that the planner can look at."""
    from codegen.load.profile import profile_of
    from codegen.lower.features import machine_features, machine_params
    from tools.plan.grid import ROOMY, profiles

    records = Records()
    records.bytes, records.features = {}, []
    for raw in profiles():
        profile = profile_of(raw, ROOMY.in_profile(), raw["profile"])
        records(machine_params(profile), machine_features(profile))
    records.save()
    print(
        f"{FILE.name}: {len(records.used)} kinds of connection, the machine asked {records.asked}"
    )


if __name__ == "__main__":
    main()
