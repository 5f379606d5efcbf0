/* SPDX-License-Identifier: Apache-2.0 */
#include "app/plan.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/diagnose.h"
#include "app/disk.h"
#include "app/equity.h"
#include "app/runs.h"
#include "app/site.h"
#include "base/number.h"
#include "base/version.h"
#include "plan/solve.h"

const enum table_id plan_result_tables[PLAN_RESULT_TABLE_COUNT] = {
    TABLE_PLAN,           TABLE_PLAN_VISIT,
    TABLE_PLAN_FACILITY,  TABLE_PLAN_USE,
    TABLE_PLAN_CLAUSE,    TABLE_PLAN_GAIN,
    TABLE_PLAN_AREA_GAIN, TABLE_PLAN_FLOW,
    TABLE_SCHEDULE,       TABLE_SCHEDULE_ACTIVITY,
    TABLE_SCHEDULE_STAY,  TABLE_SHIPPING,
    TABLE_SHIPMENT,       TABLE_SHIPPING_STOCK,
    TABLE_SHIPPING_LIMIT, TABLE_INEQUALITY,
    TABLE_LORENZ,         TABLE_RUN};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the plan");
}

enum status plan_check_name(const char *name, struct err *e)
{
    size_t len = slice_of(name).len;
    if (len < 1 || len > CODE_BYTES_MAX)
        return err_set(e, STATUS_USAGE, "--name: a name has 1 to %d letters", CODE_BYTES_MAX);
    for (const char *c = name; *c; c++) {
        int fine = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
                   (*c >= '0' && *c <= '9') || *c == '_' || *c == '.' || *c == ':' || *c == '-';
        if (!fine)
            return err_set(e, STATUS_USAGE,
                           "--name '%s': only letters A to Z, digits and _ . : - make a name",
                           name);
    }
    return STATUS_OK;
}

static enum status prepare_index(struct session *s, int threads, struct err *e)
{
    struct diagnose_answer answer;
    struct diagnose_options options = {
        .trial_count = DIAGNOSE_TRIALS, .seed = 1, .threads = threads, .line = ""};
    TRY(diagnose(&answer, &s->data, &s->programme, &options, &s->findings, e));
    return session_keep(s, diagnose_tables, DIAGNOSE_TABLE_COUNT, e);
}

static enum status prepare_sites(struct session *s, int threads, struct err *e)
{
    struct site_report report;
    struct site_request request = {SITE_PROPOSE_AUTO, threads, ""};
    TRY(site_run(&report, &s->data, &s->programme, &request, s->arena, e));
    TRY(site_keep(s, &report, e));
    return report.sites_changed ? session_reload(s, e) : STATUS_OK;
}

enum status plan_prepare(struct session *s, int threads, int *did_index, int *did_sites,
                         struct err *e)
{
    char hash[DIGEST_TEXT_BYTES];
    site_digest(&s->data, hash);
    *did_sites = runs_state(&s->data, "site", hash) != RUN_CURRENT;
    if (*did_sites) TRY(prepare_sites(s, threads, e));
    diagnose_input_hash(&s->data, hash);
    *did_index =
        s->programme.equity_eta > 0 && runs_state(&s->data, "diagnose", hash) != RUN_CURRENT;
    return *did_index ? prepare_index(s, threads, e) : STATUS_OK;
}

/* --- rows of an earlier plan of the name -------------------------------------------------- */

static void drop_earlier(struct dataset *d, const char *name)
{
    table_drop(&d->tables[TABLE_PLAN], "code", slice_of(name));
    for (int id = TABLE_PLAN_VISIT; id <= TABLE_SHIPPING_LIMIT; id++)
        table_drop(&d->tables[id], "plan", slice_of(name));
}

/* --- the answer --------------------------------------------------------------------------- */

static const char *outcome_word(enum plan_outcome outcome)
{
    static const char *const words[] = {"optimal", "feasible", "infeasible", "stopped"};
    return words[outcome];
}

static int has_plan(const struct plan *plan)
{
    return plan->outcome == PLAN_OPTIMAL || plan->outcome == PLAN_FEASIBLE;
}

/* How far from the best plan this one can be. */
static void tell_gap(const struct plan_answer *x, double asked, struct buf *b)
{
    if (x->plan.outcome == PLAN_OPTIMAL) {
        buf_text(b, "; proven optimal: no plan is worth more");
        return;
    }
    buf_text(b, "; no plan is worth more than ");
    buf_grouped(b, x->plan.bound, 0);
    buf_printf(b, ": proven within %.3g %% of the best, ", 100 * x->gap);
    if (x->gap <= asked)
        buf_printf(b, "as the gap of %.3g %% asks", 100 * asked);
    else
        buf_printf(b, "more than the gap of %.3g %% asked for; more --effort may reduce it",
                   100 * asked);
}

/* What is missed of clauses that may be. */
static void tell_penalty(const struct plan *plan, struct buf *b)
{
    if (plan->penalty < 0.5) return;
    buf_text(b, ", after ");
    buf_grouped(b, plan->penalty, 0);
    buf_text(b, " taken off for clauses that are missed");
}

/* What areas gain by what others send. */
static void tell_trade(const struct plan *plan, struct buf *b)
{
    if (plan->flow_count == 0) return;
    buf_text(b, ", ");
    buf_grouped(b, plan->trade, 0);
    buf_text(b, " of them by trade between areas");
}

/* How many of the plants that take an uncertain time can be expected when they are counted on. */
static void tell_chance(const struct plan *plan, const struct programme *p, struct buf *b)
{
    int uncertain = 0;
    double on_time = 0;
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility_size *z = &p->sizes[plan->facilities[i].size];
        double chance = build_time_on_time(&z->build_time, z->build_years);
        if (isnan(chance)) continue;
        uncertain++;
        on_time += chance;
    }
    if (uncertain == 0) return;
    buf_printf(b,
               "; of %d facilities whose time of building is uncertain, %.0f can be expected to be "
               "ready in the year the plan counts on",
               uncertain, on_time);
}

/* What a max-min plan brings to every area. */
static void tell_level(const struct plan_answer *x, const struct programme *p, struct buf *b)
{
    if (!x->is_max_min) return;
    buf_printf(b, "; every area has at least %.1f %% of its needs met in %d", 100 * x->maxmin.level,
               p->first_year + p->year_count - 1);
    if (x->below_count) buf_printf(b, ", but %d whose own sites allow no more", x->below_count);
    if (x->maxmin.level_bound - x->maxmin.level <= MAXMIN_STEP)
        buf_text(b, ", and no plan brings more to all");
    else
        buf_printf(b, "; no plan brings more than %.1f %% to all", 100 * x->maxmin.level_bound);
}

static enum status summarise(struct plan_answer *x, const struct programme *p, double asked,
                             struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(8192);
    if (has_plan(&x->plan)) {
        buf_counted(&b, x->plan.visit_count, "visit", "visits");
        buf_text(&b, " to ");
        buf_counted(&b, x->area_count, "area", "areas");
        buf_text(&b, " in ");
        buf_counted(&b, p->year_count, "year", "years");
        buf_text(&b, x->plan.visit_count == 1 ? " brings " : " bring ");
        buf_counted(&b, x->plan.facility_count, "facility", "facilities");
        buf_text(&b, ", worth ");
        buf_grouped(&b, x->plan.objective, 0);
        buf_text(&b, " weighted person-years supplied");
        tell_trade(&x->plan, &b);
        tell_penalty(&x->plan, &b);
        tell_gap(x, asked, &b);
        tell_level(x, p, &b);
        tell_chance(&x->plan, p, &b);
    } else if (x->plan.outcome == PLAN_INFEASIBLE) {
        buf_printf(&b, "no plan keeps every limit and clause: %s", x->plan.why_infeasible);
    } else {
        buf_text(&b, "stopped before a plan was found");
    }
    enum status status = buf_ok(&b, e);
    if (status == STATUS_OK) {
        x->summary = arena_strndup(a, b.at, b.len);
        if (!x->summary) status = out_of_memory(e);
    }
    buf_clear(&b);
    return status;
}

static enum status count_answer(struct plan_answer *x, const struct programme *p, struct arena *a,
                                struct err *e)
{
    char *visited = ARENA_ARRAY(a, char, (size_t)p->area_count + 1);
    if (!visited) return out_of_memory(e);
    for (int v = 0; v < x->plan.visit_count; v++) {
        x->area_count += !visited[x->plan.visits[v].area];
        visited[x->plan.visits[v].area] = 1;
    }
    for (int i = 0; i < p->limit_count; i++)
        x->binding_count += x->plan.limit_price[i] > 0;
    x->gap = NAN;
    if (!has_plan(&x->plan)) return STATUS_OK;
    if (x->is_max_min) TRY(maxmin_below(p, &x->plan, x->maxmin.level, &x->below_count, a, e));
    double distance = x->plan.bound - x->plan.objective;
    x->gap = distance <= 0 ? 0 : distance / fmax(fabs(x->plan.objective), 1e-9);
    return STATUS_OK;
}

static enum status write_plan_row(struct session *s, const struct plan_answer *x,
                                  const struct plan_request *request, struct err *e)
{
    struct table *t = &s->data.tables[TABLE_PLAN];
    int row = table_add(t, s->arena);
    const char *hash = arena_strndup(s->arena, s->input_hash, strlen(s->input_hash));
    if (row < 0 || !hash) return out_of_memory(e);
    table_put_text(t, row, "code", slice_of(x->name));
    table_put_text(t, row, "outcome", slice_of(outcome_word(x->plan.outcome)));
    if (has_plan(&x->plan)) {
        table_put_real(t, row, "objective", x->plan.objective);
        table_put_real(t, row, "gap", x->gap);
        if (x->is_max_min) {
            table_put_real(t, row, "level", x->maxmin.level);
            table_put_real(t, row, "level_bound", x->maxmin.level_bound);
            table_put_integer(t, row, "below_level", x->below_count);
        }
        int soft = 0;
        for (int i = 0; i < s->programme.clause_count; i++)
            soft |= clause_is_soft(&s->programme.clauses[i]);
        if (soft) table_put_real(t, row, "penalty", x->plan.penalty);
    }
    if (isfinite(x->plan.bound) && x->plan.outcome != PLAN_INFEASIBLE)
        table_put_real(t, row, "bound", x->plan.bound);
    table_put_text(t, row, "input_hash", slice_of(hash));
    table_put_text(t, row, "program_version", slice_of(GROUNDWORK_VERSION));
    if (*request->options) table_put_text(t, row, "options", slice_of(request->options));
    table_put_integer(t, row, "seed", (int64_t)request->seed);
    table_put_integer(t, row, "round_count", x->plan.round_count);
    table_put_integer(t, row, "column_count", x->plan.column_count);
    table_put_text(t, row, "summary", slice_of(x->summary));
    return STATUS_OK;
}

static enum status keep_answer(struct session *s, const struct plan_answer *x,
                               const struct plan_request *request, const struct plan_input *input,
                               struct err *e)
{
    drop_earlier(&s->data, x->name);
    TRY(write_plan_row(s, x, request, e));
    if (has_plan(&x->plan)) {
        if (plan_tables_write(&s->data, &s->programme, input->siting, input->equity_weight, x,
                              s->arena) != STATUS_OK)
            return out_of_memory(e);
        TRY(diagnose_after_plan(&s->data, &s->programme, x->name, s->arena, e));
    }
    struct run_note note = {"plan", s->input_hash, request->options, (int64_t)request->seed,
                            x->summary};
    return runs_note(&s->data, &note, s->arena, e);
}

enum status plan_keep(struct plan_answer *x, struct session *s, const struct plan_request *request,
                      const struct plan_input *input, struct err *e)
{
    TRY(count_answer(x, &s->programme, s->arena, e));
    TRY(summarise(x, &s->programme, request->gap, s->arena, e));
    return keep_answer(s, x, request, input, e);
}

enum status plan_make(struct plan_answer *out, struct session *s,
                      const struct plan_request *request, struct err *e)
{
    struct siting siting;
    double *weights = NULL;
    *out = (struct plan_answer){.name = request->name};
    TRY(siting_obtain(&siting, &s->data, &s->programme, request->threads, s->arena, e));
    TRY(equity_weights(&weights, &s->data, &s->programme, s->arena, e));
    struct plan_input input = {&s->programme, &siting, weights};
    struct plan_options options = {.gap = request->gap,
                                   .effort = request->effort,
                                   .threads = request->threads,
                                   .seed = request->seed,
                                   .stop = request->stop,
                                   .progress = request->progress};
    out->is_max_min = request->max_min;
    if (request->max_min)
        TRY(plan_maxmin(&input, &options, &out->plan, &out->maxmin, s->arena, e));
    else
        TRY(plan_solve(&input, &options, &out->plan, s->arena, e));
    return plan_keep(out, s, request, &input, e);
}

/* --- MPS ---------------------------------------------------------------------------------- */

static int write_bytes(void *context, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, context) == len;
}

enum status plan_export_mps(const struct session *s, const char *path, int threads, struct err *e)
{
    struct siting siting;
    double *weights = NULL;
    TRY(siting_obtain(&siting, &s->data, &s->programme, threads, s->arena, e));
    TRY(equity_weights(&weights, &s->data, &s->programme, s->arena, e));
    struct plan_input input = {&s->programme, &siting, weights};
    char staged[DISK_PATH_MAX + 8];
    int len = snprintf(staged, sizeof staged, "%s.new", path);
    if (len < 0 || len >= (int)sizeof staged)
        return err_set(e, STATUS_USAGE, "the path '%.60s…' is too long", path);
    FILE *file = fopen(staged, "wb");
    if (!file) return err_set(e, STATUS_IO, "cannot write '%s': %s", staged, strerror(errno));
    struct plan_sink sink = {write_bytes, file};
    enum status status = plan_write_mps(&input, &sink, s->arena, e);
    int whole = fflush(file) == 0 && fsync(fileno(file)) == 0;
    whole = fclose(file) == 0 && whole;
    if (status == STATUS_OK && !whole)
        status = err_set(e, STATUS_IO, "cannot write '%s': %s", staged, strerror(errno));
    if (status == STATUS_OK) status = disk_publish(path, e);
    if (status != STATUS_OK) disk_discard(path);
    return status;
}
