groundwork_test(unit model_programme model)
groundwork_test(fault model_programme model_torture)
