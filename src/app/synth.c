/* SPDX-License-Identifier: Apache-2.0 */
#include "app/synth.h"

#include <string.h>

#include "model/programme.h"
#include "store/store.h"

enum status synth_family_parse(const char *name, enum synth_family *out, struct err *e)
{
    *out = SYNTH_COUNTRY;
    if (strcmp(name, "country") == 0) return STATUS_OK;
    *out = SYNTH_PACKAGES;
    if (strcmp(name, "packages") == 0) return STATUS_OK;
    return err_set(e, STATUS_USAGE, "--family '%s' is none of country, packages", name);
}

enum status synth_decree_parse(const char *name, enum synth_decree *out, struct err *e)
{
    static const char *const names[] = {[SYNTH_DECREE_NONE] = "none",
                                        [SYNTH_DECREE_COHORT] = "cohort",
                                        [SYNTH_DECREE_FULL] = "full"};
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++) {
        *out = (enum synth_decree)i;
        if (strcmp(name, names[i]) == 0) return STATUS_OK;
    }
    return err_set(e, STATUS_USAGE, "--decree '%s' is none of none, cohort, full", name);
}

enum status synth_file(const char *path, const struct synth_options *options, int overwrite,
                       struct synth_report *out, struct arena *a, struct err *e)
{
    struct dataset d;
    struct programme p;
    struct findings findings;
    *out = (struct synth_report){.row_count = 0};
    dataset_init(&d);
    findings_init(&findings, a);
    TRY(synth_make(options, &d, a, e));
    TRY(programme_load(&p, &d, &findings, a, e));
    TRY(store_save_new(path, &d, overwrite, e));
    for (int i = 0; i < TABLE_COUNT; i++) {
        out->row_count += d.tables[i].row_count;
        out->table_count += d.tables[i].row_count > 0;
    }
    out->code = p.code;
    return STATUS_OK;
}
