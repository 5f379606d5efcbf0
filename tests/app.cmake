groundwork_test(unit app_import_cell app)
groundwork_test(unit app_folder app)
groundwork_test(property app_folder app)
groundwork_test(fault app_folder app_torture)

groundwork_script(e2e import)
groundwork_script(e2e bad_input)
groundwork_script(e2e kill)
