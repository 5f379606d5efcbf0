/* SPDX-License-Identifier: Apache-2.0 */
/* The safe core and what is a matter of taste, for people and for programs. */
#include <math.h>

#include "app/ensemble.h"
#include "base/json.h"
#include "base/number.h"

enum {
    OPEN_SHOWN = 10,
};

/* Behind the last visit of the same area and stage. */
static int end_of(const struct ensemble_answer *x, int first)
{
    int end = first;
    while (end < x->visit_count && x->visits[end].area == x->visits[first].area &&
           x->visits[end].stage == x->visits[first].stage)
        end++;
    return end;
}

static void write_plans(const struct ensemble_answer *x, struct buf *b)
{
    double worst = x->found.plans[0].objective, best = worst;
    int moved = 0;
    for (int i = 0; i < x->found.count; i++) {
        worst = fmin(worst, x->found.plans[i].objective);
        best = fmax(best, x->found.plans[i].objective);
        if (x->moved[i] > moved) moved = x->moved[i];
    }
    buf_text(b, "worth from ");
    buf_grouped(b, worst, 0);
    buf_text(b, " to ");
    buf_grouped(b, best, 0);
    buf_text(b, "; no plan is worth more than ");
    buf_grouped(b, x->found.bound, 0);
    buf_printf(b, "\nup to %d visits differ from those of the first plan\n", moved);
    buf_printf(b, "%d of %d visits are in every plan, %d of them in the same year\n",
               x->always_count, x->served_count, x->core_count);
}

static void write_years(const struct ensemble_answer *x, const struct programme *p, int first,
                        int end, struct buf *b)
{
    int left = x->found.count;
    buf_printf(b, "  %s (stage %d):", p->areas[x->visits[first].area].name, x->visits[first].stage);
    for (int i = first; i < end; i++) {
        buf_printf(b, "%s %d in %d", i > first ? "," : "", x->visits[i].plans,
                   p->first_year + x->visits[i].year);
        left -= x->visits[i].plans;
    }
    if (left > 0) buf_printf(b, ", %d never", left);
    buf_char(b, '\n');
}

/* Areas whose year is open, those with the most years first. */
static void write_open(const struct ensemble_answer *x, const struct programme *p, struct buf *b)
{
    int shown = 0, open = x->served_count - x->core_count;
    if (open == 0) return;
    buf_text(b, "a matter of taste, so many plans in each year:\n");
    for (int years = YEAR_MAX; years >= 1 && shown < OPEN_SHOWN; years--)
        for (int i = 0, end = 0; i < x->visit_count && shown < OPEN_SHOWN; i = end) {
            end = end_of(x, i);
            if (end - i != years || x->visits[i].plans == x->found.count) continue;
            write_years(x, p, i, end, b);
            shown++;
        }
    if (open > shown) buf_printf(b, "  and %d more, in table ensemble_visit\n", open - shown);
}

void ensemble_write(const struct ensemble_answer *x, const struct programme *p, struct buf *b)
{
    buf_printf(b, "%s\n", x->summary);
    if (x->found.count == 0) return;
    write_plans(x, b);
    write_open(x, p, b);
}

static void plans_json(const struct ensemble_answer *x, struct json *j)
{
    json_key(j, "plans");
    json_open(j, '[');
    for (int i = 0; i < x->found.count; i++) {
        json_open(j, '{');
        json_key(j, "objective");
        json_real(j, x->found.plans[i].objective);
        json_key(j, "moved");
        json_integer(j, x->moved[i]);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void visits_json(const struct ensemble_answer *x, const struct programme *p, struct json *j)
{
    json_key(j, "visits");
    json_open(j, '[');
    for (int i = 0; i < x->visit_count; i++) {
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(p->areas[x->visits[i].area].code));
        json_key(j, "stage");
        json_integer(j, x->visits[i].stage);
        json_key(j, "year");
        json_integer(j, p->first_year + x->visits[i].year);
        json_key(j, "plans");
        json_integer(j, x->visits[i].plans);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void facilities_json(const struct ensemble_answer *x, const struct programme *p,
                            struct json *j)
{
    json_key(j, "facilities");
    json_open(j, '[');
    for (int i = 0; i < x->facility_count; i++) {
        const struct ensemble_facility *f = &x->facilities[i];
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(p->areas[f->area].code));
        json_key(j, "stage");
        json_integer(j, f->stage);
        json_key(j, "size");
        json_text(j, slice_of(p->sizes[f->size].code));
        json_key(j, "site");
        json_text(j, slice_of(p->sites[f->site].code));
        json_key(j, "plans");
        json_integer(j, f->plans);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void ensemble_write_json(const struct ensemble_answer *x, const struct programme *p, struct buf *b)
{
    static const char *const outcomes[] = {"optimal", "feasible", "infeasible", "stopped"};
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "outcome");
    json_text(&j, slice_of(outcomes[x->found.outcome]));
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));
    json_key(&j, "bound");
    json_real(&j, isfinite(x->found.bound) ? x->found.bound : NAN);
    json_key(&j, "served");
    json_integer(&j, x->served_count);
    json_key(&j, "always");
    json_integer(&j, x->always_count);
    json_key(&j, "core");
    json_integer(&j, x->core_count);
    json_key(&j, "placed");
    json_integer(&j, x->placed_count);
    json_key(&j, "core_placed");
    json_integer(&j, x->core_placed);
    plans_json(x, &j);
    visits_json(x, p, &j);
    facilities_json(x, p, &j);
    json_shut(&j, '}');
    buf_char(b, '\n');
}
