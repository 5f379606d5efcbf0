/* SPDX-License-Identifier: Apache-2.0 */
#include "app/check.h"

#include <math.h>

#include "app/check_building.h"
#include "app/equity.h"
#include "app/site.h"
#include "base/json.h"
#include "base/number.h"
#include "verify/verify.h"

static enum status find_plan(struct check_answer *out, const struct dataset *d, const char *code,
                             struct arena *a, struct err *e)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    if (t->row_count == 0)
        return err_set(e, STATUS_NOTFOUND, "there is no plan yet; run 'groundwork plan'");
    out->row = code ? -1 : t->row_count - 1;
    for (int row = 0; row < t->row_count && code; row++)
        if (slice_is(table_get_text(t, row, "code"), code)) out->row = row;
    if (out->row < 0)
        return err_set(e, STATUS_NOTFOUND, "there is no plan '%s'; table plan lists %d", code,
                       t->row_count);
    struct slice name = table_get_text(t, out->row, "code");
    out->plan = arena_strndup(a, name.at ? name.at : "", name.len);
    return out->plan ? STATUS_OK : err_set(e, STATUS_NOMEM, "out of memory");
}

/* gap = (bound - objective) / |objective|, as the table has it. */
static void check_gap(const struct check_answer *x, const struct dataset *d,
                      struct findings *findings)
{
    const struct table *t = &d->tables[TABLE_PLAN];
    double stated = table_get_real(t, x->row, "gap");
    if (isnan(stated) || !(fabs(x->stated.objective) > 0)) return;
    double gap = (x->stated.bound - x->stated.objective) / fabs(x->stated.objective);
    if (fabs(stated - gap) > 1e-6)
        findings_row(findings, 1, t, x->row, "gap",
                     "the file has %.10g; by its bound and objective it is %.10g", stated, gap);
}

/* Every rule, then the figures of a plan whose worth could be worked out. */
static enum status judge(struct check_answer *out, struct check_figures *c, int threads,
                         struct err *e)
{
    struct arena *a = c->findings->arena;
    struct siting siting;
    struct verdict verdict;
    double *weights;
    TRY(siting_obtain(&siting, c->data, c->programme, threads, a, e));
    TRY(equity_weights(&weights, c->data, c->programme, a, e));
    TRY(verifier_new(&c->verifier, c->programme, &siting, weights, a, e));
    verifier_check(c->verifier, &out->stated, &verdict);
    verdict_tell(c->verifier, &out->stated, &verdict, c->findings);
    out->rule_count = verdict.count;
    out->worth = verdict.objective;
    out->penalty = verdict.penalty;
    for (int i = 0; i < c->programme->clause_count; i++)
        out->soft_count += clause_is_soft(&c->programme->clauses[i]);
    int errors = c->findings->error_count;
    check_gap(out, c->data, c->findings);
    if (!isnan(verdict.objective)) TRY(check_figures(c, &verdict, e));
    out->figure_count = c->findings->error_count - errors;
    return STATUS_OK;
}

enum status check_plan(struct check_answer *out, const struct dataset *d, const struct programme *p,
                       const struct check_request *request, struct findings *findings,
                       struct err *e)
{
    struct stored_plan stored;
    int before = findings->error_count;
    *out = (struct check_answer){.worth = NAN};
    TRY(find_plan(out, d, request->plan, findings->arena, e));
    struct slice made_from = table_get_text(&d->tables[TABLE_PLAN], out->row, "input_hash");
    out->is_input_changed = !slice_is(made_from, request->input_hash);
    TRY(plan_from_tables(&stored, d, p, out->row, findings, e));
    out->stated = stored.plan;
    struct check_figures figures = {.data = d,
                                    .programme = p,
                                    .stored = &stored,
                                    .findings = findings,
                                    .code =
                                        table_get_text(&d->tables[TABLE_PLAN], out->row, "code")};
    if (stored.is_whole)
        TRY(judge(out, &figures, request->threads, e));
    else
        out->figure_count = findings->error_count - before;
    if (findings->failed) return err_set(e, STATUS_NOMEM, "out of memory");
    return STATUS_OK;
}

static const char *outcome_word(enum plan_outcome outcome)
{
    static const char *const words[] = {"optimal", "feasible", "infeasible", "stopped"};
    return words[outcome];
}

/* What the planner said of it. */
static void write_outcome(const struct plan *stated, struct buf *b)
{
    double distance = (stated->bound - stated->objective) / fabs(stated->objective);
    if (stated->outcome == PLAN_OPTIMAL)
        buf_text(b, "stated optimal");
    else if (stated->outcome == PLAN_FEASIBLE && isfinite(distance) && distance >= 0)
        buf_printf(b, "stated within %.3g %% of the best", 100 * distance);
    else
        buf_text(b, outcome_word(stated->outcome));
}

void check_write_wrong(const struct findings *findings, struct buf *b)
{
    for (int i = 0; i < findings->count; i++) {
        const struct finding *f = &findings->list[i];
        if (!f->is_error) continue;
        buf_printf(b, "%s: %s%s%s\n", f->place, f->column ? f->column : "", f->column ? ": " : "",
                   f->sentence);
    }
}

static void write_missed(const struct check_answer *x, struct buf *b)
{
    if (x->soft_count == 0) return;
    buf_printf(b, "clauses that may be missed: %d; what is missed costs ", x->soft_count);
    buf_grouped(b, x->penalty, 0);
    buf_text(b, ", which is taken off\n");
}

/* "schedule: 11,232 activities by 70 crews: sound". */
static void write_building(const struct check_building *c, struct buf *b)
{
    if (c->has_schedule) {
        buf_printf(b, "schedule: %d activities by %d crew%s: ", c->activity_count, c->crew_count,
                   c->crew_count == 1 ? "" : "s");
        if (c->schedule_wrong)
            buf_printf(b, "NOT SOUND, %d rules broken or figures wrong\n", c->schedule_wrong);
        else
            buf_text(b, "sound\n");
    }
    if (c->has_shipments && c->is_read) {
        buf_printf(b, "shipments: %d: ", c->shipment_count);
        if (c->shipments_wrong)
            buf_printf(b, "NOT SOUND, %d rules broken or figures wrong\n", c->shipments_wrong);
        else
            buf_text(b, "sound\n");
    }
}

static void write_building_json(const struct check_building *c, struct json *j)
{
    json_key(j, "schedule");
    json_text(j, !c->has_schedule ? SLICE_NONE : slice_of(c->schedule_wrong ? "wrong" : "sound"));
    json_key(j, "shipments");
    json_text(j, !c->has_shipments || !c->is_read
                     ? SLICE_NONE
                     : slice_of(c->shipments_wrong ? "wrong" : "sound"));
}

void check_write(const struct check_answer *x, const struct findings *findings, struct buf *b)
{
    check_write_wrong(findings, b);
    int broken = x->rule_count + x->figure_count;
    buf_printf(b, "plan %s (", x->plan);
    write_outcome(&x->stated, b);
    buf_text(b, "): ");
    buf_counted(b, x->stated.visit_count, "visit", "visits");
    buf_text(b, ", ");
    buf_counted(b, x->stated.facility_count, "facility", "facilities");
    buf_char(b, '\n');
    if (!isnan(x->worth)) {
        buf_text(b, "worth ");
        buf_grouped(b, x->worth, 0);
        buf_text(b, " weighted person-years supplied, as worked out anew; at most ");
        buf_grouped(b, x->stated.bound, 0);
        buf_text(b, " by the stated bound\n");
        write_missed(x, b);
    }
    if (x->is_input_changed)
        buf_text(b, "figures have changed since the plan was made; this is the check against the "
                    "figures of now\n");
    if (broken)
        buf_printf(b, "NOT SOUND: %d rules broken, %d stored figures wrong\n", x->rule_count,
                   x->figure_count);
    else if (x->stated.outcome == PLAN_INFEASIBLE || x->stated.outcome == PLAN_STOPPED)
        buf_text(b, "sound: it says that there is no plan, and lists no visits of its own\n");
    else
        buf_text(b, "sound: it keeps every limit and clause, and every stored figure is right\n");
    if (x->building) write_building(x->building, b);
}

static void write_findings_json(const struct findings *findings, struct json *j)
{
    json_key(j, "findings");
    json_open(j, '[');
    for (int i = 0; i < findings->count; i++) {
        const struct finding *f = &findings->list[i];
        if (!f->is_error) continue;
        json_open(j, '{');
        json_key(j, "place");
        json_text(j, slice_of(f->place));
        json_key(j, "column");
        json_text(j, slice_of(f->column));
        json_key(j, "sentence");
        json_text(j, slice_of(f->sentence));
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void check_write_json(const struct check_answer *x, const struct findings *findings, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->plan));
    json_key(&j, "outcome");
    json_text(&j, slice_of(outcome_word(x->stated.outcome)));
    json_key(&j, "sound");
    json_flag(&j, x->rule_count + x->figure_count == 0);
    json_key(&j, "input_changed");
    json_flag(&j, x->is_input_changed);
    json_key(&j, "visits");
    json_integer(&j, x->stated.visit_count);
    json_key(&j, "facilities");
    json_integer(&j, x->stated.facility_count);
    json_key(&j, "objective");
    json_real(&j, x->stated.objective);
    json_key(&j, "worth");
    json_real(&j, x->worth);
    json_key(&j, "penalty");
    json_real(&j, x->penalty);
    json_key(&j, "bound");
    json_real(&j, x->stated.bound);
    json_key(&j, "broken_rules");
    json_integer(&j, x->rule_count);
    json_key(&j, "wrong_figures");
    json_integer(&j, x->figure_count);
    if (x->building) write_building_json(x->building, &j);
    write_findings_json(findings, &j);
    json_shut(&j, '}');
    buf_char(b, '\n');
}
