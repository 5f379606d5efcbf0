/* SPDX-License-Identifier: Apache-2.0 */
#include "project/fields.h"

#include <math.h>

#define X(name, kind) {#name, FIELD_##kind, offsetof(struct project, name)},
const struct field project_fields[PROJECT_FIELD_COUNT] = {PROJECT_FIELDS(X)};
#undef X
#define X(name, kind) {#name, FIELD_##kind, offsetof(struct calendar, name)},
const struct field calendar_fields[CALENDAR_FIELD_COUNT] = {CALENDAR_FIELDS(X)};
#undef X
#define X(name, kind) {#name, FIELD_##kind, offsetof(struct activity, name)},
const struct field activity_fields[ACTIVITY_FIELD_COUNT] = {ACTIVITY_FIELDS(X)};
#undef X
#define X(name, kind) {#name, FIELD_##kind, offsetof(struct link, name)},
const struct field link_fields[LINK_FIELD_COUNT] = {LINK_FIELDS(X)};
#undef X
#define X(name, kind) {#name, FIELD_##kind, offsetof(struct resource, name)},
const struct field resource_fields[RESOURCE_FIELD_COUNT] = {RESOURCE_FIELDS(X)};
#undef X
#define X(name, kind) {#name, FIELD_##kind, offsetof(struct assignment, name)},
const struct field assignment_fields[ASSIGNMENT_FIELD_COUNT] = {ASSIGNMENT_FIELDS(X)};
#undef X

static int reals_equal(double a, double b)
{
    if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
    return fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

int field_equal(const struct field *f, const void *a, const void *b)
{
    const void *at_a = field_in(f, a), *at_b = field_in(f, b);
    switch (f->kind) {
    case FIELD_TEXT: {
        const struct slice *s = at_a, *t = at_b;
        return !s->at == !t->at && slice_equal(*s, *t);
    }
    case FIELD_INTEGER:
        return *(const int *)at_a == *(const int *)at_b;
    case FIELD_INSTANT:
    case FIELD_DURATION:
        return *(const int64_t *)at_a == *(const int64_t *)at_b;
    case FIELD_REAL:
        return reals_equal(*(const double *)at_a, *(const double *)at_b);
    }
    return 0;
}
