/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks and their options: what each area could get in each stage. */
#include <math.h>
#include <string.h>

#include "plan/problem.h"
#include "plan/worth.h"

struct builder {
    struct problem *p;
    struct arena *arena;
    int *sites, *site_first; /* sites by area */
    int *site_ordinal;       /* of a site within its area */
    int *sizes;              /* by stage, type, size */
    int size_first[STAGE_MAX + 2];
    const struct use **uses; /* [size] what construction takes */
    char *taken;             /* [area * (STAGE_MAX + 1) + stage] decided */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the visits that are possible");
}

static enum status sort_sites(struct builder *b, struct err *e)
{
    const struct programme *pr = b->p->programme;
    b->sites = ARENA_ARRAY(b->arena, int, (size_t)pr->site_count + 1);
    b->site_first = ARENA_ARRAY(b->arena, int, (size_t)pr->area_count + 2);
    b->site_ordinal = ARENA_ARRAY(b->arena, int, (size_t)pr->site_count + 1);
    if (!b->sites || !b->site_first || !b->site_ordinal) return out_of_memory(e);
    for (int s = 0; s < pr->site_count; s++)
        b->site_first[pr->sites[s].area + 1]++;
    for (int i = 0; i < pr->area_count; i++)
        b->site_first[i + 1] += b->site_first[i];
    int *next = ARENA_ARRAY(b->arena, int, (size_t)pr->area_count + 1);
    if (!next) return out_of_memory(e);
    for (int s = 0; s < pr->site_count; s++) {
        int area = pr->sites[s].area;
        b->site_ordinal[s] = next[area]++;
        b->sites[b->site_first[area] + b->site_ordinal[s]] = s;
    }
    return STATUS_OK;
}

static enum status sort_sizes(struct builder *b, struct err *e)
{
    const struct programme *pr = b->p->programme;
    b->sizes = ARENA_ARRAY(b->arena, int, (size_t)pr->size_count + 1);
    b->uses = ARENA_ARRAY(b->arena, const struct use *, (size_t)pr->size_count + 1);
    if (!b->sizes || !b->uses) return out_of_memory(e);
    int count = 0;
    for (int stage = 0; stage <= STAGE_MAX; stage++) {
        b->size_first[stage] = count;
        for (int t = 0; t < pr->type_count; t++)
            for (int z = 0; pr->types[t].stage == stage && z < pr->size_count; z++)
                if (pr->sizes[z].type == t) b->sizes[count++] = z;
    }
    b->size_first[STAGE_MAX + 1] = count;
    for (int z = 0; z < pr->size_count; z++) {
        const struct facility_size *size = &pr->sizes[z];
        struct use *uses = ARENA_ARRAY(b->arena, struct use, (size_t)size->construction_count + 1);
        if (!uses) return out_of_memory(e);
        for (int c = 0; c < size->construction_count; c++) {
            const struct construction *from = &size->constructions[c];
            int lasting = pr->resources[from->resource].kind == RESOURCE_LASTING;
            uses[c] = (struct use){from->resource, from->year_offset, lasting, from->quantity};
        }
        b->uses[z] = uses;
    }
    return STATUS_OK;
}

/* What a facility needs of the capacities of its area; returns how many. */
static int list_needs(const struct builder *b, int size, int site, struct need *out)
{
    const struct programme *pr = b->p->programme;
    const struct facility_size *z = &pr->sizes[size];
    int first = b->p->capacity_first[pr->sites[site].area];
    int at_site = first + 1 + pr->raw_material_count + 4 * b->site_ordinal[site];
    double site_needs[4] = {z->power_kw, z->water_m3_day, z->land_m2, z->transport_t_year};
    int count = 0;
    if (z->staff > 0) out[count++] = (struct need){first, -1, -1, z->staff};
    for (int i = 0; i < z->input_count; i++)
        out[count++] = (struct need){first + 1 + z->inputs[i].what, -1, -1, z->inputs[i].quantity};
    for (int k = 0; k < 4; k++)
        if (site_needs[k] > 0) out[count++] = (struct need){at_site + k, -1, -1, site_needs[k]};
    return count;
}

static int fits_alone(const struct problem *p, const struct need *needs, int count)
{
    for (int i = 0; i < count; i++) {
        const struct capacity *c = &p->capacities[needs[i].capacity];
        if (needs[i].quantity > c->left + c->tolerance) return 0;
    }
    return 1;
}

static enum status add_needs(struct builder *b, struct option *o, struct err *e)
{
    const struct facility_size *z = &b->p->programme->sizes[o->size];
    struct need *needs = ARENA_ARRAY(b->arena, struct need, (size_t)z->input_count + 6);
    if (!needs) return out_of_memory(e);
    int count = list_needs(b, o->size, o->site, needs), kept = 0;
    for (int i = 0; i < count; i++)
        if (isfinite(b->p->capacities[needs[i].capacity].left)) needs[kept++] = needs[i];
    o->needs = needs;
    o->need_count = kept;
    return STATUS_OK;
}

static enum status add_uses(struct builder *b, struct option *o, struct err *e)
{
    const struct programme *pr = b->p->programme;
    const struct site_option *so = siting_option(b->p->in->siting, pr, o->site, o->size);
    o->uses = b->uses[o->size];
    o->use_count = pr->sizes[o->size].construction_count;
    if (so->cost_count == 0) return STATUS_OK;
    struct use *uses = ARENA_ARRAY(b->arena, struct use, (size_t)(o->use_count + so->cost_count));
    if (!uses) return out_of_memory(e);
    if (o->use_count > 0) memcpy(uses, o->uses, sizeof *uses * (size_t)o->use_count);
    for (int i = 0; i < so->cost_count; i++) {
        int lasting = pr->resources[so->costs[i].what].kind == RESOURCE_LASTING;
        uses[o->use_count++] = (struct use){so->costs[i].what, 0, lasting, so->costs[i].quantity};
    }
    o->uses = uses;
    return STATUS_OK;
}

/* Does the option (size at site) exist for new visits? */
static int is_possible(const struct builder *b, int size, int site, struct need *scratch)
{
    if (!siting_option(b->p->in->siting, b->p->programme, site, size)->admissible) return 0;
    return fits_alone(b->p, scratch, list_needs(b, size, site, scratch));
}

/* Goods of the sizes first .. last-1 of the stage. */
static enum status add_goods(struct builder *b, struct block *k, struct err *e)
{
    const struct programme *pr = b->p->programme;
    char *made = ARENA_ARRAY(b->arena, char, (size_t)pr->good_count + 1);
    if (!made) return out_of_memory(e);
    for (int i = k->option_first; i < k->option_first + k->option_count; i++) {
        const struct facility_size *z = &pr->sizes[b->p->options[i].size];
        for (int m = 0; m < z->output_count; m++)
            made[z->outputs[m].what] = 1;
    }
    for (int g = 0; g < pr->good_count; g++)
        k->good_count += made[g];
    size_t years = (size_t)pr->year_count;
    struct block_good *goods = ARENA_ARRAY(b->arena, struct block_good, (size_t)k->good_count + 1);
    double *values = ARENA_ARRAY(b->arena, double, 3 * years * (size_t)k->good_count + 1);
    if (!goods || !values) return out_of_memory(e);
    int count = 0;
    for (int g = 0; g < pr->good_count; g++) {
        if (!made[g]) continue;
        double *demand = values + 3 * years * (size_t)count, *weight = demand + years;
        double *before = weight + years, supply = pr->supply[k->area * pr->good_count + g];
        for (int y = 0; y < pr->year_count; y++) {
            demand[y] = good_demand(pr, k->area, g, y);
            weight[y] = good_weight(b->p->in, k->area, g, y);
            if (demand[y] > 0)
                before[y] = good_satisfaction(&pr->goods[g], fmin(1, supply / demand[y]));
        }
        goods[count++] = (struct block_good){g, supply, demand, weight, before, NULL};
    }
    k->goods = goods;
    return STATUS_OK;
}

static enum status add_makes(struct builder *b, const struct block *k, struct option *o,
                             struct err *e)
{
    const struct facility_size *z = &b->p->programme->sizes[o->size];
    struct make *makes = ARENA_ARRAY(b->arena, struct make, (size_t)z->output_count + 1);
    double *gain = ARENA_ARRAY(b->arena, double, (size_t)b->p->year_count);
    if (!makes || !gain) return out_of_memory(e);
    for (int m = 0; m < z->output_count; m++) {
        int g = 0;
        while (k->goods[g].good != z->outputs[m].what)
            g++;
        makes[m] = (struct make){g, z->outputs[m].quantity};
    }
    o->makes = makes;
    o->make_count = z->output_count;
    struct block shares = *k; /* the long way round, good by good */
    shares.shares_goods = 1;
    int self = (int)(o - b->p->options);
    for (int y = 0; y < b->p->year_count; y++)
        gain[y] = package_worth(b->p, &shares, &self, 1, y);
    o->gain = gain;
    return STATUS_OK;
}

/* Options of the same size differ in place only: what they make is worth the same. */
static enum status add_worth(struct builder *b, struct block *k, struct err *e)
{
    TRY(add_goods(b, k, e));
    int *group_of = ARENA_ARRAY(b->arena, int, (size_t)k->good_count + 1);
    if (!group_of) return out_of_memory(e);
    for (int g = 0; g < k->good_count; g++)
        group_of[g] = -1;
    for (int i = k->option_first; i < k->option_first + k->option_count; i++) {
        struct option *o = &b->p->options[i];
        if (i > k->option_first && o[-1].size == o->size) {
            o->makes = o[-1].makes;
            o->make_count = o[-1].make_count;
            o->gain = o[-1].gain;
            continue;
        }
        TRY(add_makes(b, k, o, e));
        for (int m = 0; m < o->make_count; m++) {
            int good = o->makes[m].good;
            if (group_of[good] >= 0 && group_of[good] != o->group) k->shares_goods = 1;
            group_of[good] = o->group;
        }
    }
    return STATUS_OK;
}

/* Capacities that packages of the block alone can exceed become its dimensions. */
static enum status add_dims(struct builder *b, struct block *k, struct err *e)
{
    const struct problem *p = b->p;
    int first = p->capacity_first[k->area], count = p->capacity_first[k->area + 1] - first;
    double *sum = ARENA_ARRAY(b->arena, double, (size_t)count);
    double *most = ARENA_ARRAY(b->arena, double, (size_t)count);
    double *left = ARENA_ARRAY(b->arena, double, (size_t)count);
    int *dim_of = ARENA_ARRAY(b->arena, int, (size_t)count);
    if (!sum || !most || !left || !dim_of) return out_of_memory(e);
    for (int g = 0; g < k->group_count; g++) {
        for (int c = 0; c < count; c++)
            most[c] = 0;
        for (int i = k->group_first[g]; i < k->group_first[g + 1]; i++)
            for (int n = 0; n < p->options[i].need_count; n++) {
                const struct need *need = &p->options[i].needs[n];
                most[need->capacity - first] = fmax(most[need->capacity - first], need->quantity);
            }
        for (int c = 0; c < count; c++)
            sum[c] += most[c];
    }
    for (int c = 0; c < count; c++) {
        const struct capacity *capacity = &p->capacities[first + c];
        p->capacity_sum[first + c] += sum[c];
        dim_of[c] = -1;
        if (sum[c] <= capacity->left + capacity->tolerance) continue;
        dim_of[c] = k->dim_count;
        left[k->dim_count++] = capacity->left + capacity->tolerance;
    }
    k->dim_left = left;
    for (int i = k->option_first; i < k->option_first + k->option_count; i++)
        for (int n = 0; n < p->options[i].need_count; n++) {
            struct need *need = &p->options[i].needs[n];
            need->dim = dim_of[need->capacity - first];
        }
    return STATUS_OK;
}

/* The block of an (area, stage), unless nothing can stand there. */
static enum status add_block(struct builder *b, int area, int stage, struct need *scratch,
                             struct err *e)
{
    struct problem *p = b->p;
    struct block *k = &p->blocks[p->block_count];
    *k = (struct block){.area = area, .stage = stage, .option_first = p->option_count};
    k->years = years_between(0, p->year_count - 1);
    k->group_first = ARENA_ARRAY(b->arena, int, GROUP_MAX + 1);
    if (!k->group_first) return out_of_memory(e);
    int type = -1;
    for (int i = b->size_first[stage]; i < b->size_first[stage + 1]; i++) {
        int size = b->sizes[i];
        for (int s = b->site_first[area]; s < b->site_first[area + 1]; s++) {
            if (!is_possible(b, size, b->sites[s], scratch)) continue;
            if (p->programme->sizes[size].type != type) {
                if (k->group_count == GROUP_MAX)
                    return err_set(e, STATUS_LIMIT,
                                   "stage %d has more than %d facility types: divide it", stage,
                                   GROUP_MAX);
                type = p->programme->sizes[size].type;
                k->group_first[k->group_count++] = p->option_count;
            }
            struct option *o = &p->options[p->option_count++];
            const struct facility_size *z = &p->programme->sizes[size];
            *o = (struct option){.size = size, .site = b->sites[s], .group = k->group_count - 1};
            o->build_years = z->build_years;
            o->years = k->years;
            o->subsidy = fmax(0, z->running_cost - z->revenue);
            TRY(add_needs(b, o, e));
            TRY(add_uses(b, o, e));
        }
    }
    k->option_count = p->option_count - k->option_first;
    if (k->option_count == 0) return STATUS_OK;
    k->group_first[k->group_count] = p->option_count;
    p->block_count++;
    TRY(add_worth(b, k, e));
    return add_dims(b, k, e);
}

static int is_open(const struct builder *b, int area, int stage)
{
    return b->p->programme->areas[area].visitable && !b->taken[area * (STAGE_MAX + 1) + stage] &&
           b->size_first[stage + 1] > b->size_first[stage];
}

/* How many blocks and options there are at most: room is made once. */
static enum status make_room(struct builder *b, struct need *scratch, struct err *e)
{
    const struct programme *pr = b->p->programme;
    size_t blocks = 0, options = 0;
    for (int area = 0; area < pr->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX; stage++) {
            if (!is_open(b, area, stage)) continue;
            blocks++;
            for (int i = b->size_first[stage]; i < b->size_first[stage + 1]; i++)
                for (int s = b->site_first[area]; s < b->site_first[area + 1]; s++)
                    options += (size_t)is_possible(b, b->sizes[i], b->sites[s], scratch);
        }
    b->p->blocks = ARENA_ARRAY(b->arena, struct block, blocks + 1);
    b->p->options = ARENA_ARRAY(b->arena, struct option, options + 1);
    return b->p->blocks && b->p->options ? STATUS_OK : out_of_memory(e);
}

enum status problem_build_blocks(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    struct builder b = {.p = p, .arena = a};
    TRY(sort_sites(&b, e));
    TRY(sort_sizes(&b, e));
    b.taken = ARENA_ARRAY(a, char, (size_t)pr->area_count *(STAGE_MAX + 1));
    p->capacity_sum = ARENA_ARRAY(a, double, (size_t)p->capacity_count + 1);
    struct need *scratch = ARENA_ARRAY(a, struct need, (size_t)pr->raw_material_count + 6);
    if (!b.taken || !scratch || !p->capacity_sum) return out_of_memory(e);
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        int stage = pr->types[pr->sizes[d->size].type].stage;
        b.taken[d->area * (STAGE_MAX + 1) + stage] = 1;
    }
    TRY(make_room(&b, scratch, e));
    for (int area = 0; area < pr->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX; stage++)
            if (is_open(&b, area, stage)) TRY(add_block(&b, area, stage, scratch, e));
    return STATUS_OK;
}
