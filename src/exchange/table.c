/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/table.h"

#include <math.h>

#include "base/csv.h"
#include "base/number.h"

enum {
    PREDECESSORS_BYTES_MAX = 1 << 24,
};

static void put_text(struct buf *out, struct slice text)
{
    buf_char(out, ',');
    csv_write_field(out, text);
}

static void put_time(struct buf *out, int64_t t_s)
{
    char text[DATE_TEXT_MAX];
    buf_char(out, ',');
    if (t_s == TIME_NONE) return;
    time_write_minute(text, t_s);
    buf_text(out, text);
}

static void put_hours(struct buf *out, int64_t s)
{
    buf_char(out, ',');
    if (s != TIME_NONE) buf_real(out, round((double)s / 3600 * 1e4) / 1e4);
}

static const char *kind_text(const struct activity *v)
{
    static const char *const texts[] = {"task",    "start milestone", "finish milestone",
                                        "summary", "project",         "hammock",
                                        "task",    "measured summary"};
    return texts[v->kind];
}

static void put_link(struct buf *out, const struct project *p, const struct link *l)
{
    const struct activity *from = &p->activities[l->from];
    if (out->len) buf_text(out, ", ");
    if (from->code.len)
        buf_slice(out, from->code);
    else
        buf_integer(out, from->uid);
    buf_text(out, link_kind_text(l->kind));
    double lag = l->lag_kind >= LAG_PERCENT ? l->lag_percent
                 : l->lag_s == TIME_NONE    ? 0
                                            : (double)l->lag_s / 3600;
    if (isnan(lag) || lag == 0) return;
    if (lag > 0) buf_char(out, '+');
    buf_real(out, round(lag * 1e4) / 1e4);
    buf_text(out, l->lag_kind == LAG_WORKING ? "h" : l->lag_kind == LAG_ELAPSED ? "eh" : "%");
}

static void write_activity(struct buf *out, const struct project *p, int i, int level,
                           struct slice predecessors)
{
    const struct activity *v = &p->activities[i];
    buf_integer(out, v->uid);
    put_text(out, v->code);
    put_text(out, v->name);
    buf_printf(out, ",%d,%s", level, kind_text(v));
    put_hours(out, v->duration_s);
    put_time(out, v->start_s);
    put_time(out, v->finish_s);
    put_time(out, v->early_start_s);
    put_time(out, v->early_finish_s);
    put_time(out, v->late_start_s);
    put_time(out, v->late_finish_s);
    put_hours(out, v->total_float_s);
    put_hours(out, v->free_float_s);
    buf_text(out, v->is_critical ? ",1," : ",0,");
    if (!isnan(v->percent)) buf_real(out, v->percent);
    put_time(out, v->actual_start_s);
    put_time(out, v->actual_finish_s);
    put_text(out, slice_of(constraint_text(v->constraint)));
    put_time(out, v->constraint_s);
    put_time(out, v->deadline_s);
    put_text(out, predecessors);
    buf_char(out, '\n');
}

enum status table_write(struct buf *out, const struct project *p, struct arena *scratch,
                        struct err *e)
{
    int *level = ARENA_ARRAY(scratch, int, (size_t)p->activity_count + 1);
    int *next = ARENA_ARRAY(scratch, int, (size_t)p->link_count + 1);
    int *first = ARENA_ARRAY(scratch, int, (size_t)p->activity_count + 1);
    struct buf list = BUF_INIT(PREDECESSORS_BYTES_MAX);
    if (!level || !next || !first)
        return err_set(e, STATUS_NOMEM, "out of memory for a table of activities");
    for (int l = p->link_count - 1; l >= 0; l--) { /* lists by chaining, 0 ends */
        next[l] = first[p->links[l].to];
        first[p->links[l].to] = l + 1;
    }
    buf_text(out, "uid,code,name,level,kind,duration_h,start,finish,early_start,early_finish,"
                  "late_start,late_finish,total_float_h,free_float_h,critical,percent,"
                  "actual_start,actual_finish,constraint,constraint_date,deadline,predecessors\n");
    for (int i = 0; i < p->activity_count; i++) {
        int parent = p->activities[i].parent;
        level[i] = parent < 0 ? 0 : level[parent] + 1;
        buf_reset(&list);
        for (int l = first[i]; l; l = next[l - 1])
            put_link(&list, p, &p->links[l - 1]);
        write_activity(out, p, i, level[i], buf_as_slice(&list));
    }
    if (list.failed) out->failed = 1;
    buf_clear(&list);
    return buf_ok(out, e);
}
