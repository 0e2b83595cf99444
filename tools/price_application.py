# SPDX-License-Identifier: MIT
"""The handlers of a priced profile: sockets that bench/application.cpp does not know by name do
what one that it knows does.
"""

from __future__ import annotations

from codegen.ir.profile import Profile, Protocol, Role, Sending, Socket

KNOWN = {  # of bench/application.cpp; a TCP and a UDP socket of one name have other handlers
    ("tcp", "echo", "arrived"),
    ("tcp", "caller", "arrived"),
    *(
        ("tcp", name, kind)
        for name in ("echo", "caller", "discard")
        for kind in ("room", "received", "signalled")
    ),
    ("udp", "pong", "udp_received"),
}

TYPES = {
    "room": "uint16_t {}_room(stack *s, uint8_t connection)",
    "received": (
        "uint16_t {}_received(stack *s, uint8_t connection, const uint8_t *text, uint16_t bytes)"
    ),
    "signalled": "void {}_signalled(stack *s, uint8_t connection, uint8_t signals)",
    "arrived": "void {}_arrived(stack *s, uint8_t connection, uint16_t)",
    "fill": "uint16_t {}_fill(stack *, uint8_t, uint32_t offset, uint8_t *out, uint16_t room)",
    "udp_received": (
        "uint16_t {}_received(stack *s, uint32_t ip, uint16_t port, uint8_t *data, uint16_t bytes,"
        " uint16_t room)"
    ),
    "unreachable": "void {}_unreachable(stack *, uint32_t, uint16_t, uint8_t type, uint8_t)",
}
BODIES = {
    "room": "return {}_room(s, connection);",
    "received": "return {}_received(s, connection, text, bytes);",
    "signalled": "echo_signalled(s, connection, signals);",
    "arrived": "echo_waiting(s, connection);",
    "fill": (
        "for (uint16_t i = 0; i < room; i++) {{ *out++ = static_cast<uint8_t>(offset++); }}\n"
        "    return room;"
    ),
    "udp_received": "return pong_received(s, ip, port, data, bytes, room);",
    "unreachable": "last_error = type;",
}
HEAD = """\
// GENERATED from {source} -- what the price's firmware does with its sockets.
#include "api.h"
#include "application.h"
#include "echo.hpp"

namespace thimble {{

static volatile uint8_t last_error;

{declared}
"""


def handlers_text(profile: Profile) -> str:
    """A C++ file: every handler that bench/application.cpp has not."""
    declared = [TYPES[kind].format(name) + ";" for kind, name in BORROWED]
    text = HEAD.format(source=profile.source, declared="\n".join(declared))
    if not any(socket.errors for socket in profile.udp_sockets):
        text = text.replace("static volatile uint8_t last_error;\n\n", "")
    for socket in (*profile.tcp_sockets, *profile.udp_sockets):
        missing = [
            kind for kind in kinds(socket) if (socket.protocol.value, socket.name, kind) not in KNOWN
        ]
        text += "".join(handler(socket, kind) for kind in missing)
    return text + "\n}\n"


BORROWED = (
    ("room", "echo"),
    ("received", "echo"),
    ("signalled", "echo"),
    ("room", "discard"),
    ("received", "discard"),
    ("udp_received", "pong"),
)


def kinds(socket: Socket) -> list[str]:
    """The handlers it has."""
    if socket.protocol is Protocol.UDP:
        return ["udp_received"] + ["unreachable"] * socket.errors
    takes = ["arrived"] if socket.receive_bytes else ["room", "received"]
    return ["signalled", *takes] + ["fill"] * (socket.sending is Sending.SOURCE)


def handler(socket: Socket, kind: str) -> str:
    """One function. Text goes back where there is a ring to put it into."""
    like = "echo" if socket.sending is Sending.RING else "discard"
    return f"\n{TYPES[kind].format(socket.name)}\n{{\n    {BODIES[kind].format(like)}\n}}\n"


def caller(profile: Profile) -> str:
    """The enumerator's name of the socket that the main loop calls somebody with; "" for none."""
    clients = [socket.name for socket in profile.tcp_sockets if socket.role is Role.CLIENT]
    return clients[0].upper() if clients else ""
