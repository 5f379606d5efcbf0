/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

enum {
    BINDING_SENTENCES = 5,
    CLAUSE_SENTENCES = 3,
};

static void tile(struct buf *b, const char *figure, const char *words)
{
    html_add(b, "<div class=\"tile\"><b>%s</b><span>%s</span></div>", figure, words);
}

static void tiles(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    const struct tally *t = p->tally;
    buf_text(b, "<div class=\"tiles\">");
    tile(b, text_number(t->visited_areas, 0).at,
         t->visited_areas == 1 ? "area visited" : "areas visited");
    tile(b, text_number(v->facility_count, 0).at,
         v->facility_count == 1 ? "plant or service built" : "plants and services built");
    tile(b, text_share(t->visited_people / t->all_people).at,
         "of the people live in visited areas");
    if (v->gap <= 1e-9)
        tile(b, "proven", "no plan under these rules is worth more");
    else if (isfinite(v->gap))
        tile(b, text_share(v->gap).at, "at most, by which any plan could be better");
    buf_text(b, "</div>\n");
}

/* "604 facilities: 200 of Foodstuffs plant, …" */
static void facility_list(struct buf *b, const struct view *v)
{
    int kinds = 0, said = 0;
    for (int i = 0; i < v->type_count; i++)
        kinds += v->types[i].planned_count > 0;
    for (int i = 0; i < v->type_count; i++) {
        if (v->types[i].planned_count == 0) continue;
        html_add(b, "%s%s \u00d7 %.*s", page_list_mark(said, kinds),
                 text_number(v->types[i].planned_count, 0).at, HTML_SLICE(v->types[i].name));
        said++;
    }
}

/* Said also without a plan: who it is about, and how unequal they are. */
static void where_we_stand(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    if (v->unit_count == 0) return;
    html_add(b, "<p>The programme is about %s", text_count(v->unit_count, "area", NULL).at);
    if (v->province_count)
        html_add(b, " in %s", text_count(v->province_count, "province", NULL).at);
    html_add(b, " with %s people.", text_people(p->tally->all_people).at);
    double met = 0, people = 0;
    for (int i = 0; i < v->ranked_count; i++) {
        const struct view_area *area = &v->areas[v->ranking[i]];
        if (isnan(area->supply_share) || !(area->population > 0)) continue;
        met += area->supply_share * area->population;
        people += area->population;
    }
    if (people > 0)
        html_add(b, " Today %s of what they need reaches them (mean over goods and people).",
                 text_share(met / people).at);
    for (int i = 0; i < v->measure_count; i++)
        if (slice_is(v->measures[i].variable, "index") && isfinite(v->measures[i].before[0]))
            html_add(b, " Between areas the index of living standard has a Gini index of %s.",
                     text_number(v->measures[i].before[0], 3).at);
    buf_text(b, "</p>\n");
}

static void what_is_planned(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    const struct tally *t = p->tally;
    int last = v->first_year + v->year_count - 1;
    html_add(b, "<p class=\"lead\">From %d to %d the plan makes %s to %s of %s", v->first_year,
             last, text_count(v->visit_count, "visit", NULL).at,
             text_number(t->visited_areas, 0).at,
             text_count(t->visited_areas + t->unvisited_areas, "area", NULL).at);
    if (v->province_count)
        html_add(b, " in %d of %s", t->visited_provinces,
                 text_count(v->province_count, "province", NULL).at);
    if (t->decided_visits)
        html_add(b, "; %s were decided before", text_count(t->decided_visits, "visit", NULL).at);
    buf_text(b, ". It builds ");
    facility_list(b, v);
    buf_text(b, ".");
    if (t->unvisited_areas)
        html_add(b, " %s no visit in these years.",
                 text_count(t->unvisited_areas, "area gets", "areas get").at);
    buf_text(b, "</p>\n");
}

static void what_it_brings(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Good",   "#Without the plan | people",
                                          "#share", "#With the plan | people",
                                          "#share", "#More | people"};
    int shown = 0, last = v->year_count - 1;
    for (int g = 0; g < v->good_count; g++)
        shown += v->goods[g].after != NULL;
    if (shown == 0) return;
    html_add(b,
             "<h3>What it brings</h3><p>People whose need of a good is fully met in %d, "
             "without and with the plan:</p>",
             v->first_year + last);
    page_table(b, "People supplied per good", columns, 6);
    for (int g = 0; g < v->good_count; g++) {
        const struct view_good *good = &v->goods[g];
        if (!good->after) continue;
        html_add(b, "<tr><th scope=\"row\">%.*s</th>", HTML_SLICE(good->name));
        page_number(b, good->before[last], 0);
        page_share(b, good->before[last] / good->people[last]);
        page_number(b, good->after[last], 0);
        page_share(b, good->after[last] / good->people[last]);
        page_number(b, good->after[last] - good->before[last], 0);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
}

static void what_it_costs(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Resource | unit",       "#Used | all years",
                                          "#Used | limited years", "#Limit | those years",
                                          "#Share of limit",       "Years in which it binds"};
    if (v->use_count == 0) return;
    buf_text(b,
             "<h3>What it costs, against the limits</h3><p>Sums over the years; of what is held to "
             "the end, the most held at once.</p>");
    page_table(b, "Resources used against limits", columns, 6);
    for (int i = 0; i < v->use_count && v->uses[i].area < 0; i++) {
        const struct view_use *use = &v->uses[i];
        const struct view_resource *r = &v->resources[use->resource];
        html_add(b, "<tr><th scope=\"row\">%.*s <small>%.*s</small></th>", HTML_SLICE(r->name),
                 HTML_SLICE(r->unit));
        page_quantity(b, use->used_total);
        page_quantity(b, use->limited_used);
        page_quantity(b, use->limit_total);
        page_share(b, use->limit_share);
        if (use->limited_years == 0)
            buf_text(b, "<td>not limited as a whole</td></tr>\n");
        else
            html_add(b, "<td>%d of %d</td></tr>\n", use->bound_years, use->limited_years);
    }
    page_table_end(b);
}

static void what_becomes_of_inequality(struct buf *b, const struct view *v)
{
    int said = 0;
    for (int i = 0; i < v->measure_count; i++) {
        const struct view_measure *m = &v->measures[i];
        if (isnan(m->before[0]) || isnan(m->after[0])) continue;
        double change = m->after[0] - m->before[0];
        if (said++ == 0) buf_text(b, "<h3>What becomes of inequality</h3><ul class=\"plain\">");
        html_add(b, "<li>%.*s: the Gini index between areas %s from %s to %s.</li>",
                 HTML_SLICE(view_variable_name(v, m->variable)),
                 fabs(change) < 0.0005 ? "stays"
                 : change < 0          ? "falls"
                                       : "rises",
                 text_number(m->before[0], 3).at, text_number(m->after[0], 3).at);
    }
    if (said) buf_text(b, "</ul>\n");
}

struct pick {
    int use, year;
    double worth;
};

/* The limits of which one hundredth more would bring most, best first. */
static int pick_limits(const struct view *v, struct pick *picks)
{
    int count = 0;
    for (int i = 0; i < v->use_count; i++) {
        const struct view_use *use = &v->uses[i];
        struct pick best = {i, -1, 0};
        for (int y = 0; y < v->year_count; y++) {
            double worth = use->price[y] * use->limit[y];
            if (worth > best.worth) best = (struct pick){i, y, worth};
        }
        if (best.year < 0) continue;
        int at = count < BINDING_SENTENCES ? count++ : BINDING_SENTENCES;
        for (; at > 0 && picks[at - 1].worth < best.worth; at--)
            if (at < BINDING_SENTENCES) picks[at] = picks[at - 1];
        if (at < BINDING_SENTENCES) picks[at] = best;
    }
    return count;
}

/* The clauses whose loosening would bring most, best first. */
static void dear_clauses(struct buf *b, const struct view *v)
{
    int said[CLAUSE_SENTENCES], count = 0;
    for (; count < CLAUSE_SENTENCES; count++) {
        int best = -1;
        for (int i = 0; i < v->rule_count; i++) {
            int taken = !(v->rules[i].price > 1e-9);
            for (int k = 0; k < count; k++)
                taken |= v->rules[said[k]].clause == v->rules[i].clause;
            if (!taken && (best < 0 || v->rules[i].price > v->rules[best].price)) best = i;
        }
        if (best < 0) break;
        said[count] = best;
        const struct view_rule *r = &v->rules[best];
        html_add(b, "<li>Clause %.*s (\u201c%.*s\u201d), loosened by one",
                 HTML_SLICE(v->clauses[r->clause].code), HTML_SLICE(v->clauses[r->clause].text));
        if (r->year >= 0) html_add(b, " in %d", v->first_year + r->year);
        html_add(b, ", would bring about %s more.</li>", text_people(r->price).at);
    }
}

static void what_binds(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    struct pick picks[BINDING_SENTENCES];
    int count = pick_limits(v, picks);
    buf_text(b, "<h3>What holds the plan back</h3>");
    int priced = 0;
    for (int i = 0; i < v->clause_count; i++)
        priced += v->clauses[i].priced_count > 0;
    if (count == 0 && priced == 0) {
        html_add(b, "<p>%s</p>\n",
                 p->tally->bound_series ? "Some limits are used up, but none has a price: more of "
                                          "one alone would bring nothing."
                                        : "No limit of a resource binds.");
        return;
    }
    buf_text(b, "<ul class=\"plain\">");
    for (int i = 0; i < count; i++) {
        buf_text(b, "<li>");
        (void)page_price_sentence(b, v, &v->uses[picks[i].use], picks[i].year);
        buf_text(b, ".</li>");
    }
    dear_clauses(b, v);
    buf_text(b, "</ul>\n");
}

static void what_is_refused(struct buf *b, const struct page *p)
{
    const struct tally *t = p->tally;
    if (t->option_count == 0) return;
    html_add(b, "<h3>What is refused</h3><p>Of %s of a plant at a site, %s (%s) are refused",
             text_count(t->option_count, "pairing", NULL).at, text_number(t->refused_count, 0).at,
             text_share((double)t->refused_count / t->option_count).at);
    int kinds = 0, said = 0;
    for (int c = 0; c < CONDITION_COUNT; c++)
        kinds += t->refused[c] > 0;
    if (kinds) buf_text(b, ": for ");
    for (int c = 0; c < CONDITION_COUNT; c++)
        if (t->refused[c])
            html_add(b, "%s%s %s", page_list_mark(said++, kinds), tally_condition_name(c),
                     text_number(t->refused[c], 0).at);
    buf_text(b, ".");
    if (t->closed_sites)
        html_add(b, " %s no plant at all.",
                 text_count(t->closed_sites, "site can take", "sites can take").at);
    if (t->closed_areas)
        html_add(b, " In %s no site passes for any plant.",
                 text_count(t->closed_areas, "area", NULL).at);
    else
        buf_text(b, " Every area with tested sites has one that passes for some plant.");
    buf_text(b, "</p>\n");
}

static void how_sure(struct buf *b, const struct view *v)
{
    if (!isfinite(v->gap) || !(v->gap >= 0)) return;
    buf_text(b, "<h3>How sure</h3><p>It is proven that no plan under these limits and clauses ");
    if (slice_is(v->outcome, "optimal"))
        buf_text(b, "is worth more than this one.");
    else
        html_add(b, "can be worth more than %s above this one.", text_share(v->gap).at);
    buf_text(b, " The figures it rests on are another matter: see "
                "<a href=\"#sources\">where every figure comes from</a>.</p>\n");
}

void section_summary(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "summary", "In short");
    if (p->request->stale) html_add(b, "<p class=\"warning\">%s</p>", p->request->stale);
    if (!v->plan.at)
        page_missing(b,
                     "There is no plan in this file yet; run 'groundwork plan' to make one. What "
                     "is known without a plan follows.");
    else if (v->visit_count == 0)
        html_add(b, "<p class=\"warning\">%s %.*s</p>",
                 slice_is(v->outcome, "infeasible")
                     ? "No plan can keep every limit and clause."
                     : "The planner was stopped before it found a plan.",
                 HTML_SLICE(table_get_text(view_table(v, TABLE_PLAN), v->plan_row, "summary")));
    if (v->visit_count) what_is_planned(b, p);
    where_we_stand(b, p);
    if (v->visit_count) {
        tiles(b, p);
        what_it_brings(b, v);
        what_it_costs(b, v);
        what_becomes_of_inequality(b, v);
        what_binds(b, p);
    }
    what_is_refused(b, p);
    if (v->visit_count) how_sure(b, v);
    page_section_end(b);
}
