# SPDX-License-Identifier: MIT
"""./thimble plan: what fits into so much flash and RAM, from the specs, before any compiler."""
