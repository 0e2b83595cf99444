# SPDX-License-Identifier: MIT
"""What is proved of the headers (README.md), and what is computed on the linked firmware: avr/ reads
it, stack/ bounds its stack.
"""
