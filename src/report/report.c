/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include "base/version.h"
#include "report/asset.h"
#include "report/html.h"
#include "report/page.h"
#include "report/palette.h"

static const struct section {
    const char *id, *title;
    void (*write)(struct buf *b, const struct page *p);
} sections[] = {
    {"summary", "In short", section_summary},
    {"unequal", "What is unequal", section_unequal},
    {"years", "Year by year", section_years},
    {"resources", "Money and materials", section_resources},
    {"building", "Building", section_building},
    {"materials", "Materials", section_materials},
    {"network", "Network", section_audit},
    {"gains", "Gains", section_gains},
    {"fairness", "Total and fairness", section_frontier},
    {"sites", "Sites", section_sites},
    {"clauses", "Clauses", section_clauses},
    {"proof", "How sure", section_proof},
    {"ensemble", "Safe core", section_ensemble},
    {"sources", "Sources", section_sources},
};

enum {
    SECTION_COUNT = sizeof sections / sizeof sections[0],
};

enum status report_open(struct report *r, const struct dataset *d,
                        const struct report_request *request, struct arena *a, struct err *e)
{
    r->request = *request;
    r->arena = a;
    return view_load(&r->view, d, request->plan, a, e);
}

/* The policy lets in exactly our style and our script, by their hashes, and no address at all. */
static void head(struct buf *b, const struct view *v, struct slice style)
{
    char style_hash[HTML_HASH_BYTES], script_hash[HTML_HASH_BYTES];
    struct slice script = {asset_js, asset_js_bytes};
    html_hash(style, style_hash);
    html_hash(script, script_hash);
    html_add(b,
             "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"generator\" content=\"groundwork %s\">\n<title>%.*s</title>\n<style>",
             style_hash, script_hash, GROUNDWORK_VERSION, HTML_SLICE(v->title));
    buf_slice(b, style);
    buf_text(b, "</style></head>\n");
}

static void cover(struct buf *b, const struct view *v)
{
    buf_text(b, v->province_count ? "<body>" : "<body class=\"flat\">");
    html_add(b,
             "<a class=\"skip\" href=\"#summary\">To the report</a>\n<header><p "
             "class=\"kicker\">Programme %d\u2013%d</p><h1>%.*s</h1>",
             v->first_year, v->first_year + v->year_count - 1, HTML_SLICE(v->title));
    if (v->description.len)
        html_add(b, "<p class=\"description\">%.*s</p>", HTML_SLICE(v->description));
    if (v->plan.at) html_add(b, "<p class=\"note\">Plan \u201c%.*s\u201d", HTML_SLICE(v->plan));
    if (v->plan_count > 1) html_add(b, ", one of %d in the file", v->plan_count);
    if (v->plan.at) buf_text(b, "</p>");
    buf_text(b, "</header>\n<nav aria-label=\"Sections\"><ol>");
    for (int i = 0; i < SECTION_COUNT; i++)
        html_add(b, "<li><a href=\"#%s\">%s</a></li>", sections[i].id, sections[i].title);
    buf_text(b, "</ol></nav>\n<main>\n");
}

static void write_page(struct buf *b, const struct page *p, struct slice style)
{
    head(b, p->view, style);
    cover(b, p->view);
    page_shapes(b, p);
    for (int i = 0; i < SECTION_COUNT; i++)
        sections[i].write(b, p);
    html_add(
        b, "</main>\n<footer><p>Made by groundwork %s. This page needs no network.</p></footer>\n",
        GROUNDWORK_VERSION);
}

enum status report_html(struct buf *b, const struct report *r, struct err *e)
{
    struct atlas atlas;
    struct tally tally;
    TRY(atlas_make(&atlas, &r->view, r->arena, e));
    tally_make(&tally, &r->view);
    struct page page = {&r->view, &atlas, &tally, &r->request};
    struct buf style = BUF_INIT((size_t)1 << 20);
    palette_write(&style, r->view.year_count);
    buf_add(&style, asset_css, asset_css_bytes);
    enum status s = buf_ok(&style, e);
    if (s == STATUS_OK) {
        write_page(b, &page, buf_as_slice(&style));
        s = page_details(b, &page, e);
    }
    buf_clear(&style);
    if (s != STATUS_OK) return s;
    buf_text(b, "<script>");
    buf_add(b, asset_js, asset_js_bytes);
    buf_text(b, "</script>\n</body></html>\n");
    return buf_ok(b, e);
}
