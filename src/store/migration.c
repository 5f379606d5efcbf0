/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migration.h"

#include <assert.h>

#include "base/digest.h"
#include "base/version.h"
#include "store/conform.h"
#include "store/gpkg_schema.h"
#include "store/step.h"

/* More kinds of clauses, and the adopted plan they speak of. */
#define KINDS_BEFORE                                                                           \
    "visits_per_year|visits_in_period|visit_within|no_visit|require_facility|forbid_facility|" \
    "require_site|forbid_site|limit_subsidy"
#define KINDS_AFTER \
    KINDS_BEFORE "|share_in_period|visit_after|self_financing|limit_changes|keep_adopted"
static const char more_clauses[] =
    "ALTER TABLE clause ADD COLUMN \"each\" TEXT;"
    "ALTER TABLE clause ADD COLUMN \"after\" TEXT(64);"
    "ALTER TABLE plan_clause ADD COLUMN \"area\" TEXT(64);"
    "CREATE TABLE \"adopted\" (fid INTEGER PRIMARY KEY, \"area\" TEXT(64), \"stage\" INTEGER,"
    " \"year\" INTEGER, \"evidence\" TEXT, \"source\" TEXT);"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
    "srs_id)"
    " VALUES ('adopted','attributes','The plan that was adopted','','" GPKG_LAST_CHANGE "',NULL);"
    "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value)"
    " SELECT '" KINDS_AFTER "', constraint_type, value FROM gpkg_data_column_constraints"
    " WHERE constraint_name = '" KINDS_BEFORE "';"
    "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value) VALUES"
    " ('" KINDS_AFTER "','enum','share_in_period'),"
    " ('" KINDS_AFTER "','enum','visit_after'),"
    " ('" KINDS_AFTER "','enum','self_financing'),"
    " ('" KINDS_AFTER "','enum','limit_changes'),"
    " ('" KINDS_AFTER "','enum','keep_adopted');"
    "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = '" KINDS_BEFORE "';"
    "UPDATE gpkg_data_columns SET constraint_name = '" KINDS_AFTER "'"
    " WHERE table_name = 'clause' AND column_name = 'kind';"
    "UPDATE gpkg_data_columns SET description ="
    " 'floor; empty: none [by kind: visits, per cent of them, or years]'"
    " WHERE table_name = 'clause' AND column_name = 'at_least';"
    "UPDATE gpkg_data_columns SET description ="
    " 'ceiling; empty: none [by kind: visits, per cent of them, currency, or changes]'"
    " WHERE table_name = 'clause' AND column_name = 'at_most';"
    "INSERT INTO gpkg_data_columns (table_name, column_name, name, description, constraint_name) "
    "VALUES"
    " ('clause','each','each','kind of area, such as province: the rule holds for each of"
    " them by itself',NULL),"
    " ('clause','after','after','visits wait until every visit within this area has been"
    " made (code of area)',NULL),"
    " ('plan_clause','area','area','area, for a rule that holds for each of them (code of"
    " area)',NULL),"
    " ('adopted','area','area','area visited by the plan that was adopted (code of"
    " area)',NULL),"
    " ('adopted','stage','stage','stage of the visit',NULL),"
    " ('adopted','year','year','year it starts',NULL),"
    " ('adopted','evidence','evidence','how the figures of the row are"
    " known','measured|reported|estimated|assumed'),"
    " ('adopted','source','source','where they come from',NULL);";

/* The way from a site to its county town, by road where roads lead there. */
#define SEAT_WAYS "road|rail|road_and_rail|straight"
static const char ways[] =
    "ALTER TABLE site_option ADD COLUMN \"seat_km\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"seat_minutes\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"seat_way\" TEXT;"
    "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value) VALUES"
    " ('" SEAT_WAYS "','enum','road'), ('" SEAT_WAYS "','enum','rail'),"
    " ('" SEAT_WAYS "','enum','road_and_rail'), ('" SEAT_WAYS "','enum','straight');"
    "UPDATE gpkg_data_columns SET description = 'longest way to the county town, by road where"
    " roads lead there; empty: no limit [km]'"
    " WHERE table_name = 'facility_size' AND column_name = 'seat_km_max';"
    "INSERT INTO gpkg_data_columns (table_name, column_name, name, description, constraint_name) "
    "VALUES"
    " ('site_option','seat_km','seat_km','way to the county town, measured as seat_way says"
    " [km]',NULL),"
    " ('site_option','seat_minutes','seat_minutes','quickest way there; empty: not known"
    " [minutes]',NULL),"
    " ('site_option','seat_way','seat_way','what the way to the county town goes by; empty: no"
    " county town','" SEAT_WAYS "');";

/* What equity costs, and the inequality of every year without the plan. */
static const char frontier[] =
    "CREATE TABLE \"frontier\" (fid INTEGER PRIMARY KEY, \"point\" TEXT, \"eta\" REAL,"
    " \"outcome\" TEXT, \"objective\" REAL, \"bound\" REAL, \"gap\" REAL, \"total\" REAL,"
    " \"people_supplied\" REAL, \"worst_fifth\" REAL, \"worst_area\" REAL, \"gini\" REAL,"
    " \"gini_mean\" REAL, \"theil_t\" REAL, \"theil_t_mean\" REAL, \"moved\" INTEGER,"
    " \"dominated\" TEXT, \"plan\" TEXT);"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
    " last_change, srs_id)"
    " VALUES ('frontier','attributes','Total benefit and the worst-off, by equity"
    " weight','','" GPKG_LAST_CHANGE "',NULL);"
    "UPDATE gpkg_data_columns SET description ="
    " 'index, supply:GOOD, or supply, the mean over goods by weight'"
    " WHERE table_name IN ('inequality', 'lorenz') AND column_name = 'variable';"
    "UPDATE gpkg_data_columns SET description ="
    " 'before, after:PLAN, year:PLAN:YEAR, or without:PLAN:YEAR'"
    " WHERE table_name = 'inequality' AND column_name = 'moment';"
    "INSERT INTO gpkg_data_columns (table_name, column_name, name, description,"
    " constraint_name) VALUES"
    " ('frontier','point','point','eta:EXPONENT',NULL),"
    " ('frontier','eta','eta','exponent of the equity weight',NULL),"
    " ('frontier','outcome','outcome','what the planner can"
    " say','optimal|feasible|infeasible|stopped'),"
    " ('frontier','objective','objective','worth of the plan, weighted by eta [weighted"
    " person-years supplied]',NULL),"
    " ('frontier','bound','bound','no plan can be worth more, weighted by eta [weighted"
    " person-years supplied]',NULL),"
    " ('frontier','gap','gap','(bound - objective) / objective [share]',NULL),"
    " ('frontier','total','total','worth of the plan, all people equal [weighted"
    " person-years supplied]',NULL),"
    " ('frontier','people_supplied','people_supplied','people times share of need met,"
    " mean over goods by weight, last year [people]',NULL),"
    " ('frontier','worst_fifth','worst_fifth','share of need met in the worst-off fifth"
    " of areas, last year',NULL),"
    " ('frontier','worst_area','worst_area','share of need met in the worst area, last"
    " year',NULL),"
    " ('frontier','gini','gini','Gini index of need met between areas, last year',NULL),"
    " ('frontier','gini_mean','gini_mean','the same, mean over the years',NULL),"
    " ('frontier','theil_t','theil_t','Theil T of need met between areas, last"
    " year',NULL),"
    " ('frontier','theil_t_mean','theil_t_mean','the same, mean over the years',NULL),"
    " ('frontier','moved','moved','areas visited in another year than in the plan"
    " compared with',NULL),"
    " ('frontier','dominated','dominated','has another point no less of total, worst"
    " fifth and worst area, and more of one','yes|no'),"
    " ('frontier','plan','plan','plan compared with; empty: there was none',NULL);";

/* Of the conditions of sites only those that are not met stay as rows; scores go to the options. */
static const char refusals[] =
    "ALTER TABLE site_option ADD COLUMN \"power_score\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"water_score\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"transport_score\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"inhabitants_score\" REAL;"
    "ALTER TABLE site_option ADD COLUMN \"land_score\" REAL;"
    "CREATE INDEX groundwork_tests ON site_test (site, facility_size);"
    "UPDATE site_option SET"
    " (power_score, water_score, transport_score, inhabitants_score, land_score) ="
    " (SELECT max(t.score) FILTER (WHERE condition = 'power'),"
    " max(t.score) FILTER (WHERE condition = 'water'),"
    " max(t.score) FILTER (WHERE condition = 'transport'),"
    " max(t.score) FILTER (WHERE condition = 'inhabitants'),"
    " max(t.score) FILTER (WHERE condition = 'land') FROM site_test t"
    " WHERE t.site = site_option.site AND t.facility_size = site_option.facility_size);"
    "DROP INDEX groundwork_tests;"
    "DELETE FROM site_test WHERE passed = 'yes';";

/* What only adds is declared in model/ and needs no SQL here: "" and a name are enough. */
#define ADDS ""
static const struct migration steps[] = {
    {1, "programme", NULL},
    {2, "more clauses", more_clauses},
    {3, "ways to the county town", ways},
    {4, "frontier", frontier},
    {5, "building", step_building},
    {6, "chance of building times", ADDS},
    {7, "work done", ADDS},
    {8, "supply of materials", ADDS},
    {9, "clauses that may be missed", ADDS},
    {10, "ensemble", ADDS},
    {11, "schedules after shipments", ADDS},
    {12, "trade between areas", ADDS},
    {13, "max-min plans", ADDS},
    {14, "refusals of sites", refusals},
};

const struct migration_list migration_all = {steps, sizeof steps / sizeof steps[0]};

static void digest_of(struct slice sql, char text[DIGEST_TEXT_BYTES])
{
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, sql.at, sql.len);
    digest_text(&digest, text);
}

static enum status record(struct db *db, const struct migration *step, struct slice sql,
                          struct err *e)
{
    char sha256[DIGEST_TEXT_BYTES];
    digest_of(sql, sha256);
    struct query q = {0};
    enum status status =
        query_open(&q, db, "INSERT INTO groundwork_migration VALUES (?1, ?2, ?3, ?4)", e);
    if (status == STATUS_OK) {
        query_put_integer(&q, 1, step->id);
        query_put_text(&q, 2, slice_of(step->name));
        query_put_text(&q, 3, slice_of(sha256));
        query_put_text(&q, 4, slice_of(GROUNDWORK_VERSION));
        status = query_run(&q, e);
    }
    query_close(&q);
    return status;
}

enum status migration_begin(struct db *db, struct migration_list list, struct slice sql,
                            struct err *e)
{
    TRY(db_run(db,
               "CREATE TABLE groundwork_migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
               " sha256 TEXT NOT NULL, program_version TEXT NOT NULL)",
               e));
    for (int i = 0; i < list.count; i++) {
        const struct migration *step = &list.steps[i];
        assert(step->id == i + 1 && !step->sql == (i == 0));
        TRY(record(db, step, step->sql ? slice_of(step->sql) : sql, e));
    }
    return STATUS_OK;
}

static enum status check_row(const struct query *q, struct migration_list list, int taken,
                             struct err *e)
{
    int64_t id = query_integer(q, 0);
    struct slice name = query_text(q, 1), sha256 = query_text(q, 2), version = query_text(q, 3);
    if (id > list.count)
        return err_set(e, STATUS_CONFLICT,
                       "'%s' was written by a newer groundwork (%.*s, step %lld '%.*s'); this is "
                       "%s: update the program",
                       q->db->name, SLICE_ARGS(version), (long long)id, SLICE_ARGS(name),
                       GROUNDWORK_VERSION);
    const struct migration *step = &list.steps[taken];
    int is_same = id == taken + 1 && slice_is(name, step->name);
    if (is_same && step->sql) {
        char expected[DIGEST_TEXT_BYTES];
        digest_of(slice_of(step->sql), expected);
        is_same = slice_is(sha256, expected);
    }
    if (is_same) return STATUS_OK;
    return err_set(e, STATUS_INVALID,
                   "'%s' was changed by step %lld '%.*s' of groundwork %.*s, which this program "
                   "does not have in that form; export it with that program and import it here",
                   q->db->name, (long long)id, SLICE_ARGS(name), SLICE_ARGS(version));
}

enum status migration_pending(struct db *db, struct migration_list list, int *pending,
                              struct err *e)
{
    struct query q = {0};
    int more = 1, taken = 0;
    enum status status = query_open(
        &q, db, "SELECT id, name, sha256, program_version FROM groundwork_migration ORDER BY id",
        e);
    if (status == STATUS_OK) status = query_step(&q, &more, e);
    while (status == STATUS_OK && more) {
        status = check_row(&q, list, taken, e);
        taken++;
        if (status == STATUS_OK) status = query_step(&q, &more, e);
    }
    query_close(&q);
    if (status == STATUS_OK && taken == 0)
        status = err_set(e, STATUS_INVALID,
                         "'%s' is not a programme file: its table groundwork_migration is empty",
                         db->name);
    *pending = list.count - taken;
    return status;
}

static enum status take_steps(struct db *db, struct migration_list list, struct err *e)
{
    int pending = 0;
    TRY(migration_pending(db, list, &pending, e));
    for (int i = list.count - pending; i < list.count; i++) {
        TRY(db_run(db, list.steps[i].sql, e));
        TRY(record(db, &list.steps[i], slice_of(list.steps[i].sql), e));
    }
    return pending > 0 ? conform(db, e) : STATUS_OK;
}

enum status migration_apply(struct db *db, struct migration_list list, struct err *e)
{
    TRY(db_run(db, "BEGIN IMMEDIATE", e));
    enum status status = take_steps(db, list, e);
    if (status == STATUS_OK) status = db_run(db, "COMMIT", e);
    if (status != STATUS_OK) db_rollback(db);
    return status;
}
