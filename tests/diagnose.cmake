groundwork_test(unit diagnose_composite diagnose)
groundwork_test(unit diagnose_diagnosis diagnose)
groundwork_test(unit diagnose_fairness diagnose)
groundwork_test(unit diagnose_inequality diagnose)
groundwork_test(unit diagnose_normalise diagnose)
groundwork_test(unit diagnose_plan_effect diagnose)
groundwork_test(unit diagnose_stability diagnose)
groundwork_test(property diagnose_index diagnose)
groundwork_test(property diagnose_inequality diagnose)
groundwork_test(fault diagnose_torture diagnose_torture)

# The same figures worked out again in another language, by other algorithms.
find_program(PYTHON3 python3)
if(PYTHON3 AND NOT GROUNDWORK_FUZZ)
    add_executable(diagnose_probe reference/diagnose_probe.c)
    target_link_libraries(diagnose_probe PRIVATE diagnose m)
    add_test(NAME reference/diagnose
             COMMAND ${PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/reference/diagnose_reference.py
                     $<TARGET_FILE:diagnose_probe>)
    set_tests_properties(reference/diagnose PROPERTIES LABELS reference TIMEOUT 300)
    if(TARGET groundwork)
        add_test(NAME reference/diagnose_examples
                 COMMAND ${PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/reference/diagnose_examples.py
                         $<TARGET_FILE:groundwork> ${PROJECT_SOURCE_DIR})
        set_tests_properties(reference/diagnose_examples PROPERTIES LABELS reference TIMEOUT 300)
    endif()
endif()
