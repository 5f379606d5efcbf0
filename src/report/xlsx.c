/* SPDX-License-Identifier: Apache-2.0 */
#include "report/xlsx.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/fault.h"
#include "report/html.h"

enum {
    COLUMN_MAX = 24,
    ROW_MAX = 1048576,
    TEXT_MAX = 32000, /* bytes, under Excel's 32 767 characters */
};

enum look {
    LOOK_HEAD,
    LOOK_TEXT,
    LOOK_WHOLE,
    LOOK_TWO,
    LOOK_FOUR,
    LOOK_SHARE,
    LOOK_YEAR,
    LOOK_COUNT,
};

struct xlsx {
    const char *path;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *looks[LOOK_COUNT];
    enum look columns[COLUMN_MAX];
    int column_count, column;
    lxw_row_t row;
    struct buf text;
    lxw_error failure;
    int no_memory;
};

static enum look look_of(char mark)
{
    switch (mark) {
    case '#':
        return LOOK_WHOLE;
    case '.':
        return LOOK_TWO;
    case ':':
        return LOOK_FOUR;
    case '%':
        return LOOK_SHARE;
    case 'y':
        return LOOK_YEAR;
    default:
        return LOOK_TEXT;
    }
}

static void make_looks(struct xlsx *x)
{
    static const char *const formats[LOOK_COUNT] = {
        [LOOK_WHOLE] = "#,##0", [LOOK_TWO] = "#,##0.00", [LOOK_FOUR] = "0.0000",
        [LOOK_SHARE] = "0.0%",  [LOOK_YEAR] = "0",
    };
    for (int i = 0; i < LOOK_COUNT; i++) {
        x->looks[i] = workbook_add_format(x->book);
        if (!x->looks[i]) {
            x->no_memory = 1;
            return;
        }
        format_set_align(x->looks[i], LXW_ALIGN_VERTICAL_TOP);
        if (formats[i]) format_set_num_format(x->looks[i], formats[i]);
    }
    format_set_bold(x->looks[LOOK_HEAD]);
    format_set_text_wrap(x->looks[LOOK_HEAD]);
    format_set_bottom(x->looks[LOOK_HEAD], LXW_BORDER_THIN);
}

/* Cleaned and cut at a character; the bytes last until the next call. */
static const char *plain(struct xlsx *x, struct slice text)
{
    buf_reset(&x->text);
    html_plain(&x->text, text);
    if (x->text.failed) {
        x->no_memory = 1;
        return "";
    }
    if (x->text.len > TEXT_MAX) {
        size_t end = TEXT_MAX;
        while (end > 0 && ((unsigned char)x->text.at[end] & 0xC0) == 0x80)
            end--;
        x->text.at[end] = '\0';
    }
    return x->text.at ? x->text.at : "";
}

enum status xlsx_open(struct xlsx **out, const char *path, struct slice title, struct arena *a,
                      struct err *e)
{
    struct xlsx *x = ARENA_NEW(a, struct xlsx);
    *out = x;
    if (!x) return err_set(e, STATUS_NOMEM, "out of memory while making the workbook");
    x->path = path;
    x->text = (struct buf)BUF_INIT((size_t)64 << 20);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    x->book = fault() ? NULL : workbook_new_opt(path, &options);
    if (!x->book) return err_set(e, STATUS_NOMEM, "out of memory while making '%s'", path);
    char *name = arena_strndup(a, plain(x, title), strlen(plain(x, title)));
    char author[] = "groundwork";
    /* 1 January 2024: a workbook must not differ because of the day it was made */
    lxw_doc_properties properties = {.title = name, .author = author, .created = 1704067200};
    make_looks(x);
    if (!name || x->no_memory || workbook_set_properties(x->book, &properties) != LXW_NO_ERROR)
        return err_set(e, STATUS_NOMEM, "out of memory while making '%s'", path);
    return STATUS_OK;
}

static int is_usable(const struct xlsx *x)
{
    return x->sheet && x->failure == LXW_NO_ERROR && !x->no_memory;
}

static void note(struct xlsx *x, lxw_error failure)
{
    if (failure != LXW_NO_ERROR && x->failure == LXW_NO_ERROR) x->failure = failure;
}

static void filter(struct xlsx *x)
{
    if (is_usable(x) && x->row > 1)
        note(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1, (lxw_col_t)(x->column_count - 1)));
}

void xlsx_sheet(struct xlsx *x, const char *name, const char *const *columns, int count)
{
    filter(x);
    if (x->failure != LXW_NO_ERROR || x->no_memory) return;
    x->sheet = fault() ? NULL : workbook_add_worksheet(x->book, name);
    if (!x->sheet) {
        x->no_memory = 1;
        return;
    }
    x->column_count = count < COLUMN_MAX ? count : COLUMN_MAX;
    worksheet_freeze_panes(x->sheet, 1, 0);
    for (int i = 0; i < x->column_count; i++) {
        x->columns[i] = look_of(columns[i][0]);
        double width = x->columns[i] == LOOK_TEXT ? 24 : 14;
        note(x, worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
    }
    x->row = 0;
    for (int i = 0; i < x->column_count && is_usable(x); i++) {
        const char *title = columns[i] + 1, *unit = strstr(title, " | ");
        char text[160];
        if (unit)
            (void)snprintf(text, sizeof text, "%.*s (%s)", (int)(unit - title), title, unit + 3);
        else
            (void)snprintf(text, sizeof text, "%s", title);
        note(x, worksheet_write_string(x->sheet, 0, (lxw_col_t)i, text, x->looks[LOOK_HEAD]));
    }
    x->row = 1;
    x->column = 0;
}

void xlsx_text(struct xlsx *x, struct slice text)
{
    int at = x->column++;
    if (!is_usable(x) || at >= x->column_count || x->row >= ROW_MAX || text.len == 0) return;
    note(x, worksheet_write_string(x->sheet, x->row, (lxw_col_t)at, plain(x, text),
                                   x->looks[LOOK_TEXT]));
}

void xlsx_number(struct xlsx *x, double value)
{
    int at = x->column++;
    if (!is_usable(x) || at >= x->column_count || x->row >= ROW_MAX || !isfinite(value)) return;
    note(x,
         worksheet_write_number(x->sheet, x->row, (lxw_col_t)at, value, x->looks[x->columns[at]]));
}

void xlsx_row(struct xlsx *x)
{
    x->column = 0;
    if (x->row < ROW_MAX) x->row++;
    if (x->row != ROW_MAX - 1) return;
    xlsx_text(x, slice_of("cut here: a sheet can hold no more rows"));
    x->row = ROW_MAX;
    x->column = 0;
}

enum status xlsx_close(struct xlsx *x, struct err *e)
{
    if (!x) return STATUS_OK;
    filter(x);
    lxw_error closed = LXW_NO_ERROR;
    if (x->book) closed = workbook_close(x->book); /* frees it whatever it returns */
    x->book = NULL;
    buf_clear(&x->text);
    if (x->no_memory) return err_set(e, STATUS_NOMEM, "out of memory while writing '%s'", x->path);
    note(x, fault() ? LXW_ERROR_ZIP_FILE_OPERATION : closed);
    if (x->failure != LXW_NO_ERROR)
        return err_set(e, STATUS_IO, "cannot write '%s': %s", x->path, lxw_strerror(x->failure));
    return STATUS_OK;
}
