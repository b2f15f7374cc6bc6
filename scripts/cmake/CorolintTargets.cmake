# What every target of the project is built with.

# How every target is compiled: LLVM's headers, include paths, warnings.
add_library(corolint_compile_options INTERFACE)
target_include_directories(corolint_compile_options INTERFACE
  ${PROJECT_SOURCE_DIR}/analyzer
  ${PROJECT_SOURCE_DIR})
# As system headers, so that they give no warnings.
target_include_directories(corolint_compile_options SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS}
  ${CLANG_INCLUDE_DIRS})
separate_arguments(COROLINT_LLVM_DEFINITIONS NATIVE_COMMAND
                   "${LLVM_DEFINITIONS}")
target_compile_definitions(corolint_compile_options INTERFACE
  ${COROLINT_LLVM_DEFINITIONS})
# std::stable_sort of GCC 12's library uses a function that C++17 deprecates.
target_compile_options(corolint_compile_options INTERFACE
  -fno-rtti -Wall -Wextra -Wno-unused-parameter -Wno-deprecated-declarations)
if(COROLINT_WERROR)
  target_compile_options(corolint_compile_options INTERFACE -Werror)
endif()
if(COROLINT_SANITIZE)
  target_compile_options(corolint_compile_options INTERFACE
    -fsanitize=${COROLINT_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize=vptr,function)
  target_link_options(corolint_compile_options INTERFACE
    -fsanitize=${COROLINT_SANITIZE})
endif()
# What programs are linked with as well: the shared libraries, since linking the
# static ones costs minutes and gigabytes.
add_library(corolint_options INTERFACE)
target_link_libraries(corolint_options INTERFACE
  corolint_compile_options clang-cpp LLVM Threads::Threads)

# Clang's headers take most of the time that a file takes to compile. They are
# precompiled once, in corolint_analyzer, and shared with the other libraries
# whose files use them.
set(COROLINT_PRECOMPILED_HEADERS
  <clang/AST/ASTContext.h>
  <clang/AST/Decl.h>
  <clang/AST/DeclCXX.h>
  <clang/AST/DeclTemplate.h>
  <clang/AST/ExprCXX.h>
  <clang/AST/ParentMapContext.h>
  <clang/AST/RecursiveASTVisitor.h>
  <clang/AST/StmtCXX.h>
  <clang/Analysis/CFG.h>
  <clang/Basic/SourceManager.h>
  <clang/Lex/Lexer.h>
  <clang/Lex/Preprocessor.h>
  <clang/Sema/Sema.h>
  <llvm/ADT/DenseMap.h>
  <llvm/ADT/STLExtras.h>
  <llvm/ADT/SmallVector.h>
  <llvm/ADT/StringMap.h>
  <llvm/Support/raw_ostream.h>
  <map>
  <memory>
  <optional>
  <string>
  <vector>)

# Keeps the precompiled headers out of a target's files in these folders, which
# need no Clang. To be called once the target has all its sources.
function(corolint_skip_precompiled_headers Target)
  get_target_property(Sources ${Target} SOURCES)
  foreach(Folder IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH Folder)
    set(Inside ${Sources})
    list(FILTER Inside INCLUDE REGEX "^${Folder}/")
    if(Inside)
      set_source_files_properties(${Inside} TARGET_DIRECTORY ${Target}
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endif()
  endforeach()
endfunction()
