/* SPDX-License-Identifier: MIT
 * Proves the generated memory.h:
 *
 *   - each accessor of memory.h reaches the field it is named after and nothing else; what a profile does without
 *     reads as 0, or is nowhere [*]
 */
#include "facts.h"
#include "memory.h"
