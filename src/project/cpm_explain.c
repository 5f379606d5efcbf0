/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "project/cpm.h"

static void write_time(struct buf *out, int64_t t_s)
{
    char text[DATE_TEXT_MAX] = "no date";
    if (t_s != TIME_NONE) time_write_minute(text, t_s);
    buf_text(out, text);
}

static void write_label(struct buf *out, const struct activity *v)
{
    struct slice label = activity_label(v);
    buf_printf(out, "'%.*s'", SLICE_ARGS(label));
    if (v->code.len && v->name.len) buf_printf(out, " (%.*s)", SLICE_ARGS(v->name));
}

static void write_lag(struct buf *out, const struct link *l)
{
    if (l->lag_kind >= LAG_PERCENT) {
        buf_text(out, " with a lag of ");
        buf_real(out, l->lag_percent);
        buf_text(out, " %");
    } else if (l->lag_s != TIME_NONE && l->lag_s != 0) {
        buf_printf(out, " with a %s of ", l->lag_s < 0 ? "lead" : "lag");
        buf_real(out, (double)(l->lag_s < 0 ? -l->lag_s : l->lag_s) / 3600);
        buf_text(out, l->lag_kind == LAG_ELAPSED ? " elapsed hours" : " working hours");
    }
}

static void write_link(struct buf *out, const struct project *p, const struct project_cpm *c,
                       const struct link *l)
{
    int from_start = l->kind == LINK_SS || l->kind == LINK_SF;
    const struct project_dates *from = &c->dates[l->from];
    buf_printf(out, "%s link from ", link_kind_text(l->kind));
    write_label(out, &p->activities[l->from]);
    buf_text(out, from_start ? ", which starts " : ", which finishes ");
    write_time(out, from_start ? from->early_start_s : from->early_finish_s);
    write_lag(out, l);
}

static void write_driver(struct buf *out, const struct project *p, const struct project_cpm *c,
                         int i)
{
    const struct project_dates *d = &c->dates[i];
    const struct activity *v = &p->activities[i];
    switch (d->driver) {
    case DRIVER_PROJECT_START:
        buf_text(out, "the project's start");
        break;
    case DRIVER_STATUS_DATE:
        buf_text(out, "the status date");
        break;
    case DRIVER_LINK:
        write_link(out, p, c, &p->links[d->driver_index]);
        break;
    case DRIVER_SUMMARY:
        buf_text(out, "its summary ");
        write_label(out, &p->activities[d->driver_index]);
        break;
    case DRIVER_CONSTRAINT:
        buf_printf(out, "its constraint '%s'", constraint_text(v->constraint));
        break;
    case DRIVER_DATED:
        buf_text(out, v->is_manual ? "dates typed in" : "its actual dates");
        break;
    case DRIVER_BELOW:
        buf_text(out, "the first of its activities, ");
        write_label(out, &p->activities[d->driver_index]);
        break;
    case DRIVER_NOTHING:
        buf_text(out, "nothing: its calendar has no working time");
        break;
    }
}

void project_cpm_explain(struct buf *out, const struct project *p, const struct project_cpm *c,
                         int activity)
{
    for (int i = activity, steps = 0; i >= 0 && steps <= p->activity_count; steps++) {
        const struct project_dates *d = &c->dates[i];
        write_label(out, &p->activities[i]);
        buf_text(out, " starts ");
        write_time(out, d->early_start_s);
        buf_text(out, ": ");
        write_driver(out, p, c, i);
        int moved = d->driver_s != TIME_NONE && d->driver != DRIVER_NOTHING &&
                    d->driver_s != d->early_start_s;
        if (moved) {
            buf_text(out, "; from ");
            write_time(out, d->driver_s);
            buf_text(out, " by its duration and calendar");
        }
        buf_char(out, '\n');
        i = d->driver == DRIVER_LINK      ? p->links[d->driver_index].from
            : d->driver == DRIVER_SUMMARY ? -1
            : d->driver == DRIVER_BELOW   ? d->driver_index
                                          : -1;
    }
}
