# SPDX-License-Identifier: MIT
"""The worst-case stack of a linked AVR firmware, by abstract interpretation of its machine code."""

from proofs.stack.sums import bound
from proofs.stack.result import Frame, Interrupt, StackBound

__all__ = ["Frame", "Interrupt", "StackBound", "bound"]
