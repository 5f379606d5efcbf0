/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "kit/store_data.h"
#include "store/store_internal.h"

static struct arena arena = ARENA_INIT((size_t)1 << 30);
static struct scratch where;

static int read_back(struct dataset *out)
{
    struct store *s = NULL;
    struct err e = {0};
    int ok = store_open(&s, where.path, 0, &e) == STATUS_OK &&
             store_read(s, out, &arena, &e) == STATUS_OK;
    if (!ok) fprintf(stderr, "%s\n", e.text);
    store_close(s);
    return ok;
}

/* Every box of the index is there, belongs to a row, and SQLite finds the tree sound. */
static int index_is_sound(const char *table)
{
    struct db db = {0};
    char sql[1024];
    int64_t wrong = 1;
    struct err e = {0};
    snprintf(sql, sizeof sql,
             "SELECT (rtreecheck('rtree_%s_geom') <> 'ok') + (SELECT count(*) FROM %s t LEFT JOIN"
             " rtree_%s_geom r ON r.id = t.fid WHERE (t.geom IS NOT NULL AND NOT"
             " ST_IsEmpty(t.geom)) <> (r.id IS NOT NULL) OR r.minx > ST_MinX(t.geom) OR r.maxx <"
             " ST_MaxX(t.geom) OR r.miny > ST_MinY(t.geom) OR r.maxy < ST_MaxY(t.geom)) + (SELECT"
             " count(*) FROM rtree_%s_geom WHERE id NOT IN (SELECT fid FROM %s))",
             table, table, table, table, table);
    int ok = db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK &&
             db_integer(&db, sql, &wrong, &e) == STATUS_OK && wrong == 0;
    if (!ok) fprintf(stderr, "index of %s: %lld wrong %s\n", table, (long long)wrong, e.text);
    db_close(&db);
    return ok;
}

static int indexes_are_sound(void)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (table_defs[i]->geometry != GEOMETRY_NONE && !index_is_sound(table_defs[i]->name))
            return 0;
    return 1;
}

static int what_is_saved_is_read(struct gen *g, int size)
{
    struct dataset d, back;
    struct err e = {0};
    data_fill(g, &d, size, &arena);
    int ok = store_save_new(where.path, &d, 1, &e) == STATUS_OK && read_back(&back) &&
             data_same(&d, &back) && indexes_are_sound();
    arena_clear(&arena);
    return ok;
}

/* Replacing some tables: those are as given, all others as they were. */
static int replace_touches_what_is_named(struct gen *g, int size)
{
    struct dataset before, other, back;
    enum table_id ids[TABLE_COUNT];
    int count = 0;
    struct store *s = NULL;
    struct err e = {0};
    data_fill(g, &before, size, &arena);
    data_fill(g, &other, size, &arena);
    for (int i = 0; i < TABLE_COUNT; i++)
        if (gen_int(g, 0, 2) == 0) ids[count++] = (enum table_id)i;
    int ok = store_save_new(where.path, &before, 1, &e) == STATUS_OK &&
             store_open(&s, where.path, 1, &e) == STATUS_OK &&
             store_replace(s, &other, ids, count, &e) == STATUS_OK;
    store_close(s);
    for (int i = 0; i < count; i++)
        before.tables[ids[i]] = other.tables[ids[i]];
    ok = ok && read_back(&back) && data_same(&before, &back) && indexes_are_sound();
    if (e.code) fprintf(stderr, "%s\n", e.text);
    arena_clear(&arena);
    return ok;
}

/* On the earth: 32-bit floats, which SQLite rounds in triggers, do not reach everywhere. */
static void place_sites(struct gen *g, struct table *site)
{
    for (int row = 0; row < site->row_count; row++) {
        if (!isnan(table_get_real(site, row, "lon")))
            table_put_real(site, row, "lon", gen_int(g, -180000, 180000) / 1e3);
        if (!isnan(table_get_real(site, row, "lat")))
            table_put_real(site, row, "lat", gen_int(g, -90000, 90000) / 1e3);
    }
}

/* Random edits as another program makes them, triggers and all, leave a sound index. */
static int edits_keep_the_index(struct gen *g, int size)
{
    struct dataset d;
    struct db db = {0};
    struct err e = {0};
    data_fill(g, &d, 20, &arena);
    place_sites(g, &d.tables[TABLE_SITE]);
    int ok = store_save_new(where.path, &d, 1, &e) == STATUS_OK &&
             db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK;
    for (int i = 0; i < size && ok; i++) {
        char sql[256];
        int fid = gen_int(g, 1, 20), other = gen_int(g, 1, 40);
        const char *table = gen_int(g, 0, 1) ? "site" : "area";
        switch (gen_int(g, 0, 4)) {
        case 0:
            snprintf(sql, sizeof sql, "DELETE FROM %s WHERE fid = %d", table, fid);
            break;
        case 1:
            snprintf(sql, sizeof sql, "UPDATE %s SET geom = NULL WHERE fid = %d", table, fid);
            break;
        case 2:
            snprintf(sql, sizeof sql,
                     "UPDATE %s SET geom = (SELECT geom FROM %s WHERE fid = %d) WHERE fid = %d",
                     table, table, other, fid);
            break;
        case 3:
            snprintf(sql, sizeof sql, "UPDATE OR IGNORE %s SET fid = %d WHERE fid = %d", table,
                     other, fid);
            break;
        default:
            snprintf(sql, sizeof sql,
                     "INSERT INTO %s (code, geom) SELECT code, geom FROM %s"
                     " WHERE fid = %d",
                     table, table, fid);
        }
        ok = db_run(&db, sql, &e) == STATUS_OK;
    }
    if (!ok) fprintf(stderr, "%s\n", e.text);
    db_close(&db);
    ok = ok && indexes_are_sound();
    arena_clear(&arena);
    return ok;
}

static int equal_data_give_equal_bytes(struct gen *g, int size)
{
    struct dataset d;
    struct gen same = *g;
    struct err e = {0};
    data_fill(&same, &d, size, &arena);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_OK);
    struct bytes first = bytes_read(where.path);
    arena_clear(&arena);
    data_fill(g, &d, size, &arena);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_OK);
    int ok = bytes_are(where.path, &first);
    free(first.at);
    arena_clear(&arena);
    return ok;
}

static int set_up(void **state)
{
    (void)state;
    scratch_make(&where);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    return 0;
}

TEST(round_trip)
{
    property_check("what is saved is read", what_is_saved_is_read, 60, 24);
}

TEST(replace)
{
    property_check("replace touches what is named", replace_touches_what_is_named, 40, 20);
}

TEST(edits)
{
    property_check("edits keep the index", edits_keep_the_index, 60, 15);
}

TEST(bytes)
{
    property_check("equal data give equal bytes", equal_data_give_equal_bytes, 60, 10);
}

int main(void)
{
    const struct CMUnitTest cases[] = {CASE(round_trip), CASE(replace), CASE(edits), CASE(bytes)};
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
