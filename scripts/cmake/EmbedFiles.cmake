# Writes OUTPUT with the texts of FILES as C++ initialisers; run by
# corolint_embed.

cmake_minimum_required(VERSION 3.25)

# Compilers limit the length of one literal; neighbours are joined.
set(MaxLength 8000)

set(Result "")
foreach(File IN LISTS FILES)
  cmake_path(GET File STEM LAST_ONLY Name)
  file(READ "${File}" Text)
  string(FIND "${Text}" ")__\"" End)
  if(NOT End EQUAL -1)
    message(FATAL_ERROR "${File} contains the end of a raw literal, )__\"")
  endif()
  string(APPEND Result "{\"${Name}\",\n")
  while(TRUE)
    string(LENGTH "${Text}" Length)
    if(Length LESS_EQUAL MaxLength)
      break()
    endif()
    # Cut after a line, never within a character.
    string(SUBSTRING "${Text}" 0 ${MaxLength} Piece)
    string(FIND "${Piece}" "\n" Cut REVERSE)
    if(Cut EQUAL -1)
      message(FATAL_ERROR "${File} has a line of over ${MaxLength} bytes")
    endif()
    math(EXPR Cut "${Cut} + 1")
    string(SUBSTRING "${Text}" 0 ${Cut} Piece)
    string(SUBSTRING "${Text}" ${Cut} -1 Text)
    string(APPEND Result "R\"__(${Piece})__\"\n")
  endwhile()
  string(APPEND Result "R\"__(${Text})__\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${Result}")
