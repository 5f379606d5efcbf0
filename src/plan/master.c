/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/master.h"

#include <math.h>
#include <string.h>

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the master problem");
}

double row_scale(const struct row *r)
{
    double size = 1;
    if (r->size > 0) return r->size;
    if (isfinite(r->upper)) size = fmax(size, fabs(r->upper));
    if (isfinite(r->lower)) size = fmax(size, fabs(r->lower));
    return size;
}

/* Bounds of a row in the solver; the tolerance is allowed to be used. */
static void scaled_bounds(const struct row *r, double *lower, double *upper)
{
    double scale = row_scale(r);
    *lower = isfinite(r->lower) ? (r->lower - r->tolerance) / scale : -INFINITY;
    *upper = isfinite(r->upper) ? (r->upper + r->tolerance) / scale : INFINITY;
}

static enum status add_row(struct master *m, double lower, double upper, int count,
                           const int *index, const double *value, struct err *e)
{
    int start[2] = {0, count};
    struct lp_batch batch = {.count = 1,
                             .lower = &lower,
                             .upper = &upper,
                             .start = start,
                             .index = index,
                             .value = value};
    TRY(lp_add_rows(m->lp, &batch, e));
    m->lp_row_count++;
    return STATUS_OK;
}

static enum status add_rows(struct master *m, struct err *e)
{
    const struct problem *p = m->problem;
    int none = 0;
    double nothing = 0;
    for (int r = 0; r < p->row_count; r++) {
        m->lp_row[r] = -1;
        if (r >= p->coupling_count) continue;
        double lower = 0, upper = 0;
        scaled_bounds(&p->rows[r], &lower, &upper);
        m->lp_row[r] = m->lp_row_count;
        TRY(add_row(m, lower, upper, 0, &none, &nothing, e));
    }
    for (int b = 0; b < p->block_count; b++)
        TRY(add_row(m, p->blocks[b].must ? 1 : -INFINITY, 1, 0, &none, &nothing, e));
    for (int r = p->trade.row_first; r < p->row_count; r++) {
        double lower = 0, upper = 0;
        scaled_bounds(&p->rows[r], &lower, &upper);
        m->lp_row[r] = m->lp_row_count;
        TRY(add_row(m, lower, upper, 0, &none, &nothing, e));
    }
    return STATUS_OK;
}

static enum status make_room(struct master *m, int columns, struct err *e)
{
    if (columns > m->column_size) {
        int size = m->column_size ? m->column_size : 1024;
        while (size < columns)
            size *= 2;
        int *column_of = ARENA_ARRAY(m->arena, int, (size_t)size);
        double *x = ARENA_ARRAY(m->arena, double, (size_t)size);
        char *is_shut = ARENA_ARRAY(m->arena, char, (size_t)size);
        if (!column_of || !x || !is_shut) return out_of_memory(e);
        if (m->column_count > 0) {
            memcpy(column_of, m->column_of, sizeof(int) * (size_t)m->column_count);
            memcpy(is_shut, m->is_shut, (size_t)m->column_count);
        }
        m->column_of = column_of;
        m->x = x;
        m->is_shut = is_shut;
        m->column_size = size;
    }
    if (m->pool->count <= m->place_size) return STATUS_OK;
    int *place_of = ARENA_ARRAY(m->arena, int, (size_t)m->pool->size);
    if (!place_of) return out_of_memory(e);
    for (int i = 0; i < m->pool->size; i++)
        place_of[i] = i < m->place_size ? m->place_of[i] : -1;
    m->place_of = place_of;
    m->place_size = m->pool->size;
    return STATUS_OK;
}

/* Cost of a made-up column in the phase. */
static double cost_of_made_up(const struct master *m, int made_up)
{
    double slack = m->slack_cost[made_up];
    if (m->phase == 1) return slack != 0 ? 0 : -1;
    return slack != 0 ? -slack * m->worth_scale : -m->penalty;
}

/* A column that helps a row up (sign 1) or down (-1): slack at a cost, or artificial with 0. */
static enum status add_made_up(struct master *m, int lp_row, double sign, double slack_cost,
                               struct err *e)
{
    int start[2] = {0, 1};
    m->slack_cost[m->made_up_count] = slack_cost;
    double zero = 0, infinite = INFINITY, cost = cost_of_made_up(m, m->made_up_count);
    struct lp_batch batch = {1, &cost, &zero, &infinite, start, &lp_row, &sign};
    TRY(make_room(m, m->column_count + 1, e));
    TRY(lp_add_columns(m->lp, &batch, e));
    m->column_of[m->column_count++] = -1 - m->made_up_count++;
    return STATUS_OK;
}

static enum status add_slack(struct master *m, const struct row *r, int lp_row, struct err *e)
{
    double cost = r->penalty * row_scale(r);
    if (isfinite(r->lower)) TRY(add_made_up(m, lp_row, 1, cost, e));
    if (isfinite(r->upper)) TRY(add_made_up(m, lp_row, -1, cost, e));
    return STATUS_OK;
}

/* Columns for flows: slack that gains. */
static enum status add_lanes(struct master *m, struct err *e)
{
    const struct problem *p = m->problem;
    for (int i = 0; i < p->trade.lane_count; i++) {
        const struct trade_lane *lane = &p->trade.lanes[i];
        double unit = p->rows[lane->send_row].size, zero = 0, infinite = INFINITY;
        int start[2] = {0, 2}, index[2] = {m->lp_row[lane->send_row], m->lp_row[lane->room_row]};
        double value[2] = {1, unit / p->rows[lane->room_row].size};
        m->slack_cost[m->made_up_count] = -lane->value * unit;
        double cost = cost_of_made_up(m, m->made_up_count);
        struct lp_batch batch = {1, &cost, &zero, &infinite, start, index, value};
        TRY(make_room(m, m->column_count + 1, e));
        TRY(lp_add_columns(m->lp, &batch, e));
        m->column_of[m->column_count++] = -1 - m->made_up_count++;
    }
    return STATUS_OK;
}

/* More than slack costs, or it would not be used. */
static double first_penalty(const struct master *m)
{
    double most = 1e2;
    for (int r = 0; r < m->problem->coupling_count; r++)
        most = fmax(most,
                    m->problem->rows[r].penalty * row_scale(&m->problem->rows[r]) * m->worth_scale);
    return 100 * most;
}

static enum status add_made_ups(struct master *m, struct err *e)
{
    const struct problem *p = m->problem;
    for (int r = 0; r < p->coupling_count; r++) {
        if (p->rows[r].penalty > 0)
            TRY(add_slack(m, &p->rows[r], m->lp_row[r], e));
        else if (p->rows[r].lower > 0)
            TRY(add_made_up(m, m->lp_row[r], 1, 0, e));
    }
    for (int b = 0; b < p->block_count; b++)
        if (p->blocks[b].must || p->is_branched)
            TRY(add_made_up(m, p->coupling_count + b, 1, 0, e));
    return add_lanes(m, e);
}

/* A power of two that brings the largest worth of an option near 100. */
static double choose_scale(const struct problem *p)
{
    double largest = 0;
    for (int i = 0; i < p->option_count; i++)
        for (int y = 0; y < p->year_count; y++)
            largest = fmax(largest, p->options[i].gain[y]);
    if (largest <= 0) return 1;
    return exp2(round(log2(100 / largest)));
}

enum status master_open(struct master *out, const struct problem *p, struct pool *pool,
                        const struct plan_options *o, struct arena *a, struct err *e)
{
    *out = (struct master){.problem = p, .pool = pool, .arena = a, .phase = 2};
    struct lp_settings settings = {.sense = LP_MAXIMISE, .seed = o->seed, .stop = o->stop};
    size_t rows = (size_t)(p->row_count + p->block_count) + 1;
    out->lp_row = ARENA_ARRAY(a, int, rows);
    out->row_price = ARENA_ARRAY(a, double, rows);
    out->block_price = ARENA_ARRAY(a, double, (size_t)p->block_count + 1);
    out->dual = ARENA_ARRAY(a, double, rows);
    out->slack_cost =
        ARENA_ARRAY(a, double, rows + (size_t)p->coupling_count + (size_t)p->trade.lane_count);
    if (!out->slack_cost) return out_of_memory(e);
    if (!out->lp_row || !out->row_price || !out->block_price || !out->dual) return out_of_memory(e);
    out->worth_scale = choose_scale(p);
    out->penalty = first_penalty(out);
    TRY(lp_open(&out->lp, &settings, a, e));
    TRY(add_rows(out, e));
    return add_made_ups(out, e);
}

void master_close(struct master *m)
{
    lp_close(m->lp);
    m->lp = NULL;
}

static double cost_of(const struct master *m, const struct pattern *c)
{
    return m->phase == 2 ? c->worth * m->worth_scale : 0;
}

/* Entries of a column in the solver; returns how many. */
static int write_entries(const struct master *m, const struct pattern *c, int *index, double *value)
{
    const struct problem *p = m->problem;
    int count = 0;
    for (int i = 0; i < c->entry_count; i++) {
        if (m->lp_row[c->rows[i]] < 0) continue;
        index[count] = m->lp_row[c->rows[i]];
        value[count++] = c->values[i] / row_scale(&p->rows[c->rows[i]]);
    }
    index[count] = p->coupling_count + c->block;
    value[count++] = 1;
    return count;
}

enum status master_add(struct master *m, const int *columns, int count, struct err *e)
{
    size_t entries = 0, n = (size_t)count;
    for (int i = 0; i < count; i++)
        entries += (size_t)m->pool->columns[columns[i]].entry_count + 1;
    TRY(make_room(m, m->column_count + count, e));
    struct arena scratch = ARENA_INIT((size_t)1 << 40);
    int *start = ARENA_ARRAY(&scratch, int, n + 1),
        *index = ARENA_ARRAY(&scratch, int, entries + 1);
    double *value = ARENA_ARRAY(&scratch, double, entries + 1);
    double *cost = ARENA_ARRAY(&scratch, double, n + 1),
           *lower = ARENA_ARRAY(&scratch, double, n + 1);
    double *upper = ARENA_ARRAY(&scratch, double, n + 1);
    enum status status = STATUS_OK;
    struct lp_batch batch = {0, cost, lower, upper, start, index, value};
    if (!start || !index || !value || !cost || !lower || !upper) {
        status = out_of_memory(e);
        goto done;
    }
    for (int i = 0; i < count; i++) {
        const struct pattern *c = &m->pool->columns[columns[i]];
        if (m->place_of[columns[i]] >= 0) continue;
        int k = batch.count++;
        start[k + 1] = start[k] + write_entries(m, c, index + start[k], value + start[k]);
        cost[k] = cost_of(m, c);
        upper[k] = INFINITY; /* the row of the block keeps it at most 1 */
        m->place_of[columns[i]] = m->column_count;
        m->column_of[m->column_count++] = columns[i];
    }
    status = lp_add_columns(m->lp, &batch, e);
done:
    arena_clear(&scratch);
    return status;
}

enum status master_shut(struct master *m, int column, int shut, struct err *e)
{
    if (m->is_shut[column] == shut) return STATUS_OK;
    m->is_shut[column] = (char)shut;
    return lp_set_column(m->lp, column, 0, shut ? 0 : INFINITY, e);
}

enum status master_set_must(struct master *m, int block, int must, struct err *e)
{
    return lp_set_row(m->lp, m->problem->coupling_count + block, must ? 1 : -INFINITY, 1, e);
}

enum status master_set_row(struct master *m, int row, struct err *e)
{
    double lower = 0, upper = 0;
    scaled_bounds(&m->problem->rows[row], &lower, &upper);
    return lp_set_row(m->lp, m->lp_row[row], lower, upper, e);
}

enum status master_set_phase(struct master *m, int phase, struct err *e)
{
    if (phase == 2) m->penalty *= 100;
    m->phase = phase;
    for (int i = 0; i < m->column_count; i++) {
        int column = m->column_of[i];
        double cost =
            column >= 0 ? cost_of(m, &m->pool->columns[column]) : cost_of_made_up(m, -1 - column);
        TRY(lp_set_cost(m->lp, i, cost, e));
    }
    return STATUS_OK;
}

static enum status read_solution(struct master *m, struct err *e)
{
    const struct problem *p = m->problem;
    TRY(lp_solution(m->lp, m->x, m->dual, NULL, e));
    double unscale = m->phase == 2 ? 1 / m->worth_scale : 1;
    for (int r = 0; r < p->row_count; r++) {
        double dual = m->lp_row[r] < 0 ? 0 : m->dual[m->lp_row[r]];
        m->row_price[r] = dual * unscale / row_scale(&p->rows[r]);
    }
    for (int b = 0; b < p->block_count; b++)
        m->block_price[b] = m->dual[p->coupling_count + b] * unscale;
    m->value = m->artificial = 0;
    for (int i = 0; i < m->column_count; i++) {
        double slack = m->column_of[i] < 0 ? m->slack_cost[-1 - m->column_of[i]] : 0;
        if (slack != 0)
            m->value -= m->x[i] * slack;
        else if (m->column_of[i] < 0)
            m->artificial += m->x[i];
        else
            m->value += m->x[i] * m->pool->columns[m->column_of[i]].worth;
    }
    return STATUS_OK;
}

static enum status add_capacity_row(struct master *m, int row, struct arena *scratch, struct err *e)
{
    const struct row *r = &m->problem->rows[row];
    int *index = ARENA_ARRAY(scratch, int, (size_t)m->column_count + 1);
    double *value = ARENA_ARRAY(scratch, double, (size_t)m->column_count + 1);
    if (!index || !value) return out_of_memory(e);
    int count = 0;
    for (int i = 0; i < m->column_count; i++) {
        if (m->column_of[i] < 0) continue;
        const struct pattern *c = &m->pool->columns[m->column_of[i]];
        for (int k = 0; k < c->entry_count; k++) {
            if (c->rows[k] != row) continue;
            index[count] = i;
            value[count++] = c->values[k] / row_scale(r);
        }
    }
    double lower = 0, upper = 0;
    scaled_bounds(r, &lower, &upper);
    m->lp_row[row] = m->lp_row_count;
    return add_row(m, lower, upper, count, index, value, e);
}

/* Capacity rows that the solution exceeds; *added tells how many. */
static enum status add_exceeded(struct master *m, int *added, struct err *e)
{
    const struct problem *p = m->problem;
    *added = 0;
    if (p->row_count == p->coupling_count) return STATUS_OK;
    struct arena scratch = ARENA_INIT((size_t)1 << 40);
    double *sum = ARENA_ARRAY(&scratch, double, (size_t)p->row_count);
    enum status status = sum ? STATUS_OK : out_of_memory(e);
    for (int i = 0; sum && i < m->column_count; i++) {
        if (m->column_of[i] < 0 || m->x[i] <= 0) continue;
        const struct pattern *c = &m->pool->columns[m->column_of[i]];
        for (int k = 0; k < c->entry_count; k++)
            sum[c->rows[k]] += m->x[i] * c->values[k];
    }
    for (int r = p->coupling_count; status == STATUS_OK && r < p->row_count; r++) {
        if (m->lp_row[r] >= 0) continue;
        if (sum[r] <= p->rows[r].upper + p->rows[r].tolerance) continue;
        status = add_capacity_row(m, r, &scratch, e);
        (*added)++;
    }
    arena_clear(&scratch);
    return status;
}

enum status master_solve(struct master *m, int *stopped, struct err *e)
{
    *stopped = 0;
    for (;;) {
        struct lp_result result;
        TRY(lp_solve(m->lp, &result, e));
        if (result.outcome == LP_LIMIT) {
            *stopped = 1;
            return STATUS_OK;
        }
        if (result.outcome != LP_OPTIMAL)
            return err_set(e, STATUS_EXTERNAL, "the solver finds no optimum of the master problem");
        TRY(read_solution(m, e));
        int added = 0;
        TRY(add_exceeded(m, &added, e));
        if (added == 0) return STATUS_OK;
    }
}

enum status master_shrink(struct master *m, struct err *e)
{
    const struct problem *p = m->problem;
    int many = 20 * (p->block_count + p->coupling_count) + 2000;
    if (m->column_count <= many) return STATUS_OK;
    struct arena scratch = ARENA_INIT((size_t)1 << 40);
    int *keep = ARENA_ARRAY(&scratch, int, (size_t)m->column_count);
    if (!keep) {
        arena_clear(&scratch);
        return out_of_memory(e);
    }
    double far = -0.02 * 100 / m->worth_scale;
    for (int i = 0; i < m->column_count; i++) {
        keep[i] = m->column_of[i] < 0 || m->x[i] > 0;
        if (keep[i]) continue;
        const struct pattern *c = &m->pool->columns[m->column_of[i]];
        keep[i] = pattern_value(c, m->row_price) - m->block_price[c->block] > far;
    }
    enum status status = lp_keep_columns(m->lp, keep, e);
    int kept = 0;
    for (int i = 0; status == STATUS_OK && i < m->column_count; i++) {
        int column = m->column_of[i];
        if (column >= 0) m->place_of[column] = keep[i] ? kept : -1;
        if (!keep[i]) continue;
        m->x[kept] = m->x[i];
        m->is_shut[kept] = m->is_shut[i];
        m->column_of[kept++] = column;
    }
    if (status == STATUS_OK) {
        memset(m->is_shut + kept, 0, (size_t)(m->column_count - kept));
        m->column_count = kept;
    }
    arena_clear(&scratch);
    return status;
}
