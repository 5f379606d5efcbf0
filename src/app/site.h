/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site - where can a plant stand: propose sites where there are none, test every
 * size at every site, and keep the findings as tables.
 *
 * Tables   written: site_test, site_option, site_cost, run, and proposals to site.  The rows of
 *          site_test are made while site_keep() writes them (app/site_tests.h).
 * Stale    the tables say from which figures they were made (site_digest());
 *          siting_obtain() uses them when they are current and works the conditions
 *          out again when not, so that no plan rests on old findings.
 * Threads  the same bytes on any number.
 */
#ifndef APP_SITE_H
#define APP_SITE_H

#include "app/session.h"
#include "base/buf.h"
#include "model/dataset.h"
#include "model/programme.h"
#include "model/siting.h"
#include "site/check.h"

enum {
    SITE_PROPOSE_AUTO = -1, /* only when no area that can be visited has a site */
};

struct site_request {
    int propose; /* sites per area without surveyed ones; 0: none; or SITE_PROPOSE_AUTO */
    int threads;
    const char *options; /* as on the command line, for table run */
};

struct site_area {
    int area;
    int site_count, proposed_count;    /* proposed among the sites */
    int option_count;                  /* site and size */
    int admissible_count;              /* options that pass every condition */
    int size_count;                    /* sizes that fit on at least one of the sites */
    int refused[SITE_CONDITION_COUNT]; /* options refused by each condition */
};

struct site_report {
    struct site_area *areas; /* those that can be visited, in their order */
    int area_count;
    int blank_count;    /* of them, without any site */
    int unplaced_count; /* of them, asked for proposals, but nothing is known of their place */
    int proposed_count; /* sites added by this run */
    int ways[WAY_BASIS_COUNT]; /* sites, by what their way to the county town was measured by */
    struct roads_extent roads;
    int sites_changed; /* table site was changed: keep it too */
    const char *summary;
    const struct ground *ground;
    int threads;
};

/* *p is made again when sites are proposed. */
CHECKED enum status site_run(struct site_report *out, struct dataset *d, struct programme *p,
                             const struct site_request *request, struct arena *a, struct err *e);

/* Write what site_run() found into the file, all or nothing: site_test, site_option, site_cost,
 * run, and site where it was changed. */
CHECKED enum status site_keep(struct session *s, const struct site_report *r, struct err *e);

/* Add proposals for the visitable areas without surveyed sites (request->propose an area, or the
 * default when it is SITE_PROPOSE_AUTO); proposals made before are replaced unless a clause or a
 * decided visit names them.  Sets proposed_count and sites_changed. */
CHECKED enum status site_propose(struct dataset *d, struct programme *p,
                                 const struct site_request *request, struct arena *a,
                                 struct site_report *out, struct err *e);

/* Current findings from the tables; NOTFOUND when there are none, INVALID when they do not match
 * the programme's sites and sizes. */
CHECKED enum status siting_from_tables(struct siting *out, const struct dataset *d,
                                       const struct programme *p, struct arena *a, struct err *e);

/* From the tables when they are current, else worked out now (and not kept). */
CHECKED enum status siting_obtain(struct siting *out, const struct dataset *d,
                                  const struct programme *p, int threads, struct arena *a,
                                  struct err *e);

/* An area by code, name or alias; NOTFOUND with the nearest name. */
CHECKED enum status site_find_area(const struct dataset *d, const struct programme *p,
                                   const char *word, int *out, struct err *e);

/* The counts by area; the findings of the sites in an area, one sentence each; both as JSON
 * (area -1: no sentences).  The tables must be those of this run. */
void site_write(const struct site_report *r, const struct programme *p, struct buf *b);
CHECKED enum status site_write_sentences(const struct site_report *r, const struct dataset *d,
                                         int area, struct buf *b, struct arena *a, struct err *e);
CHECKED enum status site_write_json(const struct site_report *r, const struct dataset *d, int area,
                                    struct buf *b, struct arena *a, struct err *e);

/* What lies around the sites of a dataset. */
CHECKED enum status site_ground(struct ground *out, const struct dataset *d,
                                const struct programme *p, struct arena *a, struct err *e);

/* Of the tables that the site conditions depend on. */
void site_digest(const struct dataset *d, char text[DIGEST_TEXT_BYTES]);

#endif
