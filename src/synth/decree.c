/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decree - limits and clauses that a plan known beforehand keeps.
 *
 * That plan visits the worst off first, so many a year, and brings everybody the
 * smallest plant of the first type on the first site.  A limit is the larger of
 * what it needs and `tightness` times what everybody would like: one plant of
 * every type, of middling size, for every visit.
 */
#include <math.h>
#include <stdlib.h>

#include "synth/parts.h"

struct decree {
    struct synth *s;
    int *by_order; /* cells in the order of the plan */
    int clause_count;
    double need_year[SYNTH_RESOURCE_MAX][PROFILE_YEARS]; /* the same by year of building */
    double wish[SYNTH_RESOURCE_MAX];                     /* of a visit that gets everything */
};

struct ranked {
    double key;
    int cell;
};

static int by_key(const void *left, const void *right)
{
    const struct ranked *x = left, *y = right;
    return x->key != y->key ? (x->key < y->key) - (x->key > y->key) : x->cell - y->cell;
}

static void order_cells(struct decree *d)
{
    struct synth *s = d->s;
    struct ranked *ranked = ARENA_ARRAY(s->a, struct ranked, (size_t)s->o->areas);
    d->by_order = ARENA_ARRAY(s->a, int, (size_t)s->o->areas);
    if (!ranked || !d->by_order) {
        s->failed = 1;
        return;
    }
    for (int i = 0; i < s->o->areas; i++) {
        struct rng r = synth_rng(s, STREAM_ORDER, i);
        ranked[i] = (struct ranked){s->cells[i].deprivation + 0.3 * rng_normal(&r), i};
    }
    qsort(ranked, (size_t)s->o->areas, sizeof *ranked, by_key);
    for (int i = 0; i < s->o->areas; i++) {
        struct synth_cell *c = &s->cells[ranked[i].cell];
        d->by_order[i] = ranked[i].cell;
        c->order = i;
        c->year = (int)((long)i * s->o->years / s->o->areas);
    }
}

static int is_lasting(const struct synth *s, int resource)
{
    return resource == RESOURCE_GRID && s->o->family == SYNTH_COUNTRY;
}

static void measure_wishes(struct decree *d)
{
    struct synth *s = d->s;
    for (int i = 0; i < s->resource_count; i++) {
        for (int k = 0; k < PROFILE_YEARS; k++)
            d->need_year[i][k] = s->sizes[0].construction[i][k];
        d->need_year[i][0] += connection_cost(s, &s->sizes[0], i);
        for (int z = 0; z < s->o->types * s->o->sizes; z++)
            for (int k = 0; k < PROFILE_YEARS; k++)
                d->wish[i] += s->sizes[z].construction[i][k] / s->o->sizes;
    }
}

/* What the plan known beforehand uses in a year, in a province or everywhere (-1). */
static double plan_use(const struct decree *d, int resource, int province, int year)
{
    const struct synth *s = d->s;
    int first = province < 0 ? 0 : s->provinces[province].first_cell;
    int end = province < 0 ? s->o->areas : first + s->provinces[province].cell_count;
    double use = 0;
    for (int i = first; i < end; i++) {
        int age = year - s->cells[i].year;
        if (age < 0) continue;
        for (int k = 0; k < PROFILE_YEARS; k++)
            if (is_lasting(s, resource) ? k <= age : k == age) use += d->need_year[resource][k];
    }
    return use;
}

static void write_limit(struct decree *d, int resource, int province, int year, double quantity)
{
    struct row r = row_new(d->s, TABLE_RESOURCE_LIMIT);
    row_text(r, "resource", resource_code(resource));
    if (province >= 0) row_text(r, "area", d->s->provinces[province].code);
    row_integer(r, "year", d->s->o->first_year + year);
    row_real(r, "quantity", ceil(quantity));
}

static void write_limits(struct decree *d, int resource)
{
    struct synth *s = d->s;
    struct rng r = synth_rng(s, STREAM_LIMIT, resource);
    for (int y = 0; y < s->o->years; y++) {
        double visits = (double)s->cohort * s->o->stages * (is_lasting(s, resource) ? y + 1 : 1);
        double wish = s->o->tightness * visits * d->wish[resource] / s->o->stages;
        wish *= 0.95 + 0.1 * rng_real(&r);
        s->limits[resource][y] = fmax(wish, 1.02 * plan_use(d, resource, -1, y));
        write_limit(d, resource, -1, y, s->limits[resource][y]);
        if (!is_lasting(s, resource) || !s->o->provincial_limit) continue;
        for (int p = 0; p < s->province_count; p++) {
            double part = (double)s->provinces[p].cell_count / s->o->areas;
            double quantity = fmax(1.3 * part * wish, 1.02 * plan_use(d, resource, p, y));
            write_limit(d, resource, p, y, quantity);
        }
    }
}

static struct row write_clause(struct decree *d, const char *kind, int years[2], const char *text)
{
    struct row r = row_new(d->s, TABLE_CLAUSE);
    row_text(r, "code", text_new(d->s, "art-%d", ++d->clause_count));
    row_text(r, "kind", kind);
    row_text(r, "text", text);
    if (!years) return r;
    row_integer(r, "year_first", d->s->o->first_year + years[0]);
    row_integer(r, "year_last", d->s->o->first_year + years[1]);
    return r;
}

static void write_cohorts(struct decree *d)
{
    struct synth *s = d->s;
    int full = s->o->decree == SYNTH_DECREE_FULL, floor_count = s->o->areas / s->o->years;
    for (int stage = 1; stage <= s->o->stages; stage++) {
        struct row r =
            write_clause(d, "visits_per_year", NULL,
                         text_new(s, "In every year %d areas are taken in hand for stage %d.",
                                  s->cohort, stage));
        row_integer(r, "stage", stage);
        row_real(r, "at_most", s->cohort);
        if (full && stage == 1 && floor_count > 0) row_real(r, "at_least", floor_count);
    }
}

/* Visits of the plan in a province that start within years, and in its fullest year. */
static int province_visits(const struct synth *s, int province, int first, int last, int *fullest)
{
    int count = 0, years[SYNTH_YEAR_MAX] = {0};
    *fullest = 0;
    const struct synth_province *p = &s->provinces[province];
    for (int i = p->first_cell; i < p->first_cell + p->cell_count; i++) {
        int year = s->cells[i].year;
        count += year >= first && year <= last;
        if (++years[year] > *fullest) *fullest = years[year];
    }
    return count;
}

static void write_province_clauses(struct decree *d)
{
    struct synth *s = d->s;
    int half[2] = {0, (s->o->years - 1) / 2}, fullest, ceilings = 0;
    for (int p = 0; p < s->province_count; p++) {
        const char *code = s->provinces[p].code;
        int least = (int)(0.8 * province_visits(s, p, half[0], half[1], &fullest));
        if (s->provinces[p].deprivation > 0.4 && least > 0) {
            struct row r = write_clause(
                d, "visits_in_period", half,
                text_new(s, "Of province %s, which is badly off, at least %d areas come first.",
                         code, least));
            row_text(r, "area", code);
            row_integer(r, "stage", 1);
            row_real(r, "at_least", least);
        }
        if (s->provinces[p].cell_count * 2 < s->o->areas / s->province_count * 3 || ceilings == 5)
            continue;
        int most = fullest > (s->cohort + 1) / 2 ? fullest : (s->cohort + 1) / 2;
        struct row r = write_clause(
            d, "visits_per_year", NULL,
            text_new(s, "Province %s must not take more than %d in a year.", code, most));
        row_text(r, "area", code);
        row_integer(r, "stage", 1);
        row_real(r, "at_most", most);
        ceilings++;
    }
}

static void write_area_clauses(struct decree *d)
{
    struct synth *s = d->s;
    int n = s->o->areas;
    const struct synth_cell *last = &s->cells[d->by_order[n - 1]];
    const struct synth_cell *first = &s->cells[d->by_order[s->o->decided < n ? s->o->decided : 0]];
    struct row r =
        write_clause(d, "visit_within", NULL, "Every area is served within the programme.");
    row_integer(r, "stage", 1);
    if (last->year > 0) {
        r = write_clause(d, "no_visit", (int[2]){0, last->year - 1},
                         text_new(s, "Area %s waits.", last->code));
        row_text(r, "area", last->code);
    }
    int until = first->year + 1 < s->o->years ? first->year + 1 : s->o->years - 1;
    r = write_clause(
        d, "visit_within", (int[2]){0, until},
        text_new(s, "Area %s is served by %d.", first->code, s->o->first_year + until));
    row_text(r, "area", first->code);
    row_integer(r, "stage", 1);
}

static void write_plant_clauses(struct decree *d)
{
    struct synth *s = d->s;
    const char *worst = s->provinces[s->cells[d->by_order[0]].province].code;
    const char *best = s->provinces[s->cells[d->by_order[s->o->areas - 1]].province].code;
    const struct synth_type *first = &s->types[0], *last = &s->types[s->o->types - 1];
    struct row r = write_clause(d, "require_facility", NULL,
                                text_new(s, "Every area of %s gets a %s.", worst, first->code));
    row_text(r, "area", worst);
    row_text(r, "facility_type", first->code);
    if (s->o->types > 1) {
        r = write_clause(d, "forbid_facility", NULL,
                         text_new(s, "No %s is built in %s.", last->code, best));
        row_text(r, "area", best);
        row_text(r, "facility_type", last->code);
    }
    const char *some = s->cells[d->by_order[s->o->areas / 2]].code;
    r = write_clause(d, "require_site", NULL,
                     text_new(s, "The disused works at %s-s1 are put to use.", some));
    row_text(r, "site", text_new(s, "%s-s1", some));
    row_integer(r, "stage", 1);
    if (s->o->sites < 2) return;
    const char *other = s->cells[d->by_order[s->o->areas / 3]].code;
    r = write_clause(d, "forbid_site", NULL, text_new(s, "The fields of %s-s2 are kept.", other));
    row_text(r, "site", text_new(s, "%s-s2", other));
}

static void write_subsidy(struct decree *d)
{
    struct synth *s = d->s;
    double wish = 0, need = fmax(0, s->sizes[0].loss) * s->o->areas;
    for (int z = 0; z < s->o->types * s->o->sizes; z++)
        wish += fmax(0, s->sizes[z].loss) / s->o->sizes;
    double most = ceil(fmax(1.05 * need, s->o->tightness * wish * s->o->areas * 0.5));
    struct row r = write_clause(d, "limit_subsidy", NULL,
                                text_new(s, "Plants may lose %.0f thousand crowns a year.", most));
    row_real(r, "at_most", most);
}

static void write_decided(struct decree *d)
{
    struct synth *s = d->s;
    for (int i = 0; i < s->o->decided; i++) {
        const struct synth_cell *c = &s->cells[d->by_order[i]];
        struct row r = row_new(s, TABLE_DECIDED);
        row_text(r, "area", c->code);
        row_integer(r, "year", s->o->first_year + c->year);
        row_text(r, "facility_size", s->sizes[0].code);
        if (i % 2 == 0) row_text(r, "site", text_new(s, "%s-s1", c->code));
        row_text(r, "status", c->year == 0 ? "started" : "decided");
    }
}

void make_decree(struct synth *s)
{
    struct decree d = {.s = s};
    order_cells(&d);
    if (s->failed) return;
    measure_wishes(&d);
    for (int i = 0; i < s->resource_count; i++)
        write_limits(&d, i);
    if (s->o->decree >= SYNTH_DECREE_COHORT) write_cohorts(&d);
    if (s->o->decree == SYNTH_DECREE_FULL) {
        write_area_clauses(&d);
        write_province_clauses(&d);
        write_plant_clauses(&d);
        write_subsidy(&d);
    }
    write_decided(&d);
}
