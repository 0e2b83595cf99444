# SPDX-License-Identifier: MIT
# thimble_firmware(TARGET PROFILE name|file.yaml SOURCES file... [DRIVERS]): a firmware with the
# pinned flags, and a map beside it.
#
#   PROFILE           a name of Thimble's spec/profiles, or the path of your own .yaml, whose headers
#                     are then generated at build time
#   SOURCES           your files; core/stack.cpp and the assembler of core/avr are added
#   DRIVERS           the UART with SLIP, the clock and the secret of core/avr are added too
#
# From a project of your own, with the toolchain file <thimble>/cmake/avr.cmake:
#
#   project(doorbell LANGUAGES CXX ASM)
#   include(<thimble>/cmake/firmware.cmake)
#   thimble_firmware(doorbell.elf PROFILE doorbell.yaml SOURCES main.cpp bell.cpp DRIVERS)
include_guard(GLOBAL)
get_filename_component(THIMBLE_ROOT ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)

file(GLOB THIMBLE_ASSEMBLY CONFIGURE_DEPENDS ${THIMBLE_ROOT}/core/avr/*.S)
file(GLOB THIMBLE_DRIVERS CONFIGURE_DEPENDS ${THIMBLE_ROOT}/core/avr/*.cpp
  ${THIMBLE_ROOT}/core/avr/*.S)

# The profile's file and the folder of its headers, which are generated here where they are not
# Thimble's own.
function(thimble_profile profile file_to folder_to)
  if(NOT profile MATCHES "\\.yaml$")
    set(file ${THIMBLE_ROOT}/spec/profiles/${profile}.yaml)
    if(NOT EXISTS ${file})
      message(FATAL_ERROR "thimble_firmware: there is no profile '${profile}' in ${THIMBLE_ROOT}/"
        "spec/profiles; a name from there was expected, or the path of a .yaml file")
    endif()
    set(${folder_to} ${THIMBLE_ROOT}/generated/${profile} PARENT_SCOPE)
  else()
    get_filename_component(file ${profile} ABSOLUTE)
    get_filename_component(name ${profile} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/thimble/${name})
    add_custom_command(OUTPUT ${folder}/profile.h DEPENDS ${file}
      COMMAND ${THIMBLE_ROOT}/thimble generate ${file} -o ${folder}
      COMMAND ${CMAKE_COMMAND} -E touch ${folder}/profile.h
      COMMENT "Generating ${name}'s headers" VERBATIM)
    set(${folder_to} ${folder} PARENT_SCOPE)
  endif()
  set(${file_to} ${file} PARENT_SCOPE)
endfunction()

function(thimble_firmware target)
  cmake_parse_arguments(PARSE_ARGV 1 its "DRIVERS" "PROFILE" "SOURCES")
  if(NOT its_PROFILE OR NOT its_SOURCES OR its_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "thimble_firmware(${target} PROFILE name|file.yaml SOURCES file... "
      "[DRIVERS]) was expected")
  endif()
  set(ours ${THIMBLE_ASSEMBLY})
  if(its_DRIVERS)
    set(ours ${THIMBLE_DRIVERS})
  endif()
  thimble_profile(${its_PROFILE} profile headers)
  add_executable(${target} ${its_SOURCES} ${THIMBLE_ROOT}/core/stack.cpp ${ours})
  if(its_PROFILE MATCHES "\\.yaml$")
    target_sources(${target} PRIVATE ${headers}/profile.h)
  endif()
  target_include_directories(${target} PRIVATE ${headers} ${THIMBLE_ROOT}/core)
  target_compile_options(${target} PRIVATE ${THIMBLE_CHIP}
    $<$<COMPILE_LANGUAGE:CXX>:${THIMBLE_CXX_FLAGS} ${THIMBLE_WARNINGS}>)
  get_filename_component(stem ${target} NAME_WE)
  target_link_options(${target} PRIVATE ${THIMBLE_CHIP} ${THIMBLE_CXX_FLAGS} ${THIMBLE_LINK_FLAGS}
    -Wl,-Map=$<TARGET_FILE_DIR:${target}>/${stem}.map)
endfunction()
