# Writes OUTPUT: a C file with the bytes of the SQL files STEPS, each ended by 0 (store/step.h).
set(text "/* made by embed.cmake */\n#include \"store/step.h\"\n")
foreach(step IN LISTS STEPS)
    file(READ ${CMAKE_CURRENT_SOURCE_DIR}/${step}.sql hex HEX)
    # a string literal would be limited to 4095 bytes; a list of characters is not
    string(REGEX REPLACE "(..)" "(char)0x\\1," list "${hex}")
    string(APPEND text "const char ${step}[] = {${list}0};\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${text}" @ONLY)
