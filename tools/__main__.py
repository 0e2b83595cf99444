# SPDX-License-Identifier: MIT
"""python3 -m tools COMMAND ...: started by ./thimble, which has made sure that the packages are
there.
"""

from __future__ import annotations

import importlib
import signal
import sys
from types import FrameType

from tools.namespace import inside
from tools.shell import Failure, Terminated

COMMANDS = {
    "bench": "tools.bench",
    "bounds": "tools.bounds",
    "compliance": "tools.compliance",
    "demo": "tools.demo",
    "fuzz": "tools.fuzz",
    "mutate": "tools.mutate.command",
    "plan": "tools.plan.command",
    "prices": "tools.prices",
    "prove": "tools.prove",
    "report": "tools.report",
    "run": "tools.run",
    "test": "tools.test",
}


def interrupted(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM ends us as Ctrl-C does: through every `finally`, so that nothing is left behind."""
    raise Terminated


def main(argv: list[str]) -> int:
    """Runs one command; each has `main(arguments) -> exit code`."""
    if not argv or argv[0] not in COMMANDS:
        sys.stderr.write(f"thimble: the commands here are {', '.join(sorted(COMMANDS))}\n")
        return 2
    signal.signal(signal.SIGTERM, interrupted)
    try:
        code = importlib.import_module(COMMANDS[argv[0]]).main(argv[1:])
    except Failure as failure:
        sys.stdout.flush()
        sys.stderr.write(f"thimble {argv[0]}: {failure}\n")
        return 1
    except KeyboardInterrupt:
        if not inside():  # who started us there says it
            sys.stderr.write(f"\nthimble {argv[0]}: stopped\n")
        return 130
    except BrokenPipeError:
        return 141
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
