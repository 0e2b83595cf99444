# SPDX-License-Identifier: MIT
"""The one way every template is printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@cache  # compiled templates are kept in it
def environment() -> jinja2.Environment:
    """Jinja2 as all our templates expect it: strict, and blind to the lines of its own blocks."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,  # a typo in a template is an error, not an empty string
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
