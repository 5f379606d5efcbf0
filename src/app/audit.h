/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit - the network of a project file, or of a programme's schedule, put to the checks of
 * project/audit.h.
 */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/convert.h"
#include "project/audit.h"

struct audit_request {
    const char *file; /* as convert reads */
    const char *plan; /* of a programme; NULL: the last schedule */
    struct audit_options options;
};

struct audit_answer {
    struct convert_answer network;
    struct audit audit;
};

/* "lags=10%,cpli=0.9": limits by the keys of checks, the others stay. */
CHECKED enum status audit_limits_parse(const char *text, struct audit_options *o, struct err *e);

CHECKED enum status audit_file(struct audit_answer *out, const struct audit_request *request,
                               struct arena *a, struct err *e);

#endif
