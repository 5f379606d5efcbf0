/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/demands.h"

#include <string.h>

static enum status make_room(struct demands *out, const struct programme *p, struct arena *a,
                             struct err *e)
{
    *out = (struct demands){.programme = p, .count = p->clause_count + p->limit_count};
    out->clauses = ARENA_ARRAY(a, struct clause, (size_t)p->clause_count + 1);
    out->limits = ARENA_ARRAY(a, struct resource_limit, (size_t)p->limit_count + 1);
    out->holds = ARENA_ARRAY(a, char, (size_t)out->count + 1);
    if (!out->clauses || !out->limits || !out->holds)
        return err_set(e, STATUS_NOMEM, "out of memory for clauses and limits");
    return STATUS_OK;
}

static void fill(struct demands *out, const struct clause *clauses,
                 const struct resource_limit *limits)
{
    const struct programme *p = out->programme;
    if (p->clause_count > 0)
        memcpy(out->clauses, clauses, sizeof *clauses * (size_t)p->clause_count);
    if (p->limit_count > 0) memcpy(out->limits, limits, sizeof *limits * (size_t)p->limit_count);
}

enum status demands_init(struct demands *out, const struct programme *p, struct arena *a,
                         struct err *e)
{
    TRY(make_room(out, p, a, e));
    fill(out, p->clauses, p->limits);
    memset(out->holds, 1, (size_t)out->count);
    return STATUS_OK;
}

void demands_drop_soft(struct demands *d)
{
    for (int i = 0; i < d->programme->clause_count; i++)
        if (clause_is_soft(&d->clauses[i])) d->holds[i] = 0;
}

enum status demands_copy(struct demands *out, const struct demands *from, struct arena *a,
                         struct err *e)
{
    TRY(make_room(out, from->programme, a, e));
    fill(out, from->clauses, from->limits);
    memcpy(out->holds, from->holds, (size_t)out->count);
    return STATUS_OK;
}

enum status demands_programme(struct programme *out, int **origin, const struct demands *d,
                              struct arena *a, struct err *e)
{
    const struct programme *p = d->programme;
    *out = *p;
    out->clauses = ARENA_ARRAY(a, struct clause, (size_t)p->clause_count + 1);
    out->limits = ARENA_ARRAY(a, struct resource_limit, (size_t)p->limit_count + 1);
    *origin = ARENA_ARRAY(a, int, (size_t)d->count + 1);
    if (!out->clauses || !out->limits || !*origin)
        return err_set(e, STATUS_NOMEM, "out of memory for clauses and limits");
    out->clause_count = out->limit_count = 0;
    for (int i = 0; i < d->count; i++) {
        if (!d->holds[i]) continue;
        (*origin)[out->clause_count + out->limit_count] = i;
        if (demand_is_limit(d, i))
            out->limits[out->limit_count++] = d->limits[demand_limit(d, i)];
        else
            out->clauses[out->clause_count++] = d->clauses[i];
    }
    return STATUS_OK;
}
