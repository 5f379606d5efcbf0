/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <sys/stat.h>

#include "kit/store_data.h"
#include "store/store_internal.h"

static struct arena arena = ARENA_INIT((size_t)256 << 20);
static struct scratch where;

static void save(const struct dataset *d)
{
    struct err e = {0};
    if (store_save_new(where.path, d, 1, &e) != STATUS_OK) fail_msg("%s", e.text);
}

static void read_file(struct dataset *out)
{
    struct store *s = NULL;
    struct err e = {0};
    if (store_open(&s, where.path, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (store_read(s, out, &arena, &e) != STATUS_OK) fail_msg("%s", e.text);
    store_close(s);
}

/* One site at 126.5, 39.5, in one area. */
static void fill_site(struct dataset *d)
{
    dataset_init(d);
    int row = table_add(&d->tables[TABLE_AREA], &arena);
    table_put_text(&d->tables[TABLE_AREA], row, "code", slice_of("A1"));
    struct table *site = &d->tables[TABLE_SITE];
    row = table_add(site, &arena);
    table_put_text(site, row, "code", slice_of("S1"));
    table_put_text(site, row, "area", slice_of("A1"));
    table_put_real(site, row, "lon", 126.5);
    table_put_real(site, row, "lat", 39.5);
    table_put_real(site, row, "land_m2", 1000);
}

/* Change the file as another program might. */
static void edit(const char *sql)
{
    struct db db = {0};
    struct err e = {0};
    enum status status = db_open(&db, where.path, where.path, DB_WRITE, &e);
    if (status == STATUS_OK) db_guard(&db, 0);
    if (status == STATUS_OK) status = db_run(&db, sql, &e);
    if (status != STATUS_OK) fail_msg("%s: %s", sql, e.text);
    db_close(&db);
}

static int64_t ask(const char *sql)
{
    struct db db = {0};
    struct err e = {0};
    int64_t value = 0;
    enum status status = db_open(&db, where.path, where.path, DB_WRITE, &e);
    if (status == STATUS_OK) status = db_integer(&db, sql, &value, &e);
    if (status != STATUS_OK) fail_msg("%s: %s", sql, e.text);
    db_close(&db);
    return value;
}

static void check_open_fails(int writable, enum status expected, const char *sentence)
{
    struct store *s = NULL;
    struct err e = {0};
    enum status status = store_open(&s, where.path, writable, &e);
    if (status != expected || !strstr(e.text, sentence) || !strstr(e.text, "p.gpkg") || s)
        fail_msg("expected '%s': status %d, '%s'", sentence, (int)status, e.text);
}

static void check_read_fails(const char *sentence)
{
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    CHECK(store_open(&s, where.path, 0, &e) == STATUS_OK);
    enum status status = store_read(s, &d, &arena, &e);
    if (status != STATUS_INVALID || !strstr(e.text, sentence))
        fail_msg("expected '%s': status %d, '%s'", sentence, (int)status, e.text);
    store_close(s);
}

static void write_bytes(const char *bytes, size_t len)
{
    FILE *f = fopen(where.path, "wb");
    CHECK(f && fwrite(bytes, 1, len, f) == len && fclose(f) == 0);
}

TEST(everything_comes_back)
{
    struct gen g = {1};
    struct dataset d, back;
    data_fill(&g, &d, 20, &arena);
    save(&d);
    read_file(&back);
    CHECK(data_same(&d, &back));
}

TEST(a_dataset_without_rows_comes_back)
{
    struct dataset d, back;
    dataset_init(&d);
    save(&d);
    read_file(&back);
    CHECK(data_same(&d, &back));
}

TEST(empty_text_is_no_value)
{
    struct dataset d, back;
    fill_site(&d);
    table_put_text(&d.tables[TABLE_SITE], 0, "name", slice_of(""));
    save(&d);
    read_file(&back);
    CHECK(!table_get_text(&back.tables[TABLE_SITE], 0, "name").at);
    edit("UPDATE site SET name = ''");
    read_file(&back);
    CHECK(!table_get_text(&back.tables[TABLE_SITE], 0, "name").at);
}

TEST(an_existing_file_is_kept_unless_told)
{
    struct dataset d, back;
    struct err e = {0};
    fill_site(&d);
    save(&d);
    dataset_init(&back);
    CHECK(store_save_new(where.path, &back, 0, &e) == STATUS_CONFLICT);
    CHECK(strstr(e.text, "exists already"));
    read_file(&back);
    CHECK(data_same(&d, &back));
}

TEST(the_name_must_be_a_geopackages)
{
    struct dataset d;
    struct err e = {0};
    dataset_init(&d);
    CHECK(store_save_new("x.sqlite", &d, 1, &e) == STATUS_USAGE);
    CHECK(strstr(e.text, "'x.sqlite'"));
    CHECK(store_save_new(".gpkg", &d, 1, &e) == STATUS_USAGE);
    CHECK(store_save_new("no-such-folder/x.gpkg", &d, 1, &e) == STATUS_NOTFOUND);
    CHECK(strstr(e.text, "no-such-folder/x.gpkg"));
}

TEST(what_other_programs_added_survives_a_replacement)
{
    struct dataset d, back;
    struct store *s = NULL;

    const enum table_id ids[] = {TABLE_SITE};

    fill_site(&d);
    save(&d);
    edit("ALTER TABLE site ADD COLUMN photo BLOB; ALTER TABLE area ADD COLUMN remark TEXT;"
         "UPDATE area SET remark = 'kept'; CREATE TABLE notes (fid INTEGER PRIMARY KEY, t TEXT);"
         "INSERT INTO notes VALUES (1, 'kept')");
    CHECK(store_open(&s, where.path, 1, NULL) == STATUS_OK);
    table_put_real(&d.tables[TABLE_SITE], 0, "land_m2", 2000);
    CHECK(store_replace(s, &d, ids, 1, NULL) == STATUS_OK);
    store_close(s);
    read_file(&back);
    CHECK(data_same(&d, &back));
    CHECK(ask("SELECT count(*) FROM area WHERE remark = 'kept'") == 1);
    CHECK(ask("SELECT count(*) FROM notes WHERE t = 'kept'") == 1);
    CHECK(ask("SELECT count(*) FROM pragma_table_info('site') WHERE name = 'photo'") == 1);
}

TEST(a_table_with_other_triggers_is_replaced_too)
{
    struct dataset d, back;
    struct store *s = NULL;

    const enum table_id ids[] = {TABLE_SITE};

    fill_site(&d);
    save(&d);
    edit("CREATE TABLE seen (n); CREATE TRIGGER mine AFTER INSERT ON site BEGIN INSERT INTO seen"
         " VALUES (NEW.code); END");
    CHECK(store_open(&s, where.path, 1, NULL) == STATUS_OK);
    CHECK(store_replace(s, &d, ids, 1, NULL) == STATUS_OK);
    store_close(s);
    read_file(&back);
    CHECK(data_same(&d, &back));
    CHECK(ask("SELECT count(*) FROM seen WHERE n = 'S1'") == 1);
    CHECK(ask("SELECT rtreecheck('rtree_site_geom') = 'ok'") == 1);
    CHECK(ask("SELECT count(*) FROM rtree_site_geom") == 1);
}

TEST(replacing_needs_a_writable_store)
{
    struct dataset d;
    struct store *s = NULL;
    struct err e = {0};

    const enum table_id ids[] = {TABLE_SITE};

    fill_site(&d);
    save(&d);
    CHECK(store_open(&s, where.path, 0, NULL) == STATUS_OK);
    CHECK(store_replace(s, &d, ids, 1, &e) == STATUS_USAGE);
    store_close(s);
}

/* Two rows at a time, five in all; fails at the row `bad`, if there is such. */
struct making {
    int made, bad;
};

static enum status make_rows(void *context, struct table *rows, struct arena *a, struct err *e)
{
    struct making *m = context;
    for (int i = 0; i < 2 && m->made < 5; i++, m->made++) {
        char sentence[32];
        int row = table_add(rows, a), len = snprintf(sentence, sizeof sentence, "row %d", m->made);
        if (m->made == m->bad) return err_set(e, STATUS_LIMIT, "no more");
        table_put_text(rows, row, "site", slice_of("S1"));
        table_put_real(rows, row, "score", m->made);
        const char *kept = arena_strndup(a, sentence, (size_t)len);
        table_put_text(rows, row, "sentence", (struct slice){kept, (size_t)len});
    }
    return STATUS_OK;
}

TEST(a_long_table_is_written_row_by_row_and_read_when_wanted)
{
    struct dataset d, back;
    struct store *s = NULL;
    struct findings findings;
    struct err e = {0};
    struct making making = {0, -1};
    int64_t counted = 0;

    const enum table_id ids[] = {TABLE_SITE};
    struct store_stream stream = {TABLE_SITE_TEST, make_rows, &making};
    fill_site(&d);
    save(&d);
    CHECK(store_open(&s, where.path, 1, NULL) == STATUS_OK);
    CHECK(store_replace_streaming(s, &d, ids, 1, &stream, NULL) == STATUS_OK);
    making = (struct making){0, 3}; /* all or nothing */
    table_put_real(&d.tables[TABLE_SITE], 0, "land_m2", 7);
    CHECK(store_replace_streaming(s, &d, ids, 1, &stream, &e) == STATUS_LIMIT);
    findings_init(&findings, &arena);
    CHECK(store_read_short(s, &back, &findings, &arena, NULL) == STATUS_OK);
    CHECK(back.tables[TABLE_SITE_TEST].row_count == 0 && back.tables[TABLE_SITE].row_count == 1);
    CHECK(table_get_real(&back.tables[TABLE_SITE], 0, "land_m2") != 7);
    CHECK(store_read_table(s, TABLE_SITE_TEST, &back, &findings, &arena, NULL) == STATUS_OK);
    const struct table *t = &back.tables[TABLE_SITE_TEST];
    CHECK(t->row_count == 5 && t->lines[4] == 5);
    CHECK(store_count(s, TABLE_SITE_TEST, &counted, NULL) == STATUS_OK && counted == 5);
    CHECK(slice_is(table_get_text(t, 3, "sentence"), "row 3"));
    store_close(s);
    making = (struct making){0, -1}; /* fewer rows take the place of more */
    CHECK(store_open(&s, where.path, 1, NULL) == STATUS_OK);
    making.made = 4;
    CHECK(store_replace_streaming(s, &d, ids, 0, &stream, NULL) == STATUS_OK);
    store_close(s);
    CHECK(ask("SELECT count(*) FROM site_test WHERE sentence = 'row 4'") == 1);
    CHECK(ask("SELECT count(*) FROM site_test") == 1);
}

/* A replacement that fails half-way leaves every table as it was. */
TEST(a_failed_replacement_changes_nothing)
{
    struct dataset d, bad, back;
    struct store *s = NULL;
    struct err e = {0};

    const enum table_id ids[] = {TABLE_SITE, TABLE_TRANSPORT};

    fill_site(&d);
    save(&d);
    fill_site(&bad);
    table_put_real(&bad.tables[TABLE_SITE], 0, "land_m2", 5);
    int row = table_add(&bad.tables[TABLE_TRANSPORT], &arena);
    bad.tables[TABLE_TRANSPORT].geometry[row] = slice_of("no geometry at all");
    CHECK(store_open(&s, where.path, 1, NULL) == STATUS_OK);
    CHECK(store_replace(s, &bad, ids, 2, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "transport row 1"));
    store_close(s);
    read_file(&back);
    CHECK(data_same(&d, &back));
    table_put_real(&bad.tables[TABLE_SITE], 0, "power_kw", (double)INFINITY);
    CHECK(store_save_new(where.path, &bad, 1, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "transport row 1") || strstr(e.text, "power_kw"));
    read_file(&back);
    CHECK(data_same(&d, &back));
}

TEST(the_later_edit_of_a_point_counts)
{
    struct dataset d;
    const struct table *site = &d.tables[TABLE_SITE];
    fill_site(&d);
    save(&d);
    /* moved on the map: the columns follow */
    edit("UPDATE site SET geom = x'47500001E61000000101000000000000000000604000000000000044C0'");
    read_file(&d);
    CHECK(table_get_real(site, 0, "lon") == 128 && table_get_real(site, 0, "lat") == -40);
    CHECK(ask("SELECT lon = 128 AND lat = -40 FROM site") == 1);
    /* typed into the columns afterwards: they count */
    edit("UPDATE site SET lon = 127.25");
    read_file(&d);
    CHECK(table_get_real(site, 0, "lon") == 127.25 && table_get_real(site, 0, "lat") == -40);
    /* drawn: the columns are filled; a copied row that was drawn elsewhere: too */
    edit("INSERT INTO site (code, geom) VALUES ('S2',"
         " x'47500001E61000000101000000000000000000604000000000000044C0');"
         "INSERT INTO site (code, lon, lat, geom) VALUES ('S3', 1, 2,"
         " x'47500001E61000000101000000000000000000604000000000000044C0');");
    read_file(&d);
    CHECK(table_get_real(site, 1, "lon") == 128 && table_get_real(site, 2, "lat") == -40);
    /* typed without a point: the columns are all there is */
    edit("INSERT INTO site (code, lon, lat) VALUES ('S4', 3, 4)");
    read_file(&d);
    CHECK(table_get_real(site, 3, "lon") == 3 && table_get_real(site, 3, "lat") == 4);
}

TEST(in_a_table_written_anew_the_point_counts)
{
    struct dataset d;
    struct findings findings;
    struct store *s = NULL;
    fill_site(&d);
    save(&d);
    edit("DROP TRIGGER groundwork_site_move; UPDATE site SET geom ="
         " x'47500001E61000000101000000000000000000604000000000000044C0'");
    findings_init(&findings, &arena);
    CHECK(store_open(&s, where.path, 0, NULL) == STATUS_OK);
    CHECK(store_read_all(s, &d, &findings, &arena, NULL) == STATUS_OK);
    store_close(s);
    CHECK(table_get_real(&d.tables[TABLE_SITE], 0, "lon") == 128);
    CHECK(findings.warning_count == 1 && findings.error_count == 0);
    CHECK(strstr(findings.list[0].sentence, "the point counts"));
}

TEST(values_of_a_wrong_kind_are_told)
{
    static const struct {
        const char *sql, *sentence;
    } cases[] = {
        {"UPDATE site SET land_m2 = 'vast'",
         "site row 1: land_m2: 'vast' is stored where a finite"},
        {"UPDATE site SET land_m2 = x'00'", "site row 1: land_m2: bytes are stored where a finite"},
        {"UPDATE site SET land_m2 = 9e999", "site row 1: land_m2: 'Inf' is stored where a finite"},
        {"UPDATE site SET land_m2 = '12 ha'", "'12 ha' is stored"},
        {"UPDATE site SET name = x'41'", "site row 1: name: bytes are stored where text"},
        {"UPDATE site SET name = CAST(x'41FF42' AS TEXT)",
         "site row 1: name: the text is not valid"},
        {"UPDATE site SET name = CAST(x'410042' AS TEXT)",
         "site row 1: name: the text is not valid"},
        {"UPDATE area SET population_year = 2008.5", "population_year: '2008.5' is stored where a"},
        {"UPDATE area SET population_year = 'soon'", "'soon' is stored where a whole number"},
        {"UPDATE area SET population_year = -9223372036854775808", "where a whole number"},
        {"UPDATE site SET geom = x'00'", "site row 1: geom: this is not a GeoPackage geometry"},
        {"UPDATE site SET geom = 'POINT(1 2)'", "geom: this is not a GeoPackage geometry"},
        {"UPDATE area SET geom = x'47500001E61000000101000000000000000000604000000000000044C0'",
         "area row 1: geom: the geometry is a Point where a polygon is expected"},
        {"UPDATE gpkg_geometry_columns SET srs_id = 0 WHERE table_name = 'site'",
         "reference system 0; it must be in longitude and latitude"},
        {"DELETE FROM gpkg_geometry_columns WHERE table_name = 'site'", "table 'site' of"},
    };
    struct dataset d;
    fill_site(&d);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        save(&d);
        edit(cases[i].sql);
        check_read_fails(cases[i].sentence);
    }
}

TEST(every_wrong_value_is_found_at_once)
{
    struct dataset d;
    struct findings findings;
    struct store *s = NULL;
    struct err e = {0};
    fill_site(&d);
    save(&d);
    edit("UPDATE site SET land_m2 = 'a', power_kw = 'b', fid = 7; UPDATE area SET labour = 'c'");
    findings_init(&findings, &arena);
    CHECK(store_open(&s, where.path, 0, NULL) == STATUS_OK);
    CHECK(store_read_all(s, &d, &findings, &arena, NULL) == STATUS_OK);
    CHECK(findings.error_count == 3);
    CHECK(strcmp(findings.list[1].place, "site row 1 (fid 7)") == 0);
    CHECK(isnan(table_get_real(&d.tables[TABLE_SITE], 0, "land_m2")));
    CHECK(table_get_real(&d.tables[TABLE_SITE], 0, "lon") == 126.5);
    CHECK(store_read(s, &d, &arena, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "3 errors; the first: area row 1: labour"));
    store_close(s);
}

TEST(what_is_not_a_programme_file_is_told)
{
    struct dataset d;
    check_open_fails(0, STATUS_NOTFOUND, "there is no file");
    write_bytes("", 0);
    check_open_fails(0, STATUS_INVALID, "is empty");
    const char text[] =
        "code,name\nA1,somewhere with a text long enough to be looked at as a page\n"
        "and some more of it, for a header has a hundred bytes";
    write_bytes(text, sizeof text - 1);
    check_open_fails(0, STATUS_INVALID, "not an SQLite database");
    CHECK(unlink(where.path) == 0 && mkdir(where.path, 0700) == 0);
    check_open_fails(0, STATUS_INVALID, "is not a file");
    struct err e = {0};
    dataset_init(&d);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_INVALID);
    CHECK(rmdir(where.path) == 0);
    fill_site(&d);
    save(&d);
    edit("PRAGMA application_id = 0");
    check_open_fails(1, STATUS_INVALID, "not a GeoPackage");
    save(&d);
    edit("DROP TABLE plan_gain; DROP TABLE good");
    check_open_fails(1, STATUS_INVALID, "lacks the tables: good, plan_gain");
    save(&d);
    edit("DROP TABLE good; CREATE VIEW good AS SELECT * FROM need");
    check_open_fails(0, STATUS_INVALID, "lacks the tables: good");
    save(&d);
    edit("DROP TABLE groundwork_migration");
    check_open_fails(0, STATUS_INVALID, "lacks the tables: groundwork_migration");
    save(&d);
    edit("DELETE FROM groundwork_migration");
    check_open_fails(0, STATUS_INVALID, "groundwork_migration is empty");
    save(&d);
    edit("ALTER TABLE good DROP COLUMN unit");
    check_open_fails(0, STATUS_INVALID, "add them again: good.unit");
    save(&d);
    edit("DROP TABLE area; CREATE TABLE area (fid INTEGER PRIMARY KEY)");
    check_open_fails(0, STATUS_INVALID, "add them again: area.code, area.parent");
    check_open_fails(0, STATUS_INVALID, " more");
    save(&d);
    edit("ALTER TABLE good RENAME COLUMN unit TO Unit; ALTER TABLE need RENAME TO x;"
         "ALTER TABLE x RENAME TO Need"); /* names of tables and columns have no case in SQL */
    struct store *s = NULL;
    if (store_open(&s, where.path, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    store_close(s);
    save(&d);
    edit("INSERT INTO groundwork_migration VALUES (1000, 'x', 'y', '9.1.2')");
    check_open_fails(0, STATUS_CONFLICT, "written by a newer groundwork (9.1.2");
}

/* Does a page (from 0) hold nothing but the rest of a long value?  Zeros are one, too. */
static int is_overflow(long page)
{
    struct db db = {0};
    char sql[128];
    int64_t count = 0;
    (void)snprintf(sql, sizeof sql,
                   "SELECT count(*) FROM dbstat WHERE pageno = %ld AND pagetype = 'overflow'",
                   page + 1);
    CHECK(db_open(&db, where.path, where.path, DB_READ, NULL) == STATUS_OK);
    CHECK(db_integer(&db, sql, &count, NULL) == STATUS_OK);
    db_close(&db);
    return count > 0;
}

/* Cut anywhere, or with a page of zeros: never read as if it were whole. */
TEST(a_damaged_file_is_refused)
{
    struct gen g = {3};
    struct dataset d;
    struct stat status;
    data_fill(&g, &d, 40, &arena);
    save(&d);
    CHECK(stat(where.path, &status) == 0);
    for (long len = status.st_size - 4096; len > 4096; len -= 4096 * 7) {
        CHECK(truncate(where.path, len) == 0);
        check_open_fails(0, STATUS_INVALID, "is damaged");
    }
    CHECK(truncate(where.path, 1000) == 0);
    check_open_fails(0, STATUS_INVALID, "p.gpkg");
    static const char zeros[4096];
    for (long page = 1; page < status.st_size / 4096; page += 11) {
        save(&d);
        if (is_overflow(page)) continue;
        FILE *f = fopen(where.path, "r+b");
        CHECK(f && fseek(f, page * 4096, SEEK_SET) == 0);
        CHECK(fwrite(zeros, 1, sizeof zeros, f) == sizeof zeros && fclose(f) == 0);
        struct store *s = NULL;
        struct err e = {0};
        enum status opened = store_open(&s, where.path, 0, &e);
        if (opened != STATUS_INVALID || !strstr(e.text, "is damaged"))
            fail_msg("page %ld of zeros: status %d, '%s'", page, (int)opened, e.text);
        store_close(s);
    }
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
    arena_clear(&arena);
    return 0;
}

#define FILE_CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest cases[] = {
        FILE_CASE(everything_comes_back),
        FILE_CASE(a_dataset_without_rows_comes_back),
        FILE_CASE(empty_text_is_no_value),
        FILE_CASE(an_existing_file_is_kept_unless_told),
        FILE_CASE(the_name_must_be_a_geopackages),
        FILE_CASE(what_other_programs_added_survives_a_replacement),
        FILE_CASE(a_table_with_other_triggers_is_replaced_too),
        FILE_CASE(replacing_needs_a_writable_store),
        FILE_CASE(a_failed_replacement_changes_nothing),
        FILE_CASE(a_long_table_is_written_row_by_row_and_read_when_wanted),
        FILE_CASE(the_later_edit_of_a_point_counts),
        FILE_CASE(in_a_table_written_anew_the_point_counts),
        FILE_CASE(values_of_a_wrong_kind_are_told),
        FILE_CASE(every_wrong_value_is_found_at_once),
        FILE_CASE(what_is_not_a_programme_file_is_told),
        FILE_CASE(a_damaged_file_is_refused),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
