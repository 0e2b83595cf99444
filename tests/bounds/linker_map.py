# SPDX-License-Identifier: MIT
"""The linker's map: what it laid into RAM, input section by input section."""

from __future__ import annotations

import re
from pathlib import Path

# " .bss.name   0x00800100   0x11 file.o", the name in a line of its own when it is long
_INPUT = re.compile(
    r"^ \.(?:data|bss|noinit|rodata)(?:\.(\S+))?\s+0x0*80[0-9a-f]{4}\s+0x([0-9a-f]+) (\S+)",
    re.MULTILINE,
)


def objects_of(path: Path) -> dict[str, int]:
    """Linkage name to bytes. With -fdata-sections each object is a section; what has none goes by
    its file.
    """
    text = path.read_text()
    text = text[text.index("Linker script and memory map") :]
    found: dict[str, int] = {}
    for name, size, file in _INPUT.findall(text):
        if int(size, 16):
            key = name or Path(file).name
            found[key] = found.get(key, 0) + int(size, 16)
    return found
