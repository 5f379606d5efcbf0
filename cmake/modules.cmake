# A module is a static library made of one folder of src/.
#
#     groundwork_module(site SOURCES assess.c HEADERS assess.h USES model LIBRARIES m)
#
# Its twin NAME_torture has the fault points compiled in (base/fault.h).
function(groundwork_module name)
    cmake_parse_arguments(M "" "" "SOURCES;HEADERS;USES;LIBRARIES" ${ARGN})
    foreach(variant "" "_torture")
        set(target ${name}${variant})
        add_library(${target} STATIC ${M_SOURCES})
        target_sources(${target} PUBLIC FILE_SET HEADERS
                       BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${M_HEADERS})
        foreach(use IN LISTS M_USES)
            target_link_libraries(${target} PUBLIC ${use}${variant})
        endforeach()
        target_link_libraries(${target} PRIVATE ${M_LIBRARIES})
    endforeach()
    target_compile_definitions(${name}_torture PUBLIC WITH_FAULTS)
endfunction()
