# SPDX-License-Identifier: MIT
"""What is behind ./thimble: build, test, demo, run, report, prove, fuzz. Never part of a product.
"""
