groundwork_test(unit store_file store)
