/* SPDX-License-Identifier: Apache-2.0 */
#include "model/clause_form.h"

#define YEARS (FIELD_YEAR_FIRST | FIELD_YEAR_LAST | FIELD_PENALTY) /* every kind may be soft */
#define SCOPE (FIELD_AREA | FIELD_STAGE | YEARS)
#define COUNT (FIELD_AT_LEAST | FIELD_AT_MOST)

const struct clause_form clause_forms[CLAUSE_KIND_COUNT] = {
    [CLAUSE_VISITS_PER_YEAR] = {"visits_per_year", SCOPE | FIELD_EACH | COUNT, 0, 1},
    [CLAUSE_VISITS_IN_PERIOD] = {"visits_in_period", SCOPE | FIELD_EACH | COUNT, 0, 1},
    [CLAUSE_VISIT_WITHIN] = {"visit_within", SCOPE, 0, 0},
    [CLAUSE_NO_VISIT] = {"no_visit", SCOPE, 0, 0},
    [CLAUSE_REQUIRE_FACILITY] = {"require_facility", FIELD_AREA | YEARS | FIELD_TYPE, FIELD_TYPE,
                                 0},
    [CLAUSE_FORBID_FACILITY] = {"forbid_facility", FIELD_AREA | YEARS | FIELD_TYPE, FIELD_TYPE, 0},
    [CLAUSE_REQUIRE_SITE] = {"require_site", FIELD_STAGE | YEARS | FIELD_SITE, FIELD_SITE, 0},
    [CLAUSE_FORBID_SITE] = {"forbid_site", YEARS | FIELD_SITE, FIELD_SITE, 0},
    [CLAUSE_LIMIT_SUBSIDY] = {"limit_subsidy", SCOPE | FIELD_EACH | FIELD_AT_MOST, FIELD_AT_MOST,
                              0},
    [CLAUSE_SHARE_IN_PERIOD] = {"share_in_period", SCOPE | FIELD_EACH | COUNT, 0, 1},
    [CLAUSE_VISIT_AFTER] = {"visit_after", SCOPE | FIELD_AFTER | FIELD_AT_LEAST,
                            FIELD_AREA | FIELD_AFTER, 0},
    [CLAUSE_SELF_FINANCING] = {"self_financing", SCOPE | FIELD_TYPE, 0, 0},
    [CLAUSE_LIMIT_CHANGES] = {"limit_changes",
                              FIELD_AREA | FIELD_STAGE | FIELD_AT_MOST | FIELD_PENALTY,
                              FIELD_AT_MOST, 0},
    [CLAUSE_KEEP_ADOPTED] = {"keep_adopted", SCOPE, 0, 0},
};

const char *const clause_field_columns[CLAUSE_FIELD_COUNT] = {
    "area",          "each", "after",    "stage",   "year_first", "year_last",
    "facility_type", "site", "at_least", "at_most", "penalty",
};
