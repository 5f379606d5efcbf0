groundwork_test(unit synth_make synth)
groundwork_test(fault synth_make synth_torture)
groundwork_test(property synth_feasible synth site works verify)
