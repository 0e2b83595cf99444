// SPDX-License-Identifier: MIT
// Only there so that CMake reads doctest.h once for all programs.
