/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/restrict.h"

#include <math.h>
#include <string.h>

#include "plan/master.h"

struct model {
    const struct restriction *r;
    const struct pool *pool;
    const struct problem *problem;
    struct arena arena;
    struct lp *lp;
    double *held; /* [row] use of the blocks that are not free */
    double held_worth;
    int *lp_row;   /* [row], -1: not in the model */
    int *lp_block; /* [block], -1 */
    int lp_row_count;
    int slack_count; /* columns for soft rows and flows, behind the visits */
    char *sends;     /* [row of trade] some visit that may be chosen leaves a surplus */
    int is_broken;   /* a row that no column uses */
    double scale;    /* of worth */
    double *x;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a restricted master problem");
}

static int is_free(const struct model *m, int block)
{
    return !m->r->is_free || m->r->is_free[block];
}

/* Can the lane carry anything? */
static int is_lane_open(const struct model *m, const struct trade_lane *lane)
{
    const struct row *send = &m->problem->rows[lane->send_row];
    return m->sends[lane->send_row - m->problem->trade.row_first] ||
           send->upper - m->held[lane->send_row] > 0;
}

/* Rows of lanes that can carry something are in the model. */
static void mark_lanes(struct model *m)
{
    const struct trade *t = &m->problem->trade;
    for (int r = t->row_first; r < m->problem->row_count; r++)
        m->sends[r - t->row_first] = m->lp_row[r] >= 0;
    for (int i = 0; i < t->lane_count; i++)
        if (is_lane_open(m, &t->lanes[i]))
            m->lp_row[t->lanes[i].send_row] = m->lp_row[t->lanes[i].room_row] = 0;
}

static enum status prepare(struct model *m, struct err *e)
{
    const struct problem *p = m->problem;
    m->held = ARENA_ARRAY(&m->arena, double, (size_t)p->row_count + 1);
    m->lp_row = ARENA_ARRAY(&m->arena, int, (size_t)p->row_count + 1);
    m->lp_block = ARENA_ARRAY(&m->arena, int, (size_t)p->block_count + 1);
    size_t columns =
        (size_t)m->r->column_count + 2 * (size_t)p->row_count + (size_t)p->trade.lane_count;
    m->x = ARENA_ARRAY(&m->arena, double, columns + 1);
    m->sends = ARENA_ARRAY(&m->arena, char, (size_t)(p->row_count - p->trade.row_first) + 1);
    if (!m->sends) return out_of_memory(e);
    if (!m->held || !m->lp_row || !m->lp_block || !m->x) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++) {
        m->lp_block[b] = -1;
        if (is_free(m, b) || m->r->held->column[b] < 0) continue;
        const struct pattern *c = &m->pool->columns[m->r->held->column[b]];
        m->held_worth += c->worth;
        for (int i = 0; i < c->entry_count; i++)
            m->held[c->rows[i]] += c->values[i];
    }
    double largest = 0;
    for (int r = 0; r < p->row_count; r++)
        m->lp_row[r] = -1;
    for (int k = 0; k < m->r->column_count; k++) {
        const struct pattern *c = &m->pool->columns[m->r->columns[k]];
        largest = fmax(largest, fabs(c->worth));
        for (int i = 0; i < c->entry_count; i++)
            m->lp_row[c->rows[i]] = 0;
    }
    m->scale = largest > 0 ? exp2(round(log2(100 / largest))) : 1;
    mark_lanes(m);
    return STATUS_OK;
}

/* Rows some column uses, and one row for every free block; half of the tolerance is kept for the
 * solver's own. */
static enum status add_rows(struct model *m, struct err *e)
{
    const struct problem *p = m->problem;
    size_t room = (size_t)(p->row_count + p->block_count) + 1;
    double *lower = ARENA_ARRAY(&m->arena, double, room);
    double *upper = ARENA_ARRAY(&m->arena, double, room);
    int *start = ARENA_ARRAY(&m->arena, int, room + 1);
    if (!lower || !upper || !start) return out_of_memory(e);
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        if (m->lp_row[r] < 0) {
            m->held_worth -= row_penalty(row, m->held[r]);
            m->is_broken |= !row_is_kept(row, m->held[r]);
            continue;
        }
        double scale = row_scale(row), slack = row->tolerance / 2;
        lower[m->lp_row_count] = (row->lower - slack - m->held[r]) / scale;
        upper[m->lp_row_count] = (row->upper + slack - m->held[r]) / scale;
        m->lp_row[r] = m->lp_row_count++;
    }
    for (int b = 0; b < p->block_count; b++) {
        if (!is_free(m, b)) continue;
        lower[m->lp_row_count] = p->blocks[b].must ? 1 : -INFINITY;
        upper[m->lp_row_count] = 1;
        m->lp_block[b] = m->lp_row_count++;
    }
    int none = 0;
    double nothing = 0;
    struct lp_batch batch = {m->lp_row_count, NULL, lower, upper, start, &none, &nothing};
    return lp_add_rows(m->lp, &batch, e);
}

static enum status add_columns(struct model *m, struct err *e)
{
    size_t n = (size_t)m->r->column_count, entries = 0;
    for (size_t k = 0; k < n; k++)
        entries += (size_t)m->pool->columns[m->r->columns[k]].entry_count + 1;
    double *cost = ARENA_ARRAY(&m->arena, double, n + 1),
           *lower = ARENA_ARRAY(&m->arena, double, n + 1);
    double *upper = ARENA_ARRAY(&m->arena, double, n + 1);
    double *value = ARENA_ARRAY(&m->arena, double, entries + 1);
    int *start = ARENA_ARRAY(&m->arena, int, n + 1),
        *index = ARENA_ARRAY(&m->arena, int, entries + 1);
    if (!cost || !lower || !upper || !value || !start || !index) return out_of_memory(e);
    int at = 0;
    for (size_t k = 0; k < n; k++) {
        const struct pattern *c = &m->pool->columns[m->r->columns[k]];
        cost[k] = c->worth * m->scale;
        upper[k] = 1;
        for (int i = 0; i < c->entry_count; i++) {
            index[at] = m->lp_row[c->rows[i]];
            value[at++] = c->values[i] / row_scale(&m->problem->rows[c->rows[i]]);
        }
        index[at] = m->lp_block[c->block];
        value[at++] = 1;
        start[k + 1] = at;
        if (m->r->start) m->x[k] = m->r->start->column[c->block] == m->r->columns[k];
    }
    struct lp_batch batch = {(int)n, cost, lower, upper, start, index, value};
    return lp_add_columns(m->lp, &batch, e);
}

/* A column that makes up for what soft row r misses on one side. */
static enum status add_slack(struct model *m, int r, double sign, struct err *e)
{
    const struct row *row = &m->problem->rows[r];
    double cost = -row->penalty * row_scale(row) * m->scale, zero = 0, infinite = INFINITY;
    int start[2] = {0, 1}, at = m->r->column_count + m->slack_count++;
    struct lp_batch batch = {1, &cost, &zero, &infinite, start, &m->lp_row[r], &sign};
    if (m->r->start) {
        double sum = m->r->start->sum[r];
        m->x[at] = fmax(0, sign > 0 ? row->lower - sum : sum - row->upper) / row_scale(row);
    }
    return lp_add_columns(m->lp, &batch, e);
}

static enum status add_slacks(struct model *m, struct err *e)
{
    for (int r = 0; r < m->problem->row_count; r++) {
        const struct row *row = &m->problem->rows[r];
        if (row->penalty <= 0 || m->lp_row[r] < 0) continue;
        if (isfinite(row->lower)) TRY(add_slack(m, r, 1, e));
        if (isfinite(row->upper)) TRY(add_slack(m, r, -1, e));
    }
    return STATUS_OK;
}

/* Columns for flows, behind the others. */
static enum status add_lanes(struct model *m, struct err *e)
{
    const struct problem *p = m->problem;
    if (p->trade.lane_count > 0 && m->r->start)
        (void)trade_send(m->pool->sender, p, m->r->start->sum);
    for (int i = 0; i < p->trade.lane_count; i++) {
        const struct trade_lane *lane = &p->trade.lanes[i];
        if (!is_lane_open(m, lane)) continue;
        double unit = p->rows[lane->send_row].size, cost = lane->value * unit * m->scale;
        double zero = 0, infinite = INFINITY;
        double value[2] = {1, unit / p->rows[lane->room_row].size};
        int start[2] = {0, 2}, index[2] = {m->lp_row[lane->send_row], m->lp_row[lane->room_row]};
        int at = m->r->column_count + m->slack_count++;
        struct lp_batch batch = {1, &cost, &zero, &infinite, start, index, value};
        if (m->r->start) m->x[at] = m->pool->sender->flow[i] / unit;
        TRY(lp_add_columns(m->lp, &batch, e));
    }
    return STATUS_OK;
}

/* The solution as a choice; it counts when it is a plan and an improvement. */
static enum status read_choice(struct model *m, struct choice_set *out, int *found, struct err *e)
{
    const struct problem *p = m->problem;
    TRY(lp_solution(m->lp, m->x, NULL, NULL, e));
    for (int b = 0; b < p->block_count; b++)
        out->column[b] = is_free(m, b) ? -1 : m->r->held->column[b];
    for (int k = 0; k < m->r->column_count; k++)
        if (m->x[k] > 0.5) out->column[m->pool->columns[m->r->columns[k]].block] = m->r->columns[k];
    choice_update(out, m->pool);
    *found = out->is_plan && (!m->r->start || out->worth > m->r->start->worth);
    return STATUS_OK;
}

static enum status solve(struct model *m, struct choice_set *out, struct restricted *result,
                         struct err *e)
{
    struct lp_mip mip = {.gap = m->r->gap,
                         .nodes = m->r->nodes,
                         .iterations = m->r->iterations,
                         .heuristics = m->r->heuristics,
                         .x = m->r->start ? m->x : NULL};
    TRY(prepare(m, e));
    TRY(add_rows(m, e));
    result->infeasible = result->exhausted = m->is_broken;
    if (m->is_broken) return STATUS_OK;
    TRY(add_columns(m, e));
    TRY(add_slacks(m, e));
    TRY(add_lanes(m, e));
    if (mip.x) mip.x = m->x;
    struct lp_result lp;
    TRY(lp_solve_mip(m->lp, 0, m->r->column_count, &mip, &lp, e));
    result->infeasible = lp.outcome == LP_INFEASIBLE;
    result->exhausted = lp.outcome == LP_OPTIMAL || result->infeasible;
    if (isfinite(lp.bound)) result->bound = lp.bound / m->scale + m->held_worth;
    if (!lp.has_solution) return STATUS_OK;
    return read_choice(m, out, &result->found, e);
}

enum status restrict_solve(const struct restriction *r, const struct pool *pool,
                           const struct plan_options *o, struct choice_set *out,
                           struct restricted *result, struct err *e)
{
    *result = (struct restricted){.bound = INFINITY};
    struct model m = {
        .r = r, .pool = pool, .problem = pool->problem, .arena = ARENA_INIT((size_t)1 << 40)};
    struct lp_settings settings = {.sense = LP_MAXIMISE, .seed = o->seed, .stop = o->stop};
    enum status status = lp_open(&m.lp, &settings, &m.arena, e);
    if (status == STATUS_OK) status = solve(&m, out, result, e);
    lp_close(m.lp);
    arena_clear(&m.arena);
    return status;
}
