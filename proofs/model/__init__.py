# SPDX-License-Identifier: MIT
"""The protocol: two peers printed from tcp.fsm and a bad net between them, searched by spin."""
