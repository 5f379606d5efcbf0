/* SPDX-License-Identifier: Apache-2.0 */
#include "app/programme_project.h"
#include "app/session.h"
#include "model/works.h"

static enum status find_schedule(struct programme_source *out, const struct session *s,
                                 const char *plan, struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_SCHEDULE];
    for (int row = t->row_count - 1; row >= 0; row--) {
        out->plan = table_get_text(t, row, "plan");
        if (!plan || slice_is(out->plan, plan)) return STATUS_OK;
    }
    if (plan)
        return err_set(
            e, STATUS_NOTFOUND,
            "'%s' has no schedule of plan '%s'; 'groundwork schedule --plan %s %s' makes it",
            s->path, plan, plan, s->path);
    return err_set(e, STATUS_NOTFOUND,
                   "'%s' has no schedule yet; 'groundwork schedule %s' makes one", s->path,
                   s->path);
}

static enum status open_source(struct programme_source *out, struct session *s, const char *path,
                               const char *plan, struct arena *a, struct err *e)
{
    struct works works; /* only to be refused when the tables of building have mistakes */
    struct findings findings;
    findings_init(&findings, a);
    TRY(session_open(s, path, 0, a, e));
    TRY(works_load(&works, &s->programme, &s->data, &findings, a, e));
    out->data = &s->data;
    return find_schedule(out, s, plan, e);
}

enum status programme_source_open(struct programme_source *out, const char *path, const char *plan,
                                  struct arena *a, struct err *e)
{
    struct session *s = ARENA_NEW(a, struct session);
    *out = (struct programme_source){0};
    if (!s) return err_set(e, STATUS_NOMEM, "out of memory");
    enum status status = open_source(out, s, path, plan, a, e);
    session_close(s);
    return status;
}
