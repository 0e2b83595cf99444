# SPDX-License-Identifier: MIT
"""The rules about a profile's sockets: names, ports, roles, rings, shared slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from codegen.diagnostic import Place, SpecError, one_of
from codegen.ir.profile import Profile, Protocol, Role, Sending, Socket
from codegen.load.profile import ProfileFile

# Handlers are called <socket>_received and so on, in the namespace where our functions live.
OUR_STEMS = frozenset(
    "application arp budget checksum clock connection drop ethernet icmp ipv4 link memory "
    "profile ring seq slip stack tcp udp wire".split()
)

C_AND_CPP_KEYWORDS = frozenset(
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl "
    "const constexpr const_cast continue decltype default delete do double dynamic_cast else "
    "enum explicit export extern false float for friend goto if inline int long mutable "
    "namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
    "register reinterpret_cast restrict return short signed sizeof static static_assert "
    "static_cast struct switch template this thread_local throw true try typedef typeid "
    "typename union unsigned using virtual void volatile wchar_t while xor xor_eq".split()
)

MOST_CONNECTIONS = 32  # one byte numbers them, and poll looks at each


def names_are_free(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.sockets:
        at = file.key_at("sockets", socket.name)
        if socket.name in C_AND_CPP_KEYWORDS:
            raise SpecError(at, f"'{socket.name}' is a C or C++ keyword; another name was expected")
        refuse_our_prefix(socket.name, at)


def refuse_our_prefix(name: str, at: Place) -> None:
    """Names of the product's own functions live in our namespace."""
    stem = name.split("_")[0]
    if stem in OUR_STEMS:
        message = f"'{name}' begins like Thimble's own {stem}_ functions; choose another name"
        raise SpecError(at, message)


def keys_suit_protocol(profile: Profile, file: ProfileFile) -> None:
    """A datagram has no connection, so UDP knows no role, ring or slot."""
    for socket in profile.udp_sockets:
        for key in ("role", "send", "receive", "in_flight", "nagle", "connections", "shares"):
            if file.has("sockets", socket.name, key):
                at = file.key_at("sockets", socket.name, key)
                raise SpecError(at, f"key '{key}' is for tcp; a udp socket has protocol and port")
    for socket in profile.tcp_sockets:
        if file.has("sockets", socket.name, "errors"):
            at = file.key_at("sockets", socket.name, "errors")
            raise SpecError(at, "key 'errors' is for udp; a tcp socket hears of them as signals")


def client_waits_for_nobody(profile: Profile, file: ProfileFile) -> None:
    """Level client has no LISTEN."""
    for socket in profile.tcp_sockets:
        if profile.level == "client" and socket.role is Role.SERVER:
            message = f"'{socket.name}' is a server, and level client opens connections only"
            raise SpecError(
                file.at("sockets", socket.name, "role"), f"{message}; use level: full or minimal"
            )


def tcp_is_described(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.tcp_sockets:
        if not file.has("tcp"):
            at = file.key_at("sockets", socket.name)
            raise SpecError(
                at, f"'{socket.name}' is a tcp socket, but key 'tcp' with its mss is missing above"
            )


def tcp_has_role(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.tcp_sockets:
        if not file.has("sockets", socket.name, "role"):
            message = f"'{socket.name}' needs a role: server or client"
            raise SpecError(file.key_at("sockets", socket.name), message)


def ports_suit_role(profile: Profile, file: ProfileFile) -> None:
    for socket in profile.sockets:
        waits = socket.protocol is Protocol.UDP or socket.role is Role.SERVER
        if waits and not socket.port:
            what = "a udp socket" if socket.protocol is Protocol.UDP else "a server"
            raise SpecError(
                file.key_at("sockets", socket.name),
                f"'{socket.name}' needs a port: {what} waits on one",
            )
        if not waits and socket.port:
            at = file.key_at("sockets", socket.name, "port")
            raise SpecError(
                at, f"a client takes a new port for each connection; remove 'port' or be a server"
            )


def ports_are_different(profile: Profile, file: ProfileFile) -> None:
    first: dict[tuple[Protocol, int], Socket] = {}
    for socket in profile.sockets:
        key = (socket.protocol, socket.port)
        if socket.port and key in first:
            at = file.at("sockets", socket.name, "port")
            message = (
                f"{socket.protocol.value} port {socket.port} belongs to '{first[key].name}' already"
            )
            raise SpecError(at, message)
        first.setdefault(key, socket)


def shares_name_an_owner(profile: Profile, file: ProfileFile) -> None:
    owners = {s.name: s for s in profile.tcp_sockets if not s.shares}
    for socket in profile.tcp_sockets:
        if not socket.shares:
            continue
        at = file.at("sockets", socket.name, "shares")
        if socket.shares == socket.name:
            raise SpecError(at, f"'{socket.name}' cannot share with itself; {_sharable(owners)}")
        if any(s.name == socket.shares and s.shares for s in profile.tcp_sockets):
            raise SpecError(
                at, f"'{socket.shares}' has no connections of its own either; {_sharable(owners)}"
            )
        if socket.shares not in owners:
            raise SpecError(
                at, f"'{socket.shares}' is not a tcp socket of this profile; {_sharable(owners)}"
            )
        if file.has("sockets", socket.name, "connections"):
            at = file.key_at("sockets", socket.name, "connections")
            raise SpecError(
                at,
                f"'{socket.name}' uses the connections of '{socket.shares}'; give the number there",
            )


def shared_rings_agree(profile: Profile, file: ProfileFile) -> None:
    """A slot has one ring, or none; whoever uses the slot uses that."""
    owners = {s.name: s for s in profile.tcp_sockets}
    for socket in profile.tcp_sockets:
        if socket.shares and socket.ring_bytes != owners[socket.shares].ring_bytes:
            wanted = owners[socket.shares].ring_bytes
            way = f"give send: {wanted} here too" if wanted else "use send: source, or no send"
            at = _at_send(file, socket)
            raise SpecError(
                at, f"'{socket.name}' shares with '{socket.shares}', {_ring(wanted)}; {way}"
            )


def shared_receive_rings_agree(profile: Profile, file: ProfileFile) -> None:
    owners = {s.name: s for s in profile.tcp_sockets}
    for socket in profile.tcp_sockets:
        wanted = owners[socket.shares].receive_bytes if socket.shares else socket.receive_bytes
        if socket.receive_bytes == wanted:
            continue
        key = "receive" if socket.receive_bytes else "shares"
        has = f"receives into a ring of {wanted} bytes" if wanted else "has no receive ring"
        way = f"give receive: {wanted} here too" if wanted else "remove 'receive'"
        raise SpecError(
            file.at("sockets", socket.name, key),
            f"'{socket.name}' shares with '{socket.shares}', which {has}; {way}",
        )


def connections_are_few(profile: Profile, file: ProfileFile) -> None:
    total = sum(socket.connections for socket in profile.tcp_sockets)
    if total > MOST_CONNECTIONS:
        message = f"{total} connections altogether; at most {MOST_CONNECTIONS} are possible"
        raise SpecError(file.key_at("sockets"), message)


def _sharable(owners: Iterable[str]) -> str:
    known = list(owners)
    alone = "remove 'shares': no other tcp socket here has connections of its own"
    return one_of(known) if known else alone


def _ring(ring_bytes: int) -> str:
    return f"whose ring has {ring_bytes} bytes" if ring_bytes else "which has no ring"


def _at_send(file: ProfileFile, socket: Socket) -> Place:
    key = "shares" if socket.sending is Sending.NONE else "send"
    return file.at("sockets", socket.name, key)


SOCKET_RULES: tuple[Callable[[Profile, ProfileFile], None], ...] = (
    names_are_free,
    keys_suit_protocol,
    tcp_is_described,
    tcp_has_role,
    client_waits_for_nobody,
    ports_suit_role,
    ports_are_different,
    shares_name_an_owner,
    shared_rings_agree,
    shared_receive_rings_agree,
    connections_are_few,
)
