groundwork_test(property verify_planted verify)
