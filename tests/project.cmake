groundwork_test(unit base_date base)
groundwork_test(unit project_calendar project)
groundwork_test(unit project_cpm project)
groundwork_test(unit project_audit project)
find_program(PYTHON3 python3)
if(PYTHON3 AND TARGET groundwork AND NOT GROUNDWORK_FUZZ)
    add_test(NAME reference/audit
             COMMAND ${PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/reference/audit_reference.py
                     $<TARGET_FILE:groundwork> ${PROJECT_SOURCE_DIR})
    add_test(NAME reference/level
             COMMAND ${PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/reference/level_reference.py
                     $<TARGET_FILE:groundwork> ${PROJECT_SOURCE_DIR})
    set_tests_properties(reference/audit reference/level PROPERTIES LABELS reference TIMEOUT 300)
endif()
groundwork_test(property project_calendar project)
groundwork_test(property project_cpm project)
groundwork_test(property project_level project)
groundwork_test(fault project_cpm project_torture)
