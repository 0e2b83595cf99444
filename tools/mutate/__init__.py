# SPDX-License-Identifier: MIT
"""Small faults put into the shipped headers, and who refuses them: ./thimble mutate."""
