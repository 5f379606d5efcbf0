/* SPDX-License-Identifier: Apache-2.0 */
/*
 * err - what went wrong, as a code for programs and a sentence for people.
 *
 * A function that can fail returns `enum status` and takes `struct err *e`
 * last.  It fills `e` exactly when it fails.  `e` never allocates, so running
 * out of memory can be reported too.  `e` may be NULL: the caller only wants
 * the code.
 *
 *     if (n < 0)
 *         return err_set(e, STATUS_INVALID, "duration %d of '%s' is negative", n, name);
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define CHECKED      __attribute__((warn_unused_result))
#define PRINTF(f, v) __attribute__((format(printf, f, v)))

/* One table: the enum, its names and its exit codes cannot drift apart. */
#define STATUS_LIST(X)                       \
    X(OK, 0, "ok")                           \
    X(USAGE, 2, "wrong usage")               \
    X(INVALID, 3, "invalid input")           \
    X(NOTFOUND, 4, "not found")              \
    X(CONFLICT, 5, "conflict")               \
    X(INFEASIBLE, 6, "no feasible solution") \
    X(LIMIT, 7, "limit reached")             \
    X(IO, 8, "input/output error")           \
    X(NOMEM, 9, "out of memory")             \
    X(EXTERNAL, 10, "a library failed")

enum status {
#define X(name, exit_code, text) STATUS_##name,
    STATUS_LIST(X)
#undef X
};

struct err {
    enum status code;
    char text[1016];
};

/* Record a failure and return its code, so that it fits in a return statement. */
enum status err_set(struct err *e, enum status code, const char *fmt, ...) PRINTF(3, 4);

/* Fixed description of a code; never NULL. */
const char *status_text(enum status code);

/* Exit code of the process for a code. */
int status_exit_code(enum status code);

/* Leave at once on failure.  Only where nothing needs releasing: see STYLE.md. */
#define TRY(call)                                         \
    do {                                                  \
        enum status try_status_ = (call);                 \
        if (try_status_ != STATUS_OK) return try_status_; \
    } while (0)

#endif
