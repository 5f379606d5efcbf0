/* SPDX-License-Identifier: Apache-2.0 */
/* When a plant is ready at the earliest, by the day on which a phase of it is finished. */
#include "works/bound.h"

struct ready {
    const struct job_net *n;
    int **ready;
};

static void fill_ready(struct ready *b, int phase)
{
    const struct job_net *n = b->n;
    const struct works *w = n->works;
    int size = w->phases[phase].size, inspection = w->phases[phase].inspection_days;
    for (int day = 0; day <= n->day_count; day++) {
        int done = day + inspection, ready = done < n->day_count ? done : n->day_count;
        for (int q = w->phase_first[size]; q < w->phase_first[size + 1]; q++) {
            const struct phase *next = &w->phases[q];
            int calendar = next->calendar >= 0 ? next->calendar : w->calendar_count;
            for (int l = next->link_first; l < next->link_first + next->link_count; l++) {
                const struct phase_link *link = &w->links[l];
                int at = done + link->lag_days, finish;
                if (link->predecessor != phase || at >= n->day_count) continue;
                if (link->kind == LINK_FINISH_START)
                    finish =
                        workdays_finish(n, calendar, workdays_start(n, calendar, at), next->days);
                else if (link->kind == LINK_FINISH_FINISH)
                    finish = at > 0 ? at : 0;
                else
                    continue;
                if (finish > n->day_count) finish = n->day_count;
                if (b->ready[q][finish] > ready) ready = b->ready[q][finish];
            }
        }
        b->ready[phase][day] = ready;
    }
}

/* Each phase after all that wait for it. */
enum status bound_ready(int ***out, const struct job_net *n, struct arena *a, struct err *e)
{
    struct ready all = {n, NULL}, *b = &all;
    const struct works *w = b->n->works;
    int left = w->phase_count;
    char *is_filled = ARENA_ARRAY(a, char, (size_t)w->phase_count + 1);
    b->ready = ARENA_ARRAY(a, int *, (size_t)w->phase_count + 1);
    if (!is_filled || !b->ready)
        return err_set(e, STATUS_NOMEM, "out of memory for the bound of a schedule");
    for (int i = 0; i < w->phase_count; i++) {
        b->ready[i] = ARENA_ARRAY(a, int, (size_t)b->n->day_count + 1);
        if (!b->ready[i])
            return err_set(e, STATUS_NOMEM, "out of memory for the bound of a schedule");
    }
    while (left > 0)
        for (int i = 0; i < w->phase_count; i++) {
            int waits = is_filled[i], size = w->phases[i].size;
            for (int q = w->phase_first[size]; q < w->phase_first[size + 1] && !waits; q++)
                for (int l = 0; l < w->phases[q].link_count; l++)
                    waits |=
                        !is_filled[q] && w->links[w->phases[q].link_first + l].predecessor == i;
            if (waits) continue;
            fill_ready(b, i);
            is_filled[i] = 1;
            left--;
        }
    *out = b->ready;
    return STATUS_OK;
}
