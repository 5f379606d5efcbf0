/* SPDX-License-Identifier: Apache-2.0 */
#include "model/schema.h"

#include <string.h>

#include "base/near.h"
#include "model/schema_columns.h"

const struct table_def *const table_defs[TABLE_COUNT] = {
#define X(id, name) [TABLE_##id] = &schema_##name,
    TABLE_LIST(X)
#undef X
};

/* Names are compared a hundred thousand times when a file is opened; most differ at once. */
static int is_named(const char *have, struct slice name)
{
    return name.len > 0 && have[0] == name.at[0] && strncmp(have, name.at, name.len) == 0 &&
           have[name.len] == '\0';
}

int schema_table(struct slice name)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (is_named(table_defs[i]->name, name)) return i;
    return -1;
}

int schema_column(const struct table_def *def, struct slice name)
{
    for (int i = 0; i < def->column_count; i++)
        if (is_named(def->columns[i].name, name)) return i;
    return -1;
}

const char *schema_suggest_table(struct slice name)
{
    struct near near = near_start(name);
    for (int i = 0; i < TABLE_COUNT; i++)
        near_offer(&near, table_defs[i]->name);
    return near.best;
}

const char *schema_suggest_column(const struct table_def *def, struct slice name)
{
    struct near near = near_start(name);
    for (int i = 0; i < def->column_count; i++)
        near_offer(&near, def->columns[i].name);
    return near.best;
}

int schema_is_choice(const char *choices, struct slice value)
{
    while (*choices) {
        size_t len = strcspn(choices, "|");
        if (slice_equal(value, (struct slice){choices, len})) return 1;
        choices += len + (choices[len] == '|');
    }
    return 0;
}

int schema_is_code(struct slice s)
{
    if (s.len == 0 || s.len > CODE_BYTES_MAX) return 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        int fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '.' || c == ':' || c == '-';
        if (!fine) return 0;
    }
    return 1;
}
