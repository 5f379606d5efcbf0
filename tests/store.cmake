groundwork_test(unit store_file store)
groundwork_test(unit store_geometry store)
groundwork_test(unit store_geopackage store)
groundwork_test(unit store_migration store)
groundwork_test(unit store_shared store)
groundwork_test(property store_geometry store)
groundwork_test(property store_file store)

# What the scripts drive, beside the program itself.
if(NOT GROUNDWORK_FUZZ)
    add_executable(store_tool e2e/store_tool.c)
    target_include_directories(store_tool PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(store_tool PRIVATE store cmocka m)
endif()
