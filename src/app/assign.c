/* SPDX-License-Identifier: Apache-2.0 */
#include "app/assign.h"

#include <stdio.h>
#include <string.h>

struct pair {
    struct slice column, value;
};

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int is_same_name(struct slice a, struct slice b)
{
    if (a.len != b.len) return 0;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i])) return 0;
    return 1;
}

/* The next "column=value" of a list; 0 at its end. */
static enum status next_pair(const char **at, char separator, const char *option, struct pair *out,
                             int *more, struct err *e)
{
    *more = **at != '\0';
    if (!*more) return STATUS_OK;
    const char *end = strchr(*at, separator);
    size_t len = end ? (size_t)(end - *at) : strlen(*at);
    const char *equals = memchr(*at, '=', len);
    if (!equals)
        return err_set(e, STATUS_USAGE, "--%s '%.*s' is not of the form column=%s", option,
                       (int)len, *at, separator == ',' ? "field" : "value");
    out->column = (struct slice){*at, (size_t)(equals - *at)};
    out->value = (struct slice){equals + 1, len - out->column.len - 1};
    *at += len + (end != NULL);
    return STATUS_OK;
}

static enum status find_column(const struct table_def *def, struct slice name, const char *option,
                               int *out, struct err *e)
{
    *out = schema_column(def, name);
    if (*out >= 0) return STATUS_OK;
    const char *meant = schema_suggest_column(def, name);
    if (meant)
        return err_set(e, STATUS_USAGE, "--%s: table %s has no column '%.*s'; did you mean '%s'?",
                       option, def->name, SLICE_ARGS(name), meant);
    return err_set(e, STATUS_USAGE,
                   "--%s: table %s has no column '%.*s'; docs/tables.md lists them", option,
                   def->name, SLICE_ARGS(name));
}

static enum status find_field(const struct slice *fields, int count, struct slice name, int *out,
                              struct err *e)
{
    char names[400] = "";
    for (*out = 0; *out < count; ++*out) {
        size_t used = strlen(names);
        if (slice_equal(fields[*out], name)) return STATUS_OK;
        (void)snprintf(names + used, sizeof names - used, "%s%.*s", *out ? ", " : "",
                       SLICE_ARGS(fields[*out]));
    }
    return err_set(e, STATUS_USAGE, "--map: the source has no field '%.*s'; it has %s",
                   SLICE_ARGS(name), names);
}

static enum status read_map(struct assign *out, const struct slice *fields, int field_count,
                            const char *map, struct err *e)
{
    for (;;) {
        struct pair pair = {SLICE_NONE, SLICE_NONE};
        int more, column, field;
        TRY(next_pair(&map, ',', "map", &pair, &more, e));
        if (!more) return STATUS_OK;
        TRY(find_column(out->def, pair.column, "map", &column, e));
        TRY(find_field(fields, field_count, pair.value, &field, e));
        out->rules[column] = (struct assign_rule){field, 1, SLICE_NONE};
    }
}

static enum status read_set(struct assign *out, const char *set, struct err *e)
{
    for (;;) {
        struct pair pair = {SLICE_NONE, SLICE_NONE};
        int more, column;
        TRY(next_pair(&set, ';', "set", &pair, &more, e));
        if (!more) return STATUS_OK;
        TRY(find_column(out->def, pair.column, "set", &column, e));
        out->rules[column] = (struct assign_rule){-1, 0, pair.value};
    }
}

enum status assign_make(struct assign *out, const struct table_def *def, const struct slice *fields,
                        int field_count, const char *map, const char *set, struct err *e)
{
    out->def = def;
    for (int c = 0; c < def->column_count; c++) {
        out->rules[c] = (struct assign_rule){-1, 0, SLICE_NONE};
        for (int i = 0; i < field_count && out->rules[c].field < 0; i++)
            if (is_same_name(fields[i], slice_of(def->columns[c].name))) out->rules[c].field = i;
    }
    if (map) TRY(read_map(out, fields, field_count, map, e));
    return set ? read_set(out, set, e) : STATUS_OK;
}

int assign_uses(const struct assign *a, int field)
{
    for (int c = 0; c < a->def->column_count; c++)
        if (a->rules[c].field == field) return 1;
    return 0;
}
