# SPDX-License-Identifier: MIT
"""A `valid` of any form as one condition."""

from __future__ import annotations

from codegen.expr import tree
from codegen.expr.rewrite import substitute
from codegen.expr.tree import Expr
from codegen.load.ksy_tree import Valid


def holds_for(valid: Valid, subject: Expr) -> Expr | None:
    """The condition a `valid` puts on a value, as one expression; nothing for `in-enum`."""
    at = valid.at
    parts: list[Expr] = []
    for operator, bound in (("==", valid.equal), (">=", valid.lowest), ("<=", valid.highest)):
        if bound is not None:
            parts.append(tree.Binary(operator, subject, bound, at))
    if valid.expr is not None:
        parts.append(substitute(valid.expr, "_", subject))
    if valid.any_of:
        whole: Expr = tree.Binary("==", subject, valid.any_of[0], at)
        for value in valid.any_of[1:]:
            whole = tree.Binary("or", whole, tree.Binary("==", subject, value, at), at)
        parts.append(whole)
    if not parts:
        return None
    condition = parts[0]
    for part in parts[1:]:
        condition = tree.Binary("and", condition, part, at)
    return condition
