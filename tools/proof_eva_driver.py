# SPDX-License-Identifier: MIT
"""The driver of a profile, for Eva: every call that api.h offers and every handler that application.h asks for.

It is printed from those headers, so it cannot fall behind them; a parameter that nobody here knows is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.shell import Failure

PROTOTYPE = re.compile(r"^(enum \w+|\w+) (\w+)\(([^()]*)\);", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLIENT = re.compile(r"\b(SOCKET_\w+) = \d+, */\* TCP client")

# What an application may pass, by the declaration of the parameter in api.h.
ARGUMENTS = {
    "struct stack *s": "s",
    "uint8_t connection": "connection",
    "uint8_t *frame": "a_frame",
    "const uint8_t *data": "a_text",
    "uint8_t *out": "a_text",
    "uint16_t bytes": "any_up_to(WORLD_TEXT)",
    "uint16_t room": "any_up_to(WORLD_TEXT)",
    "uint16_t payload": "any_u16",
    "uint32_t ip": "any_u32",
    "uint32_t to": "any_u32",
    "uint16_t port": "any_u16",
    "uint16_t from_port": "any_u16",
    "uint16_t to_port": "any_u16",
    "bool on": "any_u8 % 2u != 0",
    "uint8_t retries": "any_u8",
    "struct tcp_report *report": "&report",
}
# What a handler may do with what it is given, by all its parameters of api.h's application side.
MEMORY = {
    ("const uint8_t *text", "uint16_t bytes"): ["read_text(text, bytes);"],
    ("uint8_t *data", "uint16_t bytes", "uint16_t room"): ["read_all(data, bytes);", "write_any(data, room);"],
    ("uint8_t *out", "uint16_t room"): ["write_any(out, room);"],
}
PLAIN = re.compile(r"uint(8|16|32)_t \w+|struct stack \*s")
THE_LINK = {"stack_init", "stack_receive", "stack_poll"}  # the driver's own loop calls them


@dataclass(frozen=True)
class Function:
    """A declaration: what it returns, its name, its parameters."""

    result: str
    name: str
    parameters: tuple[str, ...]


def declared(text: str) -> list[Function]:
    """The prototypes of a header, comments and definitions gone."""
    plain = COMMENT.sub("", text)
    return [
        Function(m[1], m[2], tuple(" ".join(one.split()) for one in m[3].split(",")))
        for m in PROTOTYPE.finditer(plain)
    ]


def driver(headers: Path, core: Path) -> str:
    """The whole driver of the profile whose headers these are."""
    handlers = declared((headers / "application.h").read_text())
    calls = declared((core / "api.h").read_text())
    if not handlers or not THE_LINK < {call.name for call in calls}:
        raise Failure(f"{headers}/application.h or {core}/api.h: no declarations found")
    profile = (headers / "profile.h").read_text()
    clients = CLIENT.findall(profile)
    own_link = "PROFILE_SLIP_IN_BYTES" not in profile  # a product's own: frames of the MTU
    numbered = [call for call in calls if "uint8_t connection" in call.parameters]
    others = [call for call in calls if call not in numbered and call.name not in THE_LINK]
    return "\n".join(
        [
            "/* Printed by tools/proof_eva_driver.py. */",
            *(["#define WORLD_LINK PROFILE_MTU"] if own_link else []),
            '#include "world.h"',
            "",
            *on_connection(numbered),
            *on_stack(others, clients),
            *answering(handlers),
            *LOOP,
            "",
        ]
    )


def wanted(headers: Path, core: Path) -> set[str]:
    """What a driver of this profile has to come to: every handler, and every call, if there is a socket for it."""
    handlers = declared((headers / "application.h").read_text())
    calls = declared((core / "api.h").read_text())
    clients = CLIENT.findall((headers / "profile.h").read_text())
    return {one.name for one in handlers} | {
        one.name for one in calls if clients or "uint8_t socket" not in one.parameters
    }


def call_of(call: Function, socket: str = "") -> str:
    """One call with any arguments within its contract."""
    arguments = []
    for parameter in call.parameters:
        if parameter == "uint8_t socket" and socket:
            arguments.append(socket)
        elif parameter in ARGUMENTS:
            arguments.append(ARGUMENTS[parameter])
        else:
            raise Failure(f"api.h: {call.name}: tools/proof_eva_driver.py does not know `{parameter}`")
    return f"(void){call.name}({', '.join(arguments)});"


def cases(statements: list[str]) -> list[str]:
    lines = ["    switch (any_u8) {"]
    for number, statement in enumerate(statements):
        lines += [f"    case {number}:", f"        {statement}", "        break;"]
    return [*lines, "    default:", "        break;", "    }", "}", ""]


def on_connection(calls: list[Function]) -> list[str]:
    return [
        "static void call_on(struct stack *s, uint8_t connection)",
        "{",
        "    struct tcp_report report;",
        "",
        *cases([call_of(call) for call in calls]),
    ]


def on_stack(calls: list[Function], clients: list[str]) -> list[str]:
    """Any call; numbers of connections are those there are and those there are not."""
    statements = []
    for call in calls:
        takes_socket = "uint8_t socket" in call.parameters
        statements += [call_of(call, one) for one in (clients if takes_socket else [""])]
    there = "(uint8_t)any_from_to(0, PROFILE_TCP_CONNECTIONS - 1)"
    statements += [
        f"if (PROFILE_TCP_CONNECTIONS != 0) {{ call_on(s, {there}); }}",
        "call_on(s, (uint8_t)any_from_to(PROFILE_TCP_CONNECTIONS, 255));",
    ]
    return ["static void any_call(struct stack *s)", "{", *cases(statements)]


def answering(handlers: list[Function]) -> list[str]:
    """Handlers that answer anything, and call the stack as often as they like. A handler that a call of a handler leads
    to (tcp_open asks `_room`) only answers: a firmware in which that goes on has no bound on its stack."""
    lines = [
        "static bool inside;",
        "",
        "static void application(struct stack *s)",
        "{",
        "    if (!inside) {",
        "        inside = true;",
        "        while (any_u8 != 0) {",
        "            any_call(s);",
        "        }",
        "        inside = false;",
        "    }",
        "}",
        "",
    ]
    for handler in handlers:
        lines += [f"{handler.result} {handler.name}({', '.join(handler.parameters)})", "{"]
        lines += [f"    {line}" for line in memory_of(handler)]
        if "struct stack *s" in handler.parameters:
            lines.append("    application(s);")
        if handler.result != "void":
            lines.append(f"    return any_{handler.result.replace('int', '').removesuffix('_t')};")
        lines += ["}", ""]
    return lines


def memory_of(handler: Function) -> list[str]:
    pointers = tuple(p for p in handler.parameters if not PLAIN.fullmatch(p) or p in ("uint16_t bytes", "uint16_t room"))
    if not any("*" in p for p in pointers):
        return []
    if pointers not in MEMORY:
        raise Failure(
            f"application.h: {handler.name}: tools/proof_eva_driver.py does not know `{', '.join(pointers)}`"
        )
    return MEMORY[pointers]


# Lengths in classes, so that `room` is known to hold at least the header that the frame has.
LOOP = """\
static void receive(struct stack *s, uint16_t least, uint16_t most)
{
    const uint16_t bytes = any_from_to(least, most);
    const uint16_t room = any_from_to(least, WORLD_FRAME);

    write_any(the_frame, WORLD_FRAME);
    if (room >= bytes) {
        (void)stack_receive(s, the_frame, bytes, room);
    }
}

void driver(void)
{
    struct stack *const s = &the_stack;

    write_any(a_text, ISS_SECRET_BYTES);
    stack_init(s, a_text);
    for (;;) {
        switch (any_u8) {
        case 0:
            receive(s, 0, IPV4_HEADER_BYTES - 1);
            break;
        case 1:
            receive(s, IPV4_HEADER_BYTES, UDP_PAYLOAD_OFFSET - 1);
            break;
        case 2:
            receive(s, UDP_PAYLOAD_OFFSET, WORLD_FRAME);
            break;
        case 3:
            (void)stack_poll(s, the_frame, any_u32);
            break;
        default:
            any_call(s);
            break;
        }
    }
}""".splitlines()
