/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/packed.h"

static int side_fits(const struct side *s, int n)
{
    for (int a = 0; a < n; a++)
        for (int i = 0; i < NODE_ARCS; i++)
            if (s->nodes[a].arcs[i].lag != 0) return 0;
    for (int i = 0; i < s->arc_first[n]; i++)
        if (s->arcs[i].lag != 0) return 0;
    return s->tail_first[n] == 0;
}

static int fits(const struct network *net)
{
    const struct sched_problem *p = net->problem;
    int n = net->activity_count;
    if (net->bank_count > 1) return 0;
    for (int r = 0; r < p->resource_count; r++)
        if (p->resources[r].capacity > PACKED_UNITS_MAX || p->resources[r].change_count > 0)
            return 0;
    for (int w = 0; w < net->work_count; w++)
        if (net->works[w].duration > PACKED_LONGEST) return 0;
    return side_fits(&net->forward, n) && side_fits(&net->mirror, n);
}

static void pack_side(const struct side *s, int n, struct packed_node *out)
{
    for (int a = 0; a < n; a++) {
        const struct node *node = &s->nodes[a];
        for (int i = 0; i < NODE_ARCS; i++)
            out[a].before[i] = (uint16_t)node->arcs[i].event;
        out[a].more_first = node->more_first;
        out[a].more_last = node->more_last;
    }
}

/* Of both sides. */
static enum status pack_nodes(struct packed *out, const struct network *net, struct arena *a,
                              struct err *e)
{
    size_t n = (size_t)net->activity_count;
    struct packed_node *nodes = ARENA_ARRAY(a, struct packed_node, 2 * n);
    if (!nodes) return err_set(e, STATUS_NOMEM, "out of memory for %zu activities", n);
    pack_side(&net->forward, net->activity_count, nodes);
    pack_side(&net->mirror, net->activity_count, nodes + n);
    out->nodes[0] = nodes;
    out->nodes[1] = nodes + n;
    return STATUS_OK;
}

static struct packed_work pack_work(const struct work *w)
{
    struct packed_work out = {.duration = (uint8_t)w->duration};
    for (int lane = 0; lane < LANES; lane++)
        out.need |= (uint32_t)(w->need >> lane * LANE_BITS & PACKED_UNITS_MAX) << 8 * lane;
    if (w->duration > 0) out.periods = UINT32_MAX >> (PACKED_LONGEST - w->duration);
    int rest = w->duration - 1;
    for (int i = 0; i < 5 && rest > 0; i++) {
        out.step[i] = (uint8_t)(rest < 1 << i ? rest : 1 << i);
        rest -= out.step[i];
    }
    return out;
}

enum status packed_init(struct packed *out, const struct network *net, int length, int lane,
                        struct arena *a, struct err *e)
{
    *out = (struct packed){.length = length, .touched = length, .count = net->activity_count};
    if (!fits(net)) return STATUS_OK;
    if (length < SKIP_FROM && 2 * net->activity_count > UINT16_MAX) return STATUS_OK;
    size_t periods = (size_t)length + PACKED_SEEN + 2 * PACKED_LINE;
    uint32_t *load = ARENA_ARRAY(a, uint32_t, periods + PACKED_PAGE);
    struct packed_work *works = ARENA_ARRAY(a, struct packed_work, (size_t)net->work_count);
    if (!load || !works)
        return err_set(e, STATUS_NOMEM, "out of memory for schedules of %d periods", length);
    if (length < SKIP_FROM) TRY(pack_nodes(out, net, a, e));
    size_t place = (size_t)(lane % PACKED_LISTS) * (PACKED_PAGE / PACKED_LISTS);
    out->load =
        load + (PACKED_PAGE + place - (uintptr_t)load / sizeof *load % PACKED_PAGE) % PACKED_PAGE;
    for (int r = 0; r < net->problem->resource_count; r++)
        out->empty |= (uint32_t)(PACKED_UNITS_MAX - net->problem->resources[r].capacity) << 8 * r;
    for (size_t t = 0; t < periods; t++)
        out->load[t] = out->empty;
    for (int w = 0; w < net->work_count; w++)
        works[w] = pack_work(&net->works[w]);
    out->works = works;
    return STATUS_OK;
}

int packed_block(const struct network *net)
{
    int lines = PACKED_SEEN / PACKED_LINE - 1;
    for (int w = 0; w < net->work_count; w++)
        if (net->works[w].duration > PACKED_LINE + 1) lines = PACKED_SEEN / PACKED_LINE - 2;
    return lines * PACKED_LINE;
}

enum status packed_classes(struct packed *p, const struct skip *s, struct arena *a, struct err *e)
{
    struct packed_work *classes = ARENA_ARRAY(a, struct packed_work, (size_t)s->class_count);
    if (!classes) return err_set(e, STATUS_NOMEM, "out of memory for %d classes", s->class_count);
    for (int i = 0; i < s->class_count; i++)
        classes[i] = pack_work(&s->classes[i]);
    p->classes = classes;
    return STATUS_OK;
}
