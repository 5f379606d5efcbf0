groundwork_test(property plan_bound plan)
