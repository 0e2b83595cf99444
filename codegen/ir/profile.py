# SPDX-License-Identifier: MIT
"""What a profile says, with every trace of its syntax gone.

The reader (load/profile.py) builds these objects, check/profile.py looks at them, the templates
print what lower/profile.py makes of them. Nothing here reads a file or prints a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Protocol(Enum):
    TCP = "tcp"
    UDP = "udp"


class Role(Enum):
    SERVER = "server"  # waits for connections on its port
    CLIENT = "client"  # opens connections, from a port of its own choice


class Sending(Enum):
    NONE = "none"  # this socket never sends text
    SOURCE = "source"  # the application is asked again for bytes by stream offset
    RING = "ring"  # written bytes are kept until the peer has acknowledged them


LINK_DRIVERS = ("slip",)  # those of ours; with `none` the product brings its own


@dataclass(frozen=True)
class Part:
    """The chip: what the sums must fit into."""

    name: str
    flash: int
    ram: int
    clock_hz: int
    int_bits: int
    pointer_bytes: int
    drivers: tuple[str, ...] = LINK_DRIVERS  # those of ours that know its registers


@dataclass(frozen=True)
class Budget:
    flash: int
    ram: int
    application: int  # static RAM of the application and its drivers


FRAME_LENGTH_BYTES = 2  # stored before each frame of the receive buffer: core/slip.h


@dataclass(frozen=True)
class Link:
    driver: str
    mtu: int
    baud: int  # 0: the product brings its own driver
    in_bytes: int  # the receive buffer: whole frames behind each other
    out_bytes: int  # the send buffer, if the profile says; 0: what is needed


@dataclass(frozen=True)
class Net:
    address: int
    netmask: int
    icmp_echo: bool
    icmp_unreachable: bool
    fragment_bytes: int  # 0: fragments are dropped
    ttl: int


# Members of Tcp that levels full and client switch on and level minimal does not.
LEVELLED = ("pipeline", "congestion", "delayed_ack", "nagle", "challenge_limit")


@dataclass(frozen=True)
class Tcp:
    mss: int
    rto_init_ms: int
    rto_max_ms: int
    max_retries: int
    msl_s: int
    fin_wait_s: int
    keepalive_s: int  # 0: never
    pipeline: bool  # what the profile wants; lower/features.py asks the buffers too
    congestion: bool
    delayed_ack: bool
    nagle: bool
    challenge_limit: bool
    keyed_iss: bool
    full_reset: bool
    syn_recycle: bool
    time_wait: int


@dataclass(frozen=True)
class Socket:
    name: str
    protocol: Protocol
    role: Role
    port: int  # 0: none, as a client has
    sending: Sending
    ring_bytes: int  # 0 unless sending is RING
    receive_bytes: int  # of its receive ring; 0: none
    in_flight: int  # 0 unless sending is SOURCE
    nagle: bool
    diffserv: int
    errors: bool  # a UDP socket whose application hears of ICMP errors
    connections: int  # how many at a time; 0 when it uses the slots of `shares`
    shares: str  # the socket whose slots it uses, or ""


@dataclass(frozen=True)
class Profile:
    name: str
    source: str  # the file, as banners name it
    part: Part
    budget: Budget
    level: str
    link: Link
    net: Net
    tick_ms: int
    drop_counters: bool
    tcp: Tcp
    sockets: tuple[Socket, ...]  # TCP first, then UDP, each in file order: the numbering

    @property
    def tcp_sockets(self) -> tuple[Socket, ...]:
        return tuple(s for s in self.sockets if s.protocol is Protocol.TCP)

    @property
    def udp_sockets(self) -> tuple[Socket, ...]:
        return tuple(s for s in self.sockets if s.protocol is Protocol.UDP)


@dataclass(frozen=True)
class Drop:
    name: str
    why: str
    rfc: str


@dataclass(frozen=True)
class MemoryField:
    name: str
    type: str  # u8, u16, u32, or the name of a record that a machine declares
    count: int | str  # a number, or a name the profile computes
    owner: str  # who pays in the RAM table
    why: str
    volatile: bool
    when: str = ""  # the feature that it belongs to; "" for every profile
    here: bool = True  # this profile has that feature


@dataclass(frozen=True)
class MemoryStruct:
    name: str
    why: str
    driver: str  # only with this link driver; "" for always
    fields: tuple[MemoryField, ...]
    record: bool = False  # never by itself: other structs have fields of this type
