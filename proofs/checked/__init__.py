# SPDX-License-Identifier: MIT
"""The contracts of the shipped headers as checks that run: README.md, "The same contracts, run"."""
