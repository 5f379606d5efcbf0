/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spoil - one mistake in tables that are right otherwise, and what is to be said of it.
 */
#ifndef KIT_SPOIL_H
#define KIT_SPOIL_H

#include <string.h>

#include "base/buf.h"
#include "kit/fill.h"
#include "model/findings.h"

struct spoil_case {
    enum table_id table;
    int row;             /* to spoil; -1: a new one */
    const char *text;    /* "column=value", of a new row all of it */
    const char *finding; /* part of what is found */
};

static inline void spoil(struct dataset *d, struct arena *a, const struct spoil_case *c)
{
    if (c->row < 0) {
        fill(d, a, c->table, c->text);
        return;
    }
    struct table *t = &d->tables[c->table];
    size_t name = strcspn(c->text, "=");
    fill_value(t, c->row, schema_column(t->def, (struct slice){c->text, name}),
               slice_of(c->text + name + 1));
}

static inline void spoil_is_found(const struct findings *f, const struct spoil_case *c)
{
    struct buf b = BUF_INIT(1 << 16);
    findings_write(f, &b);
    if (!b.at || !strstr(b.at, c->finding))
        fail_msg("%s: '%s' is not in:\n%s", c->text, c->finding, b.at ? b.at : "");
    buf_clear(&b);
}

#endif
