/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tell_audit - what `audit` found, as text or JSON.
 */
#ifndef CLI_TELL_AUDIT_H
#define CLI_TELL_AUDIT_H

#include "app/audit.h"
#include "base/buf.h"

/* At most so many offenders of each check are named in text; JSON has all. */
void tell_audit(struct buf *out, const struct audit_answer *a, const struct audit_request *request,
                int row_max);
void tell_audit_json(struct buf *out, const struct audit_answer *a,
                     const struct audit_request *request);

#endif
