# SPDX-License-Identifier: MIT
# Toolchain: avr-g++ 5.4 for the ATmega328P at 16 MHz. Flags that decide bytes are pinned here and
# nowhere else.
#
#   -flto -mrelax             the whole firmware at once, short calls
#   -fno-jump-tables          no indirect jump, so that the stack bound can follow every path
#   -fno-tree-switch-conversion   avr-gcc would put the tables it invents into RAM
#   -mstrict-X                the pointer that has no displacement is not used as if it had one
#   the others                what a search over all of the compiler's switches found to be smaller
#                             for the bench's firmwares; each alone may be larger
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR avr)
set(CMAKE_CXX_COMPILER avr-g++)
set(CMAKE_ASM_COMPILER avr-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# -std=gnu++11, as Arduino builds.
set(CMAKE_CXX_STANDARD 11)
set(CMAKE_CXX_EXTENSIONS ON)

set(THIMBLE_CHIP -mmcu=atmega328p -DF_CPU=16000000UL)
set(THIMBLE_SMALL_FLAGS -mstrict-X -fno-gcse -fno-inline-small-functions -fno-tree-sink
  -fno-tree-copyrename -fshort-enums -fno-tree-dominator-opts -fipa-pta -fno-forward-propagate
  -fno-tree-loop-im -fira-region=all -fno-tree-fre -fno-optimize-sibling-calls
  -funsafe-loop-optimizations -fno-shrink-wrap -fno-ipa-sra -fno-split-wide-types)
set(THIMBLE_CXX_FLAGS -Os -flto -mrelax -fno-jump-tables -fno-tree-switch-conversion
  ${THIMBLE_SMALL_FLAGS} -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections)
set(THIMBLE_LINK_FLAGS -Wl,--gc-sections)

# Lines in the ELF file, for proofs.cycles and whoever debugs (avr-gcc's -g is stabs). No instruction
# that runs is another one; a `ret` behind a tail jump may stay, 2 bytes each.
set(THIMBLE_LINE_FLAGS -gdwarf-2 -g1 -fno-var-tracking-assignments)
