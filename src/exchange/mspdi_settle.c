/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "exchange/mspdi_parts.h"

/* --- numbers become indices --- */

static int calendar_uid(const void *records, int i)
{
    return ((const struct calendar *)records)[i].uid;
}

static int activity_uid(const void *records, int i)
{
    return ((const struct activity *)records)[i].uid;
}

static int resource_uid(const void *records, int i)
{
    return ((const struct resource *)records)[i].uid;
}

/* A calendar's number to its index; -1 stays "none of its own". */
static int settle_calendar(struct mspdi_reading *r, const struct uid_index *x, int uid,
                           const char *who)
{
    int index = uid < 0 ? -1 : uid_index_find(x, uid);
    if (uid > 0 && index < 0) /* some write 0 for none */
        notes_add_in(r->notes, NOTE_VALUE, who, slice_of("CalendarUID"), 0, SLICE_NONE);
    return index;
}

static void settle_links(struct mspdi_reading *r, const struct uid_index *activities)
{
    struct project *p = r->p;
    int kept = 0;
    for (int i = 0; i < p->link_count; i++) {
        struct link l = p->links[i];
        l.from = l.from < 0 ? -1 : uid_index_find(activities, l.from);
        if (l.from >= 0 && l.from != l.to)
            p->links[kept++] = l;
        else
            notes_add(r->notes, NOTE_VALUE, slice_of("PredecessorLink/PredecessorUID"), 0,
                      SLICE_NONE);
    }
    p->link_count = kept;
}

static void settle_assignments(struct mspdi_reading *r, const struct uid_index *activities,
                               const struct uid_index *resources)
{
    struct project *p = r->p;
    int kept = 0;
    for (int i = 0; i < p->assignment_count; i++) {
        struct assignment s = p->assignments[i];
        int uid = s.resource;
        s.activity = s.activity < 0 ? -1 : uid_index_find(activities, s.activity);
        s.resource = uid < 0 ? -1 : uid_index_find(resources, uid);
        if (uid > 0 && s.resource < 0)
            notes_add(r->notes, NOTE_VALUE, slice_of("Assignment/ResourceUID"), 0, SLICE_NONE);
        if (s.activity >= 0)
            p->assignments[kept++] = s;
        else
            notes_add(r->notes, NOTE_VALUE, slice_of("Assignment/TaskUID"), 0, SLICE_NONE);
    }
    p->assignment_count = kept;
}

enum status mspdi_settle(struct mspdi_reading *r, struct err *e)
{
    struct project *p = r->p;
    struct uid_index calendars, activities, resources;
    if (!uid_index_build(&calendars, p->calendar_count, calendar_uid, p->calendars, r->arena) ||
        !uid_index_build(&activities, p->activity_count, activity_uid, p->activities, r->arena) ||
        !uid_index_build(&resources, p->resource_count, resource_uid, p->resources, r->arena))
        return mspdi_nomem(r, e);
    p->critical_float_s = (int64_t)llround(r->critical_days * p->minutes_per_day * 60);
    p->calendar = settle_calendar(r, &calendars, p->calendar, "Project");
    for (int i = 0; i < p->calendar_count; i++)
        p->calendars[i].base = settle_calendar(r, &calendars, p->calendars[i].base, "Calendar");
    for (int i = 0; i < p->activity_count; i++)
        p->activities[i].calendar =
            settle_calendar(r, &calendars, p->activities[i].calendar, "Task");
    for (int i = 0; i < p->resource_count; i++)
        p->resources[i].calendar =
            settle_calendar(r, &calendars, p->resources[i].calendar, "Resource");
    settle_links(r, &activities);
    settle_assignments(r, &activities, &resources);
    return project_check(p, r->arena, e);
}
