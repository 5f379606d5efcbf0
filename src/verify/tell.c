/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tell - a violation as a sentence: who, where, when, both numbers, whose words.
 */
#include <stdio.h>

#include "verify/parts.h"

enum {
    PHRASE_MAX = 512,
    NUMBER_MAX = 32,
};

struct teller {
    const struct verifier *v;
    const struct plan *plan;
    struct findings *findings;
};

/* Enough digits to tell two sums apart that differ by more than the tolerance. */
static void phrase_number(char out[NUMBER_MAX], double value)
{
    snprintf(out, NUMBER_MAX, "%.10g", value);
}

static int calendar(const struct verifier *v, int year)
{
    return v->p->first_year + year;
}

static const char *area_code(const struct verifier *v, int area)
{
    return area < 0 ? "the whole programme" : v->p->areas[area].code;
}

static const char *size_code(const struct verifier *v, int size)
{
    return size < 0 ? "?" : v->p->sizes[size].code;
}

static const char *site_code(const struct verifier *v, int site)
{
    return site < 0 ? "no site" : v->p->sites[site].code;
}

/* "visit of area KP-01, stage 1, in 2026" */
static void phrase_visit(char out[PHRASE_MAX], const struct verifier *v, const struct violation *o)
{
    if (o->year < 0)
        snprintf(out, PHRASE_MAX, "area %s, stage %d", area_code(v, o->area), o->stage);
    else
        snprintf(out, PHRASE_MAX, "visit of area %s, stage %d, in %d", area_code(v, o->area),
                 o->stage, calendar(v, o->year));
}

static void say(const struct teller *t, const struct violation *o, const char *sentence)
{
    findings_add(t->findings, 1, rule_name(o->rule), NULL, "%s", sentence);
}

static void tell_form(const struct teller *t, const struct violation *o)
{
    char text[PHRASE_MAX];
    if (o->visit >= 0) {
        const struct visit *visit = &t->plan->visits[o->visit];
        snprintf(text, sizeof text,
                 "visit %d names area %d, stage %d, year %d: one of them does not exist in the "
                 "programme",
                 o->visit, visit->area, visit->stage, visit->year);
    } else if (o->facility >= 0) {
        const struct facility *f = &t->plan->facilities[o->facility];
        snprintf(text, sizeof text,
                 "facility %d names visit %d, size %d, site %d: one of them does not exist",
                 o->facility, f->visit, f->size, f->site);
    } else if (o->flow >= 0) {
        const struct flow *f = &t->plan->flows[o->flow];
        snprintf(
            text, sizeof text,
            "flow %d names area %d to %d, good %d, year %d: one of them does not exist, or its "
            "quantity is no amount",
            o->flow, f->from, f->to, f->good, f->year);
    } else {
        snprintf(text, sizeof text,
                 "the plan lists %.0f visits or facilities where at most %.0f are possible",
                 o->value, o->limit);
    }
    say(t, o, text);
}

static void tell_decided(const struct teller *t, const struct violation *o)
{
    const struct verifier *v = t->v;
    char text[PHRASE_MAX], visit[PHRASE_MAX / 2];
    snprintf(visit, sizeof visit, "visit of area %s, stage %d, in %d", area_code(v, o->area),
             o->stage, calendar(v, o->year));
    if (o->visit < 0)
        snprintf(text, sizeof text,
                 "%s is decided to bring %s at %s, and the plan does not have it so", visit,
                 size_code(v, o->size), site_code(v, o->site));
    else
        snprintf(text, sizeof text,
                 "%s is marked as decided with %.0f facilities; the table of decided visits has "
                 "%.0f of them",
                 visit, o->value, o->limit);
    say(t, o, text);
}

static void tell_visit(const struct teller *t, const struct violation *o)
{
    const struct verifier *v = t->v;
    char text[PHRASE_MAX + 300], visit[PHRASE_MAX];
    const char *size = size_code(v, o->size);
    phrase_visit(visit, v, o);
    switch (o->rule) {
    case RULE_VISITABLE:
        snprintf(text, sizeof text, "%s: this area is not one that may be visited", visit);
        break;
    case RULE_TWICE:
        snprintf(text, sizeof text,
                 "%s: the area is visited more than once for this stage; at most 1 is allowed",
                 visit);
        break;
    case RULE_EMPTY:
        snprintf(text, sizeof text, "%s brings 0 facilities; at least 1 is needed", visit);
        break;
    case RULE_STAGE:
        snprintf(text, sizeof text, "%s brings %s, which belongs to stage %d", visit, size,
                 v->p->types[v->p->sizes[o->size].type].stage);
        break;
    case RULE_ONE_SIZE:
        snprintf(text, sizeof text,
                 "%s brings %s beside another size of type %s; one size of a type is allowed",
                 visit, size, v->p->types[v->p->sizes[o->size].type].code);
        break;
    case RULE_SITE_GIVEN:
        snprintf(text, sizeof text, "%s brings %s without a site", visit, size);
        break;
    case RULE_SITE_AREA:
        snprintf(text, sizeof text, "%s puts %s on site %s, which lies in area %s", visit, size,
                 site_code(v, o->site), area_code(v, v->p->sites[o->site].area));
        break;
    default:
        snprintf(text, sizeof text, "%s puts %s on site %s, which failed a test for it", visit,
                 size, site_code(v, o->site));
    }
    say(t, o, text);
}

static void tell_local(const struct teller *t, const struct violation *o)
{
    static const char *const what[RULE_COUNT] = {
        [RULE_SITE_POWER] = "kW",
        [RULE_SITE_WATER] = "m³ of water a day",
        [RULE_SITE_LAND] = "m² of land",
        [RULE_SITE_TRANSPORT] = "t of goods a year",
        [RULE_LABOUR] = "people to staff plants",
    };
    const struct verifier *v = t->v;
    char text[PHRASE_MAX], needed[NUMBER_MAX], there[NUMBER_MAX];
    phrase_number(needed, o->value);
    phrase_number(there, o->limit);
    if (o->rule == RULE_RAW_MATERIAL) {
        const struct raw_material *raw = &v->p->raw_materials[o->what];
        snprintf(text, sizeof text, "plants of area %s need %s %s of %s a year; there are %s",
                 area_code(v, o->area), needed, raw->unit, raw->name, there);
    } else {
        int at_site = o->site >= 0;
        snprintf(text, sizeof text, "plants %s %s need %s %s; there are %s",
                 at_site ? "on site" : "of area",
                 at_site ? site_code(v, o->site) : area_code(v, o->area), needed, what[o->rule],
                 there);
    }
    say(t, o, text);
}

static void tell_limit(const struct teller *t, const struct violation *o)
{
    const struct verifier *v = t->v;
    const struct resource *r = &v->p->resources[v->p->limits[o->what].resource];
    char text[PHRASE_MAX], used[NUMBER_MAX], there[NUMBER_MAX];
    phrase_number(used, o->value);
    phrase_number(there, o->limit);
    snprintf(text, sizeof text, "%s (%s) in %d, %s: the plan uses %s %s; the limit is %s", r->name,
             r->code, calendar(v, o->year), area_code(v, o->area), used, r->unit, there);
    say(t, o, text);
}

/* What breaks the clause, without its name and words. */
static void phrase_clause(char out[PHRASE_MAX], const struct verifier *v, const struct violation *o)
{
    const struct clause *c = &v->p->clauses[o->what];
    char visit[PHRASE_MAX / 2], value[NUMBER_MAX], limit[NUMBER_MAX], when[40];
    phrase_number(value, o->value);
    phrase_number(limit, o->limit);
    snprintf(visit, sizeof visit, "area %s, stage %d", area_code(v, o->area), o->stage);
    if (o->year >= 0)
        snprintf(when, sizeof when, "in %d", calendar(v, o->year));
    else
        snprintf(when, sizeof when, "from %d to %d", calendar(v, c->year_first),
                 calendar(v, c->year_last));
    const char *bound = o->is_floor ? "it must be at least" : "it may be at most";
    switch (c->kind) {
    case CLAUSE_VISITS_PER_YEAR:
    case CLAUSE_VISITS_IN_PERIOD:
    case CLAUSE_SHARE_IN_PERIOD:
        snprintf(out, PHRASE_MAX, "%s visits start %s in %s; %s %s", value, when,
                 area_code(v, o->area), bound, limit);
        break;
    case CLAUSE_VISIT_AFTER:
        snprintf(out, PHRASE_MAX,
                 "%s is visited %s, when %s visits within %s are not long enough "
                 "ago",
                 visit, when, value, area_code(v, c->after));
        break;
    case CLAUSE_SELF_FINANCING:
        snprintf(out, PHRASE_MAX,
                 "the visit of %s %s brings %s, which costs %s a year and earns "
                 "%s",
                 visit, when, size_code(v, o->size), value, limit);
        break;
    case CLAUSE_LIMIT_CHANGES:
        snprintf(out, PHRASE_MAX, "%s visits differ from the adopted plan; %s %s", value, bound,
                 limit);
        break;
    case CLAUSE_KEEP_ADOPTED:
        snprintf(out, PHRASE_MAX, "%s is visited %s; the adopted plan visits it in %d", visit,
                 o->year < 0 ? "in no year" : when, calendar(v, (int)o->limit));
        break;
    case CLAUSE_VISIT_WITHIN:
        snprintf(out, PHRASE_MAX, "%s is visited %s, not from %d to %d", visit,
                 o->year < 0 ? "in no year" : when, calendar(v, c->year_first),
                 calendar(v, c->year_last));
        break;
    case CLAUSE_NO_VISIT:
        snprintf(out, PHRASE_MAX, "%s is visited %s", visit, when);
        break;
    case CLAUSE_REQUIRE_FACILITY:
        snprintf(out, PHRASE_MAX, "the visit of %s %s brings no %s", visit, when,
                 v->p->types[c->type].code);
        break;
    case CLAUSE_FORBID_FACILITY:
        snprintf(out, PHRASE_MAX, "the visit of %s %s brings %s", visit, when,
                 v->p->types[c->type].code);
        break;
    case CLAUSE_REQUIRE_SITE:
        snprintf(out, PHRASE_MAX, "the visit of %s %s builds nothing on site %s", visit, when,
                 site_code(v, c->site));
        break;
    case CLAUSE_FORBID_SITE:
        snprintf(out, PHRASE_MAX, "the visit of %s %s builds on site %s", visit, when,
                 site_code(v, c->site));
        break;
    default:
        snprintf(out, PHRASE_MAX, "plants in %s lose %s %s %s; at most %s may be",
                 area_code(v, o->area), value, v->p->currency ? v->p->currency : "of currency",
                 when, limit);
    }
}

static void tell_clause(const struct teller *t, const struct violation *o)
{
    const struct clause *c = &t->v->p->clauses[o->what];
    char phrase[PHRASE_MAX];
    phrase_clause(phrase, t->v, o);
    findings_add(t->findings, 1, rule_name(o->rule), NULL, "clause %s: %s (\"%s\")", c->code,
                 phrase, c->text);
}

static void tell_trade(const struct teller *t, const struct violation *o)
{
    const struct verifier *v = t->v;
    const struct good *good = &v->p->goods[o->what];
    char text[PHRASE_MAX], value[NUMBER_MAX], limit[NUMBER_MAX];
    int year = calendar(v, o->year);
    phrase_number(value, o->value);
    phrase_number(limit, o->limit);
    if (o->rule == RULE_TRADE_WAY)
        snprintf(text, sizeof text,
                 "area %s sends %s to area %s in %d, and no way between them is short enough",
                 area_code(v, o->area), good->name, area_code(v, t->plan->flows[o->flow].to), year);
    else if (o->rule == RULE_TRADE_SURPLUS)
        snprintf(text, sizeof text,
                 "area %s sends %s %s of %s in %d; its plants make %s beyond its need",
                 area_code(v, o->area), value, good->unit, good->name, year, limit);
    else
        snprintf(text, sizeof text, "area %s receives %s %s of %s in %d; it lacks %s",
                 area_code(v, o->area), value, good->unit, good->name, year, limit);
    say(t, o, text);
}

static void tell_worth(const struct teller *t, const struct violation *o)
{
    char text[PHRASE_MAX], value[NUMBER_MAX], limit[NUMBER_MAX];
    phrase_number(value, o->value);
    phrase_number(limit, o->limit);
    if (o->rule == RULE_NOTHING)
        snprintf(text, sizeof text,
                 "the plan says that there is none, and has %s visits that nobody decided", value);
    else if (o->rule == RULE_OBJECTIVE)
        snprintf(text, sizeof text, "the plan states a worth of %s; worked out anew it is %s",
                 value, limit);
    else
        snprintf(text, sizeof text, "the plan is worth %s, more than the bound of %s it states",
                 value, limit);
    say(t, o, text);
}

static void tell(const struct teller *t, const struct violation *o)
{
    if (o->rule == RULE_FORM)
        tell_form(t, o);
    else if (o->rule == RULE_DECIDED)
        tell_decided(t, o);
    else if (o->rule == RULE_NOTHING || o->rule == RULE_OBJECTIVE || o->rule == RULE_BOUND)
        tell_worth(t, o);
    else if (o->rule < RULE_SITE_POWER)
        tell_visit(t, o);
    else if (o->rule < RULE_LIMIT)
        tell_local(t, o);
    else if (o->rule == RULE_LIMIT)
        tell_limit(t, o);
    else if (o->rule >= RULE_TRADE_WAY)
        tell_trade(t, o);
    else
        tell_clause(t, o);
}

void verdict_tell(const struct verifier *v, const struct plan *plan, const struct verdict *verdict,
                  struct findings *findings)
{
    struct teller t = {v, plan, findings};
    for (int i = 0; i < verdict->kept; i++)
        tell(&t, &verdict->list[i]);
    if (verdict->count > verdict->kept)
        findings_add(findings, 1, "plan", NULL, "%d more rules are broken",
                     verdict->count - verdict->kept);
}
