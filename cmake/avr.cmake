# SPDX-License-Identifier: MIT
# Toolchain: avr-g++ 5.4 for the ATmega328P at 16 MHz. Flags that decide bytes are pinned here and
# nowhere else.
#
#   -flto -mrelax -fno-gcse   smallest together on this compiler; each alone is larger
#   -fno-jump-tables          no indirect jump, so that the stack bound can follow every path
#   -fno-tree-switch-conversion   avr-gcc would put the tables it invents into RAM
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR avr)
set(CMAKE_CXX_COMPILER avr-g++)
set(CMAKE_ASM_COMPILER avr-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# -std=gnu++11, as Arduino builds.
set(CMAKE_CXX_STANDARD 11)
set(CMAKE_CXX_EXTENSIONS ON)

set(THIMBLE_CHIP -mmcu=atmega328p -DF_CPU=16000000UL)
set(THIMBLE_CXX_FLAGS -Os -flto -mrelax -fno-gcse -fno-jump-tables
  -fno-tree-switch-conversion -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections)
set(THIMBLE_LINK_FLAGS -Wl,--gc-sections)
