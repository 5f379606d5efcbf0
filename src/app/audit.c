/* SPDX-License-Identifier: Apache-2.0 */
#include "app/audit.h"

#include "base/near.h"
#include "base/number.h"

static enum status find_check(struct slice key, int *out, struct err *e)
{
    struct near near = near_start(key);
    for (*out = 0; *out < AUDIT_COUNT; ++*out) {
        if (slice_is(key, audit_key((enum audit_name) * out))) return STATUS_OK;
        near_offer(&near, audit_key((enum audit_name) * out));
    }
    return err_set(e, STATUS_USAGE, "--limits: there is no check '%.*s'; %s%s%s", SLICE_ARGS(key),
                   near.best ? "did you mean " : "'groundwork audit --help' lists them",
                   near.best ? near.best : "", near.best ? "?" : "");
}

static enum status read_limit(struct slice word, struct audit_options *o, struct err *e)
{
    const char *equals = memchr(word.at, '=', word.len);
    size_t len = equals ? (size_t)(equals - word.at) : word.len;
    struct slice value = {word.at + len + 1, equals ? word.len - len - 1 : 0};
    int check = 0, percent = value.len > 0 && value.at[value.len - 1] == '%';
    double limit;
    TRY(find_check((struct slice){word.at, len}, &check, e));
    value.len -= (size_t)percent;
    if (!equals || !number_parse_real(value, &limit) || !(limit >= 0))
        return err_set(e, STATUS_USAGE,
                       "--limits: '%.*s' is no limit; write such as lags=10%% or cpli=0.9",
                       SLICE_ARGS(word));
    o->limits[check] = percent ? limit / 100 : limit;
    return STATUS_OK;
}

enum status audit_limits_parse(const char *text, struct audit_options *o, struct err *e)
{
    while (text) {
        const char *comma = strchr(text, ',');
        struct slice word = {text, comma ? (size_t)(comma - text) : strlen(text)};
        TRY(read_limit(word, o, e));
        text = comma ? comma + 1 : NULL;
    }
    return STATUS_OK;
}

enum status audit_file(struct audit_answer *out, const struct audit_request *request,
                       struct arena *a, struct err *e)
{
    struct convert_request read = {.from = request->file, .plan = request->plan};
    struct project_cpm *cpm = &out->network.cpm;
    TRY(convert(&out->network, &read, a, e));
    TRY(project_cpm_compute(cpm, &out->network.project, a, e));
    return project_audit(&out->audit, &out->network.project, cpm, &request->options, a, e);
}
