/* SPDX-License-Identifier: Apache-2.0 */
#include "model/programme.h"

#include <assert.h>
#include <math.h>

double area_people(const struct area *area, int year)
{
    return area->growth == 0 ? area->population : area->population * pow(1 + area->growth, year);
}

int area_is_within(const struct programme *p, int area, int scope)
{
    if (scope < 0) return 1;
    while (area >= 0 && area != scope)
        area = p->areas[area].parent;
    return area == scope;
}

double good_satisfaction(const struct good *good, double share)
{
    assert(good->point_count >= 2 && share >= 0);
    if (share >= 1) return good->value[good->point_count - 1];
    int i = 1;
    while (good->share[i] < share)
        i++;
    double width = good->share[i] - good->share[i - 1];
    double part = width > 0 ? (share - good->share[i - 1]) / width : 0;
    return good->value[i - 1] + part * (good->value[i] - good->value[i - 1]);
}
