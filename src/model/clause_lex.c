/* SPDX-License-Identifier: Apache-2.0 */
#include "model/clause_lex.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/near.h"
#include "base/number.h"
#include "base/utf8.h"

enum {
    SENTENCE_MAX = 512,
    WORD_BYTES_MAX = 64,
};

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

static int is_word(char c)
{
    return !is_space(c) && c != '"' && c != '[' && c != ']';
}

static char lower(char c)
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      small[] = "abcdefghijklmnopqrstuvwxyz";
    const char *found = c ? strchr(upper, c) : NULL;
    if (!found) return c;
    return small[found - upper];
}

int lex_skip(struct lex *l)
{
    while (l->at < l->text.len) {
        char c = l->text.at[l->at];
        if (c == '#')
            while (l->at < l->text.len && l->text.at[l->at] != '\n')
                l->at++;
        else if (is_space(c))
            l->at++;
        else
            return 1;
    }
    return 0;
}

/* The word at the cursor, without moving; empty before a bracket, a quote and the end. */
static struct slice peek(struct lex *l)
{
    (void)lex_skip(l);
    size_t end = l->at;
    while (end < l->text.len && is_word(l->text.at[end]))
        end++;
    return (struct slice){l->text.at + l->at, end - l->at};
}

static void want(struct lex *l, struct lex_wanted what)
{
    (void)lex_skip(l);
    if (l->at < l->furthest) return;
    if (l->at > l->furthest) l->wanted_count = 0;
    l->furthest = l->at;
    for (int i = 0; i < l->wanted_count; i++)
        if (strcmp(l->wanted[i].text, what.text) == 0) return;
    if (l->wanted_count < LEX_WANTED_MAX) l->wanted[l->wanted_count++] = what;
}

void lex_want(struct lex *l, const char *what)
{
    want(l, (struct lex_wanted){what, 0});
}

int lex_accept(struct lex *l, const char *phrase)
{
    size_t start = l->at;
    while (*phrase) {
        size_t len = strcspn(phrase, " "), i = 0;
        struct slice word = peek(l);
        while (i < len && i < word.len && lower(word.at[i]) == phrase[i])
            i++;
        if (i < len || i < word.len) {
            want(l, (struct lex_wanted){phrase, 1});
            l->at = start;
            return 0;
        }
        l->at += word.len;
        phrase += len + (phrase[len] == ' ');
    }
    return 1;
}

int lex_accept_real(struct lex *l, double *out)
{
    struct slice word = peek(l);
    if (!number_parse_real(word, out)) {
        lex_want(l, "a number");
        return 0;
    }
    l->at += word.len;
    return 1;
}

int lex_accept_integer(struct lex *l, const char *what, int min, int max, int *out)
{
    int64_t value = 0;
    struct slice word = peek(l);
    if (!number_parse_integer(word, &value) || value < min || value > max) {
        lex_want(l, what);
        return 0;
    }
    *out = (int)value;
    l->at += word.len;
    return 1;
}

int lex_accept_label(struct lex *l, const char *what, struct slice *out)
{
    struct slice word = peek(l);
    if (word.len < 2 || word.at[word.len - 1] != ':') {
        lex_want(l, what);
        return 0;
    }
    *out = (struct slice){word.at, word.len - 1};
    l->at += word.len;
    return 1;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What a backslash and its letter stand for; *used bytes.  -1: nothing. */
static int unescape(const char *at, size_t left, size_t *used)
{
    static const char letters[] = "\"\\nrt", meant[] = "\"\\\n\r\t";
    *used = 2;
    if (left < 2) return -1;
    const char *found = at[1] ? strchr(letters, at[1]) : NULL;
    if (found) return meant[found - letters];
    if (at[1] != 'x' || left < 4) return -1;
    int high = hex_digit(at[2]), low = hex_digit(at[3]);
    *used = 4;
    /* only what is no character of its own, so that the text stays UTF-8 */
    int value = 16 * high + low;
    return high < 0 || low < 0 || value == 0 || value > 0x7F ? -1 : value;
}

int lex_accept_text(struct lex *l, const char *what, struct slice *out)
{
    (void)peek(l);
    size_t start = l->at, end = start + 1;
    if (start >= l->text.len || l->text.at[start] != '"') {
        lex_want(l, what);
        return 0;
    }
    while (end < l->text.len && l->text.at[end] != '"')
        end += l->text.at[end] == '\\' ? 2 : 1;
    if (end >= l->text.len) {
        lex_want(l, "a text in quotes that ends with \"");
        return 0;
    }
    char *copy = arena_strndup(l->findings->arena, l->text.at + start, end - start);
    size_t len = 0;
    if (!copy) l->findings->failed = 1;
    for (size_t i = start + 1; copy && i < end;) {
        size_t used = 1;
        int c = (unsigned char)l->text.at[i];
        if (c == '\\') c = unescape(l->text.at + i, end - i, &used);
        if (l->text.at[i] == '\\' && c < 0) {
            l->at = i;
            lex_want(l, "\\\" \\\\ \\n \\r \\t or \\xHH after a backslash");
            l->at = start;
            return 0;
        }
        copy[len++] = (char)c;
        i += used;
    }
    *out = (struct slice){copy, len};
    l->at = end + 1;
    return copy != NULL;
}

int lex_accept_word(struct lex *l, const char *what, struct slice *out)
{
    struct slice word = peek(l);
    if (word.len == 0) return lex_accept_text(l, what, out);
    *out = word;
    l->at += word.len;
    return 1;
}

int lex_accept_reference(struct lex *l, const char *what, struct lex_reference *out)
{
    (void)lex_skip(l);
    size_t start = l->at, open = start, end;
    while (open < l->text.len && l->text.at[open] != '[' && l->text.at[open] != '\n')
        open++;
    end = open;
    while (end < l->text.len && l->text.at[end] != ']' && l->text.at[end] != '\n')
        end++;
    if (end >= l->text.len || l->text.at[end] != ']' || l->text.at[open] != '[') {
        lex_want(l, what);
        return 0;
    }
    size_t name_end = open;
    while (name_end > start && is_space(l->text.at[name_end - 1]))
        name_end--;
    *out = (struct lex_reference){
        start, {l->text.at + start, name_end - start}, {l->text.at + open + 1, end - open - 1}};
    l->at = end + 1;
    return 1;
}

/* --- mistakes ----------------------------------------------------------------------------- */

int lex_line(const struct lex *l, size_t at)
{
    return utf8_line_of(l->text, l->text.at + at);
}

void lex_tell(struct lex *l, size_t at, const char *fmt, ...)
{
    char place[160], text[SENTENCE_MAX];
    int column = 1;
    for (size_t i = at; i > 0 && l->text.at[i - 1] != '\n'; i--)
        column += ((unsigned char)l->text.at[i - 1] & 0xC0) != 0x80;
    snprintf(place, sizeof place, "%.120s:%d:%d", l->name, lex_line(l, at), column);
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    findings_add(l->findings, 1, place, NULL, "%s", text);
}

/* What stands at the furthest place. */
static struct slice found_there(struct lex *l)
{
    l->at = l->furthest;
    struct slice word = peek(l);
    if (word.len == 0 && l->at < l->text.len) word.len = 1;
    return word;
}

/* The wanted word that the one found is a slip of, into `word`; 0: none. */
static int find_meant(const struct lex *l, struct slice found, char word[WORD_BYTES_MAX])
{
    char words[LEX_WANTED_MAX][WORD_BYTES_MAX];
    struct near near = near_start(found);
    for (int i = 0; i < l->wanted_count; i++) {
        size_t len = strcspn(l->wanted[i].text, " ");
        if (len >= WORD_BYTES_MAX || !l->wanted[i].is_phrase) continue;
        memcpy(words[i], l->wanted[i].text, len);
        words[i][len] = '\0';
        near_offer(&near, words[i]);
    }
    if (near.best) snprintf(word, WORD_BYTES_MAX, "%s", near.best);
    return near.best != NULL;
}

void lex_tell_wanted(struct lex *l)
{
    struct slice found = found_there(l);
    struct buf b = BUF_INIT(SENTENCE_MAX);
    char word[WORD_BYTES_MAX];
    for (int i = 0; i < l->wanted_count; i++) {
        if (i > 0) buf_text(&b, i == l->wanted_count - 1 ? " or " : ", ");
        buf_printf(&b, l->wanted[i].is_phrase ? "'%s'" : "%s", l->wanted[i].text);
    }
    const char *wanted = b.at && !b.failed ? b.at : "something else";
    if (found.len == 0)
        lex_tell(l, l->furthest, "the text ends; expected %s", wanted);
    else if (find_meant(l, found, word))
        lex_tell(l, l->furthest, "'%.*s': did you mean '%s'? expected %s", SLICE_ARGS(found), word,
                 wanted);
    else
        lex_tell(l, l->furthest, "expected %s, found '%.*s'", wanted, SLICE_ARGS(found));
    buf_clear(&b);
}

void lex_recover(struct lex *l)
{
    if (l->at < l->furthest) l->at = l->furthest;
    while (l->at < l->text.len) {
        const char *end = memchr(l->text.at + l->at, '\n', l->text.len - l->at);
        if (!end) break;
        l->at = (size_t)(end - l->text.at) + 1;
        size_t next = l->at;
        while (next < l->text.len &&
               (l->text.at[next] == ' ' || l->text.at[next] == '\r' || l->text.at[next] == '\t'))
            next++;
        if (next < l->text.len && l->text.at[next] == '\n') return;
    }
    l->at = l->text.len;
}
