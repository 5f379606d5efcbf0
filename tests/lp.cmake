groundwork_test(unit lp_port lp)
groundwork_test(unit lp_mps lp)
