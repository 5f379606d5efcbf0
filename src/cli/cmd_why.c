/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/session.h"
#include "app/site.h"
#include "app/why.h"
#include "app/why_infeasible.h"
#include "app/why_late.h"
#include "base/near.h"
#include "base/number.h"
#include "cli/cmd.h"
#include "cli/tell.h"

struct question {
    struct invocation *in;
    const struct programme *p;
    struct session *session;
    struct why why;
};

static int is_word(const struct question *q, int at, const char *word)
{
    return at < q->in->operand_count && strcmp(q->in->operands[at], word) == 0;
}

static enum status read_year(const struct question *q, int at, int *out, struct err *e)
{
    int64_t year = 0;
    int last = q->p->first_year + q->p->year_count - 1;
    const char *word = at < q->in->operand_count ? q->in->operands[at] : "";
    if (!number_parse_integer(slice_of(word), &year) || year < q->p->first_year || year > last)
        return err_set(e, STATUS_USAGE, "'%s' is no year of the programme; they are %d to %d", word,
                       q->p->first_year, last);
    *out = (int)(year - q->p->first_year);
    return STATUS_OK;
}

static enum status refuse_word(const struct question *q, int at, const char *wanted, struct err *e)
{
    return err_set(e, STATUS_USAGE, "cannot read '%s' there; %s", q->in->operands[at], wanted);
}

/* [not] AREA [in YEAR] */
static enum status ask_area(struct question *q, int at, struct err *e)
{
    struct why_area_request request = {.question = WHY_AREA, .year = -1};
    int64_t stage = 0;
    int count = 0;
    struct why_visit *list = NULL;
    if (is_word(q, at, "not")) {
        request.question = WHY_NOT;
        at++;
    }
    if (at >= q->in->operand_count)
        return err_set(e, STATUS_USAGE, "which area?  'groundwork why --help' tells how to ask");
    TRY(site_find_area(&q->session->data, q->p, q->in->operands[at++], &request.area, e));
    if (is_word(q, at, "in")) {
        request.question = WHY_IN_YEAR;
        TRY(read_year(q, at + 1, &request.year, e));
        at += 2;
    }
    if (at < q->in->operand_count)
        return refuse_word(q, at, "after an area comes 'in YEAR', or nothing", e);
    TRY(option_integer(q->in, "stage", 0, 1, STAGE_MAX, &stage, e));
    request.stage = (int)stage;
    TRY(why_area(&list, &count, &q->why, &request, e));
    if (option_flag(q->in, "json"))
        why_area_write_json(&q->why, list, count, &q->in->out);
    else
        why_area_write(&q->why, list, count, &q->in->out);
    return STATUS_OK;
}

/* limit RESOURCE YEAR [in AREA] */
static enum status ask_limit(struct question *q, struct err *e)
{
    const struct programme *p = q->p;
    struct near near = near_start(slice_of(q->in->operand_count > 2 ? q->in->operands[2] : ""));
    struct why_limit answer;
    int resource = -1, year = -1, area = -1, limit = -1;
    for (int i = 0; i < p->resource_count && q->in->operand_count > 2; i++) {
        near_offer(&near, p->resources[i].code);
        if (strcmp(p->resources[i].code, q->in->operands[2]) == 0) resource = i;
    }
    if (resource < 0)
        return err_set(e, STATUS_NOTFOUND, "there is no resource '%.*s'%s%s%s",
                       SLICE_ARGS(near.wanted), near.best ? "; did you mean '" : "",
                       near.best ? near.best : "",
                       near.best ? "'?" : "; table resource lists them");
    TRY(read_year(q, 3, &year, e));
    if (is_word(q, 4, "in") && q->in->operand_count > 5)
        TRY(site_find_area(&q->session->data, p, q->in->operands[5], &area, e));
    else if (q->in->operand_count > 4)
        return refuse_word(q, 4, "after the year of a limit comes 'in AREA', or nothing", e);
    for (int i = 0; i < p->limit_count; i++)
        if (p->limits[i].resource == resource && p->limits[i].year == year &&
            p->limits[i].area == area)
            limit = i;
    if (limit < 0)
        return err_set(e, STATUS_NOTFOUND, "'%s' is not limited in %d%s%s", q->in->operands[2],
                       p->first_year + year, area < 0 ? "" : " for ",
                       area < 0 ? "" : p->areas[area].name);
    TRY(why_limit(&answer, &q->why, limit, e));
    if (option_flag(q->in, "json"))
        why_limit_write_json(&q->why, &answer, &q->in->out);
    else
        why_limit_write(&q->why, &answer, &q->in->out);
    return STATUS_OK;
}

static enum status find_clause(const struct question *q, const char *code, int *out, struct err *e)
{
    struct near near = near_start(slice_of(code));
    for (*out = 0; *out < q->p->clause_count; (*out)++) {
        if (strcmp(q->p->clauses[*out].code, code) == 0) return STATUS_OK;
        near_offer(&near, q->p->clauses[*out].code);
    }
    return err_set(e, STATUS_NOTFOUND, "there is no clause '%s'%s%s%s", code,
                   near.best ? "; did you mean '" : "", near.best ? near.best : "",
                   near.best ? "'?" : "; table clause lists them");
}

/* directive CLAUSE, or directives */
static enum status ask_directives(struct question *q, int all, struct err *e)
{
    int clause = -1, count = all ? q->p->clause_count : 1;
    struct why_directive *list = ARENA_ARRAY(q->in->arena, struct why_directive, (size_t)count + 1);
    if (!list) return err_set(e, STATUS_NOMEM, "out of memory for clauses");
    if (!all && q->in->operand_count != 3)
        return err_set(e, STATUS_USAGE, "which clause?  'directives' asks about all of them");
    if (!all) TRY(find_clause(q, q->in->operands[2], &clause, e));
    for (int i = 0; i < count; i++) {
        if (all) progress_report(&q->in->progress, (double)i / count, q->p->clauses[i].code);
        TRY(why_directive(&list[i], &q->why, all ? i : clause, e));
    }
    if (option_flag(q->in, "json"))
        why_directives_write_json(&q->why, list, count, &q->in->out);
    else
        why_directives_write(&q->why, list, count, &q->in->out);
    return STATUS_OK;
}

static enum status ask_infeasible(struct question *q, int threads, struct err *e)
{
    struct why_infeasible answer;
    if (q->in->operand_count > 2) return refuse_word(q, 2, "'infeasible' stands alone", e);
    TRY(why_infeasible(&answer, q->session, threads, &q->in->stop, e));
    if (option_flag(q->in, "json"))
        why_infeasible_write_json(&answer, &q->in->out);
    else
        why_infeasible_write(&answer, &q->in->out);
    return STATUS_OK;
}

/* late [AREA[/FACILITY[/PHASE]]] */
static enum status ask_late(struct question *q, struct err *e)
{
    struct why_late_list answer;
    int has_place = q->in->operand_count > 2;
    struct why_late_request request = {.plan = option_text(q->in, "plan"),
                                       .place = has_place ? q->in->operands[2] : NULL};
    if (q->in->operand_count > 3)
        return refuse_word(q, 3, "a plant is given as one word, AREA/FACILITY/PHASE", e);
    if (has_place == option_flag(q->in, "all"))
        return err_set(
            e, STATUS_USAGE,
            "which plant?  name AREA, AREA/FACILITY or AREA/FACILITY/PHASE, or say --all");
    TRY(why_late(&answer, q->session, &request, e));
    tell_shipments(q->in, &answer.schedule);
    if (option_flag(q->in, "json"))
        why_late_write_json(&answer, q->p, &q->in->out);
    else
        why_late_write(&answer, q->p, &q->in->out);
    return STATUS_OK;
}

/* more: crews and materials */
static enum status ask_more(struct question *q, int threads, struct err *e)
{
    struct why_more_list answer;
    struct schedule_request request = {.plan = option_text(q->in, "plan"),
                                       .threads = threads,
                                       .seed = 1,
                                       .idle_days = WORKS_IDLE_DAYS,
                                       .pause_days = WORKS_PAUSE_DAYS,
                                       .stop = &q->in->stop,
                                       .progress = &q->in->progress};
    TRY(option_real(q->in, "effort", 0.2, 0, 10000, &request.effort, e));
    if (q->in->operand_count > 2) return refuse_word(q, 2, "'more' stands alone", e);
    TRY(why_more(&answer, q->session, &request, e));
    tell_shipments(q->in, &answer.schedule);
    if (option_flag(q->in, "json"))
        why_more_write_json(&answer, q->p, &q->in->out);
    else
        why_more_write(&answer, q->p, &q->in->out);
    return STATUS_OK;
}

static enum status work(struct invocation *in, struct question *q, struct err *e)
{
    struct why_request request = {.plan = option_text(in, "plan"), .stop = &in->stop};
    TRY(option_threads(in, &request.threads, e));
    TRY(session_open(q->session, in->operands[0], 0, in->arena, e));
    q->p = &q->session->programme;
    if (is_word(q, 1, "infeasible")) return ask_infeasible(q, request.threads, e);
    if (is_word(q, 1, "late")) return ask_late(q, e);
    if (is_word(q, 1, "more")) return ask_more(q, request.threads, e);
    TRY(why_open(&q->why, q->session, &request, e));
    if (q->why.stored.is_input_changed)
        say(in, "figures have changed since plan '%s' was made; it is questioned with those of now",
            q->why.stored.name);
    if (is_word(q, 1, "limit")) return ask_limit(q, e);
    if (is_word(q, 1, "directive")) return ask_directives(q, 0, e);
    if (is_word(q, 1, "directives")) return ask_directives(q, 1, e);
    return ask_area(q, 1, e);
}

static enum status run(struct invocation *in, struct err *e)
{
    struct question q = {.in = in, .session = in->session};
    enum status s = work(in, &q, e);
    why_close(&q.why);
    return s;
}

static const struct option_def options[] = {
    {"plan", 0, "NAME", "plan to question (default: the last one in the file)"},
    {"all", 0, NULL, "with 'late': every late plant"},
    {"effort", 0, "FACTOR", "with 'more': of each schedule made, as of 'schedule' (default 0.2)"},
    {"stage", 0, "N", "ask about visits of this stage (default: of every stage)"},
    OPTION_TIME_LIMIT,
    OPTION_THREADS,
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_END,
};

const struct cmd cmd_why = {
    .name = "why",
    .usage = "FILE.gpkg QUESTION...",
    .brief = "why the plan is as it is, and what anything else would cost",
    .details =
        "Questions read as they are asked:\n\n"
        "  why FILE AREA               why it is visited when it is; what every other year costs\n"
        "  why FILE AREA in YEAR       why in this year, or why not\n"
        "  why FILE not AREA           what if it were not visited; or why it is not\n"
        "  why FILE limit RESOURCE YEAR [in AREA]\n"
        "                              what more or less of it would bring\n"
        "  why FILE directive CLAUSE   what a clause costs\n"
        "  why FILE directives         what each of them costs, dearest first\n"
        "  why FILE infeasible         why there is no plan, and the smallest ways out\n"
        "  why FILE late AREA[/FACILITY[/PHASE]], or late --all\n"
        "                              why plants are late, or a phase is on its day\n"
        "  why FILE more               what one more crew, or more of a material, would bring\n\n"
        "An area is given by its code, name or alias. The answer says what is lost at most, as a "
        "plan found for it shows, and what at least, where that is proven; who moves, gains and "
        "loses in that plan; and what the visit takes of what is scarce. Nothing is written to the "
        "file.",
    .example = "groundwork why twenty-by-ten.gpkg Kaechon in 2027",
    .operand_min = 2,
    .operand_max = 8,
    .options = options,
    .run = run,
};
