/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/layers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "geo/child.h"

enum {
    ARGUMENT_MAX = 8,
};

enum status layers_program(char path[LAYERS_PATH_MAX], struct err *e)
{
    const char *given = getenv("GROUNDWORK_GDAL");
    int len = -1;
    if (given) {
        len = snprintf(path, LAYERS_PATH_MAX, "%s", given);
    } else {
        char self[LAYERS_PATH_MAX];
        ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
        if (n > 0) {
            self[n] = '\0';
            char *slash = strrchr(self, '/');
            if (slash) *slash = '\0';
            len = snprintf(path, LAYERS_PATH_MAX, "%s/groundwork-gdal", self);
        }
    }
    if (len > 0 && len < LAYERS_PATH_MAX && access(path, X_OK) == 0) return STATUS_OK;
    return err_set(
        e, STATUS_NOTFOUND,
        "the program groundwork-gdal, which reads files of other programs, is not beside "
        "this one; put it there or set GROUNDWORK_GDAL to its path");
}

static enum status status_of_exit(int code)
{
    static const enum status answers[] = {STATUS_USAGE,    STATUS_INVALID, STATUS_NOTFOUND,
                                          STATUS_CONFLICT, STATUS_LIMIT,   STATUS_IO,
                                          STATUS_NOMEM};

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (status_exit_code(answers[i]) == code) return answers[i];
    return STATUS_EXTERNAL;
}

static enum status run(char *const *arguments, struct slice input, struct buf *out, struct err *e)
{
    struct child_request request = {arguments, input, LAYERS_TIME_S};
    struct child_result result = {.output = out};
    TRY(child_run(&request, &result, e));
    if (result.exit_code == 0) return STATUS_OK;
    size_t len = strcspn(result.message, "\n");
    if (len == 0)
        return err_set(e, STATUS_EXTERNAL, "'%s' failed without a word (exit code %d)",
                       arguments[0], result.exit_code);
    return err_set(e, status_of_exit(result.exit_code), "%.*s", (int)len, result.message);
}

/* The process would find out too, but paths such as "/vsicurl/http…" must not even get there. */
static enum status check_source(const char *source, struct err *e)
{
    struct stat st;
    if (stat(source, &st) != 0)
        return err_set(e, errno == ENOENT ? STATUS_NOTFOUND : STATUS_IO, "cannot open '%s': %s",
                       source, strerror(errno));
    if (!S_ISREG(st.st_mode)) return err_set(e, STATUS_INVALID, "'%s' is not a file", source);
    return STATUS_OK;
}

/* execve() wants char *, but does not write. */
static char *argument(const char *text)
{
    union {
        const char *in;
        char *out;
    } u = {text};

    return u.out;
}

/* So that GDAL cannot take "PG:…" or "-x" for anything but a file, nor a driver the path for one
 * within an archive. */
static enum status make_absolute(char whole[LAYERS_PATH_MAX], const char *path, struct err *e)
{
    char here[LAYERS_PATH_MAX] = "";
    if (path[0] != '/' && !getcwd(here, sizeof here))
        return err_set(e, STATUS_IO, "the current folder cannot be found: %s", strerror(errno));
    int len = snprintf(whole, LAYERS_PATH_MAX, "%s%s%s", here, here[0] ? "/" : "", path);
    if (len > 0 && len < LAYERS_PATH_MAX) return STATUS_OK;
    return err_set(e, STATUS_USAGE, "the path '%.60s…' is too long", path);
}

enum status layers_read(const char *source, const char *layer, struct buf *out, struct err *e)
{
    char program[LAYERS_PATH_MAX], path[LAYERS_PATH_MAX];
    TRY(check_source(source, e));
    TRY(layers_program(program, e));
    TRY(make_absolute(path, source, e));
    char *arguments[ARGUMENT_MAX] = {program, argument("read"), path, argument(layer), NULL};
    return run(arguments, SLICE_NONE, out, e);
}

enum status layers_write(const char *format, const char *path, const char *layer, const char *kind,
                         struct slice csv, struct err *e)
{
    char program[LAYERS_PATH_MAX], whole[LAYERS_PATH_MAX];
    TRY(layers_program(program, e));
    TRY(make_absolute(whole, path, e));
    struct buf out = BUF_INIT(LAYERS_PATH_MAX);
    char *arguments[ARGUMENT_MAX] = {
        program, argument("write"), argument(format), whole, argument(layer), argument(kind), NULL};
    enum status s = run(arguments, csv, &out, e);
    buf_clear(&out);
    return s;
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

int layers_unhex(struct slice text, struct slice *out, struct arena *a)
{
    char *bytes = text.len % 2 == 0 ? arena_alloc(a, text.len / 2 + 1, 1) : NULL;
    if (!bytes) return 0;
    for (size_t i = 0; i < text.len / 2; i++) {
        int high = digit_value(text.at[2 * i]), low = digit_value(text.at[2 * i + 1]);
        if (high < 0 || low < 0) return 0;
        bytes[i] = (char)(high << 4 | low);
    }
    *out = (struct slice){bytes, text.len / 2};
    return 1;
}

void layers_add_hex(struct buf *b, struct slice bytes)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        buf_char(b, digits[byte >> 4]);
        buf_char(b, digits[byte & 15]);
    }
}
