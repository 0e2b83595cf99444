# SPDX-License-Identifier: MIT
"""Flash of a linked firmware by feature. Instructions go by the source file that they came from,
where the firmware has lines; the rest goes by the name of its function.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from proofs.avr.image import Image

APPLICATION = "application"
LIBRARY = "compiler's library"
START = "vectors and start-up"
VALUES = "initial values of .data"

BY_LINE = "by source line, by symbol where there is none"
BY_SYMBOL = "by symbol alone: it was built without lines (-gdwarf-2)"

# Group -> feature -> stems of core's and the generated files. The pages draw by group.
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "TCP": {
        "TCP machine": ("tcp_machine", "seq"),
        "TCP receiving": ("tcp_receive", "tcp_arrival", "tcp_packet"),
        "TCP sending": ("tcp_send", "tcp_departure"),
        "TCP acknowledgments": ("tcp_ack",),
        "TCP text": ("tcp_text", "tcp_deliver"),
        "TCP signals and challenges": ("tcp_notes", "tcp_tell"),
        "TCP user calls": ("tcp_user", "tcp_open", "tcp_settle", "api"),
        "TCP timers": ("tcp_timer", "tcp_poll", "tcp_rto"),
        "TCP and ICMP errors": ("tcp_icmp",),
        "connections": ("connection", "connection_same", "connection_take", "connection_clear"),
        "send rings": ("tcp_ring",),
        "receive rings": ("tcp_order",),
        "TIME-WAIT records": ("tcp_time_wait",),
        "keyed ISS": ("iss", "tcp_iss", "secret"),
    },
    "datagrams": {
        "IPv4": ("ipv4", "ipv4_packet"),
        "ICMP": ("icmp", "icmp_error", "icmp_packet"),
        "UDP": ("udp", "udp_packet"),
        "reassembly": ("fragment",),
        "drop counters": ("drops", "drop"),
    },
    "shared": {
        "sockets of the profile": ("profile", "application", "memory", "budget"),
        "frames in, frames out": ("stack",),
        "bytes of packets": ("wire",),
        "checksum": ("checksum",),
        "copying": ("copy",),
    },
    "link": {
        "SLIP over the UART": ("slip", "slip_receive", "slip_arena", "slip_send", "slip_uart"),
        "main loop": ("slip_loop",),
        "clock": ("clock",),
    },
    "product": {APPLICATION: (), LIBRARY: (), START: (), VALUES: ()},
}
FEATURE_OF = {
    stem: feature
    for features in GROUPS.values()
    for feature, stems in features.items()
    for stem in stems
}
GROUP_OF = {feature: group for group, features in GROUPS.items() for feature in features}

_OURS = re.compile(r"(?:^|/)core/(?:avr/)?[a-z0-9_]+\.(?:h|hpp|cpp|S)$")
_LIBRARY = re.compile(r"/avr/include/|/libgcc/|/gcc/avr/")
_START_NAMES = re.compile(
    r"^(__vectors|__bad_interrupt|__do_(clear_bss|copy_data|global_\w+)|__ctors\w*|__dtors\w*|"
    r"__trampolines\w*|_exit|exit|__stop_program|__init|\.Loop|.*clear_bss.*)$"
)


@dataclass(frozen=True)
class Flash:
    """`features` adds up to what the programmer writes."""

    features: dict[str, int]  # the biggest first
    by_line: int  # bytes whose source file is known
    source: str  # how: lines or symbols, in words

    @property
    def bytes(self) -> int:
        return sum(self.features.values())


def feature_of_file(path: str, generated: frozenset[str]) -> str:
    """`generated` are the names of the files that the profile's set has."""
    file = PurePosixPath(path)
    if _LIBRARY.search(path):
        return LIBRARY
    if _OURS.search(path) or file.name in generated:
        return FEATURE_OF.get(file.stem, APPLICATION)
    return APPLICATION


def feature_of_name(name: str, handlers: frozenset[str]) -> str:
    """By a function's name as in C++: thimble::tcp_send_owed(...) is TCP sending. `handlers` are
    the application's own, as the profile names them.
    """
    if _START_NAMES.match(name):
        return START
    if name.startswith("__") and not name.startswith("__vector"):
        return LIBRARY
    bare = name.removeprefix("thimble::").removeprefix("thimble_")
    if bare in handlers:
        return APPLICATION
    words = bare.split("_")
    for length in range(len(words), 0, -1):
        feature = FEATURE_OF.get("_".join(words[:length]))
        if feature is not None:
            return feature
    return _OTHER_NAMES.get(words[0], APPLICATION)


_OTHER_NAMES = {"tcp": "TCP machine", "drop": "drop counters"}


def attribute(image: Image, generated: frozenset[str], handlers: frozenset[str]) -> Flash:
    """Every byte of flash once."""
    sums: Counter[str] = Counter()
    by_line = covered = 0
    for function in image.functions:
        name = feature_of_name(function.name, handlers)
        at, end = function.address, function.address + function.size
        covered += function.size
        while at < end:
            instruction = image.instructions.get(at)
            size = 2 * instruction.words if instruction else end - at
            file = image.file_of(at) if instruction else None
            by_line += size if file else 0
            sums[feature_of_file(file, generated) if file else name] += size
            at += size
    data = sum(section.bytes for section in image.sections if section.name == ".data")
    sums[VALUES] += data
    sums[START] += image.flash_bytes - covered - data
    features = {name: size for name, size in sums.most_common() if size}
    return Flash(features, by_line, BY_LINE if by_line else BY_SYMBOL)
