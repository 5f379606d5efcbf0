/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that MS Project and Primavera P6 wrote: each is read, comes back from
 * writing field by field, and its dates are computed anew.  Skipped where the
 * files are not there ($GROUNDWORK_DATA, else ../shared/data).
 */
#include <dirent.h>

#include "exchange/mspdi.h"
#include "exchange/xer.h"
#include "kit/project_equal.h"
#include "project/compare.h"

enum {
    PATH_BYTES = 4096,
    FILE_BYTES = 4 << 20,
    ARENA_BYTES = 512 << 20,
    FILES_MAX = 200,
};

static char file_bytes[FILE_BYTES];

static void data_path(char path[PATH_BYTES], const char *below)
{
    const char *data = getenv("GROUNDWORK_DATA"), *source = getenv("GROUNDWORK_SOURCE");
    if (data)
        (void)snprintf(path, PATH_BYTES, "%s/interop/%s", data, below);
    else
        (void)snprintf(path, PATH_BYTES, "%s/../shared/data/interop/%s", source ? source : ".",
                       below);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder, sorted; 0 when there is none. */
static int list_files(const char *folder, char *names[FILES_MAX], struct arena *a)
{
    char path[PATH_BYTES];
    int count = 0;
    data_path(path, folder);
    DIR *dir = opendir(path);
    for (struct dirent *d; dir && (d = readdir(dir)) && count < FILES_MAX;)
        if (d->d_name[0] != '.') names[count++] = arena_strndup(a, d->d_name, strlen(d->d_name));
    if (dir) (void)closedir(dir);
    qsort(names, (size_t)count, sizeof names[0], by_name);
    return count;
}

static struct slice load(const char *folder, const char *name)
{
    char below[512], path[PATH_BYTES];
    (void)snprintf(below, sizeof below, "%s/%s", folder, name);
    data_path(path, below);
    FILE *f = fopen(path, "rb");
    CHECK(f);
    size_t len = fread(file_bytes, 1, FILE_BYTES, f);
    (void)fclose(f);
    CHECK(len < FILE_BYTES);
    return (struct slice){file_bytes, len};
}

static enum status read_project(struct project *p, enum target format, struct slice text,
                                struct arena *a, struct err *e)
{
    struct notes notes;
    notes_init(&notes, a);
    return (format == TO_XER ? xer_read : mspdi_read)(p, text, "file", &notes, a, e);
}

/* Writing what was read, and reading it, gives the same. */
static void check_comes_back(const struct project *p, enum target format, const char *name,
                             struct arena *a)
{
    struct project q;
    struct notes notes;
    struct err e;
    struct buf text = BUF_INIT(64 << 20);
    notes_init(&notes, a);
    enum status s = (format == TO_XER ? xer_write : mspdi_write)(&text, p, &notes, a, &e);
    if (s == STATUS_OK) s = read_project(&q, format, buf_as_slice(&text), a, &e);
    buf_clear(&text);
    if (s != STATUS_OK) fail_msg("%s: %s", name, e.text);
    if (!projects_equal(p, &q, format)) fail_msg("%s: not the same after writing", name);
}

struct sum {
    int compared, equal, early_equal, unknown;
};

static void add_dates(struct sum *sum, const struct project *p, const char *name, struct arena *a)
{
    struct project_cpm cpm;
    struct project_compare c;
    struct err e;
    enum status s = project_cpm_compute(&cpm, p, a, &e);
    if (s == STATUS_OK) s = project_compare(&c, p, &cpm, a, &e);
    if (s != STATUS_OK) fail_msg("%s: %s", name, e.text);
    CHECK(cpm.outcome == CPM_DONE);
    if (c.compared)
        print_message("%4d of %4d, early %4d: %s\n", c.equal, c.compared, c.early_equal, name);
    sum->compared += c.compared;
    sum->equal += c.equal;
    sum->early_equal += c.early_equal;
    for (int i = 0; i < c.difference_count; i++)
        sum->unknown += c.differences[i].cause == CAUSE_UNKNOWN;
}

static struct sum read_all(const char *folder, enum target format)
{
    struct arena names_arena = ARENA_INIT(1 << 20);
    char *names[FILES_MAX];
    struct sum sum = {0, 0, 0, 0};
    int count = list_files(folder, names, &names_arena);
    if (count == 0) print_message("skipped: no files in interop/%s\n", folder);
    for (int i = 0; i < count; i++) {
        struct arena a = ARENA_INIT(ARENA_BYTES);
        struct project p;
        struct err e = {0};
        enum status s = read_project(&p, format, load(folder, names[i]), &a, &e);
        if (s == STATUS_OK) {
            check_comes_back(&p, format, names[i], &a);
            add_dates(&sum, &p, names[i], &a);
        } else {
            print_message("refused: %s: %s\n", names[i], e.text);
            CHECK(strlen(e.text) > 20);
        }
        arena_clear(&a);
    }
    arena_clear(&names_arena);
    return sum;
}

/* The figures in docs/exchange.md: fewer equal dates are a step back. */
TEST(files_of_ms_project)
{
    struct sum sum = read_all("mspdi", TO_MSPDI);
    SKIP_UNLESS(sum.compared, "no files");
    CHECK(sum.equal >= 1121 && sum.equal <= sum.compared);
    CHECK(sum.compared == 1179 && sum.unknown <= 1);
}

TEST(files_of_primavera)
{
    struct sum sum = read_all("xer", TO_XER);
    SKIP_UNLESS(sum.compared, "no files");
    CHECK(sum.equal >= 248 && sum.compared == 249 && sum.unknown == 0);
}

/* MS Project 2010 writes each exception twice: as a rule, and as days for older programs. */
TEST(recurring_exceptions_fall_on_the_days_ms_project_says)
{
    static const char name[] =
        "calendar-recurring-exceptions_calendar-recurring-exceptions-project2010-mspdi.xml";
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project rules, days;
    struct worktime v, w;
    char *names[FILES_MAX];
    int count = list_files("mspdi", names, &a), differing = 0;
    if (!count) arena_clear(&a);
    SKIP_UNLESS(count, "no files");
    struct slice text = load("mspdi", name);
    CHECK(read_project(&rules, TO_MSPDI, text, &a, NULL) == STATUS_OK);
    for (char *at = file_bytes; (at = strstr(at, "Exceptions>")); at++)
        memcpy(at, "Ignored000>", 11); /* another element, not known */
    CHECK(read_project(&days, TO_MSPDI, text, &a, NULL) == STATUS_OK);
    CHECK(rules.calendars[0].exception_count > 20);
    CHECK(days.calendars[0].exception_count > rules.calendars[0].exception_count);
    CHECK(worktime_build(&v, &rules, 0, &a, NULL) == STATUS_OK);
    CHECK(worktime_build(&w, &days, 0, &a, NULL) == STATUS_OK);
    for (int day = date_day(1999, 1, 1); day < date_day(2060, 1, 1); day++) {
        if (worktime_day(&v, day).total_s == worktime_day(&w, day).total_s) continue;
        struct civil c = date_civil(day);
        print_message("%04d-%02d-%02d: rule %d, days %d\n", c.year, c.month, c.day,
                      worktime_day(&v, day).total_s, worktime_day(&w, day).total_s);
        differing++;
    }
    arena_clear(&a);
    CHECK(differing == 0);
}

SUITE(CASE(files_of_ms_project), CASE(files_of_primavera),
      CASE(recurring_exceptions_fall_on_the_days_ms_project_says))
