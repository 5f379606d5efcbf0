/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mspdi_parts - what the parts of reading and writing MSPDI share.
 */
#ifndef EXCHANGE_MSPDI_PARTS_H
#define EXCHANGE_MSPDI_PARTS_H

#include "exchange/mspdi.h"
#include "exchange/mspdi_value.h"
#include "exchange/rows.h"

/* While reading, indices between records hold the numbers of the file; they become indices at
 * the end, when all records are there. */
struct mspdi_reading {
    struct project *p;
    struct notes *notes;
    struct arena *arena;
    const char *file;
    int calendar_room, activity_room, link_room, resource_room, assignment_room;
    int *outline; /* of the last activity at each level; -1: none */
    double critical_days;
    int code_field; /* number of the text field that holds codes; 0: none */
};

/* Fill a record from the children of a node; each AS_PART is offered to part(). */
CHECKED enum status mspdi_fill(struct mspdi_reading *r, const struct mspdi_record *kind,
                               void *record, const struct xml_node *node,
                               enum status (*part)(struct mspdi_reading *r, void *record,
                                                   const struct xml_node *child, struct err *e),
                               struct err *e);

CHECKED enum status mspdi_read_calendar(struct mspdi_reading *r, const struct xml_node *node,
                                        struct err *e);

CHECKED enum status mspdi_read_resource(struct mspdi_reading *r, const struct xml_node *node,
                                        struct err *e);
CHECKED enum status mspdi_read_assignment(struct mspdi_reading *r, const struct xml_node *node,
                                          struct err *e);
CHECKED enum status mspdi_read_baseline(struct mspdi_reading *r, struct baseline **at, int *count,
                                        const struct xml_node *node, struct err *e);

/* All records are there: numbers become indices, what points nowhere is noted. */
CHECKED enum status mspdi_settle(struct mspdi_reading *r, struct err *e);

/* An integer in a child's text; `otherwise`, with a note, when it is none. */
int mspdi_int(struct mspdi_reading *r, const char *parent, const struct xml_node *child,
              int otherwise);

/* Note a value that cannot be used. */
void mspdi_wrong(struct mspdi_reading *r, const char *parent, const struct xml_node *child);

CHECKED enum status mspdi_nomem(struct mspdi_reading *r, struct err *e);

/* --- writing --- */

struct mspdi_writing {
    const struct project *p;
    struct buf *out;
    struct notes *notes;
    int depth;
};

void mspdi_open(struct mspdi_writing *w, const char *name);
void mspdi_close(struct mspdi_writing *w, const char *name);
void mspdi_leaf(struct mspdi_writing *w, const char *name, const char *text);
void mspdi_leaf_int(struct mspdi_writing *w, const char *name, int64_t value);
void mspdi_leaf_text(struct mspdi_writing *w, const char *name, struct slice text);
void mspdi_leaf_time(struct mspdi_writing *w, const char *name, int64_t t_s);
void mspdi_leaf_real(struct mspdi_writing *w, const char *name, double value);

void mspdi_write_calendar(struct mspdi_writing *w, const struct calendar *c);

#endif
