groundwork_test(property plan_bound plan)
groundwork_test(property plan_price plan)
groundwork_test(property plan_threads plan)
groundwork_test(fault plan_solve plan_torture)
