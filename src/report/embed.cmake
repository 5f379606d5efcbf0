# Writes OUTPUT: a C file with the bytes of the files CSS and JS (report/asset.h).
set(text "/* made by embed.cmake */\n#include \"report/asset.h\"\n")
foreach(name css js)
    string(TOUPPER ${name} file)
    file(READ ${${file}} hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR bytes "${digits} / 2")
    # a string literal per line would be limited to 4095 bytes; a list of characters is not
    string(REGEX REPLACE "(..)" "(char)0x\\1," list "${hex}")
    string(APPEND text "const char asset_${name}[] = {${list}0};\n"
                       "const size_t asset_${name}_bytes = ${bytes};\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${text}" @ONLY)
