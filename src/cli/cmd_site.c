/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session.h"
#include "app/site.h"
#include "cli/cmd.h"

static enum status read_request(const struct invocation *in, struct site_request *request,
                                struct err *e)
{
    int64_t propose;
    TRY(option_integer(in, "propose", SITE_PROPOSE_AUTO, 0, 100, &propose, e));
    request->propose = (int)propose;
    request->options = option_line(in);
    return option_threads(in, &request->threads, e);
}

static enum status write_result(struct invocation *in, const struct session *s,
                                const struct site_report *report, int area, struct err *e)
{
    if (option_flag(in, "json"))
        return site_write_json(report, &s->data, area, &in->out, in->arena, e);
    if (area >= 0) return site_write_sentences(report, &s->data, area, &in->out, in->arena, e);
    site_write(report, &s->programme, &in->out);
    return STATUS_OK;
}

static enum status run(struct invocation *in, struct err *e)
{
    struct session *s = in->session;
    struct site_request request;
    struct site_report report;
    const char *area_name = option_text(in, "area");
    int area = -1;
    TRY(read_request(in, &request, e));
    TRY(session_open(s, in->operands[0], 1, in->arena, e));
    if (area_name) TRY(site_find_area(&s->data, &s->programme, area_name, &area, e));
    TRY(site_run(&report, &s->data, &s->programme, &request, in->arena, e));
    TRY(site_keep(s, &report, e));
    if (report.proposed_count)
        say(in,
            "%d sites are proposals of the program, marked proposed = yes in table site: look at "
            "them before they are built on",
            report.proposed_count);
    return write_result(in, s, &report, area, e);
}

static const struct option_def options[] = {
    {"propose", 0, "N",
     "propose N sites in every area without surveyed ones, in place of earlier proposals; 0: none "
     "(default: 3, only when no area has a site)"},
    {"area", 0, "CODE", "write the findings about the sites of this area, one sentence each"},
    OPTION_JSON,
    OPTION_QUIET,
    OPTION_THREADS,
    OPTION_END,
};

const struct cmd cmd_site = {
    .name = "site",
    .usage = "FILE.gpkg",
    .brief = "where plants can stand: electricity, water, transport, inhabitants, land",
    .details =
        "Tests every size of plant at every site against five conditions: electricity (distance "
        "and spare capacity of the nearest feed point that has enough, or a supply stated for the "
        "site), industrial water (dry-month yield against daily need), transport (distance to "
        "road or railway, the way to the county town by road where roads are loaded, goods that "
        "can reach the site), inhabitants "
        "(people within the setback of the plant's nuisance class, people to be moved) and land. "
        "Every finding is a sentence with both numbers: --area tells those of an area, and table "
        "site_test has all that refuse a plant. Scores of the options are in site_option, and what "
        "connecting them takes is in site_cost.\n\n"
        "Where the programme has no sites, the program proposes some at the edge of the county "
        "town and marks them as proposals.",
    .example = "groundwork site twenty-by-ten.gpkg --area Usi",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .run = run,
};
