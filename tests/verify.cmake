groundwork_test(unit verify_worth verify)
groundwork_test(property verify_planted verify)
groundwork_test(property plan_bruteforce plan verify)
groundwork_test(fault verify_plan verify_torture)
