groundwork_test(unit site_check site)
