/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migration.h"

#include "kit/store_data.h"
#include "store/store_internal.h"

static struct arena arena = ARENA_INIT((size_t)64 << 20);
static struct scratch where;

static const struct migration steps[] = {
    {1, "programme", NULL},
    {2, "first",
     "CREATE TABLE extra (fid INTEGER PRIMARY KEY, a TEXT); INSERT INTO extra VALUES"
     " (1, 'x')"},
    {3, "second", "ALTER TABLE extra ADD COLUMN b TEXT; UPDATE extra SET b = a"},
};
static const struct migration_list older = {steps, 1}, newer = {steps, 3};

static int64_t ask(const char *sql)
{
    struct db db = {0};
    int64_t value = -1;
    CHECK(db_open(&db, where.path, where.path, DB_READ, NULL) == STATUS_OK);
    if (db_integer(&db, sql, &value, NULL) != STATUS_OK) value = -1;
    db_close(&db);
    return value;
}

static enum status open_at(int writable, struct migration_list list, struct err *e)
{
    struct store *s = NULL;
    enum status status = store_open_at(&s, where.path, writable, list, e);
    store_close(s);
    return status;
}

/* A file that took the first step alone. */
static void make_file(void)
{
    struct dataset d;
    struct err e = {0};
    struct db db = {0};
    dataset_init(&d);
    if (store_save_new(where.path, &d, 1, &e) != STATUS_OK) fail_msg("%s", e.text);
    CHECK(db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK);
    CHECK(db_run(&db, "DELETE FROM groundwork_migration WHERE id > 1", &e) == STATUS_OK);
    db_close(&db);
}

TEST(the_programs_own_steps_are_in_order)
{
    CHECK(migration_all.count >= 1);
    for (int i = 0; i < migration_all.count; i++) {
        CHECK(migration_all.steps[i].id == i + 1);
        CHECK(!migration_all.steps[i].sql == (i == 0));
    }
}

TEST(an_older_file_is_brought_up_to_date)
{
    for (int writable = 0; writable <= 1; writable++) {
        struct err e = {0};
        make_file();
        CHECK(open_at(writable, older, &e) == STATUS_OK);
        CHECK(ask("SELECT count(*) FROM groundwork_migration") == 1);
        if (open_at(writable, newer, &e) != STATUS_OK) fail_msg("%s", e.text);
        CHECK(ask("SELECT count(*) FROM groundwork_migration WHERE length(sha256) = 64") == 3);
        CHECK(ask("SELECT count(*) FROM extra WHERE b = 'x'") == 1);
        CHECK(open_at(writable, newer, &e) == STATUS_OK); /* and only once */
        CHECK(ask("SELECT count(*) FROM extra") == 1);
        CHECK(open_at(writable, older, &e) == STATUS_CONFLICT); /* forward only */
        CHECK(strstr(e.text, "newer groundwork"));
    }
}

TEST(a_step_that_fails_undoes_all)
{
    static const struct migration bad[] = {
        {1, "programme", NULL},
        {2, "first", "CREATE TABLE extra (fid INTEGER PRIMARY KEY)"},
        {3, "second", "INSERT INTO nowhere VALUES (1)"},
    };
    struct err e = {0};
    make_file();
    CHECK(open_at(1, (struct migration_list){bad, 3}, &e) == STATUS_EXTERNAL);
    CHECK(strstr(e.text, "nowhere"));
    CHECK(ask("SELECT count(*) FROM groundwork_migration") == 1);
    CHECK(ask("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0);
    CHECK(open_at(1, older, &e) == STATUS_OK);
}

TEST(another_history_is_refused)
{
    static const struct migration other_text[] = {
        {1, "programme", NULL},
        {2, "first", "CREATE TABLE extra (fid INTEGER PRIMARY KEY)"},
    };
    static const struct migration other_name[] = {
        {1, "programme", NULL},
        {2, "fork", "CREATE TABLE extra (fid INTEGER PRIMARY KEY, a TEXT)"},
    };
    struct err e = {0};
    make_file();
    CHECK(open_at(1, (struct migration_list){steps, 2}, &e) == STATUS_OK);
    CHECK(open_at(1, (struct migration_list){other_text, 2}, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "step 2 'first'"));
    CHECK(open_at(1, (struct migration_list){other_name, 2}, &e) == STATUS_INVALID);
    struct db db = {0};
    CHECK(db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK);
    CHECK(db_run(&db, "DELETE FROM groundwork_migration WHERE id = 1", &e) == STATUS_OK);
    db_close(&db);
    CHECK(open_at(1, (struct migration_list){steps, 2}, &e) == STATUS_INVALID); /* a gap */
}

/* Takes back step 14: all conditions are rows, and scores with them. */
static const char as_13th[] =
    "ALTER TABLE site_option DROP COLUMN power_score;"
    "ALTER TABLE site_option DROP COLUMN water_score;"
    "ALTER TABLE site_option DROP COLUMN transport_score;"
    "ALTER TABLE site_option DROP COLUMN inhabitants_score;"
    "ALTER TABLE site_option DROP COLUMN land_score;"
    "DELETE FROM gpkg_data_columns WHERE table_name = 'site_option' AND column_name LIKE '%_score';"
    "DELETE FROM groundwork_migration WHERE id > 13;"
    "INSERT INTO site_option (site, facility_size, admissible) VALUES ('s', 'big', 'no'),"
    " ('s', 'small', 'yes'), ('t', 'small', 'yes');"
    "INSERT INTO site_test (site, facility_size, condition, passed, score, sentence) VALUES"
    " ('s', 'big', 'power', 'no', 0, 'too little'), ('s', 'big', 'land', 'yes', 0.25, 'enough'),"
    " ('s', 'small', 'power', 'yes', 0.5, 'enough'), ('s', 'small', 'land', 'yes', 0.75, 'enough')";

TEST(scores_of_conditions_go_to_the_options)
{
    struct dataset d;
    struct err e = {0};
    struct db db = {0};
    dataset_init(&d);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_OK);
    CHECK(db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK);
    if (db_run(&db, as_13th, &e) != STATUS_OK) fail_msg("%s", e.text);
    db_close(&db);
    if (open_at(1, migration_all, &e) != STATUS_OK) fail_msg("%s", e.text);
    CHECK(ask("SELECT count(*) FROM site_test") == 1);
    CHECK(ask("SELECT count(*) FROM site_test WHERE sentence = 'too little'") == 1);
    CHECK(ask("SELECT count(*) FROM site_option WHERE facility_size = 'big' AND power_score = 0"
              " AND land_score = 0.25 AND water_score IS NULL") == 1);
    CHECK(ask("SELECT count(*) FROM site_option WHERE facility_size = 'small' AND site = 's'"
              " AND power_score = 0.5 AND land_score = 0.75") == 1);
    CHECK(ask("SELECT count(*) FROM site_option WHERE site = 't' AND power_score IS NULL") == 1);
    CHECK(ask("SELECT count(*) FROM sqlite_schema WHERE name = 'groundwork_tests'") == 0);
}

/* Takes back what the other steps did: a file as the first release made it. */
static const char as_first[] =
    "ALTER TABLE plan DROP COLUMN level; ALTER TABLE plan DROP COLUMN level_bound;"
    "ALTER TABLE plan DROP COLUMN below_level;"
    "DROP TABLE progress; DROP TABLE trade_way; DROP TABLE plan_flow;"
    "ALTER TABLE programme DROP COLUMN trade_km_h;"
    "ALTER TABLE good DROP COLUMN trade_hours_max; ALTER TABLE good DROP COLUMN trade_cost_hour;"
    "DROP TABLE ensemble; DROP TABLE ensemble_visit; DROP TABLE ensemble_facility;"
    "ALTER TABLE clause DROP COLUMN penalty; ALTER TABLE plan DROP COLUMN penalty;"
    "ALTER TABLE plan_clause DROP COLUMN missed; ALTER TABLE plan_clause DROP COLUMN penalty;"
    "ALTER TABLE programme DROP COLUMN build_chance;"
    "ALTER TABLE facility_size DROP COLUMN build_years_low;"
    "ALTER TABLE facility_size DROP COLUMN build_years_high;"
    "ALTER TABLE plan_facility DROP COLUMN on_time;"
    "DROP TABLE material; DROP TABLE producer; DROP TABLE production; DROP TABLE depot;"
    "DROP TABLE carrier; DROP TABLE carrier_capacity; DROP TABLE lane;"
    "DROP TABLE material_priority; DROP TABLE shipping; DROP TABLE shipment;"
    "DROP TABLE shipping_stock; DROP TABLE shipping_limit;"
    "DELETE FROM layer_styles WHERE f_table_name IN ('producer', 'depot');"
    "DROP TABLE rtree_producer_geom; DROP TABLE rtree_depot_geom;"
    "DELETE FROM gpkg_geometry_columns WHERE table_name IN ('producer', 'depot');"
    "DELETE FROM gpkg_extensions WHERE table_name IN ('producer', 'depot');"
    "DROP TABLE work_calendar; DROP TABLE work_pause; DROP TABLE phase; DROP TABLE phase_link;"
    "DROP TABLE phase_material; DROP TABLE arrival; DROP TABLE readiness; DROP TABLE schedule;"
    "DROP TABLE schedule_activity; DROP TABLE schedule_stay;"
    "ALTER TABLE crew DROP COLUMN travel_km_day; ALTER TABLE crew DROP COLUMN camp_days;"
    "DELETE FROM gpkg_contents WHERE table_name NOT IN (SELECT name FROM sqlite_schema);"
    "DELETE FROM gpkg_data_columns WHERE table_name NOT IN (SELECT name FROM sqlite_schema)"
    " OR (table_name = 'crew' AND column_name IN ('travel_km_day', 'camp_days'));"
    "DELETE FROM gpkg_data_column_constraints WHERE constraint_name IN"
    " ('power|water|raw_materials|staff', 'FS|SS|FF|SF', 'done|running|planned', 'depot|site',"
    " 'producer|depot', 'agreed|best_found|unmet|rescheduled', 'production|carrier|lane|depot',"
    " 'visit|phase|condition|crew|material|calendar');"
    "DROP TABLE adopted; ALTER TABLE clause DROP COLUMN \"each\";"
    "ALTER TABLE clause DROP COLUMN \"after\"; ALTER TABLE plan_clause DROP COLUMN area;"
    "DELETE FROM gpkg_contents WHERE table_name = 'adopted';"
    "DELETE FROM gpkg_data_columns WHERE table_name = 'adopted'"
    " OR (table_name = 'clause' AND column_name IN ('each', 'after'))"
    " OR (table_name = 'plan_clause' AND column_name = 'area');"
    "DELETE FROM gpkg_data_column_constraints WHERE value IN ('share_in_period', 'visit_after',"
    " 'self_financing', 'limit_changes', 'keep_adopted');"
    "UPDATE gpkg_data_column_constraints SET constraint_name = 'visits_per_year|visits_in_period|"
    "visit_within|no_visit|require_facility|forbid_facility|require_site|forbid_site|limit_subsidy'"
    " WHERE constraint_name LIKE 'visits_per_year|%';"
    "ALTER TABLE site_option DROP COLUMN seat_km; ALTER TABLE site_option DROP COLUMN seat_minutes;"
    "ALTER TABLE site_option DROP COLUMN seat_way;"
    "DELETE FROM gpkg_data_columns WHERE table_name = 'site_option' AND column_name LIKE 'seat_%';"
    "DELETE FROM gpkg_data_column_constraints WHERE constraint_name LIKE 'road|rail|road%';"
    "UPDATE gpkg_data_columns SET description = 'farthest county town; empty: no limit [km]'"
    " WHERE table_name = 'facility_size' AND column_name = 'seat_km_max';"
    "DROP TABLE frontier; DELETE FROM gpkg_contents WHERE table_name = 'frontier';"
    "DELETE FROM gpkg_data_columns WHERE table_name = 'frontier';"
    "UPDATE gpkg_data_columns SET description = 'index, or supply:GOOD'"
    " WHERE table_name IN ('inequality', 'lorenz') AND column_name = 'variable';"
    "UPDATE gpkg_data_columns SET description = 'before, after:PLAN, or year:PLAN:YEAR'"
    " WHERE table_name = 'inequality' AND column_name = 'moment';"
    "DELETE FROM groundwork_migration WHERE id > 1";

/* What the file says about its tables, columns and choices, as one text. */
static const char *described(const char *path)
{
    static const char sql[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT * FROM ("
        "SELECT table_name || '|' || data_type || '|' || identifier || '|' || last_change"
        " AS line FROM gpkg_contents"
        " UNION ALL SELECT table_name || '|' || column_name || '|' || name || '|' || description"
        " || '|' || ifnull(constraint_name, '') FROM gpkg_data_columns"
        " UNION ALL SELECT constraint_name || '|' || constraint_type || '|' || value"
        " FROM gpkg_data_column_constraints"
        " UNION ALL SELECT f_table_name || '|' || styleName FROM layer_styles"
        " UNION ALL SELECT m.name || '.' || c.name || ' ' || c.type FROM sqlite_schema m,"
        " pragma_table_info(m.name) c WHERE m.type = 'table') ORDER BY line)";
    struct db db = {0};
    struct query q = {0};
    int more = 0;
    CHECK(db_open(&db, path, path, DB_READ, NULL) == STATUS_OK);
    CHECK(query_open(&q, &db, sql, NULL) == STATUS_OK);
    CHECK(query_step(&q, &more, NULL) == STATUS_OK && more);
    struct slice text = query_text(&q, 0);
    const char *kept = arena_strndup(&arena, text.at, text.len);
    query_close(&q);
    db_close(&db);
    CHECK(kept && text.len > 10000);
    return kept;
}

TEST(a_file_of_the_first_release_becomes_like_a_new_one)
{
    struct dataset d;
    struct err e = {0};
    struct db db = {0};
    dataset_init(&d);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_OK);
    const char *new = described(where.path);
    CHECK(db_open(&db, where.path, where.path, DB_WRITE, &e) == STATUS_OK);
    if (db_run(&db, as_13th, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (db_run(&db, as_first, &e) != STATUS_OK) fail_msg("%s", e.text);
    db_close(&db);
    CHECK(strcmp(described(where.path), new) != 0);
    if (open_at(1, migration_all, &e) != STATUS_OK) fail_msg("%s", e.text);
    CHECK_TEXT(described(where.path), new);
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

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(the_programs_own_steps_are_in_order),
        CASE(an_older_file_is_brought_up_to_date),
        CASE(a_step_that_fails_undoes_all),
        CASE(another_history_is_refused),
        CASE(scores_of_conditions_go_to_the_options),
        CASE(a_file_of_the_first_release_becomes_like_a_new_one),
    };
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
