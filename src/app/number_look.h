/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number_look - what somebody meant who typed this where a number belongs.
 */
#ifndef APP_NUMBER_LOOK_H
#define APP_NUMBER_LOOK_H

#include "base/slice.h"

enum {
    NUMBER_LOOK_BYTES = 64, /* longer texts are not examined */
};

enum number_look_kind {
    NUMBER_OTHER,    /* no idea */
    NUMBER_BLANK,    /* only blanks */
    NUMBER_ABSENT,   /* "n/a", "-" … */
    NUMBER_INFINITE, /* "inf" */
    NUMBER_DATE,     /* "2024-05-01" */
    NUMBER_GROUPED,  /* "1 234 567", "1,234.5": plain has it plainly */
    NUMBER_COMMA,    /* "12,5": plain has it plainly */
    NUMBER_PADDED,   /* a number with blanks around it */
    NUMBER_BEYOND,   /* "1e999" */
    NUMBER_FRACTION, /* a number, but no whole one */
    NUMBER_SUFFIXED, /* "12 kW": the first `prefix` bytes of inner are the number */
};

struct number_look {
    enum number_look_kind kind;
    struct slice inner; /* without blanks around it */
    size_t prefix;
    char plain[NUMBER_LOOK_BYTES];
};

/* The text must not be a number of the type wanted. */
struct number_look number_look(struct slice text, int whole);

#endif
