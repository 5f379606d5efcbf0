/* SPDX-License-Identifier: Apache-2.0 */
/*
 * synth - a programme file that nobody surveyed, of any size.
 */
#ifndef APP_SYNTH_H
#define APP_SYNTH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "synth/synth.h"

struct synth_report {
    long row_count;
    int table_count; /* with rows */
    const char *code;
};

/* A family or decree by its name, USAGE with the names there are. */
CHECKED enum status synth_family_parse(const char *name, enum synth_family *out, struct err *e);
CHECKED enum status synth_decree_parse(const char *name, enum synth_decree *out, struct err *e);

/* Make it, load it as any other programme, and write the file, whole or not at all. */
CHECKED enum status synth_file(const char *path, const struct synth_options *options, int overwrite,
                               struct synth_report *out, struct arena *a, struct err *e);

#endif
