# SPDX-License-Identifier: MIT
"""python3 -m tools.namespaced COMMAND...: runs a command in network and process namespaces of its
own.
"""

from __future__ import annotations

import signal
import sys

from tools.__main__ import interrupted
from tools.namespace import again

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    sys.exit(again(sys.argv[1:]))
