/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verify - does a plan keep every rule, and is it worth what it says?
 *
 * Problem  given the programme, the siting, the equity weights and a plan, find
 *          every rule the plan breaks and work out its worth anew, from the
 *          definition in model/plan.h.
 * Method   straight counting: facilities are added up by site, area, resource
 *          and clause, and each sum is compared with its limit.  Nothing is
 *          shared with the planner but the structs of model/.  O(facilities *
 *          (years * depth of the area tree + clauses)).
 * Limits   at most one visit of every (area, stage) and one facility of every
 *          type in it fit in the workspace; a plan with more is refused as
 *          RULE_FORM.  VERIFY_LIST_MAX violations are kept, all are counted.
 * Owner    the arena given to verifier_init(); verifier_check() allocates nothing,
 *          so that it can be asked millions of times.
 * Errors   a broken rule is an entry of the verdict, never a status.
 * Compare  a sum x keeps a limit l when x <= l + 1e-6 * max(1, |l|); a floor likewise.
 *
 * What a facility decided before the plan needs, counts everywhere; but where the
 * decided facilities alone exceed what a site or an area has, that site or area
 * counts as having exactly what they use.  Limits of resources and clauses make
 * no such exception.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "base/arena.h"
#include "base/err.h"
#include "model/findings.h"
#include "model/plan.h"
#include "model/programme.h"
#include "model/siting.h"

enum {
    VERIFY_LIST_MAX = 1000,
};

/* Every rule of a plan: name for programs, and what it asks. */
#define RULE_LIST(X)                                                            \
    X(FORM, "form", "every number names something that exists")                 \
    X(NOTHING, "nothing", "without a plan there are no visits but the decided") \
    X(VISITABLE, "visitable", "the area may be visited")                        \
    X(TWICE, "twice", "one visit for an area and stage")                        \
    X(EMPTY, "empty", "a visit brings at least one facility")                   \
    X(DECIDED, "decided", "what is decided stands unchanged")                   \
    X(STAGE, "stage", "facilities belong to the stage of the visit")            \
    X(ONE_SIZE, "one_size", "one size of a type in a visit")                    \
    X(SITE_GIVEN, "site_given", "a planned facility has a site")                \
    X(SITE_AREA, "site_area", "the site lies in the area")                      \
    X(ADMISSIBLE, "admissible", "the site passed every test for the size")      \
    X(SITE_POWER, "site_power", "electricity at the site")                      \
    X(SITE_WATER, "site_water", "industrial water at the site")                 \
    X(SITE_LAND, "site_land", "land of the site")                               \
    X(SITE_TRANSPORT, "site_transport", "goods that reach the site")            \
    X(LABOUR, "labour", "people of the area who can staff plants")              \
    X(RAW_MATERIAL, "raw_material", "raw materials of the area")                \
    X(LIMIT, "limit", "limits of resources, year by year")                      \
    X(VISITS_PER_YEAR, "visits_per_year", "clause: visits of every year")       \
    X(VISITS_IN_PERIOD, "visits_in_period", "clause: visits of a period")       \
    X(VISIT_WITHIN, "visit_within", "clause: every area visited in a period")   \
    X(NO_VISIT, "no_visit", "clause: no visit")                                 \
    X(REQUIRE_FACILITY, "require_facility", "clause: a type in every visit")    \
    X(FORBID_FACILITY, "forbid_facility", "clause: a type in no visit")         \
    X(REQUIRE_SITE, "require_site", "clause: a site in every visit")            \
    X(FORBID_SITE, "forbid_site", "clause: a site in no visit")                 \
    X(LIMIT_SUBSIDY, "limit_subsidy", "clause: losses of plants in a year")     \
    X(SHARE_IN_PERIOD, "share_in_period", "clause: a share of visits by then")  \
    X(VISIT_AFTER, "visit_after", "clause: visits after those of others")       \
    X(SELF_FINANCING, "self_financing", "clause: no plant runs at a loss")      \
    X(LIMIT_CHANGES, "limit_changes", "clause: changes to the adopted plan")    \
    X(KEEP_ADOPTED, "keep_adopted", "clause: visits of the adopted plan stay")  \
    X(TRADE_WAY, "trade_way", "goods go where their way is short enough")       \
    X(TRADE_SURPLUS, "trade_surplus", "what is sent is made beyond the need")   \
    X(TRADE_ROOM, "trade_room", "what is received is needed")                   \
    X(OBJECTIVE, "objective", "the stated worth is the true one")               \
    X(BOUND, "bound", "the worth is at most the stated bound")

enum rule {
#define X(name, text, meaning) RULE_##name,
    RULE_LIST(X)
#undef X
    RULE_COUNT
};

/* What broke which rule; what does not apply is -1. */
struct violation {
    enum rule rule;
    int visit, facility, flow; /* of the plan */
    int area, stage, year;
    int site, size, what; /* what: raw material, limit, clause or good, by rule */
    double value, limit;  /* what the plan does, what the rule allows */
    double missed;        /* of a clause, in its units */
    int is_floor;         /* the limit is a least, not a most */
};

struct verdict {
    int count;                    /* violations found */
    int kept;                     /* of them in list */
    const struct violation *list; /* valid until the next check */
    int soft_count, soft_kept;    /* the same for soft clauses, which a plan may miss */
    const struct violation *soft_list;
    const double *missed; /* [clause] all that is missed of it, in its units */
    double penalty;       /* what soft clauses that are missed cost; taken off the objective */
    double trade;         /* gained by flows, in the objective */
    double objective;     /* worked out anew; NaN when the form is broken */
};

struct verifier; /* prepared for one programme, siting and set of weights */

/* All three are borrowed and must outlive the verifier.  weights: [area], > 0.
 * Fails only when memory is out. */
CHECKED enum status verifier_new(struct verifier **out, const struct programme *p,
                                 const struct siting *siting, const double *weights,
                                 struct arena *a, struct err *e);

/* Check every rule; after a broken form the rest cannot be checked and is not. */
void verifier_check(struct verifier *v, const struct plan *plan, struct verdict *out);

/* The violations as sentences, one finding each, with the words of the clause. */
void verdict_tell(const struct verifier *v, const struct plan *plan, const struct verdict *verdict,
                  struct findings *findings);

const char *rule_name(enum rule rule);
const char *rule_meaning(enum rule rule);

/*
 * Figures of the plan last checked (its form must have been whole).
 */

/* What the visits in the scope of a programme limit use in its year. */
double verifier_limit_use(const struct verifier *v, int limit);

/* What the visits within an area (-1: everywhere) use of a resource in a year; NaN for an area
 * that no programme limit names. */
double verifier_use(const struct verifier *v, int resource, int area, int year);

/* What one visit adds to the objective, were it the only one of its area. */
double verifier_visit_worth(struct verifier *v, const struct plan *plan, int visit);

/* A flow's part, by quantity, of what its area gains by all it receives, less the cost of the way;
 * and the hours of that, NAN: there is none. */
double verifier_flow_worth(struct verifier *v, const struct plan *plan, int flow, double *hours);

/* What reaches an area of a good in a year, with the plan and by trade, and today. */
double verifier_supply(struct verifier *v, const struct plan *plan, int area, int good, int year);

/* All in one go: OK and findings filled; *objective (may be NULL) as worked out anew. */
CHECKED enum status verify_plan(const struct programme *p, const struct siting *siting,
                                const double *weights, const struct plan *plan,
                                struct findings *findings, struct err *e);

#endif
