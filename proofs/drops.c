/* SPDX-License-Identifier: MIT
 * Proves core/drops.h:
 *
 *   - a drop counts its own reason and no other, and stops at 255 [*]
 */
#include "facts.h"
#include "drops.h"
