# find_package(Corolint): lints targets as a part of the build.
#
#   corolint_add_lint(TARGET [OPTION...])
#
# adds the target TARGET-lint, which lints the sources of TARGET with these options
# of corolint, and fails where corolint does (findings: 1, a wrong option or
# configuration: 2, code that could not be read: 3). The target `lint` runs all of
# them. Neither is a part of `all`: `cmake --build build --target lint`.
#
# The program is the one beside this file, or else in the PATH;
# -DCOROLINT_EXECUTABLE=PATH names another one.

find_program(COROLINT_EXECUTABLE corolint
  HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin"
  DOC "The linter for coroutines.")

set(Corolint_FOUND TRUE)
if(NOT COROLINT_EXECUTABLE)
  set(Corolint_FOUND FALSE)
  set(Corolint_NOT_FOUND_MESSAGE
    "the program corolint was not found; COROLINT_EXECUTABLE may name it")
  return()
endif()

# Corolint reads how each file is compiled from there.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

function(corolint_add_lint Target)
  if(NOT TARGET ${Target})
    message(FATAL_ERROR "corolint_add_lint: there is no target '${Target}'")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Makefiles|Ninja")
    message(FATAL_ERROR "corolint_add_lint: the generator '${CMAKE_GENERATOR}' "
      "writes no compile_commands.json; Ninja and Makefiles do")
  endif()
  # Targets may have been added before the package was found.
  set_property(TARGET ${Target} PROPERTY EXPORT_COMPILE_COMMANDS ON)
  get_target_property(Folder ${Target} SOURCE_DIR)
  get_target_property(Sources ${Target} SOURCES)
  set(Files)
  foreach(Source IN LISTS Sources)
    if(Source MATCHES "\\.(cc|cpp|cxx|c\\+\\+|C|cppm|ixx)$")
      cmake_path(ABSOLUTE_PATH Source BASE_DIRECTORY "${Folder}")
      list(APPEND Files "${Source}")
    endif()
  endforeach()
  if(NOT Files)
    message(FATAL_ERROR "corolint_add_lint: '${Target}' has no C++ source")
  endif()
  add_custom_target(${Target}-lint
    COMMAND "${COROLINT_EXECUTABLE}" check -p "${CMAKE_BINARY_DIR}" ${ARGN}
            ${Files}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Linting ${Target}"
    VERBATIM)
  # What the target generates has to be there: its dependencies, not itself.
  get_target_property(Needs ${Target} MANUALLY_ADDED_DEPENDENCIES)
  if(Needs)
    add_dependencies(${Target}-lint ${Needs})
  endif()
  if(NOT TARGET lint)
    add_custom_target(lint)
  endif()
  add_dependencies(lint ${Target}-lint)
endfunction()
