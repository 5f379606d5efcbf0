/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/inequality.h"

#include <math.h>

#include "diagnose/lorenz.h"
#include "kit/property.h"

enum {
    AREA_MAX = 120,
    GROUP_MAX = 9,
};

static struct arena arena = ARENA_INIT(1 << 24);

struct sample {
    int count, groups;
    double value[2 * AREA_MAX], people[2 * AREA_MAX];
    int group[2 * AREA_MAX];
};

static double draw(struct gen *g)
{
    return (double)(gen_u64(g) >> 11) * 0x1p-53;
}

/* Values with ties and, where allowed, zeros; people over five orders of magnitude. */
static struct sample make(struct gen *g, int size, int zeros)
{
    struct sample s = {.count = gen_int(g, 1, size), .groups = gen_int(g, 1, GROUP_MAX)};
    int coarse = gen_int(g, 0, 1);
    for (int i = 0; i < s.count; i++) {
        s.value[i] = coarse ? gen_int(g, zeros ? 0 : 1, 5) : 0.001 + 100 * draw(g);
        s.people[i] = coarse ? gen_int(g, 1, 9) : pow(10, 5 * draw(g));
        s.group[i] = gen_int(g, 0, s.groups - 1);
    }
    s.value[0] += 1; /* somebody has something */
    return s;
}

static struct inequality_set measured(const struct sample *s)
{
    struct inequality_work w;
    struct err e;
    CHECK(inequality_prepare(&w, s->count, (struct grouping){s->group, s->groups}, &arena, &e) ==
          STATUS_OK);
    struct inequality_set set = inequality_measure(&w, s->value, s->people);
    arena_clear(&arena);
    return set;
}

static int near(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12;
}

static int same(const struct inequality *a, const struct inequality *b)
{
    return near(a->total, b->total) && near(a->between, b->between) && near(a->within, b->within) &&
           near(a->residual, b->residual);
}

static int all_same(struct inequality_set a, struct inequality_set b)
{
    return same(&a.gini, &b.gini) && same(&a.theil_t, &b.theil_t) && same(&a.theil_l, &b.theil_l);
}

static int adds_up(const struct inequality *x)
{
    if (x->reason) return isnan(x->total);
    return x->total >= 0 && x->between >= 0 && x->within >= 0 && x->residual >= 0 &&
           near(x->between + x->within + x->residual, x->total);
}

static int parts_add_up_to_the_total(struct gen *g, int size)
{
    struct sample s = make(g, size, 1);
    struct inequality_set set = measured(&s);
    return adds_up(&set.gini) && adds_up(&set.theil_t) && adds_up(&set.theil_l) &&
           set.theil_t.residual == 0;
}

static int gini_lies_in_0_to_1_and_theil_below_its_limit(struct gen *g, int size)
{
    struct sample s = make(g, size, 1);
    struct inequality_set set = measured(&s);
    double least = INFINITY, all = 0;
    for (int i = 0; i < s.count; i++) {
        least = fmin(least, s.people[i]);
        all += s.people[i];
    }
    /* most unequal: the smallest area has everything */
    return set.gini.total < 1 - least / all + 1e-12 && set.theil_t.total <= log(all / least) + 1e-9;
}

static int scale_does_not_matter(struct gen *g, int size)
{
    struct sample s = make(g, size, 1), t = s;
    double value_unit = pow(10, 6 * draw(g) - 3), people_unit = pow(10, 6 * draw(g) - 3);
    for (int i = 0; i < s.count; i++) {
        t.value[i] *= value_unit;
        t.people[i] *= people_unit;
    }
    return all_same(measured(&s), measured(&t));
}

static int order_of_areas_does_not_matter(struct gen *g, int size)
{
    struct sample s = make(g, size, 1), t = s;
    for (int i = s.count - 1; i > 0; i--) {
        int j = gen_int(g, 0, i);
        double value = t.value[i], people = t.people[i];
        int group = t.group[i];
        t.value[i] = t.value[j], t.people[i] = t.people[j], t.group[i] = t.group[j];
        t.value[j] = value, t.people[j] = people, t.group[j] = group;
    }
    return all_same(measured(&s), measured(&t));
}

static int names_of_provinces_do_not_matter(struct gen *g, int size)
{
    struct sample s = make(g, size, 1), t = s;
    for (int i = 0; i < s.count; i++)
        t.group[i] = s.groups - 1 - s.group[i];
    return all_same(measured(&s), measured(&t));
}

/* An area split in two of the same value is the same people. */
static int splitting_an_area_does_not_matter(struct gen *g, int size)
{
    struct sample s = make(g, size, 1), t = s;
    for (int i = 0; i < s.count; i++) {
        double part = 0.1 + 0.8 * draw(g);
        t.value[s.count + i] = s.value[i];
        t.group[s.count + i] = s.group[i];
        t.people[s.count + i] = s.people[i] * part;
        t.people[i] = s.people[i] * (1 - part);
    }
    t.count = 2 * s.count;
    return all_same(measured(&s), measured(&t));
}

/* Pigou-Dalton: from richer to poorer, without changing who is richer, lessens inequality. */
static int a_transfer_to_the_poorer_lessens_inequality(struct gen *g, int size)
{
    struct sample s = make(g, size, 0), t = s;
    int rich = gen_int(g, 0, s.count - 1), poor = gen_int(g, 0, s.count - 1);
    if (s.value[rich] <= s.value[poor] * 1.0001) return 1;
    double total = s.people[rich] + s.people[poor];
    double level = (s.value[rich] * s.people[rich] + s.value[poor] * s.people[poor]) / total;
    double part = 0.01 + 0.99 * draw(g); /* 1: both get the mean */
    t.value[rich] += part * (level - s.value[rich]);
    t.value[poor] += part * (level - s.value[poor]);
    struct inequality_set a = measured(&s), b = measured(&t);
    return b.gini.total < a.gini.total + 1e-15 && b.theil_t.total < a.theil_t.total + 1e-15 &&
           b.theil_l.total < a.theil_l.total + 1e-15;
}

static int one_province_has_all_within_each_area_its_own_has_none(struct gen *g, int size)
{
    struct sample s = make(g, size, 0);
    s.groups = 1;
    for (int i = 0; i < s.count; i++)
        s.group[i] = 0;
    struct inequality_set whole = measured(&s);
    s.groups = s.count;
    for (int i = 0; i < s.count; i++)
        s.group[i] = i;
    struct inequality_set apart = measured(&s);
    return near(whole.gini.within, whole.gini.total) && whole.gini.residual == 0 &&
           near(whole.theil_t.within, whole.theil_t.total) &&
           near(apart.gini.between, apart.gini.total) && apart.gini.within == 0 &&
           near(apart.theil_l.between, apart.theil_l.total) && near(apart.theil_t.within, 0);
}

/* Provinces one above the other do not overlap. */
static int layered_provinces_have_no_overlap(struct gen *g, int size)
{
    struct sample s = make(g, size, 0);
    for (int i = 0; i < s.count; i++)
        s.value[i] += 1000.0 * s.group[i];
    return measured(&s).gini.residual == 0;
}

static int gini_is_twice_the_area_above_the_lorenz_curve(struct gen *g, int size)
{
    struct sample s = make(g, size, 1);
    struct lorenz curve;
    struct err e;
    CHECK(lorenz_draw(&curve, s.value, s.people, s.count, &arena, &e) == STATUS_OK);
    double below = 0, slope = 0;
    int convex = 1;
    for (int k = 1; k < curve.count; k++) {
        double width = curve.people_share[k] - curve.people_share[k - 1];
        double rise = curve.value_share[k] - curve.value_share[k - 1];
        below += width * (curve.value_share[k] + curve.value_share[k - 1]);
        convex &= rise >= slope * width - 1e-9;
        if (width > 1e-9) slope = rise / width;
    }
    arena_clear(&arena);
    return convex && near(1 - below, measured(&s).gini.total);
}

#define LAW(name, size)                         \
    TEST(law_##name)                            \
    {                                           \
        property_check(#name, name, size, 400); \
    }

LAW(parts_add_up_to_the_total, AREA_MAX)
LAW(gini_lies_in_0_to_1_and_theil_below_its_limit, AREA_MAX)
LAW(scale_does_not_matter, AREA_MAX)
LAW(order_of_areas_does_not_matter, AREA_MAX)
LAW(names_of_provinces_do_not_matter, AREA_MAX)
LAW(splitting_an_area_does_not_matter, AREA_MAX)
LAW(a_transfer_to_the_poorer_lessens_inequality, AREA_MAX)
LAW(one_province_has_all_within_each_area_its_own_has_none, AREA_MAX)
LAW(layered_provinces_have_no_overlap, AREA_MAX)
LAW(gini_is_twice_the_area_above_the_lorenz_curve, AREA_MAX)

SUITE(CASE(law_parts_add_up_to_the_total), CASE(law_gini_lies_in_0_to_1_and_theil_below_its_limit),
      CASE(law_scale_does_not_matter), CASE(law_order_of_areas_does_not_matter),
      CASE(law_names_of_provinces_do_not_matter), CASE(law_splitting_an_area_does_not_matter),
      CASE(law_a_transfer_to_the_poorer_lessens_inequality),
      CASE(law_one_province_has_all_within_each_area_its_own_has_none),
      CASE(law_layered_provinces_have_no_overlap),
      CASE(law_gini_is_twice_the_area_above_the_lorenz_curve))
