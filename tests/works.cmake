groundwork_test(property works_schedule works verify)
groundwork_test(property works_planted works verify)
groundwork_test(property works_late works)
groundwork_test(fault works_schedule works_torture verify_torture)
