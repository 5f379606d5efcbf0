/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mspdi_value - single values of MSPDI, as text and as fields of a record.
 */
#ifndef EXCHANGE_MSPDI_VALUE_H
#define EXCHANGE_MSPDI_VALUE_H

#include "base/buf.h"
#include "exchange/mspdi_map.h"

/*
 * Set the element's field of a record.  0 when the text is no such value; -1
 * when memory is out.  An empty text sets nothing and is fine.
 */
int mspdi_set(const struct mspdi_record *r, const struct mspdi_element *x, void *record,
              struct slice text, struct arena *a);

/* Add the value as text; 0 when the field has none, -1 when a word has no number. */
int mspdi_put(struct buf *out, const struct mspdi_record *r, const struct mspdi_element *x,
              const void *record);

/* "PT8H30M0S", also with days and a sign; 0 unless all of s is one. */
int mspdi_duration_parse(struct slice s, int64_t *out_s);
void mspdi_duration_write(struct buf *out, int64_t s);

/* Text with the characters XML keeps for itself written as it wants them. */
void xml_text(struct buf *out, struct slice text);

/* Whitespace at both ends taken off. */
struct slice trimmed(struct slice s);

/* An integer that fits an int; 0 unless all of s is one. */
int mspdi_int_parse(struct slice s, int *out);

#endif
