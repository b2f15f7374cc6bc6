# Embeds text files into the program.
#
#   corolint_embed(TARGET NAME.inc FILE...)
#
# generates NAME.inc, which is on the include path of TARGET, with one
# initialiser {"file's name without extension", "text"}, for each file, in the
# order given:
#
#   struct EmbeddedFile { llvm::StringLiteral Name, Text; };
#   constexpr EmbeddedFile Files[] = {
#   #include "NAME.inc"
#   };
#
# It is written again when a file changes.

set(COROLINT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/EmbedFiles.cmake)

function(corolint_embed Target Name)
  set(Folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(Output ${Folder}/${Name})
  set(Files)
  foreach(File IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH File NORMALIZE)
    list(APPEND Files ${File})
  endforeach()
  add_custom_command(
    OUTPUT ${Output}
    COMMAND ${CMAKE_COMMAND} -D "OUTPUT=${Output}" -D "FILES=${Files}"
            -P ${COROLINT_EMBED_SCRIPT}
    DEPENDS ${Files} ${COROLINT_EMBED_SCRIPT}
    COMMENT "Embedding files into ${Name}"
    VERBATIM)
  # A target of its own, since Target may belong to another folder.
  add_custom_target(${Name} DEPENDS ${Output})
  add_dependencies(${Target} ${Name})
  target_include_directories(${Target} PRIVATE ${Folder})
endfunction()
