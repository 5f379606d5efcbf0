/* SPDX-License-Identifier: Apache-2.0 */
/* The frontier for people and for programs. */
#include <math.h>
#include <string.h>

#include "app/frontier.h"
#include "base/json.h"
#include "base/number.h"

/* --- in sentences ------------------------------------------------------------------------- */

static void name_point(struct buf *b, const struct frontier_point *p)
{
    buf_text(b, isnan(p->eta) ? "max-min" : "η = ");
    if (!isnan(p->eta)) buf_real(b, p->eta);
}

static void write_percent(struct buf *b, double share)
{
    buf_printf(b, "%.*f\u202f%%", fabs(share) < 0.0995 ? 2 : 1, 100 * share);
}

/* What going from one point to the other takes from the total. */
static void write_loss(struct buf *b, const struct frontier_point *from,
                       const struct frontier_point *to)
{
    double loss = (from->total - to->total) / fmax(fabs(from->total), 1e-9);
    double open = fmax(from->gap, to->gap);
    buf_text(b, loss >= 0 ? "gives up " : "adds ");
    write_percent(b, fabs(loss));
    buf_text(b, loss >= 0 ? " of the total" : " to the total");
    if (fabs(loss) > open) return;
    buf_text(b, " (no more than the ");
    write_percent(b, open);
    buf_text(b, " by which each plan may be below the best for its weights)");
}

static void write_lift(struct buf *b, const char *what, double from, double to)
{
    double change = to - from;
    buf_printf(b, "%s %s ",
               change > 0.0005    ? "lifts"
               : change < -0.0005 ? "lowers"
                                  : "leaves",
               what);
    if (fabs(change) > 0.0005) {
        buf_printf(b, "from %.1f\u202f%% to ", 100 * from);
    } else {
        buf_text(b, "at ");
    }
    buf_printf(b, "%.1f\u202f%%", 100 * to);
}

static void write_step(struct buf *b, const struct frontier_answer *x,
                       const struct frontier_point *from, const struct frontier_point *to)
{
    buf_text(b, "Going from ");
    name_point(b, from);
    buf_text(b, " to ");
    name_point(b, to);
    buf_char(b, ' ');
    write_loss(b, from, to);
    buf_text(b, " and ");
    write_lift(b, "the worst-off fifth of areas", from->fairness.worst_fifth,
               to->fairness.worst_fifth);
    buf_printf(b, " of their needs in %d; it ", x->last_year);
    write_lift(b, "the worst area", from->fairness.worst_area, to->fairness.worst_area);
    buf_text(b, ".");
}

static void write_level(struct buf *b, const struct frontier_answer *x)
{
    const struct frontier_point *last = x->count > 0 ? &x->points[x->count - 1] : NULL;
    if (!last || !isnan(last->eta) || !last->has_plan) return;
    buf_printf(
        b,
        " Max-min brings every area to %.1f\u202f%% of its needs in %d, or as far as its own "
        "sites allow; no plan brings all to more than %.1f\u202f%%.",
        100 * last->level, x->last_year, 100 * last->level_bound);
}

static void write_sentences(struct buf *b, const struct frontier_answer *x)
{
    int largest = frontier_largest(x), fairest = frontier_fairest(x);
    if (x->why_infeasible) {
        buf_printf(b, "No plan keeps every limit and clause, whatever the weights: %s.",
                   x->why_infeasible);
    } else if (largest < 0) {
        buf_text(b, "Stopped before a plan was found.");
    } else if (largest == fairest) {
        buf_text(b, "The plan of ");
        name_point(b, &x->points[largest]);
        buf_printf(b,
                   " has the largest total and serves the worst-off fifth of areas best too "
                   "(%.1f\u202f%% of their needs in %d): there is nothing to choose between.",
                   100 * x->points[largest].fairness.worst_fifth, x->last_year);
    } else {
        write_step(b, x, &x->points[largest], &x->points[fairest]);
    }
}

enum status frontier_summarise(struct frontier_answer *x, struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(8192);
    write_sentences(&b, x);
    write_level(&b, x);
    enum status status = buf_ok(&b, e);
    if (status == STATUS_OK) {
        x->summary = arena_strndup(a, b.at, b.len);
        if (!x->summary) status = err_set(e, STATUS_NOMEM, "out of memory for the frontier");
    }
    buf_clear(&b);
    return status;
}

/* --- as a table ---------------------------------------------------------------------------- */

/* Characters of UTF-8 text. */
static int width_of(struct slice s)
{
    int width = 0;
    for (size_t i = 0; i < s.len; i++)
        width += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return width;
}

static void write_cell(struct buf *b, struct slice text, int width)
{
    buf_printf(b, "%*s", width > width_of(text) ? width - width_of(text) : 0, "");
    buf_slice(b, text);
}

static void write_grouped(struct buf *b, double value, int width)
{
    struct buf cell = BUF_INIT(256);
    buf_grouped(&cell, value, 0);
    write_cell(b, buf_as_slice(&cell), width);
    buf_clear(&cell);
}

static void write_figure(struct buf *b, double value)
{
    if (isnan(value))
        buf_printf(b, "%8s", "-");
    else
        buf_printf(b, "%8.4f", value);
}

static void write_point(struct buf *b, const struct frontier_answer *x,
                        const struct frontier_point *p, double largest)
{
    const struct fairness *f = &p->fairness;
    char number[NUMBER_TEXT_MAX] = "max-min";
    if (!isnan(p->eta)) number_write_real(number, p->eta);
    buf_printf(b, "%7s", number);
    if (!p->has_plan) {
        buf_printf(b, "   %s\n",
                   p->outcome == PLAN_INFEASIBLE ? "no plan keeps every limit and clause"
                                                 : "stopped before a plan was found");
        return;
    }
    write_grouped(b, p->total, 14);
    buf_printf(b, " %7.2f %%", 100 * p->total / fmax(fabs(largest), 1e-9));
    write_grouped(b, f->people_supplied, 12);
    buf_printf(b, " %8.1f %% %6.1f %%", 100 * f->worst_fifth, 100 * f->worst_area);
    write_figure(b, f->gini);
    write_figure(b, f->gini_mean);
    write_figure(b, f->theil_t);
    if (x->plan) buf_printf(b, "%7d", p->moved_count);
    buf_printf(b, " %6.2f %%%s\n", 100 * p->gap, p->is_dominated ? "  dominated" : "");
}

void frontier_write(const struct frontier_answer *x, struct buf *b)
{
    int largest = frontier_largest(x);
    buf_printf(b, "%7s%14s%10s%12s%11s%9s%8s%8s%8s%s%9s\n", "", "", "of the", "people", "worst-off",
               "worst", "", "Gini", "", x->plan ? "  areas" : "", "");
    write_cell(b, slice_of("η"), 7);
    buf_printf(b, "%14s%10s%12s%11s%9s%8s%8s%8s%s%9s\n", "total", "largest", "supplied", "fifth",
               "area", "Gini", "mean", "Theil", x->plan ? "  moved" : "", "gap");
    for (int i = 0; i < x->count; i++)
        write_point(b, x, &x->points[i], largest < 0 ? NAN : x->points[largest].total);
    buf_printf(b,
               "total: weighted person-years supplied, people equal; people supplied, worst-off "
               "fifth, worst area: %d\n",
               x->last_year);
    if (x->plan) buf_printf(b, "areas moved: visited in another year than in plan '%s'\n", x->plan);
    buf_printf(b, "%s\n", x->summary);
}

static void write_point_json(struct json *j, const struct frontier_point *p)
{
    static const char *const outcomes[] = {"optimal", "feasible", "infeasible", "stopped"};
    const struct fairness *f = &p->fairness;

    const struct {
        const char *key;
        double value;
    } figures[] = {{"total", p->total},
                   {"people_supplied", f->people_supplied},
                   {"worst_fifth", f->worst_fifth},
                   {"worst_area", f->worst_area},
                   {"gini", f->gini},
                   {"gini_mean", f->gini_mean},
                   {"theil_t", f->theil_t},
                   {"theil_t_mean", f->theil_t_mean}};

    json_open(j, '{');
    json_key(j, "point");
    json_text(j, slice_of(p->code));
    json_key(j, "eta");
    json_real(j, p->eta);
    json_key(j, "level");
    json_real(j, p->level);
    json_key(j, "level_bound");
    json_real(j, p->level_bound);
    json_key(j, "outcome");
    json_text(j, slice_of(outcomes[p->outcome]));
    json_key(j, "objective");
    json_real(j, p->objective);
    json_key(j, "bound");
    json_real(j, p->bound);
    json_key(j, "gap");
    json_real(j, p->gap);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        json_key(j, figures[i].key);
        json_real(j, p->has_plan ? figures[i].value : NAN);
    }
    json_key(j, "moved");
    json_real(j, p->moved_count >= 0 ? (double)p->moved_count : REAL_NONE);
    json_key(j, "dominated");
    json_flag(j, p->is_dominated);
    json_shut(j, '}');
}

void frontier_write_json(const struct frontier_answer *x, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "last_year");
    json_integer(&j, x->last_year);
    json_key(&j, "plan");
    json_text(&j, slice_of(x->plan));
    json_key(&j, "points");
    json_open(&j, '[');
    for (int i = 0; i < x->count; i++)
        write_point_json(&j, &x->points[i]);
    json_shut(&j, ']');
    json_key(&j, "why_infeasible");
    json_text(&j, slice_of(x->why_infeasible));
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));
    json_shut(&j, '}');
    buf_char(b, '\n');
}
