/* SPDX-License-Identifier: Apache-2.0 */
#include "works/stay_index.h"

#include <string.h>

enum status stay_index_new(struct dispatch *d, struct arena *a, struct err *e)
{
    size_t crews = (size_t)d->net->works->crew_count + 1;
    d->marks = d->net->day_count / STAY_INDEX_DAYS + 1;
    d->over = ARENA_ARRAY(a, int, crews *(size_t)d->marks);
    d->known = ARENA_ARRAY(a, int, crews);
    if (!d->over || !d->known) return err_set(e, STATUS_NOMEM, "out of memory for schedules");
    for (size_t k = 0; k < crews; k++)
        d->over[k * (size_t)d->marks] = -1; /* nothing is over on day 0 */
    stay_index_clear(d);
    return STATUS_OK;
}

void stay_index_clear(struct dispatch *d)
{
    for (int k = 0; k < d->net->works->crew_count; k++) {
        d->known[k] = 1;
        d->crew_km[k] = -1;
    }
}

void stay_index_copy(struct dispatch *to, const struct dispatch *from)
{
    size_t crews = (size_t)to->net->works->crew_count;
    memcpy(to->crew_km, from->crew_km, sizeof *to->crew_km * crews);
    memcpy(to->known, from->known, sizeof *to->known * crews);
    for (size_t k = 0; k < crews; k++)
        memcpy(to->over + k * (size_t)to->marks, from->over + k * (size_t)to->marks,
               sizeof *to->over * (size_t)from->known[k]);
}

static int go_on(const struct dispatch *d, int crew, int before, int day)
{
    for (int at = stay_after(d, crew, before);
         at >= 0 && d->stays[at].last + d->net->idle_days < day; at = d->stays[at].next)
        before = at;
    return before;
}

int stay_over(const struct dispatch *d, int crew, int day)
{
    int mark = day < 0 ? 0 : day / STAY_INDEX_DAYS;
    if (mark >= d->marks) mark = d->marks - 1;
    int *over = d->over + (size_t)crew * (size_t)d->marks;
    for (; d->known[crew] <= mark; d->known[crew]++)
        over[d->known[crew]] =
            go_on(d, crew, over[d->known[crew] - 1], d->known[crew] * STAY_INDEX_DAYS);
    return go_on(d, crew, over[mark], day);
}

void stay_changed(struct dispatch *d, int crew, int day)
{
    int known = day < 0 ? 1 : day / STAY_INDEX_DAYS + 1;
    if (known < d->known[crew]) d->known[crew] = known;
    d->crew_km[crew] = -1;
}
