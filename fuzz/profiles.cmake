# SPDX-License-Identifier: MIT
# Which profile a target is for, where that is not THIMBLE_PROFILE, and what else it needs.
set(PROFILE_OF_pair everything) # rings for both directions, records, congestion control
set(PROFILE_OF_lwip everything)

function(profile_of name result)
  if(DEFINED PROFILE_OF_${name})
    set(${result} ${PROFILE_OF_${name}} PARENT_SCOPE)
  else()
    set(${result} ${THIMBLE_PROFILE} PARENT_SCOPE)
  endif()
endfunction()

# Debian's lwIP, where a target talks to it. Its library lies beside the target on a fleet.
function(with_lwip target)
  find_path(LWIP_INCLUDE lwip/tcp.h PATHS /usr/include/lwip REQUIRED NO_DEFAULT_PATH)
  find_library(LWIP_LIBRARY lwip REQUIRED)
  target_include_directories(${target} SYSTEM PRIVATE ${LWIP_INCLUDE})
  target_link_libraries(${target} PRIVATE ${LWIP_LIBRARY})
  set_target_properties(${target} PROPERTIES BUILD_RPATH "\$ORIGIN")
endfunction()
