/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of levelling on random networks, whatever the keys: no resource has more to do than it has
 * units, looked at hour by hour; the delays alone give the dates by cpm, so that links and
 * calendars hold; no activity starts before it does without delays; and on a grid that
 * says it is exact, the levelled dates by the order of a schedule of the grid are no later than it.
 */
#include "kit/project_network.h"
#include "kit/property.h"
#include "project/level.h"
#include "project/level_grid.h"
#include "project/overload.h"

enum {
    ACTIVITIES = 20,
    RESOURCES = 3,
};

static struct network net;
static struct resource resources[RESOURCES];
static struct assignment assignments[2 * ACTIVITIES];
static struct calendar calendars[1];

static struct work_span night[] = {{20 * 3600, 24 * 3600}};

/* A second calendar: evenings, every day of the week. */
static void add_calendar(void)
{
    calendar_init(&calendars[0]);
    for (int d = 0; d < WEEK_DAYS; d++)
        calendars[0].days[d] = (struct work_day){DAY_WORK, night, 1};
    net.project.calendars = calendars;
    net.project.calendar_count = 1;
}

static void make(struct gen *g, int size, int uniform)
{
    int count = 2 + size * (ACTIVITIES - 2) / 100;
    memset(&net, 0, sizeof net);
    network_init(&net);
    if (!uniform) add_calendar();
    for (int r = 0; r < RESOURCES; r++) {
        resource_init(&resources[r]);
        resources[r].uid = r + 1;
        resources[r].max_units = gen_int(g, 1, 3);
    }
    for (int i = 0; i < count; i++) {
        int v = network_add(&net, "x", ACTIVITY_TASK, gen_int(g, 1, 30));
        if (!uniform && gen_int(g, 0, 5) == 0) net.activities[v].calendar = 0;
        if (!uniform && gen_int(g, 0, 9) == 0) net.activities[v].duration_is_elapsed = 1;
        for (int k = gen_int(g, 0, 2); k > 0; k--) {
            struct assignment *s = &assignments[net.project.assignment_count++];
            assignment_init(s);
            s->uid = net.project.assignment_count;
            s->activity = v;
            s->resource = gen_int(g, 0, RESOURCES - 1);
            s->units = gen_int(g, 1, 2) * 0.5;
        }
    }
    for (int i = 1; i < count; i++)
        for (int k = gen_int(g, 0, 1); k > 0; k--)
            (void)network_link(&net, gen_int(g, 0, i - 1), i,
                               uniform ? LINK_FS : gen_int(g, 0, LINK_SF),
                               gen_int(g, 0, 3) ? 0 : gen_int(g, 0, 20));
    net.project.resources = resources;
    net.project.resource_count = RESOURCES;
    net.project.assignments = assignments;
}

/* What is used in every hour that something starts in, reckoned apart. */
static int nothing_is_overloaded(void)
{
    const struct project *p = &net.project;
    for (int r = 0; r < RESOURCES; r++)
        for (int i = 0; i < p->activity_count; i++) {
            double use = 0;
            int64_t t = net.cpm.dates[i].early_start_s;
            for (int k = 0; k < p->assignment_count; k++) {
                const struct project_dates *d = &net.cpm.dates[assignments[k].activity];
                if (assignments[k].resource == r && d->early_start_s <= t && t < d->early_finish_s)
                    use += assignments[k].units;
            }
            if (use > resources[r].max_units + 1e-9) return 0;
        }
    return 1;
}

static void draw_keys(struct gen *g, int64_t *key)
{
    for (int i = 0; i < net.project.activity_count; i++)
        key[i] = gen_int(g, 0, 1000);
}

static int levelled_dates_hold(struct gen *g, int size)
{
    struct project_level level;
    struct project_overload over;
    int64_t key[ACTIVITIES], before[ACTIVITIES];
    make(g, size, gen_int(g, 0, 1));
    draw_keys(g, key);
    network_run(&net);
    for (int i = 0; i < net.project.activity_count; i++)
        before[i] = net.cpm.dates[i].early_start_s;
    int sound = project_level_place(&level, &net.project, key, &net.arena, NULL) == STATUS_OK;
    int fits = level.too_much_count == 0; /* else it gets what there is, and is told */
    for (int i = 0; i < net.project.activity_count; i++)
        if (level.delay_s[i] > 0) net.activities[i].leveling_delay_s = level.delay_s[i];
    network_run(&net);
    sound = sound && net.cpm.finish_s == level.finish_s;
    for (int i = 0; i < net.project.activity_count; i++)
        sound = sound && net.cpm.dates[i].early_start_s >= before[i];
    sound = sound && project_overload_find(&over, &net.project, net.cpm.dates, &net.arena, NULL) ==
                         STATUS_OK;
    if (fits) sound = sound && over.count == 0 && nothing_is_overloaded();
    if (!nothing_is_overloaded()) sound = sound && over.count > 0;
    arena_clear(&net.arena);
    return sound;
}

/* A schedule of the grid: activities in turn, each after all others of a resource. */
static int one_by_one(const struct level_grid *g, int64_t *key)
{
    int start[2 * ACTIVITIES] = {0}, end = 0;
    for (int t = 0; t < g->task_count; t++) {
        start[t] = end;
        for (int k = 0; k < g->tie_count; k++) {
            const struct level_tie *tie = &g->ties[k];
            int at = start[tie->from] + g->tasks[tie->from].duration + tie->lag;
            if (tie->to == t && at > start[t]) start[t] = at;
        }
        key[g->tasks[t].activity] = start[t];
        end = start[t] + g->tasks[t].duration;
    }
    return end;
}

static int a_grid_is_as_long_as_the_project(struct gen *g, int size)
{
    struct level_grid grid;
    struct project_level level;
    int64_t key[ACTIVITIES], finish_s = 0, path_s = 0;
    make(g, size, 1);
    network_run(&net);
    int sound = project_level_grid(&grid, &net.project, &net.arena, NULL) == STATUS_OK;
    sound = sound && grid.is_exact && grid.task_count == net.project.activity_count;
    int periods = one_by_one(&grid, key);
    sound = sound && project_level_place(&level, &net.project, key, &net.arena, NULL) == STATUS_OK;
    sound = sound && project_level_bound(&finish_s, &net.project, &grid, periods, &net.arena,
                                         NULL) == STATUS_OK;
    sound = sound && level.finish_s <= finish_s && level.finish_s >= net.cpm.finish_s;
    int path = 0; /* one path of links is no longer on the grid than in time */
    for (int t = 0; t < grid.task_count; t++)
        path = grid.tasks[t].duration > path ? grid.tasks[t].duration : path;
    sound = sound &&
            project_level_bound(&path_s, &net.project, &grid, path, &net.arena, NULL) == STATUS_OK;
    sound = sound && path_s <= net.cpm.finish_s;
    arena_clear(&net.arena);
    return sound;
}

TEST(levelled)
{
    property_check("levelled dates hold", levelled_dates_hold, 100, 1500);
}

TEST(grid)
{
    property_check("the grid is as long as the project", a_grid_is_as_long_as_the_project, 100,
                   600);
}

SUITE(CASE(levelled), CASE(grid))
