# SPDX-License-Identifier: MIT
"""A linked AVR firmware: its instructions, functions, objects and vectors."""
