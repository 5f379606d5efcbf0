/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tell - findings on the way to people: lines on stderr, or JSON.
 */
#ifndef CLI_TELL_H
#define CLI_TELL_H

#include "app/schedule.h"
#include "cli/cmd.h"
#include "model/findings.h"

/* One line each to stderr.  Nothing for a single error, which is the verb's own message, and
 * no warnings with --quiet. */
void tell_findings(const struct invocation *in, const struct findings *f);

/* What a schedule of the plan does with its shipments, in a line; nothing when it has none. */
void tell_shipments(const struct invocation *in, const struct schedule_answer *x);

/* {"errors":1,"warnings":0,"findings":[{"severity":"error","place":…,"column":…,"sentence":…}]} */
void tell_findings_json(struct buf *out, const struct findings *f);

#endif
