/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inequality - how unequal people are, and how much of it lies between provinces.
 *
 * Problem  areas i with people p_i > 0 and a value x_i >= 0 per person, in provinces;
 *          P = sum p_i, m = sum p_i x_i / P; P_k, m_k the same of province k, and
 *          v_k = P_k m_k / (P m) its share of the value.
 * Method   Gini     G = sum_ij p_i p_j |x_i - x_j| / (2 P^2 m)
 *            between  the Gini if everyone had the mean of the province
 *            within   sum_k (P_k / P) v_k G_k
 *            residual the overlap of provinces: what those of a poorer province have
 *                     more than those of a richer one (Pyatt 1976; Lambert & Aronson
 *                     1993); 0 when the provinces do not overlap
 *          Theil T  T = sum_i (p_i / P) (x_i / m) ln(x_i / m), with 0 ln 0 = 0
 *                   = sum_k v_k ln(m_k / m) + sum_k v_k T_k
 *          Theil L  L = sum_i (p_i / P) ln(m / x_i)   (mean logarithmic deviation)
 *                   = sum_k (P_k / P) ln(m / m_k) + sum_k (P_k / P) L_k
 *                   (Theil 1967; Shorrocks 1980)
 *          Every term is worked out on its own, none as a difference, so that
 *          between + within + residual = total can be checked.  O(n log n).
 * Outcome  a measure that does not exist is NaN in every field, and `reason` says why.
 */
#ifndef DIAGNOSE_INEQUALITY_H
#define DIAGNOSE_INEQUALITY_H

#include "base/arena.h"
#include "base/err.h"
#include "diagnose/missing.h"
#include "diagnose/order.h"

struct inequality {
    double total, between, within, residual;
    const char *reason; /* NULL: the figures stand */
};

struct inequality_set {
    struct inequality gini, theil_t, theil_l;
};

/* Memory for any number of measures over the same areas. */
struct inequality_work {
    int count;
    struct grouping by;
    double all_people, mean;
    double *group_people, *group_mean;      /* [group] */
    struct order_item *by_value, *by_group; /* areas, ascending; provinces, ascending by mean */
    struct order_item *items, *spare;
    double *before;     /* [area] people of smaller values */
    double *seen;       /* [group] people of the group met so far */
    int *place, *first; /* [group] in ascending order of means; where its areas begin */
};

CHECKED enum status inequality_prepare(struct inequality_work *w, int count,
                                       struct grouping provinces, struct arena *a, struct err *e);

/* value[count] >= 0 and finite, people[count] > 0. */
struct inequality_set inequality_measure(struct inequality_work *w, const double *value,
                                         const double *people);

#endif
