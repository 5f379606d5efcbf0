/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"

enum {
    READ_BYTES = 64 * 1024,
    ENVIRONMENT_MAX = 8,
    VARIABLE_BYTES = 4096,
    WAIT_S = 1, /* at once */
};

struct run {
    const char *name;
    int output[2], message[2], input; /* file descriptors, -1: closed */
    pid_t pid;                        /* 0: not running */
    size_t message_len;
    double time_limit_s, left_s;
};

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static enum status fail(const char *doing, const char *name, struct err *e)
{
    return err_set(e, STATUS_EXTERNAL, "cannot %s '%s': %s", doing, name, strerror(errno));
}

static void shut(int *fd)
{
    if (*fd >= 0) (void)close(*fd);
    *fd = -1;
}

/* The same file at a descriptor that is none of the child's three, also when ours were closed. */
static int lift(int fd)
{
    int lifted = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    shut(&fd);
    return lifted;
}

static int make_pipe(int fds[2])
{
    int low[2];
    if (fault()) {
        errno = EMFILE;
        return 0;
    }
    if (pipe(low) != 0) return 0;
    fds[0] = lift(low[0]);
    fds[1] = lift(low[1]);
    return fds[0] >= 0 && fds[1] >= 0;
}

/* The input as an open file without a name: it cannot block, leaves nothing behind, and is empty
 * also where /dev/null has become a file. */
static int make_input(struct slice bytes)
{
    FILE *f = fault() ? NULL : tmpfile();
    if (!f) return -1;
    int written =
        (bytes.len == 0 || fwrite(bytes.at, 1, bytes.len, f) == bytes.len) && fflush(f) == 0;
    int fd = written ? fcntl(fileno(f), F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : -1;
    (void)fclose(f);
    if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) shut(&fd);
    return fd;
}

struct environment {
    char texts[ENVIRONMENT_MAX][VARIABLE_BYTES];
    char *list[ENVIRONMENT_MAX + 1];
};

/* Where libraries find their data; nothing else of the user's. */
static void fill_environment(struct environment *env)
{
    static const char *const passed[] = {"PROJ_LIB",     "PROJ_DATA",     "GDAL_DATA",   "TMPDIR",
                                         "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    int count = 0;
    (void)snprintf(env->texts[count], VARIABLE_BYTES, "LC_ALL=C");
    env->list[count] = env->texts[count];
    count++;
    for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
        const char *value = getenv(passed[i]);
        int len =
            value ? snprintf(env->texts[count], VARIABLE_BYTES, "%s=%s", passed[i], value) : -1;
        if (len < 0 || len >= VARIABLE_BYTES) continue;
        env->list[count] = env->texts[count];
        count++;
    }
    env->list[count] = NULL;
}

static enum status start(struct run *run, const struct child_request *r, struct err *e)
{
    struct environment env = {0};
    posix_spawn_file_actions_t actions;
    fill_environment(&env);
    run->input = make_input(r->input);
    if (run->input < 0) return fail("prepare the input of", run->name, e);
    if (!make_pipe(run->output) || !make_pipe(run->message))
        return fail("make pipes for", run->name, e);
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return err_set(e, STATUS_NOMEM, "out of memory");
    failure = posix_spawn_file_actions_adddup2(&actions, run->input, STDIN_FILENO);
    if (!failure)
        failure = posix_spawn_file_actions_adddup2(&actions, run->output[1], STDOUT_FILENO);
    if (!failure)
        failure = posix_spawn_file_actions_adddup2(&actions, run->message[1], STDERR_FILENO);
    if (!failure)
        failure = fault() ? EAGAIN
                          : posix_spawn(&run->pid, r->arguments[0], &actions, NULL, r->arguments,
                                        env.list);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (failure) {
        run->pid = 0;
        errno = failure;
        return fail("start", run->name, e);
    }
    shut(&run->input);
    shut(&run->output[1]);
    shut(&run->message[1]);
    return STATUS_OK;
}

static enum status take_output(struct run *run, struct child_result *out, struct err *e)
{
    char bytes[READ_BYTES];
    ssize_t n = fault() ? -1 : read(run->output[0], bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) return STATUS_OK;
    if (n < 0) return fail("read from", run->name, e);
    if (n == 0) shut(&run->output[0]);
    buf_add(out->output, bytes, (size_t)n);
    if (out->output->failed)
        return err_set(e, STATUS_LIMIT, "'%s' gave more than %zu bytes", run->name,
                       out->output->limit);
    return STATUS_OK;
}

/* Keep what fits, drop the rest. */
static enum status take_message(struct run *run, struct child_result *out, struct err *e)
{
    char bytes[READ_BYTES];
    ssize_t n = read(run->message[0], bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) return STATUS_OK;
    if (n < 0) return fail("read from", run->name, e);
    if (n == 0) shut(&run->message[0]);
    size_t room = sizeof out->message - 1 - run->message_len;
    size_t kept = (size_t)n < room ? (size_t)n : room;
    memcpy(out->message + run->message_len, bytes, kept);
    run->message_len += kept;
    out->message[run->message_len] = '\0';
    return STATUS_OK;
}

/* A machine that slept, or had no time for us, does not count against the child. */
static void spend(struct run *run, double waited_s)
{
    run->left_s -= waited_s < 2 * WAIT_S ? waited_s : 2 * WAIT_S;
}

static enum status listen_to(struct run *run, struct child_result *out, struct err *e)
{
    while (run->output[0] >= 0 || run->message[0] >= 0) {
        double since_s = now_s();
        if (run->left_s <= 0)
            return err_set(e, STATUS_LIMIT,
                           "'%s' took longer than %g s; the file is damaged, or too large to be "
                           "read at once",
                           run->name, run->time_limit_s);
        /* poll() leaves out negative descriptors */
        struct pollfd fds[2] = {{run->output[0], POLLIN, 0}, {run->message[0], POLLIN, 0}};
        double wait_s = run->left_s < WAIT_S ? run->left_s : WAIT_S;
        int ready = poll(fds, 2, (int)(wait_s * 1000) + 1);
        if (ready < 0 && errno != EINTR) return fail("wait for", run->name, e);
        spend(run, now_s() - since_s);
        if (ready <= 0) continue;
        if (fds[0].revents) TRY(take_output(run, out, e));
        if (fds[1].revents) TRY(take_message(run, out, e));
    }
    return STATUS_OK;
}

static enum status wait_for(struct run *run, int *how, struct err *e)
{
    pid_t pid = run->pid;
    run->pid = 0;
    while (waitpid(pid, how, 0) < 0)
        if (errno != EINTR) return fail("wait for", run->name, e);
    return STATUS_OK;
}

static void finish(struct run *run)
{
    int how;
    if (run->pid > 0) {
        (void)kill(run->pid, SIGKILL);
        (void)wait_for(run, &how, NULL);
    }
    shut(&run->input);
    shut(&run->output[0]);
    shut(&run->output[1]);
    shut(&run->message[0]);
    shut(&run->message[1]);
}

enum status child_run(const struct child_request *r, struct child_result *out, struct err *e)
{
    struct run run = {.name = r->arguments[0],
                      .output = {-1, -1},
                      .message = {-1, -1},
                      .input = -1,
                      .time_limit_s = r->time_limit_s,
                      .left_s = r->time_limit_s};
    int how = 0;
    out->message[0] = '\0';
    enum status s = start(&run, r, e);
    if (s == STATUS_OK) s = listen_to(&run, out, e);
    if (s == STATUS_OK) s = wait_for(&run, &how, e);
    if (s == STATUS_OK && WIFSIGNALED(how))
        s = err_set(e, STATUS_EXTERNAL,
                    "'%s' was ended by signal %d; the file is damaged, or too large for the limits",
                    run.name, WTERMSIG(how));
    if (s == STATUS_OK) out->exit_code = WEXITSTATUS(how);
    finish(&run);
    return s;
}
