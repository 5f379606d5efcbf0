/* SPDX-License-Identifier: Apache-2.0 */
#include "project/project.h"

#include <math.h>

void baseline_init(struct baseline *b)
{
    *b = (struct baseline){
        .start_s = TIME_NONE,
        .finish_s = TIME_NONE,
        .duration_s = TIME_NONE,
        .work_s = TIME_NONE,
        .cost = NAN,
    };
}

void calendar_init(struct calendar *c)
{
    *c = (struct calendar){
        .base = -1,
        .day_s = TIME_NONE,
        .week_s = TIME_NONE,
        .month_s = TIME_NONE,
        .year_s = TIME_NONE,
    };
}

void activity_init(struct activity *a)
{
    *a = (struct activity){
        .parent = -1,
        .calendar = -1,
        .duration_s = TIME_NONE,
        .constraint_s = TIME_NONE,
        .constraint2_s = TIME_NONE,
        .deadline_s = TIME_NONE,
        .priority = 500,
        .percent = NAN,
        .percent_work = NAN,
        .percent_physical = NAN,
        .actual_start_s = TIME_NONE,
        .actual_finish_s = TIME_NONE,
        .actual_duration_s = TIME_NONE,
        .remaining_s = TIME_NONE,
        .suspended_s = TIME_NONE,
        .resumed_s = TIME_NONE,
        .planned_start_s = TIME_NONE,
        .planned_finish_s = TIME_NONE,
        .expected_finish_s = TIME_NONE,
        .leveling_delay_s = TIME_NONE,
        .work_s = TIME_NONE,
        .actual_work_s = TIME_NONE,
        .remaining_work_s = TIME_NONE,
        .fixed_cost = NAN,
        .cost = NAN,
        .actual_cost = NAN,
        .remaining_cost = NAN,
        .created_s = TIME_NONE,
        .start_s = TIME_NONE,
        .finish_s = TIME_NONE,
        .early_start_s = TIME_NONE,
        .early_finish_s = TIME_NONE,
        .late_start_s = TIME_NONE,
        .late_finish_s = TIME_NONE,
        .total_float_s = TIME_NONE,
        .free_float_s = TIME_NONE,
    };
}

void link_init(struct link *l)
{
    *l = (struct link){.lag_percent = NAN};
}

void resource_init(struct resource *r)
{
    *r = (struct resource){
        .parent = -1,
        .calendar = -1,
        .max_units = NAN,
        .standard_rate = NAN,
        .overtime_rate = NAN,
        .cost_per_use = NAN,
        .accrues = 3,
    };
}

void assignment_init(struct assignment *s)
{
    *s = (struct assignment){
        .activity = -1,
        .resource = -1,
        .units = NAN,
        .work_s = TIME_NONE,
        .actual_work_s = TIME_NONE,
        .remaining_work_s = TIME_NONE,
        .cost = NAN,
        .actual_cost = NAN,
        .remaining_cost = NAN,
        .percent_work = NAN,
        .start_s = TIME_NONE,
        .finish_s = TIME_NONE,
        .actual_start_s = TIME_NONE,
        .actual_finish_s = TIME_NONE,
        .delay_s = TIME_NONE,
    };
}

void project_init(struct project *p)
{
    *p = (struct project){
        .currency_digits = 2,
        .start_s = TIME_NONE,
        .finish_s = TIME_NONE,
        .must_finish_s = TIME_NONE,
        .status_s = TIME_NONE,
        .created_s = TIME_NONE,
        .saved_s = TIME_NONE,
        .calendar = -1,
        .day_start_s = 8 * 3600,
        .day_finish_s = 17 * 3600,
        .minutes_per_day = 480,
        .minutes_per_week = 2400,
        .days_per_month = 20,
    };
}

const char *link_kind_text(int kind)
{
    static const char *const texts[] = {"FS", "SS", "FF", "SF"};
    return kind >= 0 && kind <= LINK_SF ? texts[kind] : "?";
}

const char *constraint_text(int kind)
{
    static const char *const texts[] = {
        "as soon as possible",
        "as late as possible",
        "start on",
        "finish on",
        "start no earlier than",
        "start no later than",
        "finish no earlier than",
        "finish no later than",
        "must start on",
        "must finish on",
    };
    return kind >= 0 && kind <= CONSTRAINT_MUST_FINISH ? texts[kind] : "?";
}

struct slice activity_label(const struct activity *a)
{
    if (a->code.len) return a->code;
    return a->name.len ? a->name : (struct slice){"", 0};
}
