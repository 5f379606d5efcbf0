/* SPDX-License-Identifier: Apache-2.0 */
/* Why there is no plan, in the words of the limits and clauses that cannot hold together. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "plan/result.h"

enum {
    NAMED_MAX = 6,
};

static void name_row(struct buf *b, const struct problem *p, const struct row *r)
{
    const struct programme *pr = p->programme;
    if (r->kind == ROW_LIMIT) {
        const struct resource_limit *l = &pr->limits[r->origin];
        buf_printf(b, "the limit of '%s' in %d", pr->resources[l->resource].code,
                   pr->first_year + l->year);
        if (l->area >= 0) buf_printf(b, " in '%s'", pr->areas[l->area].code);
        buf_text(b, " (");
        buf_real(b, l->quantity);
        buf_printf(b, " %s)", pr->resources[l->resource].unit);
    } else if (r->kind == ROW_FLOOR) {
        buf_printf(b, "the share of needs to be met in '%s'", pr->areas[r->scope].code);
    } else if (r->kind == ROW_CAPACITY) {
        static const char *const what[] = {"the labour",          "the raw materials",
                                           "the power at a site", "the water at a site",
                                           "the land of a site",  "the transport to a site"};
        buf_printf(b, "%s of '%s'", what[p->capacities[r->origin].kind], pr->areas[r->scope].code);
    } else {
        const struct clause *c = &pr->clauses[r->origin];
        buf_printf(b, "clause '%s'", c->code);
        int of_period = c->kind == CLAUSE_VISITS_IN_PERIOD || c->kind == CLAUSE_SHARE_IN_PERIOD ||
                        c->kind == CLAUSE_LIMIT_CHANGES;
        if (!of_period) buf_printf(b, " in %d", pr->first_year + r->year);
    }
}

/* Does the clause make the block a must? */
static int makes_must(const struct problem *p, const struct clause *c, const struct block *b)
{
    if (clause_is_soft(c) || (c->stage != 0 && c->stage != b->stage)) return 0;
    if (!area_is_within(p->programme, b->area, c->area)) return 0;
    if (c->kind == CLAUSE_VISIT_WITHIN) return 1;
    if (c->kind != CLAUSE_KEEP_ADOPTED) return 0;
    int year = p->adopted_year[b->area * (STAGE_MAX + 1) + b->stage] - 1;
    return year >= c->year_first && year <= c->year_last;
}

static const struct clause *must_clause(const struct problem *p, const struct block *b)
{
    for (int i = 0; i < p->programme->clause_count; i++)
        if (makes_must(p, &p->programme->clauses[i], b)) return &p->programme->clauses[i];
    return NULL;
}

/* How much each row and must weighs in the proof. */
static void weigh(const struct colgen *cg, double *weight)
{
    const struct problem *p = cg->problem;
    for (int r = 0; r < p->row_count; r++)
        weight[r] = fabs(row_term(&p->rows[r], cg->trial[r]));
    for (int b = 0; b < p->block_count; b++)
        if (p->blocks[b].must) {
            double value = cg->block_value[b];
            weight[p->row_count + b] = isfinite(value) ? fabs(value) : 1e300;
        }
    for (int r = 0; r < p->row_count; r++) /* a row with limit 0 weighs too */
        if (cg->trial[r] != 0 && weight[r] == 0) weight[r] = fabs(cg->trial[r]);
}

/* The heaviest first, each clause of musts once; how many. */
static int name_heaviest(const struct problem *p, double *weight, int count, struct buf *b)
{
    const struct clause *named[NAMED_MAX];
    int named_count = 0, words = 0;
    while (words < NAMED_MAX) {
        int best = -1;
        for (int i = 0; i < count; i++)
            if (weight[i] > 0 && (best < 0 || weight[i] > weight[best])) best = i;
        if (best < 0) break;
        weight[best] = 0;
        const struct clause *must = NULL;
        if (best >= p->row_count) {
            const struct block *block = &p->blocks[best - p->row_count];
            must = must_clause(p, block);
            int known = !must;
            for (int k = 0; k < named_count; k++)
                known |= named[k] == must;
            if (known) continue;
            named[named_count++] = must;
            buf_text(b, words++ ? ", " : "");
            buf_printf(b, "clause '%s' (for '%s')", must->code,
                       p->programme->areas[block->area].code);
        } else {
            buf_text(b, words++ ? ", " : "");
            name_row(b, p, &p->rows[best]);
        }
    }
    return words;
}

static enum status finish(struct buf *b, struct plan *out, struct arena *a, struct err *e)
{
    enum status status = buf_ok(b, e);
    if (status == STATUS_OK) {
        out->why_infeasible = arena_strndup(a, b->at, b->len);
        if (!out->why_infeasible)
            status = err_set(e, STATUS_NOMEM, "out of memory for the reason why there is no plan");
    }
    buf_clear(b);
    return status;
}

enum status result_conflict(const struct colgen *cg, struct plan *out, struct arena *a,
                            struct err *e)
{
    const struct problem *p = cg->problem;
    int count = p->row_count + p->block_count;
    double *weight = ARENA_ARRAY(a, double, (size_t)count + 1);
    if (!weight) return err_set(e, STATUS_NOMEM, "out of memory for the reason");
    weigh(cg, weight);
    struct buf b = BUF_INIT(8192), names = BUF_INIT(8192);
    int is_alone = name_heaviest(p, weight, count, &names) == 1;
    buf_text(&b, is_alone ? "this cannot be kept, even alone: " : "these cannot hold together: ");
    buf_slice(&b, buf_as_slice(&names));
    if (!is_alone) buf_text(&b, "; loosen one of them");
    enum status status = buf_ok(&names, e);
    buf_clear(&names);
    if (status == STATUS_OK) return finish(&b, out, a, e);
    buf_clear(&b);
    return status;
}

enum status result_no_whole_plan(const struct problem *p, struct plan *out, struct arena *a,
                                 struct err *e)
{
    int count = p->row_count + p->block_count;
    double *weight = ARENA_ARRAY(a, double, (size_t)count + 1);
    if (!weight) return err_set(e, STATUS_NOMEM, "out of memory for the reason");
    for (int r = 0; r < p->row_count; r++)
        weight[r] = p->rows[r].lower > 0 ? 2 : 0;
    for (int k = 0; k < p->block_count; k++)
        weight[p->row_count + k] = p->blocks[k].must ? 1 : 0;
    struct buf b = BUF_INIT(8192);
    buf_text(&b, "no choice of whole visits within the limits meets ");
    (void)name_heaviest(p, weight, count, &b);
    buf_text(&b, "; parts of visits would: loosen a limit or one of these a little");
    return finish(&b, out, a, e);
}
