/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/price.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "plan/trade.h"

/* A lift is summed in several orders. */
#define LIFT_MARGIN 1e-12

struct choice { /* an option that may be taken */
    int option;
    double value;    /* when alone; where groups share goods, the most it can add to others */
    double by_goods; /* of that, by goods, where groups share them */
};

struct branch {      /* a group, in the order of the search */
    int first, last; /* choices, best first */
    int must;
    double rest; /* the best of this group and all later ones */
    double lift; /* the largest of this group, and all later ones together */
};

struct price_scratch {
    struct choice *choices;
    struct branch branches[GROUP_MAX + 1];
    int branch_count;
    double *left;   /* [dim] */
    double *supply; /* [depth][good][year], where groups share goods */
    int taken[GROUP_MAX], taken_count;
    int best[GROUP_MAX], best_count;
    /* of the current search */
    const struct problem *problem;
    const struct prices *prices;
    const struct block *block;
    int year;
    double base; /* minus the price of a visit as such */
    double lift; /* of the options taken, at most */
    double best_value, open_bound;
    long nodes;
    uint64_t site_musts;  /* entries of sites_must that count this year */
    uint64_t site_wishes; /* of soft clauses */
    price_found *found;
    void *context;
    int ended;
};

enum status price_scratch_new(struct price_scratch **out, const struct problem *p, struct arena *a,
                              struct err *e)
{
    int options = 0, dims = 0, cells = 0;
    for (int k = 0; k < p->block_count; k++) {
        const struct block *b = &p->blocks[k];
        if (b->option_count > options) options = b->option_count;
        if (b->dim_count > dims) dims = b->dim_count;
        int here = b->shares_goods ? (b->group_count + 1) * b->good_count * p->year_count : 0;
        if (here > cells) cells = here;
    }
    struct price_scratch *s = ARENA_NEW(a, struct price_scratch);
    if (s) {
        s->choices = ARENA_ARRAY(a, struct choice, (size_t)options + 1);
        s->left = ARENA_ARRAY(a, double, (size_t)dims + 1);
        s->supply = ARENA_ARRAY(a, double, (size_t)cells + 1);
    }
    if (!s || !s->choices || !s->left || !s->supply)
        return err_set(e, STATUS_NOMEM, "out of memory for pricing");
    *out = s;
    return STATUS_OK;
}

/* --- choices of a search ----------------------------------------------------------------- */

static int is_site_must(const struct price_scratch *s, int site)
{
    for (int i = 0; i < s->block->site_must_count; i++)
        if ((s->site_musts >> i & 1) && s->block->sites_must[i].site == site) return 1;
    return 0;
}

static double need_of(const struct option *o, int dim)
{
    for (int n = 0; n < o->need_count; n++)
        if (o->needs[n].dim == dim) return o->needs[n].quantity;
    return 0;
}

/* Could a always stand where b is taken?  Both of one group. */
static int needs_no_more(const struct option *a, const struct option *b)
{
    for (int n = 0; n < a->need_count; n++) {
        const struct need *need = &a->needs[n];
        if (need->dim >= 0 && need->quantity > need_of(b, need->dim)) return 0;
    }
    return 1;
}

/* Keep the choice unless one of its group is as good and needs no more; best first. */
static void insert_choice(struct price_scratch *s, struct branch *br, struct choice c)
{
    const struct problem *p = s->problem;
    const struct option *o = &p->options[c.option];
    int at = br->last;
    while (at > br->first && s->choices[at - 1].value < c.value)
        at--;
    int thin = !s->found && s->block->floor <= 0 && s->site_musts == 0 && s->site_wishes == 0;
    for (int i = br->first; thin && i < at; i++) {
        const struct option *other = &p->options[s->choices[i].option];
        if (s->block->shares_goods && other->size != o->size) continue;
        if (needs_no_more(other, o)) return;
    }
    memmove(s->choices + at + 1, s->choices + at, sizeof c * (size_t)(br->last - at));
    s->choices[at] = c;
    br->last++;
}

/* Worth of an option alone, with its bonus, less its price. */
static double option_value(const struct price_scratch *s, const struct option *o)
{
    double worth = o->gain[s->year] + (o->bonus ? o->bonus[s->year] : 0);
    return s->prices->worth * worth - option_price(s->problem, s->prices, s->block, o, s->year);
}

/* The most an option adds to others by goods: worth falls with what is there, surplus does not. */
static double most_by_goods(const struct price_scratch *s, const struct option *o)
{
    double most = s->prices->worth * o->gain[s->year];
    for (int m = 0; m < o->make_count; m++) {
        const struct block_good *good = &s->block->goods[o->makes[m].good];
        for (int y = s->year + o->build_years; good->trade && y < s->problem->year_count; y++)
            if (good->trade[y].send_row >= 0)
                most += o->makes[m].quantity * s->prices->row[good->trade[y].send_row];
    }
    return most;
}

/* The same when the option is alone. */
static double alone_by_goods(const struct price_scratch *s, const struct option *o)
{
    double value = s->prices->worth * o->gain[s->year];
    for (int k = 0; k < o->trade_count; k++)
        if (o->trade[k].year >= s->year + o->build_years)
            value -= o->trade[k].value * s->prices->row[o->trade[k].row];
    return value;
}

static struct choice choice_of(const struct price_scratch *s, int option)
{
    const struct option *o = &s->problem->options[option];
    struct choice c = {option, option_value(s, o), 0};
    if (!s->block->shares_goods) return c;
    c.by_goods = most_by_goods(s, o);
    c.value += c.by_goods - alone_by_goods(s, o); /* together they may leave what none does alone */
    return c;
}

/* Added to the share of need met, at most. */
static double option_lift(const struct price_scratch *s, const struct option *o)
{
    return s->year + o->build_years < s->problem->year_count ? o->lift : 0;
}

static void fill_branch(struct price_scratch *s, struct branch *br, int group)
{
    const struct problem *p = s->problem;
    const struct block *b = s->block;
    uint64_t bit = UINT64_C(1) << s->year;
    int all = s->found || s->site_wishes != 0 || b->floor > 0;
    br->must = b->groups_must ? (int)(b->groups_must[s->year] >> group & 1) : 0;
    for (int i = b->group_first[group]; i < b->group_first[group + 1]; i++) {
        const struct option *o = &p->options[i];
        if (!(o->years & bit)) continue;
        struct choice c = choice_of(s, i);
        int wanted = all || c.value > 0 || br->must || is_site_must(s, o->site);
        if (!wanted) continue;
        insert_choice(s, br, c);
        br->lift = fmax(br->lift, option_lift(s, o));
    }
}

/* Groups with the largest choice first, those that must be taken before all. */
static void sort_branches(struct price_scratch *s)
{
    for (int i = 1; i < s->branch_count; i++) {
        struct branch br = s->branches[i];
        double value = s->choices[br.first].value;
        int at = i;
        while (at > 0) {
            const struct branch *before = &s->branches[at - 1];
            if (before->must > br.must) break;
            if (before->must == br.must && s->choices[before->first].value >= value) break;
            s->branches[at] = *before;
            at--;
        }
        s->branches[at] = br;
    }
    s->branches[s->branch_count] = (struct branch){0};
    for (int i = s->branch_count - 1; i >= 0; i--) {
        double best = s->choices[s->branches[i].first].value;
        if (!s->branches[i].must && best < 0) best = 0;
        s->branches[i].rest = best + s->branches[i + 1].rest;
        s->branches[i].lift += s->branches[i + 1].lift;
    }
}

static void start(struct price_scratch *s, const struct problem *p, const struct prices *prices,
                  int block, int year)
{
    const struct block *b = &p->blocks[block];
    s->problem = p;
    s->prices = prices;
    s->block = b;
    s->year = year;
    s->taken_count = s->best_count = s->branch_count = s->ended = 0;
    s->nodes = 0;
    s->lift = 0;
    s->open_bound = -INFINITY;
    s->base = -prices->unit[(size_t)b->reach * (size_t)p->cell_count +
                            (size_t)cell_of_visits(p, b->stage, year)];
    if (b->visit_bonus) s->base += prices->worth * b->visit_bonus[year];
    s->site_musts = s->site_wishes = 0;
    assert(b->site_must_count <= 64);
    for (int i = 0; i < b->site_must_count; i++) {
        uint64_t *to = b->sites_must[i].penalty > 0 ? &s->site_wishes : &s->site_musts;
        if (b->sites_must[i].years >> year & 1) *to |= UINT64_C(1) << i;
    }
    int count = 0;
    for (int g = 0; g < b->group_count; g++) {
        struct branch *br = &s->branches[s->branch_count];
        *br = (struct branch){.first = count, .last = count};
        fill_branch(s, br, g);
        count = br->last;
        if (br->last > br->first) s->branch_count++;
    }
    sort_branches(s);
    for (int d = 0; d < b->dim_count; d++)
        s->left[d] = b->dim_left[d];
    if (!b->shares_goods) return;
    for (int g = 0; g < b->good_count; g++)
        for (int y = 0; y < p->year_count; y++)
            s->supply[g * p->year_count + y] = b->goods[g].supply;
}

/* --- the search --------------------------------------------------------------------------- */

static int fits(const struct price_scratch *s, const struct option *o)
{
    for (int n = 0; n < o->need_count; n++)
        if (o->needs[n].dim >= 0 && o->needs[n].quantity > s->left[o->needs[n].dim]) return 0;
    return 1;
}

static void take_needs(struct price_scratch *s, const struct option *o, double sign)
{
    for (int n = 0; n < o->need_count; n++)
        if (o->needs[n].dim >= 0) s->left[o->needs[n].dim] -= sign * o->needs[n].quantity;
}

/* What the rows of trade take for what changes between two depths. */
static double added_cost(const struct price_scratch *s, const double *now, const double *next)
{
    const struct block *b = s->block;
    double cost = 0;
    for (int g = 0; g < b->good_count; g++)
        for (int y = s->year; b->goods[g].trade && y < s->problem->year_count; y++) {
            int at = g * s->problem->year_count + y;
            if (now[at] == next[at]) continue;
            const struct trade_cell *cell = &b->goods[g].trade[y];
            cost += trade_cost(cell, next[at], s->prices->row) -
                    trade_cost(cell, now[at], s->prices->row);
        }
    return cost;
}

/* What the option adds by goods at this depth; fills the supply of the next depth. */
static double added_by_goods(struct price_scratch *s, const struct option *o, int depth)
{
    const struct problem *p = s->problem;
    const struct block *b = s->block;
    int cells = b->good_count * p->year_count;
    double *now = s->supply + (size_t)depth * (size_t)cells, *next = now + cells;
    memcpy(next, now, sizeof *now * (size_t)cells);
    double worth = 0;
    for (int m = 0; m < o->make_count; m++) {
        const struct block_good *good = &b->goods[o->makes[m].good];
        const struct good *shape = &p->programme->goods[good->good];
        for (int y = s->year + o->build_years; y < p->year_count; y++) {
            double *at = &next[o->makes[m].good * p->year_count + y], before = *at;
            *at += o->makes[m].quantity;
            if (good->demand[y] <= 0 || before >= good->demand[y]) continue;
            double share = fmin(1, *at / good->demand[y]);
            worth += good->weight[y] * (good_satisfaction(shape, share) -
                                        good_satisfaction(shape, before / good->demand[y]));
        }
    }
    worth *= s->prices->worth;
    return p->trade.lane_count > 0 ? worth - added_cost(s, now, next) : worth;
}

static double floor_price(const struct price_scratch *s)
{
    return s->block->floor_row ? s->prices->row[s->block->floor_row - 1] : 0;
}

/* What the option adds to the share of need met beside those taken. */
static double added_lift(struct price_scratch *s, int option)
{
    const struct block *b = s->block;
    if (!b->floor_row) return 0;
    double before = package_lift(s->problem, b, s->taken, s->taken_count, s->year);
    s->taken[s->taken_count] = option;
    return package_lift(s->problem, b, s->taken, s->taken_count + 1, s->year) - before;
}

/* Bound on what the branches from `depth` on can add, by what still fits. */
static double best_that_fits(const struct price_scratch *s, int depth)
{
    double sum = 0;
    for (int k = depth; k < s->branch_count; k++) {
        const struct branch *br = &s->branches[k];
        double best = br->must ? -INFINITY : 0;
        for (int i = br->first; i < br->last && s->choices[i].value > best; i++)
            if (fits(s, &s->problem->options[s->choices[i].option])) best = s->choices[i].value;
        sum += best;
    }
    return sum;
}

static int is_site_used(const struct price_scratch *s, int site)
{
    for (int k = 0; k < s->taken_count; k++)
        if (s->problem->options[s->taken[k]].site == site) return 1;
    return 0;
}

/* What the package loses by the sites it leaves out; INFINITY: it may not. */
static double missed_sites(const struct price_scratch *s)
{
    double lost = 0;
    for (int i = 0; i < s->block->site_must_count; i++) {
        const struct site_must *must = &s->block->sites_must[i];
        if (!((s->site_musts | s->site_wishes) >> i & 1) || is_site_used(s, must->site)) continue;
        if (s->site_musts >> i & 1) return INFINITY;
        lost += s->prices->worth * must->penalty;
    }
    return lost;
}

/* Nothing above best_value is reached from here?  When enumerating, best_value itself counts. */
static int is_hopeless(const struct price_scratch *s, double bound)
{
    return s->found ? bound < s->best_value : bound <= s->best_value;
}

/* Can the share of need met still come to the floor of the block? */
static int is_too_low(const struct price_scratch *s, int depth)
{
    double floor = s->block->floor;
    return floor > 0 && s->lift + s->branches[depth].lift < floor - LIFT_MARGIN;
}

static void leaf(struct price_scratch *s, double value)
{
    const struct block *b = s->block;
    if (s->taken_count == 0) return;
    if (b->floor > 0 &&
        package_lift(s->problem, b, s->taken, s->taken_count, s->year) < b->floor - LIFT_MARGIN)
        return;
    value -= missed_sites(s);
    if (!isfinite(value) || is_hopeless(s, value)) return;
    if (s->found) {
        if (!s->found(s->context, s->taken, s->taken_count, value)) s->ended = 1;
        return;
    }
    s->best_value = value;
    s->best_count = s->taken_count;
    memcpy(s->best, s->taken, sizeof(int) * (size_t)s->taken_count);
}

static void search(struct price_scratch *s, int depth, double value)
{
    if (s->ended || is_hopeless(s, value + s->branches[depth].rest)) return;
    if (is_too_low(s, depth)) return;
    if (depth == s->branch_count) {
        leaf(s, value);
        return;
    }
    double rest = s->block->dim_count > 0 ? best_that_fits(s, depth) : s->branches[depth].rest;
    if (is_hopeless(s, value + rest)) return;
    if (++s->nodes > PRICE_NODE_MAX) {
        s->open_bound = fmax(s->open_bound, value + rest);
        if (s->found) s->ended = 1;
        return;
    }
    const struct branch *br = &s->branches[depth];
    double later = s->branches[depth + 1].rest;
    for (int i = br->first; i < br->last; i++) {
        const struct choice *c = &s->choices[i];
        const struct option *o = &s->problem->options[c->option];
        if (s->ended || is_hopeless(s, value + c->value + later)) break;
        if (!fits(s, o)) continue;
        double added = c->value;
        if (s->block->shares_goods) {
            added += added_by_goods(s, o, depth) - c->by_goods;
            added -= floor_price(s) * (added_lift(s, c->option) - option_lift(s, o));
            if (is_hopeless(s, value + added + later)) continue;
        }
        take_needs(s, o, 1);
        double lift = s->lift;
        s->taken[s->taken_count++] = c->option;
        s->lift += option_lift(s, o);
        search(s, depth + 1, value + added);
        s->lift = lift;
        s->taken_count--;
        take_needs(s, o, -1);
    }
    if (br->must || s->ended) return;
    if (s->block->shares_goods) {
        size_t cells = (size_t)(s->block->good_count * s->problem->year_count);
        double *now = s->supply + (size_t)depth * cells;
        memcpy(now + cells, now, sizeof *now * cells);
    }
    search(s, depth + 1, value);
}

/* Every choice that fits costs more than it brings: the one with the smallest loss. */
static void take_single(struct price_scratch *s)
{
    const struct block *b = s->block;
    for (int i = b->option_first; i < b->option_first + b->option_count; i++) {
        const struct option *o = &s->problem->options[i];
        if (!(o->years >> s->year & 1) || !fits(s, o)) continue;
        double value = s->base + option_value(s, o);
        if (value <= s->best_value) continue;
        s->best_value = value;
        s->best[0] = i;
        s->best_count = 1;
    }
}

void price_visit(const struct problem *p, const struct prices *prices, int block, int year,
                 double more_than, struct price_scratch *s, struct package *out)
{
    out->value = -INFINITY;
    out->bound = more_than;
    out->count = 0;
    if (!(p->blocks[block].years >> year & 1)) {
        out->bound = -INFINITY;
        return;
    }
    s->found = NULL;
    start(s, p, prices, block, year);
    s->best_value = more_than;
    search(s, 0, s->base);
    const struct block *b = s->block;
    int is_free = s->site_musts == 0 && s->site_wishes == 0 && b->floor <= 0 &&
                  (!b->groups_must || b->groups_must[year] == 0);
    if (s->best_count == 0 && s->base > more_than && is_free) take_single(s);
    out->bound = fmax(s->best_value, s->open_bound);
    if (s->best_count == 0) return;
    out->value = s->best_value;
    out->count = s->best_count;
    memcpy(out->options, s->best, sizeof(int) * (size_t)s->best_count);
}

int price_all(const struct problem *p, const struct prices *prices, int block, int year,
              double at_least, struct price_scratch *s, price_found *found, void *context)
{
    if (!(p->blocks[block].years >> year & 1)) return 1;
    s->found = found;
    s->context = context;
    start(s, p, prices, block, year);
    s->best_value = at_least;
    search(s, 0, s->base);
    return !s->ended;
}
