/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fields - the plain fields of a project's records as tables: what readers
 * fill, writers write, tests compare and the manual lists, declared once.
 *
 * Only single values stand here; spans, exceptions, baselines, rates and the
 * indices between records are handled by their own code.
 */
#ifndef PROJECT_FIELDS_H
#define PROJECT_FIELDS_H

#include <stddef.h>

#include "project/project.h"

enum field_kind {
    FIELD_TEXT,     /* struct slice */
    FIELD_INTEGER,  /* int */
    FIELD_INSTANT,  /* int64_t, TIME_NONE */
    FIELD_DURATION, /* int64_t, TIME_NONE */
    FIELD_REAL,     /* double, NaN */
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
};

#define PROJECT_FIELDS(X)         \
    X(code, TEXT)                 \
    X(name, TEXT)                 \
    X(author, TEXT)               \
    X(company, TEXT)              \
    X(title, TEXT)                \
    X(subject, TEXT)              \
    X(manager, TEXT)              \
    X(guid, TEXT)                 \
    X(currency_code, TEXT)        \
    X(currency_symbol, TEXT)      \
    X(currency_digits, INTEGER)   \
    X(start_s, INSTANT)           \
    X(finish_s, INSTANT)          \
    X(must_finish_s, INSTANT)     \
    X(status_s, INSTANT)          \
    X(created_s, INSTANT)         \
    X(saved_s, INSTANT)           \
    X(from_finish, INTEGER)       \
    X(day_start_s, INTEGER)       \
    X(day_finish_s, INTEGER)      \
    X(minutes_per_day, INTEGER)   \
    X(minutes_per_week, INTEGER)  \
    X(days_per_month, INTEGER)    \
    X(week_start, INTEGER)        \
    X(critical_float_s, DURATION) \
    X(lag_calendar, INTEGER)      \
    X(float_kind, INTEGER)        \
    X(progress_rule, INTEGER)     \
    X(constraints_hold, INTEGER)  \
    X(open_is_critical, INTEGER)  \
    X(follows_resources, INTEGER)

#define CALENDAR_FIELDS(X) \
    X(uid, INTEGER)        \
    X(name, TEXT)          \
    X(guid, TEXT)          \
    X(scope, INTEGER)      \
    X(is_default, INTEGER) \
    X(day_s, DURATION)     \
    X(week_s, DURATION)    \
    X(month_s, DURATION)   \
    X(year_s, DURATION)

#define ACTIVITY_FIELDS(X)                \
    X(uid, INTEGER)                       \
    X(code, TEXT)                         \
    X(name, TEXT)                         \
    X(wbs, TEXT)                          \
    X(guid, TEXT)                         \
    X(notes, TEXT)                        \
    X(kind, INTEGER)                      \
    X(duration_s, DURATION)               \
    X(duration_is_elapsed, INTEGER)       \
    X(duration_is_estimated, INTEGER)     \
    X(duration_unit, INTEGER)             \
    X(constraint, INTEGER)                \
    X(constraint_s, INSTANT)              \
    X(constraint2, INTEGER)               \
    X(constraint2_s, INSTANT)             \
    X(deadline_s, INSTANT)                \
    X(priority, INTEGER)                  \
    X(work_rule, INTEGER)                 \
    X(effort_driven, INTEGER)             \
    X(is_marked_milestone, INTEGER)       \
    X(is_manual, INTEGER)                 \
    X(is_inactive, INTEGER)               \
    X(ignores_resource_calendar, INTEGER) \
    X(percent_kind, INTEGER)              \
    X(percent, REAL)                      \
    X(percent_work, REAL)                 \
    X(percent_physical, REAL)             \
    X(actual_start_s, INSTANT)            \
    X(actual_finish_s, INSTANT)           \
    X(actual_duration_s, DURATION)        \
    X(remaining_s, DURATION)              \
    X(suspended_s, INSTANT)               \
    X(resumed_s, INSTANT)                 \
    X(planned_start_s, INSTANT)           \
    X(planned_finish_s, INSTANT)          \
    X(expected_finish_s, INSTANT)         \
    X(leveling_delay_s, DURATION)         \
    X(work_s, DURATION)                   \
    X(actual_work_s, DURATION)            \
    X(remaining_work_s, DURATION)         \
    X(fixed_cost, REAL)                   \
    X(cost, REAL)                         \
    X(actual_cost, REAL)                  \
    X(remaining_cost, REAL)               \
    X(created_s, INSTANT)                 \
    X(start_s, INSTANT)                   \
    X(finish_s, INSTANT)                  \
    X(early_start_s, INSTANT)             \
    X(early_finish_s, INSTANT)            \
    X(late_start_s, INSTANT)              \
    X(late_finish_s, INSTANT)             \
    X(total_float_s, DURATION)            \
    X(free_float_s, DURATION)             \
    X(is_critical, INTEGER)

#define LINK_FIELDS(X)   \
    X(kind, INTEGER)     \
    X(lag_kind, INTEGER) \
    X(lag_s, DURATION)   \
    X(lag_percent, REAL) \
    X(lag_unit, INTEGER)

#define RESOURCE_FIELDS(X) \
    X(uid, INTEGER)        \
    X(code, TEXT)          \
    X(name, TEXT)          \
    X(group, TEXT)         \
    X(email, TEXT)         \
    X(guid, TEXT)          \
    X(notes, TEXT)         \
    X(unit_label, TEXT)    \
    X(kind, INTEGER)       \
    X(max_units, REAL)     \
    X(standard_rate, REAL) \
    X(overtime_rate, REAL) \
    X(cost_per_use, REAL)  \
    X(accrues, INTEGER)    \
    X(is_generic, INTEGER) \
    X(is_inactive, INTEGER)

#define ASSIGNMENT_FIELDS(X)      \
    X(uid, INTEGER)               \
    X(units, REAL)                \
    X(work_s, DURATION)           \
    X(actual_work_s, DURATION)    \
    X(remaining_work_s, DURATION) \
    X(cost, REAL)                 \
    X(actual_cost, REAL)          \
    X(remaining_cost, REAL)       \
    X(percent_work, REAL)         \
    X(start_s, INSTANT)           \
    X(finish_s, INSTANT)          \
    X(actual_start_s, INSTANT)    \
    X(actual_finish_s, INSTANT)   \
    X(delay_s, DURATION)          \
    X(rate_table, INTEGER)        \
    X(contour, INTEGER)           \
    X(guid, TEXT)                 \
    X(notes, TEXT)

#define X(name, kind) IN_PROJECT_##name,

enum project_field {
    PROJECT_FIELDS(X) PROJECT_FIELD_COUNT
};

#undef X
#define X(name, kind) IN_CALENDAR_##name,

enum calendar_field {
    CALENDAR_FIELDS(X) CALENDAR_FIELD_COUNT
};

#undef X
#define X(name, kind) IN_ACTIVITY_##name,

enum activity_field {
    ACTIVITY_FIELDS(X) ACTIVITY_FIELD_COUNT
};

#undef X
#define X(name, kind) IN_LINK_##name,

enum link_field {
    LINK_FIELDS(X) LINK_FIELD_COUNT
};

#undef X
#define X(name, kind) IN_RESOURCE_##name,

enum resource_field {
    RESOURCE_FIELDS(X) RESOURCE_FIELD_COUNT
};

#undef X
#define X(name, kind) IN_ASSIGNMENT_##name,

enum assignment_field {
    ASSIGNMENT_FIELDS(X) ASSIGNMENT_FIELD_COUNT
};

#undef X

extern const struct field project_fields[PROJECT_FIELD_COUNT];
extern const struct field calendar_fields[CALENDAR_FIELD_COUNT];
extern const struct field activity_fields[ACTIVITY_FIELD_COUNT];
extern const struct field link_fields[LINK_FIELD_COUNT];
extern const struct field resource_fields[RESOURCE_FIELD_COUNT];
extern const struct field assignment_fields[ASSIGNMENT_FIELD_COUNT];

/* Where the field of a record lies; the caller knows its kind. */
static inline void *field_at(const struct field *f, void *record)
{
    return (char *)record + f->offset;
}

static inline const void *field_in(const struct field *f, const void *record)
{
    return (const char *)record + f->offset;
}

/* Same value in both records; NaN equals NaN, reals may differ by a relative 1e-9. */
int field_equal(const struct field *f, const void *a, const void *b);

#endif
