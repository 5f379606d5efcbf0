/* SPDX-License-Identifier: Apache-2.0 */
#include "site/roads.h"

#include <math.h>

#include "site/roads_parts.h"

enum status roads_nomem(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "no memory for the roads and railways");
}

static enum status make(struct roads_maker *m, struct err *e)
{
    TRY(roads_read(m, e));
    TRY(roads_link(m, e));
    TRY(roads_cut(m, e));
    return roads_chain(m, e);
}

enum status roads_build(struct roads *out, const struct programme *p, struct arena *a,
                        struct err *e)
{
    struct arena scratch = ARENA_INIT(a->limit - a->used);
    struct roads_maker m = {.out = out, .programme = p, .arena = a, .scratch = &scratch};
    *out = (struct roads){.programme = p};
    enum status status = make(&m, e);
    arena_clear(&scratch);
    return status;
}

static int component_of(const struct roads *n, const struct roads_section *s)
{
    return n->components[s->chain < 0 ? ~s->chain : n->chains[s->chain].from];
}

struct wanted {
    const struct roads *roads;
    int component;
};

static int is_wanted(const void *context, int piece)
{
    const struct wanted *w = context;
    const struct roads *n = w->roads;
    return component_of(n, &n->sections[n->section_starts[piece]]) == w->component;
}

/* The section of a piece that a share of it lies in. */
static const struct roads_section *section_at(const struct roads *n, int piece, double share)
{
    int at = n->section_starts[piece];
    while (at + 1 < n->section_starts[piece + 1] && n->sections[at + 1].share <= share)
        at++;
    return &n->sections[at];
}

struct approach roads_approach(const struct roads *n, struct place place, int component,
                               double radius_m)
{
    const struct wanted wanted = {n, component};
    struct hit hit =
        index_ask(&n->index, &(struct index_question){.place = place,
                                                      .weight_min = 1,
                                                      .radius_m = radius_m,
                                                      .accept = component < 0 ? NULL : is_wanted,
                                                      .context = &wanted});
    struct approach a = {.line = -1, .chain = -1, .component = -1, .access_m = hit.m};
    if (hit.id < 0) return a;
    const struct index_item *item = &n->index.items[n->items[hit.id]];
    double share = place_share(place, item->from, item->to);
    const struct roads_section *s = section_at(n, hit.id, share);
    a.line = n->lines[hit.id];
    a.km_h = n->programme->transports[a.line].speed_km_h;
    a.chain = s->chain;
    a.component = component_of(n, s);
    if (s->chain < 0) return a;
    const struct roads_chain *chain = &n->chains[s->chain];
    double on_m = (share - s->share) * place_apart_m(item->from, item->to);
    a.offset_m = fmax(0, fmin(chain->m, s->backward ? s->offset_m - on_m : s->offset_m + on_m));
    return a;
}

enum status roads_extent(struct roads_extent *out, const struct roads *n, struct arena *a,
                         struct err *e)
{
    double *m = ARENA_ARRAY(a, double, (size_t)n->component_count);
    *out = (struct roads_extent){0};
    if (!m) return roads_nomem(e);
    for (int i = 0; i < n->chain_count; i++)
        if (!n->chains[i].is_rail) m[n->components[n->chains[i].from]] += n->chains[i].m;
    for (int i = 0; i < n->component_count; i++) {
        out->m += m[i];
        out->largest_m = fmax(out->largest_m, m[i]);
        out->network_count += m[i] > 0;
    }
    return STATUS_OK;
}
