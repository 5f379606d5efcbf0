/* SPDX-License-Identifier: Apache-2.0 */
#include <expat.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/fault.h"
#include "exchange/xml.h"

enum {
    CHUNK_BYTES = 1 << 20,
    SCRATCH_BYTES = 512 << 20,
    SCRATCH_KEEP_BYTES = 1 << 20, /* memory of done records is given back in such portions */
};

struct parse {
    const struct xml_reader *reader;
    const char *file;
    XML_Parser parser;
    struct arena scratch; /* the record being read */
    struct buf text;      /* of the element being read */
    struct xml_node *open[XML_DEPTH_MAX];
    struct xml_node **tail[XML_DEPTH_MAX]; /* where the next child of an open element goes */
    int depth;                             /* of the element being read; the root has 0 */
    int record_from;                       /* depth of records in the list being read: 2, else 1 */
    int node_count;
    char list[64]; /* name of the list being read, "" outside */
    enum status status;
    struct err *e;
};

static int line_of(const struct parse *p)
{
    return (int)XML_GetCurrentLineNumber(p->parser);
}

static void fail(struct parse *p, enum status status, const char *what)
{
    if (p->status != STATUS_OK) return;
    p->status = err_set(p->e, status, "%s:%d: %s", p->file, line_of(p), what);
    (void)XML_StopParser(p->parser, XML_FALSE);
}

/* The name without the namespace of the format. */
static struct slice local_name(const struct parse *p, const char *name)
{
    const char *space = strrchr(name, ' ');
    if (space && strlen(p->reader->space) == (size_t)(space - name) &&
        strncmp(name, p->reader->space, (size_t)(space - name)) == 0)
        name = space + 1;
    return slice_of(name);
}

static struct xml_node *new_node(struct parse *p, struct slice name)
{
    struct xml_node *node = ARENA_NEW(&p->scratch, struct xml_node);
    char *copy = arena_strndup(&p->scratch, name.at, name.len);
    if (!node || !copy) return NULL;
    node->name = (struct slice){copy, name.len};
    node->line = line_of(p);
    return node;
}

static void start_list(struct parse *p, struct slice name)
{
    (void)snprintf(p->list, sizeof p->list, "%.*s", SLICE_ARGS(name));
    p->record_from = 2;
}

static void on_start(void *context, const XML_Char *raw, const XML_Char **attributes)
{
    struct parse *p = context;
    (void)attributes;
    if (p->status != STATUS_OK) return;
    struct slice name = local_name(p, raw);
    int depth = ++p->depth;
    buf_reset(&p->text);
    if (depth == 0) {
        if (!slice_is(name, p->reader->root))
            fail(p, STATUS_INVALID, "the root is not that of an MS Project file (<Project>)");
        return;
    }
    if (depth >= XML_DEPTH_MAX) {
        fail(p, STATUS_LIMIT, "elements are nested too deeply");
        return;
    }
    if (depth == 1 && name.len < sizeof p->list && p->reader->is_list(p->reader->context, name)) {
        start_list(p, name);
        return;
    }
    if (++p->node_count > XML_RECORD_NODES_MAX) {
        fail(p, STATUS_LIMIT, "one record has too many elements");
        return;
    }
    struct xml_node *node = new_node(p, name);
    if (!node) {
        fail(p, STATUS_NOMEM, "out of memory for a record");
        return;
    }
    p->open[depth] = node;
    p->tail[depth] = &node->children;
    if (depth > p->record_from) {
        *p->tail[depth - 1] = node;
        p->tail[depth - 1] = &node->next;
    }
}

static void on_text(void *context, const XML_Char *text, int len)
{
    struct parse *p = context;
    if (p->status != STATUS_OK) return;
    buf_add(&p->text, text, (size_t)len);
    if (p->text.failed) fail(p, STATUS_LIMIT, "a text is too long");
}

static void end_record(struct parse *p, const struct xml_node *node)
{
    struct slice list = p->record_from == 2 ? slice_of(p->list) : SLICE_NONE;
    enum status s = p->reader->record(p->reader->context, list, node, p->e);
    if (s != STATUS_OK) {
        p->status = s;
        (void)XML_StopParser(p->parser, XML_FALSE);
    }
    if (p->scratch.used > SCRATCH_KEEP_BYTES) arena_clear(&p->scratch);
    p->node_count = 0;
}

static void on_end(void *context, const XML_Char *name)
{
    struct parse *p = context;
    (void)name;
    if (p->status != STATUS_OK) return;
    int depth = p->depth--;
    if (depth == 0) return;
    if (depth < p->record_from) { /* a list ends */
        p->record_from = 1;
        p->list[0] = '\0';
        return;
    }
    struct xml_node *node = p->open[depth];
    if (!node->children) {
        char *copy = arena_strndup(&p->scratch, p->text.at ? p->text.at : "", p->text.len);
        if (!copy) {
            fail(p, STATUS_NOMEM, "out of memory for a text");
            return;
        }
        node->text = (struct slice){copy, p->text.len};
    }
    buf_reset(&p->text);
    if (depth == p->record_from) end_record(p, node);
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    fail(context, STATUS_INVALID,
         "there is a document type declaration, which MS Project files do not have");
}

static void parse_all(struct parse *p, struct slice text)
{
    size_t at = 0;
    do {
        size_t len = text.len - at < CHUNK_BYTES ? text.len - at : CHUNK_BYTES;
        int last = at + len == text.len;
        if (XML_Parse(p->parser, text.at + at, (int)len, last) != XML_STATUS_OK) {
            fail(p, STATUS_INVALID, XML_ErrorString(XML_GetErrorCode(p->parser)));
            return;
        }
        at += len;
    } while (at < text.len && p->status == STATUS_OK);
}

enum status xml_read(struct slice text, const char *file, const struct xml_reader *reader,
                     struct err *e)
{
    struct parse p = {
        .reader = reader,
        .file = file,
        .scratch = ARENA_INIT(SCRATCH_BYTES),
        .text = BUF_INIT(XML_TEXT_MAX),
        .depth = -1,
        .record_from = 1,
        .e = e,
    };
    p.parser = fault() ? NULL : XML_ParserCreateNS(NULL, ' ');
    if (!p.parser) return err_set(e, STATUS_NOMEM, "out of memory for reading '%s'", file);
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_start, on_end);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    parse_all(&p, text);
    XML_ParserFree(p.parser);
    arena_clear(&p.scratch);
    buf_clear(&p.text);
    return p.status;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    for (const struct xml_node *c = node->children; c; c = c->next)
        if (slice_is(c->name, name)) return c;
    return NULL;
}
