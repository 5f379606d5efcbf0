groundwork_test(property supply_laws supply verify)
groundwork_test(fault supply_solve supply_torture verify_torture)
