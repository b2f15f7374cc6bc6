# What is installed for users of the linter, and the Debian package of it:
#
#   cmake --install build/release --component corolint --prefix DIR
#   cpack --config build/release/CPackConfig.cmake
include(GNUInstallDirs)

set(Share ${PROJECT_SOURCE_DIR}/analyzer/command/share)
install(TARGETS corolint COMPONENT corolint)
if(TARGET corolint_tidy)
  install(TARGETS corolint_tidy
    LIBRARY DESTINATION lib/corolint COMPONENT corolint)
endif()
install(FILES ${Share}/man/corolint.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT corolint)
install(FILES ${Share}/completions/corolint.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME corolint COMPONENT corolint)
install(FILES ${Share}/completions/_corolint
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
  COMPONENT corolint)
install(FILES ${Share}/completions/corolint.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  COMPONENT corolint)
# Its own file finds the program at ../../../bin.
install(FILES ${Share}/cmake/CorolintConfig.cmake
  DESTINATION lib/cmake/Corolint COMPONENT corolint)
install(FILES ${Share}/bazel/corolint.bzl
  DESTINATION ${CMAKE_INSTALL_DATADIR}/corolint/bazel COMPONENT corolint)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT corolint
  PATTERN images EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE.TXT
  DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT corolint)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME corolint)
set(CPACK_PACKAGE_VENDOR corolint)
set(CPACK_PACKAGE_CONTACT "the corolint developers <corolint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "finds mistakes in C++20 coroutine code")
set(CPACK_PACKAGE_DESCRIPTION
  "Lints C++20 coroutine code: tasks that are never awaited, calls that block
the event loop, cancellations that get lost, and what dies while a coroutine
is suspended.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL corolint)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_COROLINT_PACKAGE_NAME corolint)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers, stddef.h and the like.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libclang-common-${LLVM_VERSION_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
  "clang-tidy-${LLVM_VERSION_MAJOR}, libstdc++-12-dev")
include(CPack)
