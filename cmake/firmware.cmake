# SPDX-License-Identifier: MIT
# thimble_firmware(TARGET PROFILE name|file.yaml SOURCES file... [DRIVERS] [APPLICATION_RAM bytes]):
# a firmware that cannot outgrow its chip. A first link gives the bound of its stack; the second one
# has so much less RAM, so that static data that could meet the stack does not link. One line says
# what is over, and by how much; nothing is left where the firmware would have been.
#
#   PROFILE           a name of Thimble's spec/profiles, or the path of your own .yaml, whose
#                     headers are then generated at build time
#   SOURCES           your files; core/stack.cpp and the assembler of core/avr are added
#   DRIVERS           the UART with SLIP, its main loop, the clock and the secret of core/avr are
#                     added too
#   APPLICATION_RAM   your share of static RAM, where it is not the profile's budget.application
#
# From a project of your own, with the toolchain file <thimble>/cmake/avr.cmake:
#
#   project(doorbell LANGUAGES CXX ASM)
#   include(<thimble>/cmake/firmware.cmake)
#   thimble_firmware(doorbell.elf PROFILE doorbell.yaml SOURCES main.cpp bell.cpp DRIVERS)
include_guard(GLOBAL)
get_filename_component(THIMBLE_ROOT ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)

set(THIMBLE_PYTHON /usr/bin/python3 CACHE FILEPATH "A Python with the modules named below")
execute_process(COMMAND ${THIMBLE_PYTHON} -c "import elftools, jinja2, jsonschema, lark, yaml"
  RESULT_VARIABLE without_modules ERROR_QUIET)
if(without_modules)
  message(FATAL_ERROR "thimble_firmware: ${THIMBLE_PYTHON} lacks a module; apt-get install "
    "python3-jinja2 python3-jsonschema python3-lark python3-pyelftools python3-yaml")
endif()

file(GLOB THIMBLE_ASSEMBLY CONFIGURE_DEPENDS ${THIMBLE_ROOT}/core/avr/*.S)
file(GLOB THIMBLE_DRIVERS CONFIGURE_DEPENDS ${THIMBLE_ROOT}/core/avr/*.cpp
  ${THIMBLE_ROOT}/core/avr/*.S)

# The profile's file, the folder of its headers, and those that are generated here because the
# profile is not Thimble's own.
function(thimble_profile profile file_to folder_to made_to)
  set(made)
  if(NOT profile MATCHES "\\.yaml$")
    set(file ${THIMBLE_ROOT}/spec/profiles/${profile}.yaml)
    set(folder ${THIMBLE_ROOT}/generated/${profile})
    if(NOT EXISTS ${file})
      message(FATAL_ERROR "thimble_firmware: there is no profile '${profile}' in ${THIMBLE_ROOT}/"
        "spec/profiles; a name from there was expected, or the path of a .yaml file")
    endif()
  else()
    get_filename_component(file ${profile} ABSOLUTE)
    get_filename_component(name ${profile} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/thimble/${name})
    file(GLOB made RELATIVE ${THIMBLE_ROOT}/generated/tiny ${THIMBLE_ROOT}/generated/tiny/*.h)
    list(TRANSFORM made PREPEND ${folder}/) # every set has the same names
    add_custom_command(OUTPUT ${made} DEPENDS ${file}
      COMMAND ${THIMBLE_ROOT}/thimble generate ${file} -o ${folder}
      COMMENT "Generating the headers of ${name}" VERBATIM)
  endif()
  set(${file_to} ${file} PARENT_SCOPE)
  set(${folder_to} ${folder} PARENT_SCOPE)
  set(${made_to} ${made} PARENT_SCOPE)
endfunction()

# Links an executable that is there already within the RAM that its stack leaves.
function(thimble_link_within target profile_file)
  set(launcher ${CMAKE_COMMAND} -E env PYTHONPATH=${THIMBLE_ROOT}
    PYTHONPYCACHEPREFIX=${CMAKE_BINARY_DIR}/CMakeFiles/thimble
    ${THIMBLE_PYTHON} -m tools.firmware_link --profile ${profile_file})
  if(ARGC GREATER 2)
    list(APPEND launcher --share ${ARGV2})
  endif()
  set_target_properties(${target} PROPERTIES
    CXX_LINKER_LAUNCHER "${launcher};--"
    LINK_DEPENDS "${profile_file};${THIMBLE_ROOT}/spec/memory.yaml")
endfunction()

function(thimble_firmware target)
  cmake_parse_arguments(PARSE_ARGV 1 its "DRIVERS" "PROFILE;APPLICATION_RAM" "SOURCES")
  if(NOT its_PROFILE OR NOT its_SOURCES OR its_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "thimble_firmware(${target} PROFILE name|file.yaml SOURCES file... "
      "[DRIVERS] [APPLICATION_RAM bytes]) was expected")
  endif()
  set(ours ${THIMBLE_ASSEMBLY})
  if(its_DRIVERS)
    set(ours ${THIMBLE_DRIVERS})
  endif()
  thimble_profile(${its_PROFILE} profile headers made)
  add_executable(${target} ${its_SOURCES} ${THIMBLE_ROOT}/core/stack.cpp ${ours} ${made})
  target_include_directories(${target} PRIVATE ${headers} ${THIMBLE_ROOT}/core)
  target_compile_options(${target} PRIVATE ${THIMBLE_CHIP} ${THIMBLE_LINE_FLAGS}
    $<$<COMPILE_LANGUAGE:CXX>:${THIMBLE_CXX_FLAGS} ${THIMBLE_WARNINGS}>)
  get_filename_component(stem ${target} NAME_WE)
  target_link_options(${target} PRIVATE ${THIMBLE_CHIP} ${THIMBLE_CXX_FLAGS} ${THIMBLE_LINE_FLAGS}
    ${THIMBLE_LINK_FLAGS}
    -Wl,-Map=$<TARGET_FILE_DIR:${target}>/${stem}.map)
  thimble_link_within(${target} ${profile} ${its_APPLICATION_RAM})
endfunction()
