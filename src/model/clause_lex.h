/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause_lex - words, numbers, quoted texts and references of a decree as text.
 *
 * Method   a cursor without tokens: each accept_…() function reads what it wants at the
 *          cursor and moves it, or leaves it and notes what it wanted.  Of the furthest
 *          place everything that was wanted is kept; that is the sentence of a mistake
 *          (Ford 2004).  Spaces, line ends, commas and comments (# to the end of the
 *          line) separate words.
 * Owner    the arena of the findings.
 */
#ifndef MODEL_CLAUSE_LEX_H
#define MODEL_CLAUSE_LEX_H

#include "base/arena.h"
#include "base/slice.h"
#include "model/findings.h"

enum {
    LEX_WANTED_MAX = 12,
};

struct lex_wanted {
    const char *text; /* the rest of a phrase, or what kind of thing */
    int is_phrase;
};

struct lex {
    const char *name; /* of the text, for messages */
    struct slice text;
    size_t at;
    size_t furthest; /* place of `wanted` */
    struct lex_wanted wanted[LEX_WANTED_MAX];
    int wanted_count;
    struct findings *findings;
};

/* To the next word; 0 at the end of the text. */
int lex_skip(struct lex *l);

/* Every word of the phrase, which is in lower case; in the text any case will do. */
int lex_accept(struct lex *l, const char *phrase);

/* A number, or a whole one from min to max; `what` says in a mistake what was wanted. */
int lex_accept_real(struct lex *l, double *out);
int lex_accept_integer(struct lex *l, const char *what, int min, int max, int *out);

/* A word of the form CODE: ("art-1:"). */
int lex_accept_label(struct lex *l, const char *what, struct slice *out);

/* "text", with \" \\ \n \r \t and \xHH in it. */
int lex_accept_text(struct lex *l, const char *what, struct slice *out);

/* A word, or a text in quotes. */
int lex_accept_word(struct lex *l, const char *what, struct slice *out);

struct lex_reference {
    size_t at;         /* place of the name, or of the code where there is none */
    struct slice name; /* len 0: none */
    struct slice code;
};

/* NAME [CODE] or [CODE], within one line. */
int lex_accept_reference(struct lex *l, const char *what, struct lex_reference *out);

/* Note that a kind of thing was wanted at the cursor. */
void lex_want(struct lex *l, const char *what);

/* A mistake at a place: NAME:LINE:COLUMN, column in characters. */
void lex_tell(struct lex *l, size_t at, const char *fmt, ...) PRINTF(3, 4);

/* The mistake at the furthest place: what was wanted and what is there. */
void lex_tell_wanted(struct lex *l);

/* To the next empty line, where another article begins. */
void lex_recover(struct lex *l);

/* Line of a place, from 1. */
int lex_line(const struct lex *l, size_t at);

#endif
