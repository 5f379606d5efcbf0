groundwork_test(unit base_text base)
