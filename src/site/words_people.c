/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "site/words_parts.h"

/* Below this share of the area's people the sentence says how many are listed. */
#define LISTED_ENOUGH 0.8

/* "120 people > 50" */
static void say_people(struct buf *b, double people, double max, int passed)
{
    words_at(b, people, words_decimals_from(0, people, max), "people");
    buf_text(b, passed ? " ≤ " : " > ");
    words_figure(b, max);
    buf_text(b, " allowed");
}

static void say_listed(struct buf *b, const struct ground *g, const struct site_check *c)
{
    double share = c->neighbours.listed_share;
    if (!(share < LISTED_ENOUGH)) return;
    buf_text(b, "; the settlements listed hold ");
    words_figure(b, round(100 * share));
    int area = g->programme->sites[c->site].area;
    buf_printf(b, " %% of the people of %s", g->programme->areas[area].name);
}

static void say_setback(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct neighbours *n = &c->neighbours;
    int passed = !(n->faults & PEOPLE_TOO_MANY);
    buf_text(b, "within ");
    words_figure(b, n->setback_m);
    buf_text(b, " m of the plant live ");
    say_people(b, n->people, n->people_max, passed);
    buf_printf(b, " for %s", words_size(g, c));
    if (n->nearest.id < 0) return;
    buf_printf(b, "; nearest is %s", g->programme->settlements[n->nearest.id].name);
    if (n->nearest.m > 0) {
        buf_text(b, " at ");
        words_figure(b, round(n->nearest.m));
        buf_text(b, " m");
    } else {
        buf_text(b, ", around it");
    }
}

void words_neighbours(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct neighbours *n = &c->neighbours;
    if (n->faults & PEOPLE_UNKNOWN) {
        buf_text(b, "not known: no settlement is listed, so nobody can say who lives within ");
        words_figure(b, n->setback_m);
        buf_text(b, " m; add rows to settlement");
    } else if (n->setback_m > 0) {
        say_setback(b, g, c);
        say_listed(b, g, c);
    } else {
        buf_printf(b, "%s keeps no distance from inhabitants", words_size(g, c));
    }
    if (!(n->displaced > 0)) return;
    buf_text(b, "; to move would have ");
    say_people(b, n->displaced, n->displaced_max, !(n->faults & PEOPLE_DISPLACED));
}

void words_neighbours_source(struct buf *b, const struct ground *g, const struct site_check *c)
{
    const struct neighbours *n = &c->neighbours;
    if (n->nearest.id < 0) return;
    buf_printf(b, "settlement %s, ", g->programme->settlements[n->nearest.id].code);
    words_figure(b, round(n->nearest.m));
    buf_text(b, " m in a straight line from the plant's edge");
}
