/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml - the port to an XML parser: large files of records, one record at a time.
 *
 * A file is a root whose children are single values or lists; the children of
 * a list are records, each handed over as a small tree that lives until the
 * next one comes.  Only leaves have text; attributes are not looked at.
 *
 * Refuses  document type declarations, and so all entities of a file's own;
 *          elements deeper than XML_DEPTH_MAX; records of more than
 *          XML_RECORD_NODES_MAX elements; texts longer than XML_TEXT_MAX.
 * Errors   each with file and line.
 */
#ifndef EXCHANGE_XML_H
#define EXCHANGE_XML_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    XML_DEPTH_MAX = 24,
    XML_RECORD_NODES_MAX = 1000000,
    XML_TEXT_MAX = 8 << 20,
};

struct xml_node {
    struct slice name; /* without a namespace it belongs to; "URI NAME" in a foreign one */
    struct slice text;
    struct xml_node *children, *next;
    int line;
};

struct xml_reader {
    const char *root, *space; /* what the root must be called, its namespace */
    /* Is this child of the root a list of records? */
    int (*is_list)(void *context, struct slice name);
    /* A record, or with list.at == NULL a child of the root that is no list. */
    enum status (*record)(void *context, struct slice list, const struct xml_node *node,
                          struct err *e);
    void *context;
};

CHECKED enum status xml_read(struct slice text, const char *file, const struct xml_reader *reader,
                             struct err *e);

/* The child of this name, or NULL. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);

#endif
