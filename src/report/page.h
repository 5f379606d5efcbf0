/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page - what every section of the HTML report is given, and the parts they share.
 *
 * A section writes itself into the buf: heading, sentences, figures, tables.  It
 * says in words what is missing instead of leaving a hole.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "base/buf.h"
#include "report/atlas.h"
#include "report/report.h"
#include "report/tally.h"
#include "report/view.h"

enum { /* rows of the long tables; the workbook has them all */
    PAGE_RANKING_ROWS = 400,
    PAGE_VISIT_ROWS = 1500, /* over all years */
    PAGE_SITE_ROWS = 400,
    PAGE_REFUSAL_ROWS = 300,
    PAGE_USE_CHARTS = 24,
    PAGE_SOURCE_ROWS = 200,
    PAGE_RULE_ROWS = 400,
    PAGE_GANTT_ROWS = 150,  /* visits of a year in a province */
    PAGE_GANTT_VISITS = 40, /* of a year; more are grouped by province */
    PAGE_MAP_MOVES = 1500,  /* on one small map */
    PAGE_LATE_ROWS = 200,
    PAGE_CREW_ROWS = 300,
    PAGE_AUDIT_ROWS = 50,      /* offenders of a check */
    PAGE_DETAIL_AREAS = 20000, /* areas with details for the script */
};

struct page {
    const struct view *view;
    const struct atlas *atlas;
    const struct tally *tally;
    const struct report_request *request;
};

void section_summary(struct buf *b, const struct page *p);
void section_unequal(struct buf *b, const struct page *p);
void section_years(struct buf *b, const struct page *p);
void section_resources(struct buf *b, const struct page *p);
void section_building(struct buf *b, const struct page *p);
void section_again(struct buf *b, const struct page *p); /* within building */
void section_materials(struct buf *b, const struct page *p);
void section_audit(struct buf *b, const struct page *p);
void section_gains(struct buf *b, const struct page *p);
void section_trade(struct buf *b, const struct page *p); /* within gains */
void section_frontier(struct buf *b, const struct page *p);
void section_sites(struct buf *b, const struct page *p);
void section_clauses(struct buf *b, const struct page *p);
void section_proof(struct buf *b, const struct page *p);
void section_ensemble(struct buf *b, const struct page *p);
void section_sources(struct buf *b, const struct page *p);

/* <section id> with its heading; number and id come from the table of sections. */
void page_section(struct buf *b, const char *id, const char *heading);
void page_section_end(struct buf *b);

/* A paragraph that says why something is not shown; the sentence is markup of ours. */
void page_missing(struct buf *b, const char *sentence);

/*
 * A table that scrolls within itself and can be sorted and filtered.  A column
 * title that begins with '#' is of numbers; a ' | ' parts title from unit.
 */
void page_table(struct buf *b, const char *name, const char *const *columns, int count);
void page_table_end(struct buf *b);

/* "the first 400 of 3 000 are shown; the workbook (--xlsx) has all", when rows were left out. */
void page_cut(struct buf *b, int shown, int all, const char *what);

/* Number cells; the script sorts by the number shown. */
void page_number(struct buf *b, double value, int decimals);
void page_quantity(struct buf *b, double value);
void page_share(struct buf *b, double share);

/* Name of an area with its native name, as a cell content with a link to the map. */
void page_area(struct buf *b, const struct page *p, int area);

/* Name and native name as they are. */
void page_name(struct buf *b, struct slice name, struct slice name_native);

/* Sentence part: "a, b and c". */
const char *page_list_mark(int i, int count);

/* Map pieces: shapes for reference, and the two large maps. */
void page_shapes(struct buf *b, const struct page *p);
void page_index_map(struct buf *b, const struct page *p);
void page_year_map(struct buf *b, const struct page *p);
void page_small_maps(struct buf *b, const struct page *p);

/* Maps of the ways of crews by trade and year, page_moves.c. */
void page_moves(struct buf *b, const struct page *p);

/* The list of sources. */
void page_sources(struct buf *b, const struct view *v);

/* What the script needs to know of each area. */
CHECKED enum status page_details(struct buf *b, const struct page *p, struct err *e);

/* Shadow price in words, about a round amount of the resource; 0 when there is none. */
int page_price_sentence(struct buf *b, const struct view *v, const struct view_use *use, int year);

#endif
