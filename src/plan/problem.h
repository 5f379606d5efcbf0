/* SPDX-License-Identifier: Apache-2.0 */
/*
 * problem - the programme as the optimiser sees it: blocks, options, rows.
 *
 * block    an (area, stage) that may get one new visit
 * group    the options of a block that are of one facility type; a visit takes
 *          at most one of them
 * option   a facility size on an admissible site of the block's area
 * row      lower <= sum over visits <= upper: limits and clauses that couple
 *          blocks, and capacities that the stages of one area share
 * cell     what a row counts: use of a resource in a year, visits of a stage
 *          that start in a year, subsidies to plants of a stage in a year
 * reach    the rows that count the visits of an area, cell by cell, and for how
 *          much; areas that all rows treat alike have the same reach
 *
 * soft     a clause with a penalty may be missed: its rows have slack at that cost, and
 *          what a visit misses by itself, or keeps, is part of its worth (a bonus, which
 *          may be negative)
 *
 * Decided visits are subtracted from rows and capacities and have no block.
 *
 * Limits   GROUP_MAX facility types in a stage.
 * Owner    the arena given to problem_build(); the programme is borrowed.
 */
#ifndef PLAN_PROBLEM_H
#define PLAN_PROBLEM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "plan/solve.h"

enum {
    GROUP_MAX = 64,
};

/* A sum x keeps a limit when x <= limit + PLAN_TOLERANCE * max(1, |limit|). */
#define PLAN_TOLERANCE 1e-6

struct trade_cell { /* an area that may send or receive a good in a year; plan/trade.h */
    const struct good *good;
    double today, demand;
    double decided; /* made by decided plants */
    int send_row;   /* -1: none */
    int room_row;   /* of its first piece; -1: none */
};

struct trade_lane { /* a flow of a good in a year, as a variable */
    int send_row, room_row;
    int way, good, year;
    double value; /* a unit */
};

struct trade_entry { /* a row, and what plants that operate in the year count for in it */
    int row, year;
    double value;
};

struct trade_market { /* rows of a good in a year */
    int row_first, row_last;
};

struct trade {
    int row_first; /* the rows from here on are of trade */
    struct trade_lane *lanes;
    struct trade_market *markets;
    int lane_count, market_count;
    int *out_first;           /* [row of trade + 1] lanes of a surplus, side by side */
    int *into_first, *into;   /* [row of trade + 1] and the lanes into a room */
    struct trade_cell *cells; /* [slot * year_count + year] */
    int *slot_of;             /* [area * good_count + good], -1: not traded; NULL: nothing is */
};

struct block_good { /* a good that the options of a block make */
    int good;
    double supply;                  /* what reaches the area today */
    const double *demand;           /* [year] */
    const double *weight;           /* [year] discount * equity * weight of the good * people */
    const double *before;           /* [year] satisfaction today */
    const struct trade_cell *trade; /* [year]; NULL: not traded */
};

struct make {
    int good; /* of the block */
    double quantity;
};

struct need { /* of an area's capacity */
    int capacity;
    int row; /* the row of the capacity, when stages share it; else -1 */
    int dim; /* of the block, when packages of the block alone can exceed it; else -1 */
    double quantity;
};

struct use { /* of a resource */
    int resource, year_offset, lasting;
    double quantity;
};

struct option {
    int size, site, group;
    int build_years;
    uint64_t years; /* in which a visit may bring it */
    double subsidy; /* a year, when it operates */
    const struct make *makes;
    struct need *needs;
    const struct use *uses;
    const double *gain; /* [year of visit] worth when it is alone */
    double *bonus;      /* [year of visit] for soft clauses; NULL: none */
    double lift;        /* added to the share of need met, alone, once it operates; plan/floors.h */
    const struct trade_entry *trade; /* when it is alone and was visited in the first year */
    int make_count, need_count, use_count, trade_count;
};

struct block {
    int area, stage, reach;
    int option_first, option_count;
    int group_count;
    int *group_first;      /* [group_count + 1] into options */
    int must;              /* exactly one visit, not at most one */
    double floor;          /* a visit lifts the share of need met by so much; 0: by any */
    int floor_row;         /* + 1: of its ROW_FLOOR; 0: none */
    uint64_t years;        /* in which a visit may start */
    uint64_t *groups_must; /* [year] groups a visit has to bring; NULL: none */
    double *visit_bonus;   /* [year] of a visit as such, for soft clauses; NULL: none */
    struct site_must *sites_must;
    int site_must_count;
    struct block_good *goods;
    int good_count;
    int shares_goods; /* two groups make the same good: gains do not add up */
    int dim_count;
    const double *dim_left; /* [dim] */
};

struct site_must { /* a visit in these years has to use the site */
    int site;
    uint64_t years;
    double penalty; /* worth lost by a visit that does not; 0: it has to */
};

enum row_kind {
    ROW_LIMIT,
    ROW_VISITS, /* of a year or a period */
    ROW_SUBSIDY,
    ROW_AFTER,    /* visits of one part of the country wait for those of another */
    ROW_CHANGES,  /* visits as adopted, less visits that nobody adopted */
    ROW_FLOOR,    /* lifts of an area by its stages together; plan/floors.h */
    ROW_CAPACITY, /* shared by the stages of an area */
    ROW_SURPLUS,  /* of trade: what an area sends, less what its plants make beyond its need */
    ROW_ROOM,     /* of trade: what fills a piece of the need of an area */
};

struct row {
    enum row_kind kind;
    int origin;          /* limit, clause, capacity or good */
    int year;            /* of the limit; first of the clause's; -1: capacity */
    int scope;           /* area, or -1; of ROW_AFTER: the area that has the row to itself */
    int stage, factor;   /* of ROW_AFTER; see rows.c */
    double lower, upper; /* for new visits */
    double tolerance;    /* added to upper, taken from lower */
    double penalty;      /* worth lost a unit beyond the limits; 0: they must be kept */
    double size;         /* of trade: what divides it in the solver; 0: its limits do */
};

/* Does the row count visits as such, whatever they bring? */
static inline int row_counts_visits(const struct row *r)
{
    return r->kind == ROW_VISITS || r->kind == ROW_AFTER || r->kind == ROW_CHANGES;
}

enum capacity_kind {
    CAPACITY_LABOUR,
    CAPACITY_RAW,
    CAPACITY_POWER,
    CAPACITY_WATER,
    CAPACITY_LAND,
    CAPACITY_TRANSPORT,
};

struct capacity {
    enum capacity_kind kind;
    int area, what; /* raw material or site */
    double left;    /* for new visits; INFINITY: not limited */
    double tolerance;
    int row; /* -1: none */
};

struct reach {
    int *cell_start; /* [cell_count + 1] into cell_rows */
    int *cell_rows;
    double *cell_values; /* what one unit in the cell counts for in the row; mostly 1 */
};

struct problem {
    const struct plan_input *in;
    const struct programme *programme;
    int year_count, cell_count;
    struct block *blocks;
    struct option *options;
    struct row *rows;  /* coupling rows, then capacity rows, then those of trade */
    int row_size;      /* room */
    int *adopted_year; /* [area * (STAGE_MAX + 1) + stage] of the adopted plan + 1; 0: none */
    struct capacity *capacities;
    struct reach *reaches;
    int block_count, option_count, row_count, coupling_count, capacity_count, reach_count;
    struct trade trade;
    int *capacity_first;  /* [area + 1] */
    double *capacity_sum; /* [capacity] most that all blocks of the area could need together */
    int *reach_of_area;
    int is_branched;            /* a visit of any block may become a must (plan/tree.h) */
    double fixed_worth;         /* of the decided visits, less fixed_penalty */
    double fixed_penalty;       /* of soft clauses, less what visits may earn of it as a bonus */
    const char *why_infeasible; /* NULL unless the decided visits alone, or one clause, cannot be */
};

/* Cells. */
static inline int cell_of_use(const struct problem *p, int resource, int year)
{
    return resource * p->year_count + year;
}

static inline int cell_of_visits(const struct problem *p, int stage, int year)
{
    return (p->programme->resource_count + stage) * p->year_count + year;
}

static inline int cell_of_subsidy(const struct problem *p, int stage, int year)
{
    return (p->programme->resource_count + STAGE_MAX + 1 + stage) * p->year_count + year;
}

static inline uint64_t years_between(int first, int last)
{
    return (~UINT64_C(0) >> (63 - (last - first))) << first;
}

CHECKED enum status problem_build(struct problem *out, const struct plan_input *in, struct arena *a,
                                  struct err *e);

/* Steps of problem_build, each in a file of its own. */
CHECKED enum status problem_build_capacities(struct problem *p, struct arena *a, struct err *e);
CHECKED enum status problem_build_blocks(struct problem *p, struct arena *a, struct err *e);
CHECKED enum status problem_apply_rules(struct problem *p, struct arena *a, struct err *e);
CHECKED enum status problem_build_rows(struct problem *p, struct arena *a, struct err *e);
CHECKED enum status problem_build_reaches(struct problem *p, struct arena *a, struct err *e);

CHECKED enum status problem_add_row(struct problem *p, struct row row, struct arena *a,
                                    struct err *e);

/* Years that the visits of a CLAUSE_VISIT_AFTER wait, at most all there are. */
int problem_wait_years(const struct problem *p, const struct clause *c);

/* The block of an (area, stage), or NULL. */
struct block *problem_block(const struct problem *p, int area, int stage);

/* The visit decided for an (area, stage): its year, or -1. */
int problem_decided_year(const struct problem *p, int area, int stage);

/* Note why no plan can exist, unless a reason is known already. */
CHECKED enum status problem_refuse(struct problem *p, struct arena *a, struct err *e,
                                   const char *fmt, ...) PRINTF(4, 5);

/* By how much a sum misses the limits of a soft row, at what cost; 0 for other rows. */
double row_penalty(const struct row *r, double sum);

/* Worth of a package (options of one block) visited in a year, bonus included. */
double package_worth(const struct problem *p, const struct block *b, const int *options, int count,
                     int year);

/* The part of it that is for soft clauses. */
double package_bonus(const struct problem *p, const struct block *b, const int *options, int count,
                     int year);

/* What it adds to the share of need met in the last year (plan/floors.h). */
double package_lift(const struct problem *p, const struct block *b, const int *options, int count,
                    int year);

/* Rows that a package uses when visited in a year, into the dense array; touched rows are
 * appended to `touched` once each.  Returns how many; `dense` must be zero before. */
int package_rows(const struct problem *p, const struct block *b, const int *options, int count,
                 int year, double *dense, int *touched);

#endif
