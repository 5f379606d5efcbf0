/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parts - the verifier's workspace and what its files ask of each other.
 *
 * Each part looks at one kind of rule and adds what it finds with violation_add().
 */
#ifndef VERIFY_PARTS_H
#define VERIFY_PARTS_H

#include "verify/verify.h"

enum site_need {
    SITE_NEED_POWER,
    SITE_NEED_WATER,
    SITE_NEED_LAND,
    SITE_NEED_TRANSPORT,
    SITE_NEED_COUNT,
};

struct exchanged { /* by an area with others, of a good in a year */
    double sent, received;
    double cost; /* of the ways of what is received, in the unit of the objective */
};

struct verifier {
    const struct programme *p;
    const struct siting *siting;
    const double *weights;

    int visit_max, facility_max;
    int *visit_of;       /* [area * STAGE_MAX + stage - 1], or -1 */
    int *first_facility; /* [visit], or -1 */
    int *next_facility;  /* [facility], or -1: the next of the same visit */
    int *first_visit;    /* [area], or -1 */
    int *next_visit;     /* [visit], or -1: the next of the same area */
    int *decided_rows;   /* [visit] rows of `decided` it stands for */

    double *site_have; /* [site * SITE_NEED_COUNT + need], decided use allowed for */
    double *site_use;
    double *labour_have, *labour_use; /* [area] */
    double *raw_have, *raw_use;       /* [area * raw_material_count + raw] */

    int scope_count;
    int *scope_of;     /* [area] index of a scope some limit names, or -1; scope 0: everywhere */
    double *use;       /* [(scope * resource_count + resource) * year_count + year] */
    double *discount;  /* [year] D(y) */
    double *output;    /* [good * year_count + year] of one area; zero between uses */
    int *output_goods; /* goods with output; their number is output_count */
    int output_count;
    struct exchanged
        *exchanged; /* [(area * good_count + good) * year_count + year]; NULL: no way */

    struct violation *list, *soft_list;
    double *missed;          /* [clause] */
    struct verdict *verdict; /* of the check that is going on */
};

/* A new violation of the rule with everything else -1, to be filled in. */
struct violation *violation_add(struct verifier *v, enum rule rule);

/* The same for a clause, by how much it is missed; a soft one is listed apart, and costs. */
struct violation *violation_add_clause(struct verifier *v, enum rule rule, int clause,
                                       double missed);

/* x <= limit within the tolerance. */
int keeps_ceiling(double x, double limit);
int keeps_floor(double x, double limit);

/* What a size needs of a site. */
double size_need(const struct facility_size *size, enum site_need need);

/* 0 when the plan names things that do not exist; the other parts must not run then. */
int check_form(struct verifier *v, const struct plan *plan);
void check_visits(struct verifier *v, const struct plan *plan);
void check_local(struct verifier *v, const struct plan *plan);
void check_use(struct verifier *v, const struct plan *plan);
void check_clauses(struct verifier *v, const struct plan *plan);

/* Flows name what there is; a broken one is a violation. */
void check_flow_form(struct verifier *v, const struct plan *plan);

/* Checks flows and returns what they are worth. */
double check_trade(struct verifier *v, const struct plan *plan);

/* What an area receives less what it sends, of the plan checked last. */
double exchanged_net(const struct verifier *v, int area, int good, int year);

/* What the facilities of a visit make into v->output, until it is forgotten. */
void output_add(struct verifier *v, const struct plan *plan, int visit);
void output_forget(struct verifier *v);

/* Satisfaction with a good at a share of need of at most 1. */
double satisfaction(const struct good *good, double share);

void check_worth(struct verifier *v, const struct plan *plan);

/* What is there, decided use allowed for: once, at the start. */
void prepare_local(struct verifier *v);

#endif
