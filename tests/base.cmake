groundwork_test(unit base_text base)
groundwork_test(unit base_csv base)
groundwork_test(unit base_wkb base)
